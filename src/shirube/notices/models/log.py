"""The log of delivery. Who it went to and what it said are sealed, and forgotten after some weeks."""

from __future__ import annotations

from django.db import models

from shirube.notices.domain.states import NoticeState, Reason
from shirube.organizations.interface import TenantModel

_STATES = [(state.value, state.value) for state in NoticeState]
_REASONS = [(reason.value, reason.value) for reason in Reason]


class Notice(TenantModel):
    """One letter to one person.

    `once` is the caller's key: a second order with it is the first one. `tries` counts the attempts since the notice
    was last put into the queue, `attempts` all of them; `series` counts how often it was. `sealed` holds address, name
    and facts, and is empty once they are forgotten. `text_number` is the version of the text, 0 the one delivered with
    the software; `text_language` the language it was written in, which is Japanese where a translation was stale.
    """

    kind = models.CharField(max_length=80)
    channel = models.CharField(max_length=20)
    once = models.CharField(max_length=200)
    subject = models.CharField(max_length=120)
    resident_id = models.UUIDField(null=True)
    language = models.CharField(max_length=10)
    masked_address = models.CharField(max_length=120)
    sealed = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=_STATES, default=NoticeState.WAITING)
    reason = models.CharField(max_length=20, choices=_REASONS, blank=True)
    series = models.PositiveSmallIntegerField(default=1)
    tries = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    text_number = models.PositiveIntegerField(null=True)
    text_language = models.CharField(max_length=10, blank=True)
    ordered_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=80, blank=True)
    told_means = models.CharField(max_length=10, blank=True)
    told_note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "once"], name="notices_once")]
        # Ids sort by time (kernel.ids): the lists go by them, the newest first.
        indexes = [
            models.Index(fields=["municipality", "id"], name="notices_by_time"),
            models.Index(fields=["municipality", "state", "id"], name="notices_by_state"),
            models.Index(fields=["municipality", "subject"], name="notices_by_subject"),
            models.Index(
                fields=["municipality", "settled_at"],
                name="notices_to_forget",
                condition=~models.Q(sealed=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"


class Attempt(TenantModel):
    """One try to deliver a notice. `reply` holds the server's codes, never its words, which may name the address."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="tried")
    number = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    is_delivered = models.BooleanField(default=False)
    reason = models.CharField(max_length=20, choices=_REASONS, blank=True)
    reply = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "notice", "number"], name="notices_attempt_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.reason}"
