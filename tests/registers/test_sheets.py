"""The round trip of a register's sheet: what is changed is changed, what is wrong is named by its cell, nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.kernel.sheets.problems import Fault, InvalidSheetError
from shirube.organizations.models import Municipality, Section
from shirube.registers import interface as registers
from shirube.registers.domain.sheet_check import SheetFault
from shirube.registers.domain.values import ValueFault
from shirube.registers.models import Item, RegisterSheet
from tests.factories.registers import NOW, clerk_of, item_of, keeper, view_of
from tests.registers.sheets import (
    Edit,
    add_row,
    apply,
    delete_row,
    download,
    edited,
    reverse_rows,
    send,
    write,
)

pytestmark = pytest.mark.usefixtures("register")


def _send(city: Municipality, edit: Edit, actor: Actor | None = None) -> Any:
    actor = actor or keeper()
    return send(city, actor, edited(download(city, actor), edit))


def _problems(city: Municipality, edit: Edit, actor: Actor | None = None) -> list[tuple[str, str]]:
    with pytest.raises(InvalidSheetError) as caught:
        _send(city, edit, actor)
    assert not RegisterSheet.objects.exists()
    return [(problem.place.cell, problem.code) for problem in caught.value.problems]


def test_what_was_written_is_applied_as_a_whole(in_city: Municipality) -> None:
    sheet_id = _send(
        in_city,
        write("住民税", 種類="書面掲示", 経費="９００，０００円", **{"準備（実績）": "令和8年11月20日"}),
    )
    assert item_of(in_city, "tax").revision == 1
    apply(in_city, keeper(), sheet_id)

    item = item_of(in_city, "tax")
    assert [item.value(code) for code in ("c-kind", "c-cost", "a-build")] == ["post", "900000", "2026-11-20"]
    lines = registers.list_changes(municipality_id=in_city.pk, item_id=item.id, since=1)
    assert {line.via for line in lines} == {"sheet"}


def test_rows_may_stand_in_any_order(in_city: Municipality) -> None:
    def edit(sheet: Any) -> None:
        write("健康管理", 備考="順番を変えた")(sheet)
        reverse_rows(sheet)

    apply(in_city, keeper(), _send(in_city, edit))

    assert [item.value("note") for item in view_of(in_city).items] == ["", "", "順番を変えた"]


def test_an_unchanged_sheet_has_nothing_to_apply(in_city: Municipality) -> None:
    assert _problems(in_city, lambda _sheet: None) == [("", Fault.NOTHING_CHANGED)]


def test_a_new_row_is_a_new_item(in_city: Municipality, first: Section) -> None:
    clerk = clerk_of(first)
    sheet_id = _send(in_city, add_row(仕事="軽自動車税", 担当課="税務課", 経費=500000), clerk)
    apply(in_city, clerk, sheet_id)

    added = view_of(in_city).items[-1]
    assert (added.title, added.value("section"), added.value("c-cost")) == ("軽自動車税", "first", "500000")


def test_a_deleted_row_is_asked_about_and_not_lost(in_city: Municipality) -> None:
    sheet_id = _send(in_city, delete_row("健康管理"))
    difference = apply(in_city, keeper(), sheet_id)

    assert [one.title for one in difference.missing] == ["健康管理"]
    assert len(view_of(in_city).items) == 3


def test_a_deleted_row_is_taken_off_when_a_person_says_so(in_city: Municipality) -> None:
    health = item_of(in_city, "health").id
    apply(in_city, keeper(), _send(in_city, delete_row("健康管理")), health)

    assert Item.objects.get(pk=health).removed_at == NOW


def test_an_item_with_a_row_is_never_taken_off_by_a_sheet(in_city: Municipality) -> None:
    apply(in_city, keeper(), _send(in_city, delete_row("健康管理")), item_of(in_city, "tax").id)

    assert len(view_of(in_city).items) == 3


def test_everything_wrong_is_named_by_its_cell(in_city: Municipality) -> None:
    def edit(sheet: Any) -> None:
        write("住民税", 種類="口頭", 経費="たくさん", 担当課="財政課")(sheet)
        write("住民記録", **{"計画（実績）": "2026-12-01", "準備（予定）": "13月1日", "経費": "=1+1"})(sheet)
        write("健康管理", 仕事=None)(sheet)

    assert _problems(in_city, edit) == [
        ("C4", ValueFault.UNKNOWN_SECTION),
        ("E4", ValueFault.UNKNOWN_CHOICE),
        ("F4", Fault.NOT_A_NUMBER),
        ("F5", Fault.FORMULA),
        ("J5", Fault.DATE_IN_FUTURE),
        ("K5", Fault.NOT_A_DATE),
        ("B6", ValueFault.TITLE_MISSING),
    ]


def test_a_row_torn_apart_by_sorting_one_column_is_refused(in_city: Municipality) -> None:
    def edit(sheet: Any) -> None:
        sheet["B4"].value, sheet["B5"].value = sheet["B5"].value, sheet["B4"].value

    assert _problems(in_city, edit) == [("B4", Fault.ROW_MIXED), ("B5", Fault.ROW_MIXED)]


@pytest.mark.parametrize(
    ("token", "fault"), [("x", Fault.TOKEN_CHANGED), (f"{'0' * 32}-1", Fault.ROW_UNKNOWN)]
)
def test_a_changed_identifier_is_refused(in_city: Municipality, token: str, fault: Fault) -> None:
    def edit(sheet: Any) -> None:
        sheet["A4"].value = token

    assert ("A4", fault) in _problems(in_city, edit)


def test_a_row_that_stands_twice_is_refused(in_city: Municipality) -> None:
    def edit(sheet: Any) -> None:
        for column in range(1, 8):
            sheet.cell(20, column).value = sheet.cell(4, column).value

    assert _problems(in_city, edit) == [("A20", Fault.ROW_TWICE)]


def test_another_sections_row_is_refused(in_city: Municipality, first: Section) -> None:
    assert _problems(in_city, write("住民記録", 備考="書いた"), clerk_of(first)) == [
        ("P5", SheetFault.NOT_YOURS)
    ]


def test_a_section_moves_no_item_and_adds_none_to_others(in_city: Municipality, first: Section) -> None:
    def edit(sheet: Any) -> None:
        write("住民税", 担当課="市民課")(sheet)
        add_row(仕事="戸籍", 担当課="市民課")(sheet)

    assert _problems(in_city, edit, clerk_of(first)) == [
        ("C4", SheetFault.NOT_TO_MOVE),
        ("B7", SheetFault.NOT_TO_ADD),
    ]


def test_a_sheet_of_another_city_is_refused(in_city: Municipality) -> None:
    content = download(in_city, keeper())
    Municipality.objects.filter(pk=in_city.pk).update(code="990124")
    with pytest.raises(InvalidSheetError) as caught:
        send(in_city, keeper(), content)

    assert caught.value.problems[0].code is Fault.OTHER_MUNICIPALITY


def _meanwhile(city: Municipality, **values: str) -> None:
    item = item_of(city, "tax")
    registers.change_item(
        municipality_id=city.pk, item_id=item.id, values=values, seen_revision=item.revision,
        actor=keeper(), now=NOW,
    )  # fmt: skip


def test_two_people_who_change_different_cells_go_together(in_city: Municipality) -> None:
    content = download(in_city, keeper())
    _meanwhile(in_city, note="電話で確かめた")
    apply(in_city, keeper(), send(in_city, keeper(), edited(content, write("住民税", 経費=7))))

    item = item_of(in_city, "tax")
    assert (item.value("note"), item.value("c-cost")) == ("電話で確かめた", "7")


def test_two_people_who_change_the_same_cell_are_told(in_city: Municipality) -> None:
    content = download(in_city, keeper())
    _meanwhile(in_city, **{"c-cost": "5"})
    with pytest.raises(InvalidSheetError) as caught:
        send(in_city, keeper(), edited(content, write("住民税", 経費=7)))

    (problem,) = caught.value.problems
    assert (problem.place.cell, problem.code, problem.facts["now"]) == ("F4", SheetFault.MEANWHILE, "5")


def test_a_change_after_the_check_stops_the_whole_sheet(in_city: Municipality) -> None:
    def edit(sheet: Any) -> None:
        write("住民記録", 備考="一つ目")(sheet)
        write("住民税", 経費=7)(sheet)

    sheet_id = _send(in_city, edit)
    _meanwhile(in_city, note="間に入った")
    with pytest.raises(registers.SheetOutdatedError):
        apply(in_city, keeper(), sheet_id)

    assert item_of(in_city, "record").value("note") == ""
    assert RegisterSheet.objects.get().applied_at is None


def test_a_second_press_changes_nothing(in_city: Municipality) -> None:
    sheet_id = _send(in_city, write("住民税", 経費=7))
    apply(in_city, keeper(), sheet_id)
    with pytest.raises(registers.SheetAppliedError):
        apply(in_city, keeper(), sheet_id)

    assert item_of(in_city, "tax").revision == 2


def test_another_persons_sheet_is_not_there(in_city: Municipality, first: Section) -> None:
    sheet_id = _send(in_city, write("住民税", 経費=7))
    with pytest.raises(registers.SheetNotFoundError):
        apply(in_city, clerk_of(first), sheet_id)


def test_an_item_of_an_ended_section_keeps_it(in_city: Municipality, first: Section) -> None:
    Section.objects.filter(pk=first.pk).update(ends_on=NOW.date())
    apply(in_city, keeper(), _send(in_city, write("住民税", 備考="引き継ぎ待ち")))

    assert item_of(in_city, "tax").value("section") == "first"
