"""The audit entries of each municipality, and the head of each chain."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from shirube.audit.domain.chain import GENESIS
from shirube.kernel.ids import new_id
from shirube.kernel.tenancy import TenantManager


class Entry(models.Model):
    """One thing a person or the system did or saw. Knows actors and subjects by plain ids, so that it can outlive them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality_id = models.UUIDField()
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        constraints = [
            # The database has the last word on two writers taking one number.
            models.UniqueConstraint(fields=["municipality_id", "number"], name="audit_one_chain"),
        ]
        indexes = [
            models.Index(fields=["municipality_id", "subject", "number"], name="audit_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.actor} {self.action} {self.subject}"


class ChainHead(models.Model):
    """The last link of a municipality's chain; its row lock puts writers in line on PostgreSQL."""

    municipality_id = models.UUIDField(primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.number}"
