"""What people type becomes a value in one form, or a fault with a remedy; and how far an item has come."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

import pytest

from shirube.kernel.sheets.problems import Fault
from shirube.registers.domain.definition import parse_register_pack
from shirube.registers.domain.fields import fields_of
from shirube.registers.domain.progress import progress_of
from shirube.registers.domain.sheet_check import SheetFault
from shirube.registers.domain.values import Office, ValueFault, check_change, read_typed, show_value
from shirube.registers.web.sentences import PROBLEMS, fault_sentence
from tests.factories.registers import TODAY, register_content

PACK = parse_register_pack(register_content())
FIELDS = fields_of(PACK)
OFFICE = Office(TODAY, {"first": "税務課", "old": "旧税務課"}, frozenset({"old"}))


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("p-plan", "令和8年4月1日", "2026-04-01"),
        ("p-plan", "２０２６/４/１", "2026-04-01"),
        ("a-plan", "2026-11-22", Fault.DATE_IN_FUTURE),
        ("p-plan", "2026-13-01", Fault.NOT_A_DATE),
        ("c-cost", "1,200,000円", "1200000"),
        ("c-cost", "12.5", ValueFault.NOT_WHOLE),
        ("c-cost", "未定", Fault.NOT_A_NUMBER),
        ("c-kind", "目視", "sight"),
        ("c-kind", "口頭", ValueFault.UNKNOWN_CHOICE),
        ("section", "税務課", "first"),
        ("section", "財政課", ValueFault.UNKNOWN_SECTION),
        ("c-law", "市税条例 https://law.example/1", "市税条例 https://law.example/1"),
        ("c-law", "市税条例 javascript://x", ValueFault.BAD_LINK),
        ("title", " ", ValueFault.TITLE_MISSING),
        ("person", "あ" * 201, Fault.TOO_LONG),
        ("note", "", ""),
    ],
)
def test_a_typed_value_is_read(field: str, typed: str, value: str) -> None:
    assert read_typed(FIELDS[field], typed, OFFICE) == value


def test_nothing_new_goes_to_a_section_that_has_ended() -> None:
    assert check_change(FIELDS["section"], "first", "old", OFFICE) is ValueFault.SECTION_ENDED
    assert check_change(FIELDS["section"], "old", "old", OFFICE) is None


def test_values_are_shown_as_people_read_them() -> None:
    shown = [show_value(FIELDS[code], value, OFFICE.sections) for code, value in SHOWN.items()]

    assert shown == ["税務課", "目視", "1,200,000円", "市税条例", "2026年4月1日（水）"]


SHOWN = {
    "section": "first",
    "c-kind": "sight",
    "c-cost": "1200000",
    "c-law": "市税条例 https://law.example/1",
    "p-plan": "2026-04-01",
}


@pytest.mark.parametrize("fault", [*Fault, *ValueFault, *SheetFault])
def test_every_fault_has_a_sentence_with_a_remedy(fault: StrEnum) -> None:
    text = PROBLEMS[fault]

    assert str(text.wrong).endswith("。")
    assert re.search(r"(ください|ありません)(（.+）)?。$", str(text.remedy))


@pytest.mark.parametrize("fault", [*ValueFault, Fault.NOT_A_DATE, Fault.NOT_A_NUMBER, Fault.DATE_IN_FUTURE])
def test_a_field_of_a_form_tells_the_same(fault: StrEnum) -> None:
    assert "%" not in fault_sentence(FIELDS["c-kind"], fault)


def _progress(**days: str) -> object:
    return progress_of(PACK.stages, {code.replace("_", "-"): day for code, day in days.items()}, TODAY)


def test_an_item_is_late_since_the_first_open_day_that_passed() -> None:
    progress = _progress(a_plan="2026-02-03", p_build="2026-10-31", p_live="2026-11-01")

    assert (progress.current.code, progress.late.planned, progress.days_late) == (
        "build",
        date(2026, 10, 31),
        21,
    )


def test_a_planned_day_is_not_late_on_the_day_itself() -> None:
    assert _progress(p_plan="2026-11-21").late is None


def test_a_stage_without_a_day_is_passed_where_a_later_one_was_reached() -> None:
    progress = _progress(p_plan="2026-01-31", a_live="2026-09-28")

    assert (progress.is_done, progress.late) == (True, None)
