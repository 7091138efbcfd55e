"""Each thing that can be wrong in a sheet is named with its sheet, its cell and its kind."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import numbers

from shirube.plans.domain.sheets.difference import ChangeKind
from shirube.plans.domain.terms import ActionState
from tests.plans.sheets.samples import (
    CARDS,
    CLASSES,
    COUNTER,
    FORM,
    FORMS,
    ONLINE,
    action,
    check,
    form_with,
    found_in,
    kpi,
    problems_of,
    reading,
    report,
    row,
    xlsx,
)

OCTOBER = datetime(2025, 10, 1)  # noqa: DTZ001 — a cell has no time zone.


def test_a_whole_row_is_a_new_reading() -> None:
    (change,) = check(xlsx(row(5, OCTOBER, 40, "受付名簿", "2回分"))).readings

    assert (change.id, change.measured_on, change.kind) == (CLASSES.id, date(2025, 10, 1), ChangeKind.NEW)
    assert (change.after.value, change.after.source, change.after.note) == (Decimal(40), "受付名簿", "2回分")


@pytest.mark.parametrize("day", ["令和7年10月1日", "R7.10.1", "２０２５／１０／１", 45931, 20251001])
@pytest.mark.parametrize("value", ["４０", "40人", 40, 40.0, "40.0"])
def test_days_and_numbers_are_taken_in_any_form(day: Any, value: Any) -> None:
    (change,) = check(xlsx(row(5, day, value))).readings

    assert (change.measured_on, change.after.value) == (date(2025, 10, 1), Decimal(40))


def test_a_percent_cell_is_the_figure_that_it_shows() -> None:
    def show_as_percent(book: Workbook) -> None:
        book["評価指標"]["J4"].number_format = numbers.FORMAT_PERCENTAGE

    assert check(xlsx(row(4, OCTOBER, 0.5), show_as_percent)).readings[0].after.value == 50
    assert found_in(xlsx(row(5, OCTOBER, 0.5), lambda b: _percent(b, "J5"))) == [
        ("評価指標", "J5", "percent")
    ]


def _percent(book: Workbook, reference: str) -> None:
    book["評価指標"][reference].number_format = "0.0%"


@pytest.mark.parametrize(
    ("cells", "cell", "code"),
    [
        (row(5, "未定", 1), "I5", "not_a_date"),
        (row(5, "2026/2/29", 1), "I5", "not_a_date"),
        (row(5, 7, 1), "I5", "not_a_date"),
        (row(5, "2026-02-11", 1), "I5", "date_in_future"),
        (row(5, "2025-03-31", 1), "I5", "date_outside_year"),
        (row(5, "=TODAY()", 1), "I5", "formula"),
        (row(5, None, 1), "I5", "date_missing"),
        (row(5, OCTOBER, "約40"), "J5", "not_a_number"),
        (row(5, OCTOBER, OCTOBER), "J5", "not_a_number"),
        (row(5, OCTOBER, True), "J5", "not_a_number"),  # noqa: FBT003 — a cell's value.
        (row(5, OCTOBER, "=SUM(A1:A9)"), "J5", "formula"),
        (row(5, OCTOBER, "#DIV/0!"), "J5", "error_value"),
        (row(5, OCTOBER, "50%"), "J5", "percent"),
        (row(5, OCTOBER, 1e15), "J5", "number_too_large"),
        (row(5, OCTOBER, 0.12345), "J5", "too_many_decimals"),
        (row(5, OCTOBER, None), "J5", "value_missing"),
        (row(5, OCTOBER, 1, None), "K5", "source_missing"),
        (row(5, OCTOBER, 1, "  "), "K5", "source_missing"),
        (row(5, OCTOBER, 1, "あ" * 201), "K5", "too_long"),
        (row(5, OCTOBER, 1, "表", "あ" * 2001), "L5", "too_long"),
        (row(5, OCTOBER, 1, "表", "=A1"), "L5", "formula"),
    ],
)
def test_a_faulty_cell_of_a_kpi_is_named(cells: dict[str, Any], cell: str, code: str) -> None:
    assert found_in(xlsx(cells)) == [("評価指標", cell, code)]


@pytest.mark.parametrize(
    ("state", "reason", "cell", "code"),
    [
        ("順調", None, "F4", "unknown_state"),
        ("遅れ", None, "G4", "reason_missing"),
        ("中止", "  ", "G4", "reason_missing"),
        (None, "人手が足りない", "F4", "state_missing"),
        ("=F5", None, "F4", "formula"),
        ("完了", "あ" * 2001, "G4", "too_long"),
    ],
)
def test_a_faulty_cell_of_an_action_is_named(state: str, reason: str, cell: str, code: str) -> None:
    assert found_in(xlsx({"F4": state, "G4": reason}, sheet="実施事項")) == [("実施事項", cell, code)]


@pytest.mark.parametrize(
    ("word", "state"),
    [("予定どおり", "on_time"), ("予定通り", "on_time"), ("遅れあり", "late"), (" 完了 ", "done")],
)
def test_a_state_is_taken_by_its_word(word: str, state: str) -> None:
    (change,) = check(xlsx({"F4": word, "G4": "委託先を選び直している"}, sheet="実施事項")).reports

    assert (change.id, change.after.state.value, change.kind) == (FORMS.id, state, ChangeKind.NEW)


def test_all_problems_of_a_sheet_are_found_at_once() -> None:
    def fill_more(book: Workbook) -> None:
        book["実施事項"]["F4"].value = "順調"
        book["実施事項"]["F5"].value = "遅れ"

    content = xlsx({**row(4, "いつか", "多い", None), **row(6, "2030/1/1", "=1")}, fill_more)

    assert found_in(content) == [
        ("評価指標", "I4", "not_a_date"),
        ("評価指標", "J4", "not_a_number"),
        ("評価指標", "K4", "source_missing"),
        ("評価指標", "I6", "date_in_future"),
        ("評価指標", "J6", "formula"),
        ("実施事項", "F4", "unknown_state"),
        ("実施事項", "G5", "reason_missing"),
    ]


def test_a_problem_says_what_stands_there() -> None:
    (problem,) = problems_of(xlsx(row(5, OCTOBER, "約40人くらい\nでした")))

    assert (problem.found, problem.facts) == ("約40人くらい でした", {"unit": "人"})


def test_a_value_for_a_day_that_has_one_replaces_it() -> None:
    (change,) = check(xlsx(row(4, "2025-06-30", 42))).readings

    assert change.kind is ChangeKind.REPLACED
    assert (change.id, change.before and change.before.value) == (ONLINE.id, Decimal("41.5"))


def test_what_stands_already_is_left_alone() -> None:
    difference = check(xlsx({**row(4, "2025-06-30", 41.5), **row(5, OCTOBER, 40)}))

    assert [change.kind for change in difference.readings] == [ChangeKind.UNCHANGED, ChangeKind.NEW]


def test_a_sheet_that_would_change_nothing_says_so() -> None:
    assert found_in(xlsx(row(4, "2025-06-30", 41.5))) == [("", "", "nothing_changed")]


def test_an_empty_sheet_says_so() -> None:
    assert found_in(xlsx()) == [("", "", "nothing_filled_in")]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"municipality": "042145"}, "other_municipality"),
        ({"plan": "dx-2020"}, "other_plan"),
        ({"section": "zeimu"}, "other_section"),
        ({"fiscal_year": 2024}, "other_year"),
    ],
)
def test_the_sheet_of_another_is_refused_as_a_whole(other: dict[str, Any], code: str) -> None:
    content = xlsx(row(5, "未定", "多い"), form=form_with(**other))

    assert found_in(content) == [("", "", code)]


def test_the_message_names_the_other_city() -> None:
    (problem,) = problems_of(xlsx(form=form_with(municipality="042145", municipality_name="東松島市")))

    assert problem.facts == {"found": "東松島市", "wanted": "標市"}


def test_a_workbook_that_is_not_ours_is_refused() -> None:
    assert found_in(xlsx(None, lambda book: book.remove(book["しるべ識別"]))) == [("", "", "not_our_sheet")]


def test_a_sheet_of_another_version_is_refused() -> None:
    assert found_in(xlsx({"B2": "0"}, sheet="しるべ識別")) == [("", "", "other_format")]


def test_a_missing_sheet_is_named() -> None:
    assert found_in(xlsx(None, lambda book: book.remove(book["実施事項"]))) == [
        ("実施事項", "", "sheet_missing")
    ]


def test_a_missing_column_is_named() -> None:
    (problem,) = problems_of(xlsx(None, lambda book: book["評価指標"].delete_cols(9)))

    assert (problem.code, problem.place.sheet, problem.facts) == (
        "column_missing",
        "評価指標",
        {"heading": "測定日"},
    )


def test_a_column_that_stands_twice_is_named() -> None:
    assert found_in(xlsx({"M3": "値"})) == [("評価指標", "M3", "column_twice")]


def test_a_moved_column_does_no_harm() -> None:
    content = xlsx(row(5, OCTOBER, 40), lambda book: book["評価指標"].move_range("I3:I6", cols=5))

    assert check(content).readings[0].measured_on == date(2025, 10, 1)


def test_merged_cells_are_named() -> None:
    content = xlsx(row(5, OCTOBER, 40), lambda book: book["評価指標"].merge_cells("J5:J6"))

    assert found_in(content) == [("評価指標", "J5:J6", "merged")]


def test_a_merged_title_does_no_harm() -> None:
    assert check(xlsx(row(5, OCTOBER, 40), lambda book: book["評価指標"].merge_cells("B1:F1"))).readings


def test_a_changed_identifier_is_named() -> None:
    token = FORM.token(FORM.kpis[1])
    codes = [
        code
        for _, cell, code in found_in(xlsx({**row(5, OCTOBER, 40), "A5": token[:-1] + "x"}))
        if cell == "A5"
    ]

    assert codes == ["token_changed"]


def test_a_row_pasted_from_another_section_is_named() -> None:
    foreign = form_with(section="zeimu")
    content = xlsx({**row(7, OCTOBER, 40), "A7": foreign.token(foreign.kpis[0])})

    assert found_in(content) == [("評価指標", "A7", "token_changed")]


def test_an_added_row_is_named() -> None:
    assert found_in(xlsx(row(9, OCTOBER, 40))) == [("評価指標", "A9", "token_missing")]


def test_a_row_that_stands_twice_is_named_with_the_first() -> None:
    (problem,) = problems_of(xlsx({**row(5, OCTOBER, 40), "A8": FORM.token(FORM.kpis[1]), "J8": 41}))

    assert (problem.code, problem.place.cell, problem.facts["first"]) == ("row_twice", "A8", "5")


def test_a_missing_row_is_named() -> None:
    (problem,) = problems_of(xlsx(None, lambda book: book["評価指標"].delete_rows(5)))

    assert (problem.code, problem.place.sheet, problem.facts) == (
        "row_missing",
        "評価指標",
        {"name": CLASSES.name},
    )


def test_a_row_of_the_other_kind_is_named() -> None:
    content = xlsx({"A8": FORM.token(FORM.actions[0]), "J8": 1})

    assert found_in(content) == [("評価指標", "A8", "row_unknown")]


def test_rows_torn_apart_by_sorting_some_columns_are_named() -> None:
    content = xlsx({**row(5, OCTOBER, 40), "C5": CARDS.name, "C6": CLASSES.name})

    assert found_in(content) == [("評価指標", "C5", "row_mixed")]


def test_a_row_filled_in_before_somebody_else_wrote_is_outdated() -> None:
    newer = form_with(
        kpis=[ONLINE, kpi(102, CLASSES.name, "人", reading(903, date(2025, 12, 1), "55")), CARDS]
    )

    assert found_in(xlsx(row(5, OCTOBER, 40)), form=newer) == [("評価指標", "J5", "outdated")]


def test_an_older_sheet_is_taken_where_its_own_rows_still_stand() -> None:
    newer = form_with(
        kpis=[ONLINE, kpi(102, CLASSES.name, "人", reading(903, date(2025, 12, 1), "55")), CARDS]
    )

    assert check(xlsx(row(4, OCTOBER, 44)), newer).readings[0].id == ONLINE.id


def test_a_sheet_sent_again_after_it_was_applied_goes_on_from_there() -> None:
    applied = form_with(
        kpis=[ONLINE, kpi(102, CLASSES.name, "人", reading(903, date(2025, 10, 1), "40")), CARDS]
    )
    difference = check(xlsx({**row(5, OCTOBER, 40), **row(6, OCTOBER, 1300)}), applied)

    assert [change.kind for change in difference.readings] == [ChangeKind.UNCHANGED, ChangeKind.NEW]


def test_a_kpi_counted_otherwise_since_makes_its_row_outdated() -> None:
    assert found_in(
        xlsx(row(5, OCTOBER, 40)), form=form_with(kpis=[ONLINE, kpi(102, CLASSES.name, "回"), CARDS])
    ) == [("評価指標", "J5", "outdated")]


def test_a_report_made_meanwhile_makes_the_row_outdated() -> None:
    newer = form_with(actions=[FORMS, action(202, COUNTER.name, report(2025, ActionState.LATE, "遅延"))])

    assert found_in(xlsx({"F5": "完了"}, sheet="実施事項"), form=newer) == [("実施事項", "F5", "outdated")]
