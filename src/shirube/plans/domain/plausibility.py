"""Whether a figure looks like a slip of the finger. A warning, never a refusal: the world does jump."""

from __future__ import annotations

from decimal import Decimal

from shirube.plans.domain.document import KpiItem

_PERCENT = frozenset({"%", "％", "パーセント"})


def is_implausible(kpi: KpiItem, value: Decimal) -> bool:
    """Whether the value lies far from everything known of the KPI, or is a share beyond 0 to 100.

    "Far" is farther out than the known values (baseline, readings, targets) lie apart, at least half the largest
    of them and at least 1: one digit too many is always far.
    """
    if kpi.unit in _PERCENT and not 0 <= value <= 100:
        return True
    known = _known_values(kpi)
    low, high = min(known), max(known)
    room = max(high - low, abs(high) / 2, Decimal(1))
    return not low - room <= value <= high + room


def _known_values(kpi: KpiItem) -> list[Decimal]:
    stops = [*([kpi.baseline] if kpi.baseline else []), *kpi.intermediate, kpi.target]
    printed = [stop.value for stop in stops if stop.value is not None]
    return [*printed, *(reading.value for reading in kpi.readings)]
