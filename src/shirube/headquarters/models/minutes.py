"""The minutes of a meeting, part by part, and their way to the public."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.headquarters.domain.terms import Ground, MinutesState
from shirube.headquarters.models.meetings import AgendaItem, Meeting
from shirube.organizations.interface import TenantModel


class Minutes(TenantModel):
    """One for a meeting. Whoever hands them in is not who approves them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes")
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in MinutesState], default=MinutesState.DRAFT
    )
    submitted_by = models.CharField(max_length=80, blank=True)
    approved_by = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # Why they were sent back, or taken back after publication.
    comment = models.CharField(max_length=400, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "meeting"], name="headquarters_one_minutes"),
            models.CheckConstraint(
                name="headquarters_published_has_a_moment",
                condition=Q(state=MinutesState.PUBLISHED, published_at__isnull=False)
                | (~Q(state=MinutesState.PUBLISHED) & Q(published_at__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "-published_at"], name="headquarters_minutes_newest")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.state}"


class MinutesPart(TenantModel):
    """One part. `item` None: the part before or behind the items. A withheld part is not shown to residents, its reason is."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="parts")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes_parts"
    )
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    withheld = models.CharField(max_length=15, choices=[(one.value, one.value) for one in Ground], blank=True)
    withheld_note = models.CharField(max_length=200, blank=True)
    # Names that the writer has looked at and lets stand: [hash of the name].
    allowed_names = models.JSONField(default=list)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "minutes", "position"], name="headquarters_part_position"
            )
        ]

    def __str__(self) -> str:
        return self.heading
