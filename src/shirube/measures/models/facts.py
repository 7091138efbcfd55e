"""What happened, and the buckets that are rolled up from it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.measures.domain.kinds import Period
from shirube.organizations.interface import TenantModel

_PERIODS = [(period.value, period.value) for period in Period]


class Fact(TenantModel):
    """One thing that happened. Rows are only added; a correction is a new row of the same key.

    Danger: neither the id nor the clock tells in which order rows were committed. A row has no position until the
    roll-up, which can see it, gives it one (`batch`): a row that was written early and committed late is simply met
    in a later batch (docs/adr/0041).
    """

    source = models.CharField(max_length=60)
    key = models.CharField(max_length=80, blank=True)
    on = models.DateField()
    # JSON with sorted keys, as text: facts of equal content are counted by the database as one group.
    content = models.CharField(max_length=500)
    is_withdrawn = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    batch = models.BigIntegerField(null=True)
    # The batch in which a later fact of the same key was met: from there on this one no longer counts.
    replaced_in = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "source", "batch"], name="measures_fact_batch"),
            models.Index(
                fields=["municipality", "source", "replaced_in"],
                name="measures_fact_replaced",
                condition=Q(replaced_in__isnull=False),
            ),
            models.Index(
                fields=["municipality", "source", "key"], name="measures_fact_key", condition=~Q(key="")
            ),
            # The rows behind a value.
            models.Index(fields=["municipality", "source", "on"], name="measures_fact_day"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.on} {self.content}"


class Stream(TenantModel):
    """How many batches of a source's facts have been met."""

    source = models.CharField(max_length=60)
    last_batch = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "source"], name="measures_one_stream")]

    def __str__(self) -> str:
        return f"{self.source} {self.last_batch}"


class Progress(TenantModel):
    """How far a measure has come: the last batch that its buckets hold, and whether it failed since."""

    measure = models.CharField(max_length=80)
    # Of the declaration: another one means that the buckets must be built anew.
    edition = models.PositiveSmallIntegerField(default=1)
    batch = models.BigIntegerField(default=0)
    # Days up to this one have been told: what changes in them is a correction.
    closed_through = models.DateField(null=True)
    failed_on = models.DateField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name_plural = "progress"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "measure"], name="measures_one_progress")
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.batch}"


class Bucket(TenantModel):
    """What a measure amounts to in a day, a month or a fiscal year; whole, and by each label of its dimensions."""

    measure = models.CharField(max_length=80)
    period = models.CharField(max_length=5, choices=_PERIODS)
    begins_on = models.DateField()
    dimension = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=80, blank=True)
    n = models.BigIntegerField(default=0)
    part = models.BigIntegerField(default=0)
    total = models.DecimalField(max_digits=24, decimal_places=6, default=0)
    # Of medians only: each value with how often it occurred.
    counted = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "measure", "period", "dimension", "label", "begins_on"],
                name="measures_one_bucket",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.period} {self.begins_on} {self.n}"


class Correction(TenantModel):
    """A value that had been told and is another one now. `period` is empty for the value shown for a day."""

    measure = models.CharField(max_length=80)
    period = models.CharField(max_length=5, choices=_PERIODS, blank=True)
    begins_on = models.DateField()
    was = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    became = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    reason = models.CharField(max_length=300)
    corrected_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "measure", "-corrected_at"], name="measures_corrections")
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.begins_on} {self.was} -> {self.became}"
