"""One table, as wide as a KPI."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Indicator(models.Model):
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=20)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    measured_on = models.DateField()

    objects: ClassVar[models.Manager[Indicator]] = models.Manager()

    def __str__(self) -> str:
        return self.code
