"""What every municipality of the installation tells of a fiscal year, side by side."""

from __future__ import annotations

from django.db import models

from shirube.kernel.ids import new_id


class YearFigure(models.Model):
    """A published figure of one municipality. Not a tenant table: it is there to be read by all of them.

    Only what the municipality tells everybody stands here. A null value is not measured, or hidden because it speaks of
    few people; never "not done".
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    measure = models.CharField(max_length=80)
    fiscal_year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=6)
    name = models.CharField(max_length=40)
    prefecture = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    is_hidden = models.BooleanField(default=False)
    # The day up to which the year was counted.
    through = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "fiscal_year", "code"], name="measures_one_year_figure"
            )
        ]
        indexes = [
            # A page of the comparison, in the order of the values.
            models.Index(fields=["measure", "fiscal_year", "value", "code"], name="measures_year_figure_rank")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.measure} {self.fiscal_year}"
