"""Rolling new facts up into the buckets of a measure, and building them anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache, partial
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from shirube.audit import interface as audit
from shirube.kernel.transactions import command
from shirube.measures.commands.deadline import deadline
from shirube.measures.commands.reshowing import reshow_snapshots
from shirube.measures.domain.amounts import Amount, write_counted
from shirube.measures.domain.facts import Content, read_content
from shirube.measures.domain.kinds import Kind, Period
from shirube.measures.models import Bucket, Correction, Fact, Progress, Stream
from shirube.measures.queries.buckets import amount_of_row, counts
from shirube.measures.registry import Measure, Rolled

LATE = "あとから届いた記録"
CHANGED = "記録の訂正"
REBUILT = "数え直し"
# The first time a whole history is counted.
SECONDS_TO_ROLL_UP = 900.0
_ROWS_AT_ONCE = 500
_DATES_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class BucketKey:
    period: Period
    begins_on: date
    dimension: str = ""
    label: str = ""


Deltas = dict[BucketKey, Amount]
# A day, and of it the whole or the part with one label of a dimension.
_DayPart = tuple[date, str, str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The batches of a source behind `after`, up to and with `upto`."""

    municipality_id: UUID
    source: str
    after: int
    upto: int

    @property
    def facts(self) -> QuerySet[Fact]:
        return Fact.objects.filter(municipality_id=self.municipality_id, source=self.source)

    @property
    def added(self) -> QuerySet[Fact]:
        """Facts met in these batches that still stand at the end of them."""
        standing = Q(replaced_in__isnull=True) | Q(replaced_in__gt=self.upto)
        met = self.facts.filter(batch__gt=self.after, batch__lte=self.upto)
        return met.filter(standing, is_withdrawn=False)

    @property
    def taken_away(self) -> QuerySet[Fact]:
        """Facts of earlier batches that these batches have replaced."""
        replaced = self.facts.filter(replaced_in__gt=self.after, replaced_in__lte=self.upto)
        return replaced.filter(batch__lte=self.after, is_withdrawn=False)


@command
def roll_up(*, municipality_id: UUID, measure: Measure, through: date, now: datetime) -> int:
    """Bring the measure's buckets up to the newest batch, and close the days up to `through`.

    Cost: follows the facts since the last time, however many there were before. The mark of how far it has come is
    moved in the same transaction, under the condition that nobody else has moved it: killed, nothing has happened;
    called twice, the second finds nothing to do. How many buckets changed.
    """
    progress = _progress(municipality_id, measure, _rolled(measure))
    with deadline(SECONDS_TO_ROLL_UP):
        return _go_on(municipality_id, measure, progress, through, now)


@command
def rebuild_measure(
    *, municipality_id: UUID, measure: Measure, through: date, now: datetime, actor: str
) -> int:
    """Count everything anew from the first fact on. What comes out otherwise than it was told is a correction.

    Cost: the facts are grouped by the database; buckets that stand as they should are read and not written.
    """
    progress = _progress(municipality_id, measure, _rolled(measure))
    audit.record(
        municipality_id=municipality_id,
        actor=actor,
        action="measures.rebuilt",
        subject=f"measures.measure:{measure.identifier}",
        now=now,
    )
    return _build(municipality_id, measure, progress, through, now)


def _go_on(municipality_id: UUID, measure: Measure, progress: Progress, through: date, now: datetime) -> int:
    rolled = _rolled(measure)
    if progress.edition != rolled.edition:
        return _build(municipality_id, measure, progress, through, now)
    stretch = _stretch(municipality_id, rolled, progress.batch)
    if not _move(progress, stretch.upto, through):
        return 0
    deltas = _deltas(measure, stretch)
    _apply(measure, stretch, progress.closed_through, deltas, now)
    return len(deltas)


def _rolled(measure: Measure) -> Rolled:
    if measure.rolled is None:
        raise ValueError(f"{measure.identifier} is not rolled up")
    return measure.rolled


def _progress(municipality_id: UUID, measure: Measure, rolled: Rolled) -> Progress:
    progress, _is_new = Progress.objects.get_or_create(
        municipality_id=municipality_id,
        measure=measure.identifier,
        defaults={"edition": rolled.edition},
    )
    return progress


def _stretch(municipality_id: UUID, rolled: Rolled, after: int) -> Stretch:
    source = rolled.facts.identifier
    stream = Stream.objects.filter(municipality_id=municipality_id, source=source).first()
    return Stretch(municipality_id, source, after, stream.last_batch if stream else 0)


def _move(progress: Progress, upto: int, through: date, **changes: object) -> bool:
    """Danger: the condition is the guard against two workers; the update also keeps the row until the commit."""
    closed = max(filter(None, (progress.closed_through, through)))
    same = Progress.objects.filter(
        municipality_id=progress.municipality_id,
        pk=progress.pk,
        batch=progress.batch,
        edition=progress.edition,
    )
    return bool(same.update(batch=upto, closed_through=closed, **changes))


def _build(municipality_id: UUID, measure: Measure, progress: Progress, through: date, now: datetime) -> int:
    rolled = _rolled(measure)
    stretch = _stretch(municipality_id, rolled, 0)
    if not _move(progress, stretch.upto, through, edition=rolled.edition):
        return 0
    after = _deltas(measure, stretch)
    before = _sweep(measure, municipality_id, after)
    changed = {
        key: (before.get(key, Amount()), after.get(key, Amount()))
        for key in {*before, *after}
        if before.get(key, Amount()) != after.get(key, Amount())
    }
    _insert(measure, municipality_id, {key: after[key] for key in changed if key in after})
    whole = {key: pair for key, pair in changed.items() if not key.dimension}
    _trace(measure, municipality_id, progress.closed_through, whole, lambda _key: REBUILT, now)
    return len(after)


def _sweep(measure: Measure, municipality_id: UUID, after: Deltas) -> Mapping[BucketKey, Amount]:
    """What the buckets held until now. Those that will hold nothing any more are taken away."""
    buckets = Bucket.objects.filter(municipality_id=municipality_id, measure=measure.identifier)
    before, gone = {}, []
    for row in buckets.iterator(chunk_size=5000):
        key = _key(row)
        before[key] = amount_of_row(row)
        if key not in after:
            gone.append(row.pk)
    for at in range(0, len(gone), _ROWS_AT_ONCE):
        buckets.filter(pk__in=gone[at : at + _ROWS_AT_ONCE]).delete()
    return before


def _deltas(measure: Measure, stretch: Stretch) -> Deltas:
    days: dict[_DayPart, Amount] = defaultdict(Amount)
    _collect(measure, stretch.added, 1, days)
    if stretch.after:
        _collect(measure, stretch.taken_away, -1, days)
    deltas: Deltas = defaultdict(Amount)
    for (on, dimension, label), amount in days.items():
        for period, begins_on in _periods_of(on):
            deltas[BucketKey(period, begins_on, dimension, label)].add(amount)
    return {key: amount for key, amount in deltas.items() if not amount.is_empty}


@lru_cache(maxsize=4096)
def _periods_of(on: date) -> Sequence[tuple[Period, date]]:
    return [(period, period.begin(on)) for period in Period]


def _collect(measure: Measure, facts: QuerySet[Fact], sign: int, days: dict[_DayPart, Amount]) -> None:
    """Cost: facts of one day and one content come from the database as one row with their number.

    Contents are few: what one adds is found out once. Months and years are summed from the days afterwards, which are
    far fewer than the contents.
    """
    share_of = cache(partial(_share, measure))
    groups = facts.values_list("on", "content").annotate(times=Count("pk")).order_by()
    for on, written, times in groups.iterator(chunk_size=5000):
        share = share_of(written)
        for dimension, label in share.parts:
            days[on, dimension, label].add(share.amount, sign * times)


@dataclass(frozen=True, slots=True)
class _Share:
    """What one fact of a content adds to each of `parts`: dimension and label. None where it does not count."""

    amount: Amount
    parts: Sequence[tuple[str, str]]


def _share(measure: Measure, written: str) -> _Share:
    rolled, content = _rolled(measure), read_content(written)
    if not counts(rolled, content):
        return _Share(Amount(), [])
    amount = Amount(n=1, part=int(rolled.part(content)))
    if rolled.number:
        amount.total = Decimal(str(content[rolled.number]))
        if measure.kind is Kind.MEDIAN:
            amount.counted[amount.total] = 1
    return _Share(amount, list(_parts(rolled, content)))


def _parts(rolled: Rolled, content: Content) -> Iterator[tuple[str, str]]:
    """The whole, and the label of each dimension."""
    yield "", ""
    for dimension in rolled.dimensions:
        yield dimension, str(content.get(dimension, ""))[:80]


def _apply(measure: Measure, stretch: Stretch, closed: date | None, deltas: Deltas, now: datetime) -> None:
    if not deltas:
        return
    before = _existing(measure, stretch.municipality_id, deltas)
    after = {}
    for key, delta in deltas.items():
        after[key] = Amount()
        after[key].add(before.get(key, Amount()))
        after[key].add(delta)
    _insert(measure, stretch.municipality_id, after)
    changed = {key: (before.get(key, Amount()), after[key]) for key in deltas if not key.dimension}
    _trace(measure, stretch.municipality_id, closed, changed, _Reasons(stretch), now)


def _existing(measure: Measure, municipality_id: UUID, deltas: Deltas) -> Mapping[BucketKey, Amount]:
    found = {}
    for period in Period:
        dates = sorted({key.begins_on for key in deltas if key.period is period})
        for at in range(0, len(dates), _DATES_AT_ONCE):
            rows = Bucket.objects.filter(
                municipality_id=municipality_id,
                measure=measure.identifier,
                period=period,
                begins_on__in=dates[at : at + _DATES_AT_ONCE],
            )
            found.update({key: amount_of_row(row) for row in rows if (key := _key(row)) in deltas})
    return found


def _key(row: Bucket) -> BucketKey:
    return BucketKey(Period(row.period), row.begins_on, row.dimension, row.label)


def _insert(measure: Measure, municipality_id: UUID, amounts: Mapping[BucketKey, Amount]) -> None:
    is_median = measure.kind is Kind.MEDIAN
    rows = [
        Bucket(
            municipality_id=municipality_id,
            measure=measure.identifier,
            period=key.period,
            begins_on=key.begins_on,
            dimension=key.dimension,
            label=key.label,
            n=amount.n,
            part=amount.part,
            total=amount.total,
            counted=write_counted(amount.counted) if is_median else None,
        )
        for key, amount in amounts.items()
    ]
    Bucket.objects.bulk_create(
        rows,
        batch_size=_ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["municipality", "measure", "period", "dimension", "label", "begins_on"],
        update_fields=["n", "part", "total", "counted"],
    )


class _Reasons:
    """Why a bucket that had been told is another one now. Asked for only where there is such a bucket."""

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._by_day: Mapping[date, set[str]] | None = None

    def __call__(self, key: BucketKey) -> str:
        if self._by_day is None:
            self._by_day = self._read()
        last = key.period.last_day(key.begins_on)
        found = {r for on, reasons in self._by_day.items() if key.begins_on <= on <= last for r in reasons}
        return "・".join(sorted(found))[:300] or LATE

    def _read(self) -> Mapping[date, set[str]]:
        stretch = self._stretch
        met = stretch.facts.filter(batch__gt=stretch.after, batch__lte=stretch.upto)
        given = dict(met.exclude(reason="").exclude(key="").values_list("key", "reason"))
        by_day: dict[date, set[str]] = defaultdict(set)
        for on, key in stretch.taken_away.values_list("on", "key"):
            by_day[on].add(given.get(key, CHANGED))
        for on, reason in met.exclude(reason="").values_list("on", "reason"):
            by_day[on].add(reason)
        return by_day


def _trace(
    measure: Measure,
    municipality_id: UUID,
    closed: date | None,
    changed: Mapping[BucketKey, tuple[Amount, Amount]],
    why: Callable[[BucketKey], str],
    now: datetime,
) -> None:
    """Write down what had been told and is different now, and show the days concerned anew."""
    told = {
        key: pair
        for key, pair in changed.items()
        if closed is not None and key.period.last_day(key.begins_on) <= closed
    }
    rows = []
    for key, (before, after) in told.items():
        was, became = (amount.value(measure.kind, _rolled(measure).percent) for amount in (before, after))
        if was != became:
            rows.append(
                Correction(
                    municipality_id=municipality_id,
                    measure=measure.identifier,
                    period=key.period,
                    begins_on=key.begins_on,
                    was=was,
                    became=became,
                    reason=why(key),
                    corrected_at=now,
                )
            )
    Correction.objects.bulk_create(rows)
    days = {key.begins_on: why(key) for key in told if key.period is Period.DAY}
    if days:
        reshow_snapshots(municipality_id=municipality_id, measure=measure, days=days, now=now)
