"""待合室: rounds of the waiting room before a resource, and the turns of those who stand in it."""

from __future__ import annotations

from django.db import models

from shirube.bookings.domain.turns import LIVE, TurnState
from shirube.bookings.models.resources import Resource
from shirube.organizations.interface import TenantModel


class Rush(TenantModel):
    """One round: from the moment staff set it up until they end it. `Resource.rush_id` names the one in force.

    Ranks up to `served` have been called; it only ever grows, so that nobody's position rises. `early` is how many had
    come when the order was drawn, None until then; without an opening (`opens_at`) nothing is drawn.
    """

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+")
    opens_at = models.DateTimeField(null=True)
    # From when on one may come in and wait for the opening.
    doors_at = models.DateTimeField()
    per_minute = models.PositiveIntegerField()
    inside_most = models.PositiveIntegerField()
    stay_minutes = models.PositiveSmallIntegerField()

    last_number = models.PositiveIntegerField(default=0)
    early = models.PositiveIntegerField(null=True)
    seed = models.CharField(max_length=32, blank=True)
    served = models.PositiveIntegerField(default=0)
    # When the next ones were last called, and what of the pace is left over from then.
    called_at = models.DateTimeField()
    saved = models.FloatField(default=0)
    # Since when somebody has waited without a break, and the pace measured since; 0 where it is too early to tell.
    busy_since = models.DateTimeField(null=True)
    measured_per_minute = models.FloatField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bookings_rush_served_who_came", condition=models.Q(served__lte=models.F("last_number"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} {self.served}/{self.last_number}"


class RushTurn(TenantModel):
    """One in the waiting room. `number` is the order of arrival; `holder` the person's key, or this browser's."""

    rush = models.ForeignKey(Rush, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    holder = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default=TurnState.WAITING)
    joined_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    # How often it was booked with.
    uses = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "rush", "number"], name="bookings_turn_number"),
            models.UniqueConstraint(
                fields=["municipality", "rush", "holder"],
                name="bookings_one_turn_at_a_time",
                condition=models.Q(state__in=sorted(LIVE)),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "rush", "state", "until"], name="bookings_turns_inside"),
            models.Index(fields=["municipality", "rush", "called_at"], name="bookings_turns_called"),
        ]

    def __str__(self) -> str:
        return f"no. {self.number} {self.state}"
