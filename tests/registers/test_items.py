"""Changing items: who may, what is remembered, and that nobody writes over another."""

from __future__ import annotations

from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.audit.models import Entry
from shirube.organizations.models import Municipality, Section
from shirube.registers import interface as registers
from shirube.registers.domain.values import ValueFault
from shirube.registers.models import Change, Item, StageDate
from tests.factories.organizations import SectionFactory
from tests.factories.registers import (
    CODE,
    NOW,
    TODAY,
    clerk_of,
    item_of,
    keeper,
    load_register,
    register_content,
)

pytestmark = pytest.mark.usefixtures("register")


def _change(city: Municipality, actor: Actor, key: str = "tax", seen: int = 0, **values: str) -> Any:
    item = item_of(city, key)
    return registers.change_item(
        municipality_id=city.pk,
        item_id=item.id,
        values={code.replace("_", "-"): value for code, value in values.items()},
        seen_revision=seen or item.revision,
        actor=actor,
        now=NOW,
    )


def test_a_section_changes_its_item(in_city: Municipality, first: Section) -> None:
    changed = _change(in_city, clerk_of(first), c_cost="900000", a_build="2026-11-20", note="済んだ")

    item = item_of(in_city, "tax")
    assert changed == ("c-cost", "a-build", "note")
    assert (item.value("c-cost"), item.progress.current.code, item.revision) == ("900000", "live", 2)


def test_what_was_and_what_is_are_remembered(in_city: Municipality, first: Section) -> None:
    _change(in_city, clerk_of(first), p_build="2026-12-25", c_cost="")

    lines = registers.list_changes(municipality_id=in_city.pk, item_id=item_of(in_city, "tax").id, since=1)
    assert [(line.field, line.before, line.after) for line in lines] == [
        ("p-build", "2026-10-31", "2026-12-25"),
        ("c-cost", "1200000", ""),
    ]


def test_the_log_names_fields_and_no_values(in_city: Municipality, first: Section) -> None:
    _change(in_city, clerk_of(first), note="人には言えないこと")

    entry = Entry.objects.get(action="registers.item_changed")
    assert entry.facts == {"fields": ["note"], "via": "page"}


def test_what_stays_as_it_is_makes_no_history(in_city: Municipality, first: Section) -> None:
    assert _change(in_city, clerk_of(first), title="住民税", c_cost="1200000") == ()
    assert item_of(in_city, "tax").revision == 1


def test_a_day_that_is_emptied_leaves_no_row(in_city: Municipality, first: Section) -> None:
    _change(in_city, clerk_of(first), p_build="")

    assert not StageDate.objects.filter(item__key="tax", stage="build").exists()


def test_the_second_of_two_writers_is_refused(in_city: Municipality, first: Section) -> None:
    _change(in_city, clerk_of(first), c_cost="1")
    with pytest.raises(registers.ItemMovedError):
        _change(in_city, clerk_of(first), seen=1, c_cost="2")

    assert item_of(in_city, "tax").value("c-cost") == "1"


@pytest.mark.parametrize("field", ["note", "a_live"])
def test_another_section_changes_nothing(in_city: Municipality, second: Section, field: str) -> None:
    with pytest.raises(registers.NotYourItemError):
        _change(in_city, clerk_of(second), **{field: "2026-01-01"})

    assert Change.objects.filter(revision__gt=1).count() == 0


def test_only_dx_promotion_moves_an_item_to_another_section(in_city: Municipality, first: Section) -> None:
    with pytest.raises(registers.NotYourItemError):
        _change(in_city, clerk_of(first), section="second")
    _change(in_city, keeper(), section="second")

    assert item_of(in_city, "tax").value("section") == "second"


def test_a_section_that_has_ended_gets_no_items(in_city: Municipality) -> None:
    SectionFactory(municipality=in_city, code="old", name="旧課", ends_on=TODAY)
    with pytest.raises(registers.ValueRefusedError) as caught:
        _change(in_city, keeper(), section="old")

    assert caught.value.fault is ValueFault.SECTION_ENDED


def test_the_work_of_a_section_that_ends_is_handed_over(in_city: Municipality, first: Section) -> None:
    Section.objects.filter(pk=first.pk).update(ends_on=TODAY)
    facts = {"municipality_id": in_city.pk, "from_section": "first", "to_section": "second", "now": NOW}
    with pytest.raises(registers.NotYourItemError):
        registers.hand_over_items(actor=clerk_of(first), **facts)

    with pytest.raises(registers.ValueRefusedError):
        registers.hand_over_items(actor=keeper(), **{**facts, "from_section": "nowhere"})

    assert registers.hand_over_items(actor=keeper(), **facts) == 2
    assert {item.section.code for item in Item.objects.select_related("section")} == {"second"}


def test_a_section_adds_to_itself_only(in_city: Municipality, first: Section) -> None:
    facts = {"municipality_id": in_city.pk, "register": CODE, "actor": clerk_of(first), "now": NOW}
    registers.add_item(values={"title": "軽自動車税", "section": "first"}, **facts)
    with pytest.raises(registers.NotYourItemError):
        registers.add_item(values={"title": "戸籍", "section": "second"}, **facts)

    assert [item.title for item in Item.objects.order_by("position")][-1] == "軽自動車税"


def test_taking_off_asks_for_a_reason_and_keeps_the_history(in_city: Municipality) -> None:
    item = item_of(in_city, "health")
    facts = {"municipality_id": in_city.pk, "item_id": item.id, "seen_revision": 1, "now": NOW}
    with pytest.raises(registers.ReasonMissingError):
        registers.remove_item(reason=" ", actor=keeper(), **facts)
    registers.remove_item(reason="県の仕事だった", actor=keeper(), **facts)

    assert Item.objects.get(key="health").removed_at == NOW
    assert Change.objects.get(field="removed").after == "県の仕事だった"
    with pytest.raises(StopIteration):
        item_of(in_city, "health")


def test_a_restricted_register_shows_a_section_its_own_items_only(
    in_city: Municipality, second: Section
) -> None:
    load_register(in_city, definition=register_content(visibility="restricted"))
    look = {"municipality_id": in_city.pk, "code": CODE, "on": TODAY}

    mine = registers.get_register(actor=clerk_of(second), **look)
    assert [item.key for item in mine.items] == ["record"]
    assert len(registers.get_register(actor=keeper(), **look).items) == 3
    with pytest.raises(registers.RegisterNotFoundError):
        registers.get_register(actor=Actor(staff_id=second.pk), **look)
    with pytest.raises(registers.RegisterNotFoundError):
        registers.get_public_register(**look)
