"""Those who wait for places in a slot that is full."""

from __future__ import annotations

from django.db import models

from shirube.bookings.domain.states import WaitingState
from shirube.bookings.models.reservations import Reservation
from shirube.bookings.models.slots import Slot
from shirube.organizations.interface import TenantModel


class WaitingEntry(TenantModel):
    """One in the line. `number` is the order of arrival within the slot, and never changes."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    quantity = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=WaitingState.WAITING)
    # How often somebody behind got places, because fewer were free than this one wants.
    passed_over = models.PositiveIntegerField(default=0)
    # What was offered or taken.
    reservation = models.ForeignKey(Reservation, on_delete=models.SET_NULL, null=True, related_name="+")

    code = models.CharField(max_length=14)
    secret_hash = models.CharField(max_length=64, blank=True)
    booker = models.TextField(blank=True)
    resident_id = models.UUIDField(null=True)
    person_key = models.CharField(max_length=64)
    group_id = models.UUIDField(null=True)
    language = models.CharField(max_length=10, default="ja")
    facts = models.JSONField(default=dict)
    key = models.CharField(max_length=64)
    joined_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["slot", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "slot", "number"], name="bookings_waiting_number"
            ),
            models.UniqueConstraint(fields=["municipality", "key"], name="bookings_joined_once"),
            models.UniqueConstraint(fields=["municipality", "code"], name="bookings_waiting_code"),
            models.UniqueConstraint(
                fields=["municipality", "slot", "person_key"],
                name="bookings_waits_once",
                condition=models.Q(state=WaitingState.WAITING),
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "resident_id", "-joined_at"], name="bookings_waits_of_resident"
            )
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} no. {self.number}"
