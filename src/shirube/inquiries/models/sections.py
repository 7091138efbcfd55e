"""The sections asked: one answer each, its extensions, and every step that it took."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.inquiries.domain.terms import AnswerState
from shirube.inquiries.models.inquiries import Inquiry
from shirube.organizations.interface import TenantModel


class AskedSection(TenantModel):
    """One section and its one answer, however many people type at it.

    `answers` and `typed` are those of the form; `rows` {item: {field: [before, after]}} are wishes for items of the
    register; `readings` {kpi: {"value", "note"}}. They reach register and KPI only when the asker has accepted them.
    """

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="asked")
    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=20,
        choices=[(one.value, one.value) for one in AnswerState],
        default=AnswerState.UNOPENED,
    )
    # The person in the section to whom it was given.
    person = models.UUIDField(null=True, blank=True)
    # Granted to this section alone.
    extended_to = models.DateField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    typed = models.JSONField(default=dict, blank=True)
    rows = models.JSONField(default=dict, blank=True)
    readings = models.JSONField(default=dict, blank=True)
    is_not_applicable = models.BooleanField(default=False)
    # Beside the answer, or why the inquiry does not apply.
    remark = models.TextField(blank=True)
    # The answers of the inquiry that this one repeats stand in the draft, and nobody has looked at them.
    is_from_last = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    edited_by = models.CharField(max_length=80, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)
    # What the chief, or the asker, wrote when returning the answer.
    returned = models.TextField(blank=True)
    accepted_by = models.CharField(max_length=80, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    # The section that was asked at first and has ended since.
    passed_from = models.ForeignKey(
        "organizations.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["section__position", "section__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "inquiry", "section"], name="inquiries_section_asked_once"
            ),
            models.CheckConstraint(
                name="inquiries_given_answer_has_a_moment",
                condition=~Q(state__in=["answered", "not_applicable"]) | Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.section_id}"


class Step(TenantModel):
    """Something that happened, and where the section stood after it. By these the state of any past day is known."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="steps")
    # None: of the inquiry as a whole.
    asked = models.ForeignKey(
        AskedSection, null=True, blank=True, on_delete=models.CASCADE, related_name="steps"
    )
    kind = models.CharField(max_length=30)
    state = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class Extension(TenantModel):
    """A section asks for a later day; the asker grants a day or refuses."""

    asked = models.ForeignKey(AskedSection, on_delete=models.CASCADE, related_name="extensions")
    wanted_on = models.DateField()
    reason = models.TextField()
    requested_by = models.CharField(max_length=80)
    requested_at = models.DateTimeField()
    granted_to = models.DateField(null=True, blank=True)
    reply = models.TextField(blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["requested_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "asked"],
                condition=Q(decided_at__isnull=True),
                name="inquiries_one_open_extension",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_id} {self.wanted_on}"
