"""Calendars with their hours and exceptions, and what is booked by them."""

from __future__ import annotations

from functools import cached_property

from django.db import models

from shirube.bookings.domain.hours import WeeklyHours, read_hours
from shirube.bookings.domain.policies import Policy, read_policy
from shirube.organizations.interface import TenantModel


class Calendar(TenantModel):
    """Opening hours by weekday, as [{"weekday", "from", "to"}]; two spans of one weekday have a break between them."""

    code = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    hours = models.JSONField(default=list)
    closed_on_holidays = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="bookings_calendar_code")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def weekly(self) -> tuple[WeeklyHours, ...]:
        return read_hours(self.hours)


class CalendarDay(TenantModel):
    """A day on which a calendar differs: other hours, as [["09:00", "12:00"]], or closed where there are none."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    hours = models.JSONField(default=list)
    reason = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "calendar", "day"], name="bookings_calendar_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.reason}"


class Resource(TenantModel):
    """Something that is booked. What it is called, and who runs it, its owner tells (registry)."""

    owner = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    # None: its slots are opened one by one.
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, null=True, related_name="+")
    capacity = models.PositiveIntegerField(default=1)
    rules = models.JSONField(default=dict)
    # What staff have set apart from the owner's rules; it survives when the owner defines its subject anew.
    own_rules = models.JSONField(default=dict)
    is_open = models.BooleanField(default=True)
    # The round of the waiting room in force (models.rush); a plain id, read with every slot and so for nothing.
    rush_id = models.UUIDField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "owner", "subject_id"], name="bookings_resource_of_subject"
            )
        ]

    def __str__(self) -> str:
        return f"{self.owner}:{self.subject_id}"

    @cached_property
    def policy(self) -> Policy:
        """Read once for each row that was loaded: a booking asks for it six times."""
        return read_policy({**self.rules, **self.own_rules})
