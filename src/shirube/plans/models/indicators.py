"""KPIs: what is measured, where it began, where it should be when, and every reading."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shirube.organizations.interface import TenantModel
from shirube.plans.domain.terms import Direction
from shirube.plans.models.promises import Initiative


class Kpi(TenantModel):
    """An indicator (評価指標). A missing baseline is unknown, never 0."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="kpis")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=160)
    unit = models.CharField(max_length=20)
    decimals = models.PositiveSmallIntegerField(default=0)
    direction = models.CharField(max_length=10, choices=[(d.value, d.value) for d in Direction])
    baseline_value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    target_value = models.DecimalField(max_digits=18, decimal_places=4)
    target_year = models.PositiveSmallIntegerField()
    formula = models.CharField(max_length=300, blank=True)
    # The measures of the running services that feed this KPI: a code, or a formula over several (measures.domain).
    measure = models.CharField(max_length=300, blank=True)
    translations = models.JSONField(default=dict)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "initiative", "code"], name="plans_kpi_code"),
            models.CheckConstraint(
                name="plans_kpi_target_after_baseline",
                condition=Q(baseline_year__isnull=True) | Q(target_year__gte=F("baseline_year")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IntermediateTarget(TenantModel):
    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, related_name="intermediate_targets")
    fiscal_year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta:
        ordering = ["fiscal_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kpi", "fiscal_year"], name="plans_intermediate_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.value}"


class Reading(TenantModel):
    """A value of a KPI on a day. A correction is a new row that replaces the old one, which stays to be seen."""

    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, related_name="readings")
    measured_on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    source = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    # What stood there before a correction.
    was = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    # What a measure brought, a person looks at and may comment on.
    is_measured = models.BooleanField(default=False)
    confirmed_by = models.CharField(max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(blank=True)
    # "staff:<id>", or "system" for a value that a measure brought.
    actor = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["measured_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kpi", "measured_on"],
                condition=Q(replaced_at__isnull=True),
                name="plans_one_reading_a_day",
            )
        ]
        # The page of changes reads the newest, however long the history is; so do those below.
        indexes = [models.Index(fields=["municipality", "-entered_at", "-id"], name="plans_reading_newest")]

    def __str__(self) -> str:
        return f"{self.measured_on} {self.value}"
