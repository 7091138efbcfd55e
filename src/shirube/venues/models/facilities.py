"""Houses, their rooms, and what a room was booked for."""

from __future__ import annotations

from django.db import models

from shirube.organizations.interface import TenantModel
from shirube.venues.domain.fees import ReductionState

_STATES = [
    (ReductionState.NONE, "減免なし"),
    (ReductionState.ASKED, "減免を申請中"),
    (ReductionState.GRANTED, "減免を認めた"),
    (ReductionState.REFUSED, "減免を認めなかった"),
]


class Facility(TenantModel):
    """A house. `facts` is a FacilityFacts; `digest` is of the pack it was last loaded from, empty for one made here."""

    code = models.CharField(max_length=40)
    facts = models.JSONField()
    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    # A booking calendar of the room `bookings`, made when the house is.
    calendar_id = models.UUIDField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    is_edited = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="venues_facility_code")]

    def __str__(self) -> str:
        return self.code


class Room(TenantModel):
    """A room that is given out. `facts` is a RoomFacts."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="rooms")
    code = models.CharField(max_length=40)
    facts = models.JSONField()
    position = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    resource_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "facility", "code"], name="venues_room_code")
        ]

    def __str__(self) -> str:
        return self.code


class RoomUse(TenantModel):
    """What a reservation of a room is for and what it costs. `words` are sealed: purpose and reason for a reduction.

    `full_yen` is the fee without, `due_yen` with the reduction that was granted.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="uses")
    reservation_id = models.UUIDField()
    starts_at = models.DateTimeField()
    blocks = models.JSONField()
    fee_class = models.CharField(max_length=40)
    equipment = models.JSONField(default=list)
    people = models.PositiveIntegerField()
    words = models.BinaryField(null=True)
    full_yen = models.PositiveIntegerField()
    due_yen = models.PositiveIntegerField()
    reduction = models.CharField(max_length=40, blank=True)
    reduction_state = models.CharField(max_length=7, choices=_STATES, default=ReductionState.NONE)
    decision = models.CharField(max_length=200, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    is_cancelled = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "reservation_id"], name="venues_one_use_each_reservation"
            ),
            models.CheckConstraint(
                name="venues_due_within_fee", condition=models.Q(due_yen__lte=models.F("full_yen"))
            ),
        ]
        indexes = [models.Index(fields=["municipality", "room", "starts_at"], name="venues_use_by_day")]

    def __str__(self) -> str:
        return f"use of {self.room_id} at {self.starts_at}"
