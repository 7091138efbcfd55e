"""What was sent to the members, as it was sent. Rows are added and never changed."""

from __future__ import annotations

from django.db import models

from shirube.headquarters.domain.terms import SendingKind
from shirube.headquarters.models.meetings import AgendaItem, Meeting
from shirube.organizations.interface import TenantModel


class Sending(TenantModel):
    """A set of papers: the first is the papers themselves, what follows are supplements. `as_of`: the day they show."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sendings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in SendingKind])
    as_of = models.DateField()
    note = models.CharField(max_length=400, blank=True)
    actor = models.CharField(max_length=80)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "meeting", "number"], name="headquarters_sending_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Paper(TenantModel):
    """The paper of one item in one sending, whole: `content` is what domain.paper_pages lays out."""

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    position = models.PositiveSmallIntegerField()
    content = models.JSONField()
    # What the item was when it was frozen: a decision asks whether it still is.
    revision = models.PositiveIntegerField()
    stamp = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "sending", "item"], name="headquarters_paper_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.revision}"
