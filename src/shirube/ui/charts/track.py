"""How far one KPI has come: a way from the baseline to the target, small enough for a card."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shirube.ui.figures import format_figure

LEFT, RIGHT = 14.0, 306.0


@dataclass(frozen=True, slots=True)
class Track:
    """`expected` is where the path to the target stands today; None where it is not known."""

    title: str
    unit: str
    decimals: int
    baseline: Decimal | None
    latest: Decimal | None
    target: Decimal | None
    expected: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TrackView:
    """Places on a way from x = 14 to 306; None where the value is missing or the way has no length.

    The texts are None for missing values; the template says so in words.
    """

    identifier: str
    title: str
    latest_x: float | None
    expected_x: float | None
    baseline_text: str | None
    latest_text: str | None
    target_text: str | None
    expected_text: str | None


def draw_track(track: Track, *, identifier: str) -> TrackView:
    """The view for `ui/charts/track.html`. Works in both directions: a target below the baseline lies right as well."""
    return TrackView(
        identifier=identifier,
        title=track.title,
        latest_x=_place(track, track.latest),
        expected_x=_place(track, track.expected),
        baseline_text=_written(track, track.baseline),
        latest_text=_written(track, track.latest),
        target_text=_written(track, track.target),
        expected_text=_written(track, track.expected),
    )


def _place(track: Track, value: Decimal | None) -> float | None:
    if value is None or track.baseline is None or track.target is None or track.baseline == track.target:
        return None
    share = float((value - track.baseline) / (track.target - track.baseline))
    return round(LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, share)), 1)


def _written(track: Track, value: Decimal | None) -> str | None:
    return None if value is None else format_figure(value, track.unit, track.decimals)
