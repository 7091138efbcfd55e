"""What was decided on an item, and the tasks that follow."""

from __future__ import annotations

from django.db import models

from shirube.headquarters.domain.terms import Outcome, TaskState
from shirube.headquarters.models.meetings import AgendaItem
from shirube.organizations.interface import TenantModel


class Decision(TenantModel):
    """One for an item. `points` are the numbered parts of what was decided: [{code: "①", text: …}]."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Outcome])
    wording = models.TextField()
    points = models.JSONField(default=list)
    decided_on = models.DateField()
    # The revision of the item that was decided on, and whether the members took note that it differed from the papers.
    item_revision = models.PositiveIntegerField()
    took_note = models.BooleanField(default=False)
    actor = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "item"], name="headquarters_one_decision")
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.decided_on}"


class Task(TenantModel):
    """A future step of an item. `due_words` says a date as a document did (令和4年11月) where `due_on` cannot."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="tasks")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    section = models.ForeignKey(
        "organizations.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.CharField(max_length=100, blank=True)
    staff_id = models.UUIDField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=60, blank=True)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in TaskState], default=TaskState.PROPOSED
    )
    # What came of it, or why it was dropped.
    result = models.CharField(max_length=400, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["municipality", "state", "due_on"], name="headquarters_task_due")]

    def __str__(self) -> str:
        return self.text
