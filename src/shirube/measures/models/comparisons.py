"""Printed tables that compare municipalities."""

from __future__ import annotations

from django.db import models

from shirube.kernel.ids import new_id


class ComparisonTable(models.Model):
    """A published table about many municipalities. Not a tenant table: most of them are not in this installation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    source_title = models.CharField(max_length=200)
    # As precise as the source: a year, a month or a day.
    published = models.CharField(max_length=10)
    note = models.TextField(blank=True)
    legend = models.JSONField(default=dict)
    population = models.PositiveBigIntegerField()
    cards = models.PositiveBigIntegerField()
    rate_printed = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.slug


class ComparisonMunicipality(models.Model):
    """One municipality's figures in a table, in printed order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    table = models.ForeignKey(ComparisonTable, on_delete=models.CASCADE, related_name="municipalities")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=6)
    name = models.CharField(max_length=40)
    english = models.CharField(max_length=80)
    population = models.PositiveBigIntegerField()
    cards = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "code"], name="measures_comparison_municipality")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ComparisonRow(models.Model):
    """One line of a table: how many municipalities do it. Which ones is known only where all cells are alike."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    table = models.ForeignKey(ComparisonTable, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=200)
    sub_group = models.CharField(max_length=200, blank=True)
    label = models.CharField(max_length=200)
    label_confidence = models.CharField(max_length=12)
    done = models.PositiveSmallIntegerField()
    not_applicable = models.PositiveSmallIntegerField()
    none = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="measures_comparison_row")]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"
