"""Slots: the stock that is sold, and the guard against selling it twice."""

from __future__ import annotations

from django.db import models

from shirube.bookings.models.resources import Resource
from shirube.organizations.interface import TenantModel

OPEN = "open"
CLOSED = "closed"
# A running lottery gives it out: neither open to who comes first, nor closed.
IN_LOTTERY = "in_lottery"


class Slot(TenantModel):
    """Places of a resource from one moment to another, half-open.

    `taken` is the sum of what its active reservations hold, and `waiting` the number of those who wait. Both change
    only by conditional updates (commands.stock): the condition, and below it the constraint, keep it from being sold
    twice, whoever comes at once.
    """

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # The code of the block of the day, empty where it has none.
    label = models.CharField(max_length=20, blank=True)
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    # The number that the last one who joined the waiting list got.
    waiting_number = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, default=OPEN)
    closed_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "resource", "starts_at"], name="bookings_slot_begins_once"
            ),
            models.CheckConstraint(
                name="bookings_never_overbooked", condition=models.Q(taken__lte=models.F("capacity"))
            ),
            models.CheckConstraint(
                name="bookings_slot_ends_after_it_begins",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "starts_at"], name="bookings_slots_by_start")]

    def __str__(self) -> str:
        return f"{self.starts_at} {self.taken}/{self.capacity}"
