"""How registers stand, told without reading what is in them: the same as from the registers themselves."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.accounts.interface import Actor
from shirube.organizations.models import Municipality, Section
from shirube.registers import interface as registers
from tests.factories.registers import (
    TODAY,
    clerk_of,
    item_of,
    keeper,
    load_register,
    register_content,
    view_of,
)


def _standing(city: Municipality, actor: Actor, on: date = TODAY) -> registers.RegisterStanding:
    (found,) = registers.list_standings(municipality_id=city.pk, actor=actor, on=on)
    return found


@pytest.mark.usefixtures("register")
def test_items_are_counted_and_what_is_late_is_named(in_city: Municipality) -> None:
    found, tax = _standing(in_city, keeper()), item_of(in_city, "tax")

    assert (found.title, found.items, found.done) == ("仕事の台帳", 3, 1)
    assert found.late == (
        registers.LateItem(tax.id, "住民税", tax.section_id, "準備", date(2026, 10, 31), 21),
    )


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("on", [date(2026, 10, 31), date(2026, 11, 1), date(2027, 4, 1)])
def test_it_agrees_with_the_register_on_every_day(in_city: Municipality, on: date) -> None:
    found, view = _standing(in_city, keeper(), on), view_of(in_city, on=on)

    assert (found.items, found.done) == (len(view.items), view.done)
    assert [(one.id, one.days) for one in found.late] == [
        (one.id, one.progress.days_late) for one in view.late
    ]


@pytest.mark.usefixtures("first", "second")
def test_nothing_is_late_beyond_the_day_of_the_document(in_city: Municipality) -> None:
    load_register(in_city, known_until="2026-10-31")

    assert _standing(in_city, keeper()).late == ()


def test_a_section_sees_its_own_of_what_is_restricted(
    in_city: Municipality, first: Section, second: Section
) -> None:
    load_register(in_city, definition=register_content(visibility="restricted"))
    sections = [_standing(in_city, clerk_of(section)) for section in (first, second)]

    assert [(one.items, len(one.late)) for one in sections] == [(2, 1), (1, 0)]


@pytest.mark.usefixtures("register")
def test_items_that_were_taken_off_are_none(in_city: Municipality) -> None:
    registers.remove_item(
        municipality_id=in_city.pk,
        item_id=item_of(in_city, "tax").id,
        seen_revision=1,
        reason="廃止",
        actor=keeper(),
        now=view_of(in_city).changed_at,
    )

    assert (_standing(in_city, keeper()).items, _standing(in_city, keeper()).late) == (2, ())


@pytest.mark.usefixtures("register")
def test_a_second_register_costs_no_more_queries(in_city: Municipality) -> None:
    with CaptureQueriesContext(connection) as one:
        _standing(in_city, keeper())
    load_register(in_city, definition=register_content(code="others"), register="others")
    with CaptureQueriesContext(connection) as two:
        assert len(registers.list_standings(municipality_id=in_city.pk, actor=keeper(), on=TODAY)) == 2

    assert len(one) == len(two)
