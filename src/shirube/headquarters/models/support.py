"""The support desk: who helps which section from when until when, and what sections ask."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shirube.headquarters.domain.support import SupportAct, SupportKind, SupportState, Urgency
from shirube.organizations.interface import TenantModel


class SupportDuty(TenantModel):
    """Somebody helps a section: [begins_on, ends_on)."""

    section = models.ForeignKey("organizations.Section", on_delete=models.CASCADE, related_name="+")
    staff_id = models.UUIDField()
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["begins_on", "id"]
        verbose_name_plural = "support duties"
        constraints = [
            models.CheckConstraint(
                name="headquarters_duty_ends_after_it_begins",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("begins_on")),
            ),
            models.UniqueConstraint(
                fields=["municipality", "section", "staff_id"],
                condition=Q(ends_on__isnull=True),
                name="headquarters_duty_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.section_id}"


class SupportRequest(TenantModel):
    """What a section asks. `helper_id`: who of the desk has it in hand."""

    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in SupportKind])
    urgency = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Urgency])
    title = models.CharField(max_length=120)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in SupportState], default=SupportState.WAITING
    )
    helper_id = models.UUIDField(null=True, blank=True)
    # Two of the desk at once: whoever comes second has seen an older revision.
    revision = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField()
    first_answered_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["municipality", "state"], name="headquarters_support_state")]

    def __str__(self) -> str:
        return self.title


class SupportNote(TenantModel):
    """A word in the conversation, or what was done. Never changed."""

    request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="notes")
    act = models.CharField(max_length=10, choices=[(one.value, one.value) for one in SupportAct])
    text = models.TextField(blank=True)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.act} {self.at}"
