"""Two people at one register at the same moment: nobody writes over another, and nothing is lost."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from shirube.organizations.models import Municipality
from shirube.registers import interface as registers
from shirube.registers.commands import items
from shirube.registers.commands.guards import ItemMovedError
from shirube.registers.interface import ItemNotFoundError
from shirube.registers.models import Change, Item
from tests.factories.organizations import SectionFactory
from tests.factories.registers import CODE, NOW, item_of, keeper, load_register
from tests.plans.race import Meeting, errors_among, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting() -> Meeting:
    return Meeting(2)


@pytest.fixture
def city(in_city: Municipality) -> Municipality:
    """A city with the register."""
    for position, code in enumerate(("first", "second")):
        SectionFactory(municipality=in_city, code=code, position=position)
    load_register(in_city)
    return in_city


def _facts(city: Municipality) -> dict[str, Any]:
    return {"municipality_id": city.pk, "actor": keeper(), "now": NOW}


def _look_then_write(item_id: Any, words: str, meeting: Meeting) -> int:
    seen = Item.objects.get(pk=item_id)
    meeting.wait()
    return Item.objects.filter(pk=item_id).update(note=words, revision=seen.revision + 1)


def test_without_the_guard_the_second_writes_over_the_first(city: Municipality, meeting: Meeting) -> None:
    item = item_of(city, "tax")

    results = together(
        city.pk, *[partial(_look_then_write, item.id, words, meeting) for words in ("甲", "乙")]
    )

    assert results == [1, 1]
    assert item_of(city, "tax").revision == item.revision + 1


def test_of_two_changes_one_stands_and_the_other_is_told(
    city: Municipality, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, really = item_of(city, "tax"), items.get_item_row
    monkeypatch.setattr(items, "get_item_row", lambda *key: (really(*key), meeting.wait())[0])

    def change(words: str) -> object:
        return registers.change_item(
            item_id=item.id, values={"note": words}, seen_revision=item.revision, **_facts(city)
        )

    results = together(city.pk, partial(change, "甲"), partial(change, "乙"))

    errors = errors_among(results)
    stands = ["甲", "乙"][1 if isinstance(results[0], Exception) else 0]
    assert errors == [ItemMovedError]
    assert item_of(city, "tax").value("note") == stands
    assert Change.objects.filter(item_id=item.id, field="note").count() == 1


def test_a_change_and_a_removal_at_once_leave_one_story(
    city: Municipality, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, really = item_of(city, "tax"), items.get_item_row
    monkeypatch.setattr(items, "get_item_row", lambda *key: (really(*key), meeting.wait())[0])

    results = together(
        city.pk,
        partial(
            registers.change_item,
            item_id=item.id, values={"note": "済んだ"}, seen_revision=item.revision, **_facts(city),
        ),
        partial(
            items.remove_item,
            item_id=item.id, reason="重複のため", seen_revision=item.revision, **_facts(city),
        ),
    )  # fmt: skip

    assert len(errors_among(results)) == 1
    assert set(errors_among(results)) <= {ItemMovedError, ItemNotFoundError}


def test_two_new_items_are_both_there(city: Municipality) -> None:
    add = partial(registers.add_item, register=CODE, **_facts(city))

    results = together(city.pk, partial(add, values={"title": "甲"}), partial(add, values={"title": "乙"}))

    assert errors_among(results) == []
    assert set(Item.objects.filter(title__in=["甲", "乙"]).values_list("title", flat=True)) == {"甲", "乙"}
