"""What other rooms may use from measures."""

from shirube.measures.commands.comparisons import load_comparison
from shirube.measures.commands.snapshots import SnapshotOutcome, take_snapshots
from shirube.measures.domain.computed import Computed, not_measured, share
from shirube.measures.domain.packs import ComparisonPack
from shirube.measures.domain.reading import parse_comparison_pack
from shirube.measures.events import SnapshotTaken
from shirube.measures.queries import (
    Comparison,
    ComparisonLine,
    ComparisonNotFoundError,
    ComparisonSummary,
    MeasureNotFoundError,
    MeasureSummary,
    MunicipalityFigures,
    SnapshotPoint,
    compute_measure,
    find_latest,
    find_measure,
    get_comparison,
    get_series,
    list_comparisons,
    list_measures,
)
from shirube.measures.registry import Measure, measures

__all__ = [
    "Comparison",
    "ComparisonLine",
    "ComparisonNotFoundError",
    "ComparisonPack",
    "ComparisonSummary",
    "Computed",
    "Measure",
    "MeasureNotFoundError",
    "MeasureSummary",
    "MunicipalityFigures",
    "SnapshotOutcome",
    "SnapshotPoint",
    "SnapshotTaken",
    "compute_measure",
    "find_latest",
    "find_measure",
    "get_comparison",
    "get_series",
    "list_comparisons",
    "list_measures",
    "load_comparison",
    "measures",
    "not_measured",
    "parse_comparison_pack",
    "share",
    "take_snapshots",
]
