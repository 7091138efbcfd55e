"""Update sheets that sections fill in with a spreadsheet, and the reminders sent to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.organizations.interface import TenantModel
from shirube.plans.models.promises import Plan


class UpdateSheet(TenantModel):
    """A checked sheet waiting to be applied as a whole. `changes` is what it would do, row by row."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="update_sheets")
    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    changes = models.JSONField()
    # The plan's revision when it was checked: a sheet checked against older figures is checked again.
    plan_revision = models.PositiveIntegerField()
    actor = models.CharField(max_length=80)
    checked_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-checked_at"]

    def __str__(self) -> str:
        return self.file_name


class Reminder(TenantModel):
    """DX promotion asked a section for what is due."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reminders")
    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField()
    waiting = models.PositiveSmallIntegerField()
    actor = models.CharField(max_length=80)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(name="plans_reminder_asks_for_something", condition=Q(waiting__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.section_id} {self.sent_at}"
