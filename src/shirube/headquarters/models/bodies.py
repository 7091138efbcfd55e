"""The bodies (本部, 幹事会, ワーキングチーム) and who sits in them, from when until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shirube.headquarters.domain.terms import BodyKind, SeatRole
from shirube.organizations.interface import TenantModel


class Body(TenantModel):
    """A body that meets. `rule` is the ordinance or 要綱 that sets it up."""

    code = models.SlugField(max_length=40)
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in BodyKind])
    name = models.CharField(max_length=100)
    purpose = models.TextField(blank=True)
    rule = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_public = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "code"]
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="headquarters_body_code")
        ]

    def __str__(self) -> str:
        return self.name


class Seat(TenantModel):
    """Somebody's seat in a body: [begins_on, ends_on). `staff_id` is the account of a person who signs in here."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(max_length=20, choices=[(one.value, one.value) for one in SeatRole])
    # 職: 市長, 副市長, 総務部長.
    post = models.CharField(max_length=100)
    name = models.CharField(max_length=100, blank=True)
    staff_id = models.UUIDField(null=True, blank=True)
    section = models.ForeignKey(
        "organizations.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="headquarters_seat_ends_after_it_begins",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("begins_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.name}"
