"""What came of it: reports on actions, annual reviews and their way, quick OODA entries, and the evidence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.organizations.interface import TenantModel
from shirube.plans.domain.terms import ActionState, Grade, ReviewMove, ReviewState
from shirube.plans.models.indicators import Reading
from shirube.plans.models.promises import Action, Initiative

_GRADES = [(grade.value, grade.value) for grade in Grade]


class ActionReport(TenantModel):
    """How an action stands in a fiscal year; the newest of a year counts, the older ones stay to be seen."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reports")
    fiscal_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ActionState])
    reason = models.TextField(blank=True)
    actor = models.CharField(max_length=80)
    reported_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-fiscal_year", "-reported_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "action", "fiscal_year"],
                condition=Q(replaced_at__isnull=True),
                name="plans_one_report_a_year",
            ),
            models.CheckConstraint(
                name="plans_late_or_stopped_has_a_reason",
                condition=~Q(state__in=["late", "stopped"]) | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "-reported_at", "-id"], name="plans_report_newest")]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.state}"


class Review(TenantModel):
    """The annual review of an initiative, on its way from the section to the public."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="reviews")
    fiscal_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=15, choices=[(s.value, s.value) for s in ReviewState])
    achievements = models.TextField(blank=True)
    issues = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    # The grade that the figures gave when the review was last sent on, and the people's own where they differ.
    grade_by_rule = models.CharField(max_length=15, choices=_GRADES)
    grade_override = models.CharField(max_length=15, choices=_GRADES, blank=True)
    override_reason = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-fiscal_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "initiative", "fiscal_year"], name="plans_one_review_a_year"
            ),
            models.CheckConstraint(
                name="plans_override_has_a_reason", condition=Q(grade_override="") | ~Q(override_reason="")
            ),
            models.CheckConstraint(
                name="plans_published_has_a_moment",
                condition=Q(state="published", published_at__isnull=False)
                | (~Q(state="published") & Q(published_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "state", "fiscal_year"], name="plans_review_state"),
            models.Index(fields=["municipality", "-published_at", "-id"], name="plans_review_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.state}"

    @property
    def grade(self) -> str:
        return self.grade_override or self.grade_by_rule


class ReviewStep(TenantModel):
    """One move of a review, with who made it and what they said."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="steps")
    move = models.CharField(max_length=10, choices=[(m.value, m.value) for m in ReviewMove])
    comment = models.TextField(blank=True)
    actor = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"{self.move} {self.made_at}"


class OodaEntry(TenantModel):
    """A quick call between two reviews: observed, oriented, decided, acted."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="ooda_entries")
    observed = models.TextField()
    oriented = models.TextField()
    decided = models.TextField()
    acted = models.TextField(blank=True)
    actor = models.CharField(max_length=80)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at"]
        verbose_name_plural = "ooda entries"

    def __str__(self) -> str:
        return self.observed[:40]


class Evidence(TenantModel):
    """What a reading, report or review rests on: a text, a link or a stored file. Exactly one of the three owners."""

    reading = models.ForeignKey(
        Reading, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    report = models.ForeignKey(
        ActionReport, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    review = models.ForeignKey(
        Review, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence"
    )
    text = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    # A stored file of the files room, by its id: rooms hand out ids, not rows.
    file_id = models.UUIDField(null=True, blank=True)
    file_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                name="plans_evidence_has_one_owner",
                condition=Q(reading__isnull=False, report__isnull=True, review__isnull=True)
                | Q(reading__isnull=True, report__isnull=False, review__isnull=True)
                | Q(reading__isnull=True, report__isnull=True, review__isnull=False),
            ),
            models.CheckConstraint(
                name="plans_evidence_is_not_empty",
                condition=~Q(text="") | ~Q(link="") | Q(file_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.link or self.file_name
