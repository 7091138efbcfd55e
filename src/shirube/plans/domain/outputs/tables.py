"""The plan as flat tables of typed cells: what the CSV files and the sheets of the workbook both show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from shirube.plans.domain import document as doc
from shirube.plans.domain.grading import newest_reading
from shirube.plans.domain.outputs.edition import Edition

# None is "nothing here"; where that could be taken for a zero, a column of states says what it means.
Cell = str | int | Decimal | date | datetime | None
Row = tuple[Cell, ...]


class Kind(Enum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    # A code such as "grade.ahead", shown in words.
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Column:
    code: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """`code` names the file; ValueError for a ragged row."""

    code: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        if ragged := [row for row in self.rows if len(row) != len(self.columns)]:
            raise ValueError(f"{self.code}: {len(ragged[0])} cells for {len(self.columns)} columns")

    def heading(self, column: Column, edition: Edition) -> str:
        return edition.word(f"column.{column.code}")


Rows = Callable[[doc.PlanDocument, Edition], Iterator[Row]]

_COLUMNS = {
    "plan": (
        "city_code city plan kind:word start_year:number end_year:number adopted philosophy progress_method kpi_note "
        "source notices address graded_on:date revision:number changed_at:moment demonstration:word"
    ),
    "pillars": "pillar_code pillar category",
    "initiatives": (
        "pillar_code pillar initiative_code initiative summary category dx_mark:word dx_mark_basis responsible "
        "grade:word kpi_count:number kpi_state:word"
    ),
    "responsibilities": "initiative_code initiative section duties",
    "notes": "initiative_code initiative note_kind:word note",
    "laws": "initiative_code initiative law clause",
    "logic": "initiative_code initiative logic_stage:word logic_step logic_measure",
    "actions": (
        "initiative_code initiative action_code action phase start_year:number end_year:number "
        "reported_year:number action_state:word reason"
    ),
    "reports": "initiative_code initiative action_code action reported_year:number action_state:word reason "
    "reported_at:moment",
    "kpis": (
        "plan pillar_code pillar initiative_code initiative kpi_code kpi unit direction:word "
        "baseline_year:number baseline:number baseline_state:word target_year:number target:number target_state:word "
        "measured_on:date newest:number measured_state:word grade:word formula source"
    ),
    "targets": "initiative_code kpi_code kpi unit point:word fiscal_year:number value:number value_state:word",
    "readings": (
        "initiative_code kpi_code kpi unit measured_on:date value:number measured_state:word source note "
        "entered_at:moment"
    ),
    "reviews": (
        "initiative_code initiative fiscal_year:number grade:word grade_by_rule:word override_reason achievements "
        "issues next_steps published_at:moment"
    ),
    "links": "linked_plan relation:word category part adopted note",
}


def build_tables(document: doc.PlanDocument, edition: Edition) -> tuple[Table, ...]:
    """All tables of the plan, in the order in which a reader opens them."""
    return tuple(build_table(code, document, edition) for code in _COLUMNS)


def build_table(code: str, document: doc.PlanDocument, edition: Edition) -> Table:
    """One table by its code; KeyError for a code that is none."""
    columns = tuple(_column(word) for word in _COLUMNS[code].split())
    return Table(code, columns, tuple(_ROWS[code](document, edition)))


def _column(word: str) -> Column:
    code, _, kind = word.partition(":")
    return Column(code, Kind(kind or "text"))


def _plan_rows(document: doc.PlanDocument, edition: Edition) -> Iterator[Row]:
    yield (
        edition.city_code,
        edition.city_name,
        edition.text(document.translations, "name", document.name),
        f"document_kind.{document.document_kind}",
        document.start_year,
        document.end_year,
        document.adopted,
        edition.text(document.translations, "philosophy", document.philosophy),
        edition.text(document.translations, "progress_method", document.progress_method),
        edition.text(document.translations, "kpi_note", document.kpi_note),
        document.source.get("title", ""),
        "\n".join(document.notices),
        edition.address,
        edition.on,
        document.revision,
        document.changed_at,
        "yes" if edition.demonstration else "no",
    )


def _pillar_rows(document: doc.PlanDocument, edition: Edition) -> Iterator[Row]:
    for pillar in document.pillars:
        yield pillar.code, edition.text(pillar.translations, "name", pillar.name), pillar.category


def _initiative_rows(document: doc.PlanDocument, edition: Edition) -> Iterator[Row]:
    pillars = _pillar_names(document, edition)
    for item in document.initiatives:
        yield (
            item.pillar_code,
            pillars.get(item.pillar_code or ""),
            item.code,
            _title(item, edition),
            edition.text(item.translations, "summary", item.summary),
            item.category,
            "yes" if item.dx_mark else "no",
            item.dx_mark_basis,
            edition.word("list_comma").join(one.label for one in item.responsible),
            f"grade.{item.grade}",
            len(item.kpis),
            "kpi_set" if item.kpis else "kpi_not_set",
        )


def _responsibility_rows(document: doc.PlanDocument, edition: Edition) -> Iterator[Row]:
    for item in document.initiatives:
        for one in item.responsible:
            yield item.code, _title(item, edition), one.label, "\n".join(one.duties)


def _note_rows(document: doc.PlanDocument, edition: Edition) -> Iterator[Row]:
    for item in document.initiatives:
        for note in item.notes:
            yield item.code, _title(item, edition), f"note_kind.{note.kind}", note.text


def _law_rows(document: doc.PlanDocument, edition: Edition) -> Iterator[Row]:
    for item in document.initiatives:
        for law in item.laws:
            yield item.code, _title(item, edition), law.name, law.clause


def _logic_rows(document: doc.PlanDocument, edition: Edition) -> Iterator[Row]:
    for item in document.initiatives:
        for step in item.logic:
            yield item.code, _title(item, edition), f"logic_stage.{step.stage}", step.text, step.measure


def _action_rows(document: doc.PlanDocument, edition: Edition) -> Iterator[Row]:
    """One row a phase; an action whose phases the document does not give has one row without years."""
    for item, action in _actions(document):
        report = action.reports[0] if action.reports else None
        ends: tuple[Row, ...] = tuple((one.name, one.first_year, one.last_year) for one in action.phases)
        for phase in ends or ((None, None, None),):
            yield (
                *(item.code, _title(item, edition), action.code, _action_name(action, edition)),
                *phase,
                report.fiscal_year if report else None,
                f"action_state.{report.state}" if report else "not_reported",
                report.reason if report else "",
            )


def _report_rows(document: doc.PlanDocument, edition: Edition) -> Iterator[Row]:
    for item, action in _actions(document):
        for report in action.reports:
            yield (
                *(item.code, _title(item, edition), action.code, _action_name(action, edition)),
                report.fiscal_year,
                f"action_state.{report.state}",
                report.reason,
                report.reported_at,
            )


def _kpi_rows(document: doc.PlanDocument, edition: Edition) -> Iterator[Row]:
    pillars = _pillar_names(document, edition)
    name = edition.text(document.translations, "name", document.name)
    for item, kpi in _kpis(document):
        newest = newest_reading(kpi.readings, edition.on)
        yield (
            *(name, item.pillar_code, pillars.get(item.pillar_code or "")),
            *(item.code, _title(item, edition), kpi.code, _kpi_name(kpi, edition), kpi.unit),
            f"direction.{kpi.direction}",
            *_value(kpi.baseline),
            *_value(kpi.target),
            newest.measured_on if newest else None,
            newest.value if newest else None,
            "measured" if newest else "not_measured",
            f"grade.{kpi.grade}",
            kpi.formula,
            newest.source if newest else "",
        )


def _target_rows(document: doc.PlanDocument, edition: Edition) -> Iterator[Row]:
    for item, kpi in _kpis(document):
        front = (item.code, kpi.code, _kpi_name(kpi, edition), kpi.unit)
        stops = [("point.intermediate", stop) for stop in kpi.intermediate]
        baseline = [("point.baseline", kpi.baseline)] if kpi.baseline else []
        for point, stop in [*baseline, *stops, ("point.target", kpi.target)]:
            yield (*front, point, *_value(stop))


def _reading_rows(document: doc.PlanDocument, edition: Edition) -> Iterator[Row]:
    """One row a reading; a KPI that was never measured has one row that says so."""
    for item, kpi in _kpis(document):
        front = (item.code, kpi.code, _kpi_name(kpi, edition), kpi.unit)
        for one in kpi.readings:
            yield (*front, one.measured_on, one.value, "measured", one.source, one.note, one.entered_at)
        if not kpi.readings:
            yield (*front, None, None, "not_measured", "", "", None)


def _review_rows(document: doc.PlanDocument, edition: Edition) -> Iterator[Row]:
    for item in document.initiatives:
        for review in item.reviews:
            yield (
                *(item.code, _title(item, edition), review.fiscal_year),
                *(f"grade.{review.grade}", f"grade.{review.grade_by_rule}", review.override_reason),
                *(review.achievements, review.issues, review.next_steps, review.published_at),
            )


def _link_rows(document: doc.PlanDocument, _edition: Edition) -> Iterator[Row]:
    for link in document.links:
        yield link.name, f"relation.{link.relation}", link.category, link.part, link.adopted, link.note


def _value(stop: doc.Value | None) -> Row:
    """Fiscal year, value, and what an empty value means."""
    if stop is None:
        return None, None, "not_set"
    return stop.fiscal_year, stop.value, "unknown" if stop.value is None else "known"


def _actions(document: doc.PlanDocument) -> Iterator[tuple[doc.InitiativeItem, doc.ActionItem]]:
    return ((item, action) for item in document.initiatives for action in item.actions)


def _kpis(document: doc.PlanDocument) -> Iterator[tuple[doc.InitiativeItem, doc.KpiItem]]:
    return ((item, kpi) for item in document.initiatives for kpi in item.kpis)


def _pillar_names(document: doc.PlanDocument, edition: Edition) -> dict[str, str]:
    return {
        pillar.code: edition.text(pillar.translations, "name", pillar.name) for pillar in document.pillars
    }


def _title(item: doc.InitiativeItem, edition: Edition) -> str:
    return edition.text(item.translations, "title", item.title)


def _action_name(item: doc.ActionItem, edition: Edition) -> str:
    return edition.text(item.translations, "name", item.name)


def _kpi_name(item: doc.KpiItem, edition: Edition) -> str:
    return edition.text(item.translations, "name", item.name)


_ROWS: dict[str, Rows] = {
    "plan": _plan_rows,
    "pillars": _pillar_rows,
    "initiatives": _initiative_rows,
    "responsibilities": _responsibility_rows,
    "notes": _note_rows,
    "laws": _law_rows,
    "logic": _logic_rows,
    "actions": _action_rows,
    "reports": _report_rows,
    "kpis": _kpi_rows,
    "targets": _target_rows,
    "readings": _reading_rows,
    "reviews": _review_rows,
    "links": _link_rows,
}
