"""What each measure showed, day by day."""

from __future__ import annotations

from django.db import models

from shirube.organizations.interface import TenantModel


class Snapshot(TenantModel):
    """What one measure showed on one day. A null value means "not measured", never 0."""

    measure = models.CharField(max_length=80)
    on = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    numerator = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = models.CharField(max_length=20, blank=True)
    formula = models.TextField()
    source = models.TextField()
    # Cost: a measure may count thousands of rows; the first few hundred are kept, with the number of all.
    rows = models.JSONField(default=list)
    rows_total = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField()
    # Why there is no value, in Japanese.
    reason = models.CharField(max_length=300, blank=True)
    corrected_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # Its index also serves the series of one measure, in the order of days.
            models.UniqueConstraint(
                fields=["municipality", "measure", "on"], name="measures_one_snapshot_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.on} {self.value}"
