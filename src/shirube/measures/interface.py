"""What other rooms may use from measures."""

from shirube.measures.commands.batches import gather_facts
from shirube.measures.commands.comparisons import load_comparison
from shirube.measures.commands.recording import record_facts
from shirube.measures.commands.rolling import rebuild_measure, roll_up
from shirube.measures.commands.series import (
    Imported,
    InvalidPointError,
    NewPoint,
    NotSeriesKeeperError,
    define_series,
    import_points,
    load_series,
)
from shirube.measures.commands.snapshots import SnapshotOutcome, take_snapshots
from shirube.measures.domain.computed import Computed, not_measured, share
from shirube.measures.domain.facts import Content, NewFact
from shirube.measures.domain.formula import InvalidFormulaError, parse_formula
from shirube.measures.domain.kinds import Kind, Period, Window
from shirube.measures.domain.packs import ComparisonPack
from shirube.measures.domain.reading import parse_comparison_pack, parse_series_pack
from shirube.measures.domain.series_packs import PackSeries, SeriesPack
from shirube.measures.domain.suppression import FEWEST_TOLD, is_few
from shirube.measures.events import SnapshotTaken
from shirube.measures.queries.comparisons import (
    Comparison,
    ComparisonLine,
    ComparisonNotFoundError,
    ComparisonSummary,
    MunicipalityFigures,
    get_comparison,
    list_comparisons,
)
from shirube.measures.queries.periods import PeriodValue, list_months
from shirube.measures.queries.series import (
    SERIES_KEEPERS,
    SeriesNotFoundError,
    SeriesSummary,
    SeriesValue,
    get_series_of_code,
    list_points,
    list_series,
)
from shirube.measures.queries.snapshots import (
    COUNTERS,
    MeasureNotFoundError,
    MeasureSummary,
    SnapshotPoint,
    compute_measure,
    find_latest,
    find_measure,
    get_declared,
    get_series,
    list_measures,
)
from shirube.measures.queries.values import Term, Valuation, Value, describe_formula, value_formula
from shirube.measures.registry import (
    FactSource,
    Measure,
    Rolled,
    RowKind,
    Standing,
    measures,
    named,
    row_kinds,
)

__all__ = [
    "COUNTERS",
    "FEWEST_TOLD",
    "SERIES_KEEPERS",
    "Comparison",
    "ComparisonLine",
    "ComparisonNotFoundError",
    "ComparisonPack",
    "ComparisonSummary",
    "Computed",
    "Content",
    "FactSource",
    "Imported",
    "InvalidFormulaError",
    "InvalidPointError",
    "Kind",
    "Measure",
    "MeasureNotFoundError",
    "MeasureSummary",
    "MunicipalityFigures",
    "NewFact",
    "NewPoint",
    "NotSeriesKeeperError",
    "PackSeries",
    "Period",
    "PeriodValue",
    "Rolled",
    "RowKind",
    "SeriesNotFoundError",
    "SeriesPack",
    "SeriesSummary",
    "SeriesValue",
    "SnapshotOutcome",
    "SnapshotPoint",
    "SnapshotTaken",
    "Standing",
    "Term",
    "Valuation",
    "Value",
    "Window",
    "compute_measure",
    "define_series",
    "describe_formula",
    "find_latest",
    "find_measure",
    "gather_facts",
    "get_comparison",
    "get_declared",
    "get_series",
    "get_series_of_code",
    "import_points",
    "is_few",
    "list_comparisons",
    "list_measures",
    "list_months",
    "list_points",
    "list_series",
    "load_comparison",
    "load_series",
    "measures",
    "named",
    "not_measured",
    "parse_comparison_pack",
    "parse_formula",
    "parse_series_pack",
    "rebuild_measure",
    "record_facts",
    "roll_up",
    "row_kinds",
    "share",
    "take_snapshots",
    "value_formula",
]
