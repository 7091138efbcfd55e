"""登録団体: groups that may book as such."""

from __future__ import annotations

from django.db import models

from shirube.bookings.domain.groups import GroupState
from shirube.organizations.interface import TenantModel


class Group(TenantModel):
    """A group as registered by its representative, who acts by account or by number and code."""

    number = models.CharField(max_length=14)
    secret_hash = models.CharField(max_length=64)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    members = models.PositiveIntegerField()
    members_inside = models.PositiveIntegerField()
    purpose = models.CharField(max_length=400)

    # Sealed as a booker is: the representative. Empty once it is forgotten.
    contact = models.TextField(blank=True)
    resident_id = models.UUIDField(null=True)
    language = models.CharField(max_length=10, default="ja")

    state = models.CharField(max_length=10, default=GroupState.APPLIED)
    reason = models.CharField(max_length=400, blank=True)
    valid_until = models.DateField(null=True)
    key = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="bookings_group_number"),
            models.UniqueConstraint(fields=["municipality", "key"], name="bookings_group_applied_once"),
            models.CheckConstraint(
                name="bookings_group_members_inside_are_members",
                condition=models.Q(members_inside__lte=models.F("members")),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "state", "applied_at"], name="bookings_groups_by_state"),
            models.Index(fields=["municipality", "resident_id"], name="bookings_groups_of_resident"),
        ]

    def __str__(self) -> str:
        return self.number
