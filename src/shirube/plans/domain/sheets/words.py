"""The fixed words of an update sheet: names of its sheets, headings, states. They are the file's format, not prose."""

from __future__ import annotations

from enum import StrEnum

from shirube.kernel.text import normalise
from shirube.plans.domain.terms import ActionState

FORMAT = "shirube-update-sheet"
FORMAT_VERSION = "1"


class SheetName(StrEnum):
    GUIDE = "説明"
    KPIS = "評価指標"
    ACTIONS = "実施事項"
    IDENTITY = "しるべ識別"
    CSV = "CSV"


class Column(StrEnum):
    """Headings. A column is found by its heading, so that a moved column does no harm."""

    KIND = "種類"
    TOKEN = "識別番号"  # noqa: S105 — a heading, no secret.
    INITIATIVE = "取組"
    KPI = "評価指標"
    ACTION = "実施事項"
    ITEM = "項目"
    UNIT = "単位"
    BASELINE = "基準値"
    TARGET = "目標値"
    LAST_VALUE = "直近の値"
    LAST_DAY = "直近の測定日"
    MEASURED_ON = "測定日"
    VALUE = "値"
    SOURCE = "出典"
    NOTE = "備考"
    PHASE = "今年度の工程"
    LAST_STATE = "今の状況"
    STATE = "状況"
    REASON = "理由"


KPI_INPUTS = (Column.MEASURED_ON, Column.VALUE, Column.SOURCE, Column.NOTE)
ACTION_INPUTS = (Column.STATE, Column.REASON)
KPI_COLUMNS = (
    Column.TOKEN,
    Column.INITIATIVE,
    Column.KPI,
    Column.UNIT,
    Column.BASELINE,
    Column.TARGET,
    Column.LAST_VALUE,
    Column.LAST_DAY,
    *KPI_INPUTS,
)
ACTION_COLUMNS = (
    Column.TOKEN,
    Column.INITIATIVE,
    Column.ACTION,
    Column.PHASE,
    Column.LAST_STATE,
    *ACTION_INPUTS,
)
# One table for both kinds of rows: a CSV file has no second sheet.
CSV_COLUMNS = (
    Column.KIND,
    Column.TOKEN,
    Column.INITIATIVE,
    Column.ITEM,
    Column.UNIT,
    Column.BASELINE,
    Column.TARGET,
    Column.LAST_VALUE,
    Column.LAST_DAY,
    Column.PHASE,
    Column.LAST_STATE,
    *KPI_INPUTS,
    *ACTION_INPUTS,
)

STATE_WORDS = {
    ActionState.ON_TIME: "予定どおり",
    ActionState.LATE: "遅れ",
    ActionState.DONE: "完了",
    ActionState.STOPPED: "中止",
}
# What people write instead of the word in the list.
_SYNONYMS = {
    "予定通り": ActionState.ON_TIME,
    "遅れあり": ActionState.LATE,
    "遅延": ActionState.LATE,
}
_STATES = {word: state for state, word in STATE_WORDS.items()} | _SYNONYMS


def state_of(word: str) -> ActionState | None:
    """The state that the word names, or None."""
    return _STATES.get(normalise(word))
