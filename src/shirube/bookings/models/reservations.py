"""Reservations, the slots they hold, and how many slots a person or group has in a window."""

from __future__ import annotations

from django.db import models

from shirube.bookings.domain.states import ReservationState
from shirube.bookings.models.resources import Resource
from shirube.bookings.models.slots import Slot
from shirube.organizations.interface import TenantModel


class Reservation(TenantModel):
    """Places in one or several slots, for one booker."""

    number = models.CharField(max_length=14)
    secret_hash = models.CharField(max_length=64, blank=True)
    # The resource of its first slot; others may be reserved with it (a room and its equipment).
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    quantity = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=ReservationState.HELD)
    source = models.CharField(max_length=12)
    hold_until = models.DateTimeField(null=True)

    # Sealed: {"name", "mail", "phone", "secret"}; empty where nobody is known yet, and once it is forgotten.
    booker = models.TextField(blank=True)
    resident_id = models.UUIDField(null=True)
    person_key = models.CharField(max_length=64, blank=True)
    group_id = models.UUIDField(null=True)
    language = models.CharField(max_length=10, default="ja")
    # What the owner keeps with it; nothing of the person.
    facts = models.JSONField(default=dict)
    # What was counted for it in tallies, as [[holder, window, slots]], to be given back.
    counted = models.JSONField(default=list)

    # What makes a second click the first one.
    key = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="bookings_reservation_number"),
            models.UniqueConstraint(fields=["municipality", "key"], name="bookings_reserved_once"),
        ]
        indexes = [
            models.Index(fields=["municipality", "resident_id", "-starts_at"], name="bookings_of_resident"),
            models.Index(fields=["municipality", "resource", "starts_at"], name="bookings_of_resource"),
            models.Index(
                fields=["municipality", "hold_until"],
                name="bookings_holds",
                condition=models.Q(state=ReservationState.HELD),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ReservedSlot(TenantModel):
    """A reservation's places in one slot. `holder` is the person's key while the places are theirs: nobody twice."""

    reservation = models.ForeignKey(Reservation, on_delete=models.CASCADE, related_name="reserved")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="reserved")
    quantity = models.PositiveIntegerField()
    is_active = models.BooleanField(default=True)
    holder = models.CharField(max_length=64, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "slot", "holder"],
                name="bookings_one_person_once_in_a_slot",
                condition=models.Q(holder__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} × {self.quantity}"


class Tally(TenantModel):
    """How many slots of a resource a person or group holds in a window of limits; counted by conditional updates."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+")
    holder = models.CharField(max_length=64)
    window = models.CharField(max_length=10)
    slots = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "resource", "holder", "window"], name="bookings_one_tally"
            )
        ]

    def __str__(self) -> str:
        return f"{self.window} {self.slots}"
