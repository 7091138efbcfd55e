"""The tables of measures, by subject."""

from shirube.measures.models.comparisons import ComparisonMunicipality, ComparisonRow, ComparisonTable
from shirube.measures.models.facts import Bucket, Correction, Fact, Progress, Stream
from shirube.measures.models.nation import YearFigure
from shirube.measures.models.series import Series, SeriesPoint
from shirube.measures.models.snapshots import Snapshot

__all__ = [
    "Bucket",
    "ComparisonMunicipality",
    "ComparisonRow",
    "ComparisonTable",
    "Correction",
    "Fact",
    "Progress",
    "Series",
    "SeriesPoint",
    "Snapshot",
    "Stream",
    "YearFigure",
]
