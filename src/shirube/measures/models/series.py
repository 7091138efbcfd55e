"""Figures that are somebody else's: imported, each with its source."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.organizations.interface import TenantModel


class Series(TenantModel):
    """A figure that is imported, such as the holding rate of cards. KPIs name it "series.<code>"."""

    code = models.CharField(max_length=60)
    names = models.JSONField(default=dict)
    unit = models.CharField(max_length=20)
    # Who publishes it where, and how it is counted there.
    source = models.CharField(max_length=300)
    formula = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=500, blank=True)
    # The columns of the last import: what was chosen once is proposed again.
    mapping = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "series"
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="measures_series_code")]

    def __str__(self) -> str:
        return self.code


class SeriesPoint(TenantModel):
    """A figure of a day. A correction is a new row; the old one stays to be seen."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="points")
    on = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6)
    source = models.CharField(max_length=300)
    actor = models.CharField(max_length=80)
    imported_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "series", "on"],
                condition=Q(replaced_at__isnull=True),
                name="measures_one_point_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.value}"
