"""Accepted answers flow into the register and the KPIs, once, and never over what others changed meanwhile."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.audit.models import Entry
from shirube.inquiries.commands.looking import AcceptedError, Carried, accept_answer
from shirube.inquiries.commands.sending import close_inquiry
from shirube.inquiries.domain.terms import AnswerState
from shirube.inquiries.queries.contents import kpis_of
from shirube.organizations.models import Municipality, Section
from shirube.plans.models import Reading
from shirube.registers import interface as registers
from tests.factories.accounts import UserFactory
from tests.factories.inquiries import NOW, asked_of, give, send, view_of, worker
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


def _accept(city: Municipality, row: Any, actor: Actor, seen: int = 1) -> Carried:
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
    assert (changed, item.value("a-build"), item.value("note")) == (Carried(2), "2026-11-19", "済んだ")
    assert {(line.by, line.via) for line in lines} == {("鈴木 一郎", "inquiry")}
    assert Entry.objects.filter(action="inquiries.accepted", actor=worker(asker).log_name).exists()


def test_nothing_flows_a_second_time(
    in_city: Municipality, inquiry_id: Any, asker: Section, first: Section, chief: Actor
) -> None:
    row = give(in_city, inquiry_id, first, {}, actor=chief, rows=_wish(in_city, note="済んだ"))
    _accept(in_city, row, worker(asker))

    with pytest.raises(AcceptedError):
        _accept(in_city, row, worker(asker))


def _call_in(city: Municipality, key: str, section: Section) -> None:
    """Somebody changes the row while the answer lies with the asker."""
    item = item_of(city, key)
    registers.change_item(
        municipality_id=city.pk,
        item_id=item.id,
        values={"note": "電話で聞いた"},
        seen_revision=item.revision,
        actor=clerk_of(section),
        now=NOW,
    )


@pytest.fixture
def two_rows(in_city: Municipality, inquiry_id: Any, first: Section, chief: Actor) -> Any:
    """An answer for two rows of the section; of the first somebody has said something else since."""
    wishes = {str(item_of(in_city, key).id): {"note": ["", "済んだ"]} for key in ("tax", "health")}
    row = give(in_city, inquiry_id, first, {}, actor=chief, rows=wishes)
    _call_in(in_city, "tax", first)
    return row


def test_only_the_row_that_others_changed_is_asked_for_again(
    in_city: Municipality, two_rows: Any, asker: Section
) -> None:
    carried = _accept(in_city, two_rows, worker(asker))

    two_rows.refresh_from_db()
    assert carried == Carried(1, (item_of(in_city, "tax").title,))
    notes = [item_of(in_city, key).value("note") for key in ("tax", "health")]
    assert notes == ["電話で聞いた", "済んだ"]
    assert (two_rows.state, two_rows.accepted_at) == (AnswerState.ANSWERING, None)
    assert item_of(in_city, "tax").title in two_rows.returned


def test_what_flowed_does_not_flow_again_with_the_second_answer(
    in_city: Municipality, two_rows: Any, asker: Section, first: Section, chief: Actor
) -> None:
    _accept(in_city, two_rows, worker(asker))
    tax = item_of(in_city, "tax")
    wishes = {
        **asked_of(two_rows.inquiry_id, first).rows,
        str(tax.id): {"note": ["電話で聞いた", "書面で済んだ"]},
    }
    again = give(in_city, two_rows.inquiry_id, first, {}, actor=chief, rows=wishes)

    carried = _accept(in_city, again, worker(asker), seen=tax.revision)

    again.refresh_from_db()
    assert carried == Carried(1)
    assert again.accepted_at == NOW
    assert item_of(in_city, "tax").value("note") == "書面で済んだ"


def test_after_the_close_nobody_is_asked_again(in_city: Municipality, two_rows: Any, asker: Section) -> None:
    close_inquiry(municipality_id=in_city.pk, inquiry_id=two_rows.inquiry_id, actor=worker(asker), now=NOW)

    carried = _accept(in_city, two_rows, worker(asker))

    two_rows.refresh_from_db()
    assert carried.left == (item_of(in_city, "tax").title,)
    assert (two_rows.state, two_rows.accepted_at) == (AnswerState.ANSWERED, NOW)


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
    assert (changed, reading.value, reading.measured_on) == (Carried(1), Decimal("52.5"), MARCH)
    assert (reading.note, reading.source) == ("速報", "照会「電子申請の件数」の回答")
