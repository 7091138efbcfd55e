"""Accepted answers flow into the register and the KPIs, once, and never over what others changed meanwhile."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.audit.models import Entry
from shirube.inquiries.commands.looking import AcceptedError, TargetMovedError, accept_answer
from shirube.inquiries.queries.contents import kpis_of
from shirube.organizations.models import Municipality, Section
from shirube.plans.models import Reading
from shirube.registers import interface as registers
from tests.factories.accounts import UserFactory
from tests.factories.inquiries import NOW, give, send, view_of, worker
from tests.factories.plans import InitiativeFactory, KpiFactory, ReadingFactory
from tests.factories.registers import CODE, clerk_of, item_of, load_register

MARCH = date(2026, 3, 31)


@pytest.fixture
def inquiry_id(in_city: Municipality, asker: Section, first: Section, second: Section) -> Any:
    load_register(in_city)
    return send(in_city, asker, [first, second], form={}, register=CODE, register_fields=["a-build", "note"])


@pytest.fixture
def chief(in_city: Municipality, first: Section) -> Actor:
    return UserFactory(municipality=in_city, section_chief=True, section=first, name="鈴木 一郎").as_actor()


def _wish(city: Municipality, **values: str) -> dict[str, Any]:
    item = item_of(city, "tax")
    pairs = {code.replace("_", "-"): value for code, value in values.items()}
    return {str(item.id): {code: [item.value(code), value] for code, value in pairs.items()}}


def _accept(city: Municipality, row: Any, actor: Actor, seen: int = 1) -> int:
    item = item_of(city, "tax")
    return accept_answer(
        municipality_id=city.pk,
        asked_id=row.pk,
        seen_revision=row.revision,
        seen_items={item.id: seen},
        actor=actor,
        now=NOW,
    )


def test_accepted_rows_reach_the_register_in_the_chiefs_name(
    in_city: Municipality, inquiry_id: Any, asker: Section, first: Section, chief: Actor
) -> None:
    wish = _wish(in_city, a_build="2026-11-19", note="済んだ")
    row = give(in_city, inquiry_id, first, {}, actor=chief, rows=wish)
    assert item_of(in_city, "tax").value("note") == ""

    changed = _accept(in_city, row, worker(asker))

    item = item_of(in_city, "tax")
    lines = registers.list_changes(municipality_id=in_city.pk, item_id=item.id, since=1)
    assert (changed, item.value("a-build"), item.value("note")) == (2, "2026-11-19", "済んだ")
    assert {(line.by, line.via) for line in lines} == {("鈴木 一郎", "inquiry")}
    assert Entry.objects.filter(action="inquiries.accepted", actor=worker(asker).log_name).exists()


def test_nothing_flows_a_second_time(
    in_city: Municipality, inquiry_id: Any, asker: Section, first: Section, chief: Actor
) -> None:
    row = give(in_city, inquiry_id, first, {}, actor=chief, rows=_wish(in_city, note="済んだ"))
    _accept(in_city, row, worker(asker))

    with pytest.raises(AcceptedError):
        _accept(in_city, row, worker(asker))


def test_a_row_changed_since_the_look_is_not_written_over(
    in_city: Municipality, inquiry_id: Any, asker: Section, first: Section, chief: Actor
) -> None:
    row = give(in_city, inquiry_id, first, {}, actor=chief, rows=_wish(in_city, note="済んだ"))
    item = item_of(in_city, "tax")
    registers.change_item(
        municipality_id=in_city.pk,
        item_id=item.id,
        values={"note": "電話で聞いた"},
        seen_revision=item.revision,
        actor=clerk_of(first),
        now=NOW,
    )

    with pytest.raises(TargetMovedError):
        _accept(in_city, row, worker(asker))

    row.refresh_from_db()
    assert (item_of(in_city, "tax").value("note"), row.accepted_at) == ("電話で聞いた", None)


def test_a_value_that_stands_already_is_offered_with_its_note(
    in_city: Municipality, asker: Section, first: Section
) -> None:
    initiative = InitiativeFactory(municipality=in_city, plan__municipality=in_city, carried_by=first)
    kpi = KpiFactory(initiative=initiative)
    ReadingFactory(kpi=kpi, measured_on=MARCH, value=Decimal(44), note="確定値")
    inquiry_id = send(in_city, asker, [first], form={}, plan=initiative.plan.slug, measured_on=MARCH)
    view = view_of(in_city, inquiry_id)

    (offered,) = kpis_of(municipality_id=in_city.pk, inquiry=view, asked=view.asked[0], on=NOW.date())

    assert (offered.shown, offered.note, offered.is_open) == (44, "確定値", False)


def test_an_accepted_value_becomes_a_reading_of_the_kpi(
    in_city: Municipality, asker: Section, first: Section, chief: Actor
) -> None:
    initiative = InitiativeFactory(municipality=in_city, plan__municipality=in_city, carried_by=first)
    kpi = KpiFactory(initiative=initiative)
    plan = initiative.plan.slug
    inquiry_id = send(in_city, asker, [first], form={}, plan=plan, measured_on=MARCH)
    readings = {str(kpi.pk): {"value": "52.5", "note": "速報"}}
    row = give(in_city, inquiry_id, first, {}, actor=chief, readings=readings)

    changed = accept_answer(
        municipality_id=in_city.pk, asked_id=row.pk, seen_revision=row.revision, seen_items={},
        actor=worker(asker), now=NOW,
    )  # fmt: skip

    reading = Reading.objects.get()
    assert (changed, reading.value, reading.measured_on) == (1, Decimal("52.5"), MARCH)
    assert (reading.note, reading.source) == ("速報", "照会「電子申請の件数」の回答")
