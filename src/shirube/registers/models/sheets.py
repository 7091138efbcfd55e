"""Sheets of registers that were sent in filled in."""

from __future__ import annotations

from django.db import models

from shirube.organizations.interface import TenantModel
from shirube.registers.models.items import Register


class RegisterSheet(TenantModel):
    """A checked sheet waiting to be applied as a whole. `changes` is what it would do, row by row."""

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="sheets")
    file_name = models.CharField(max_length=200)
    changes = models.JSONField()
    actor = models.CharField(max_length=80)
    checked_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-checked_at"]

    def __str__(self) -> str:
        return self.file_name
