"""What papers say of plans, registers and measures: as was known at the end of a day, whatever came later."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from shirube.headquarters.domain.papers import Figure, Grid, PaperContent
from shirube.headquarters.queries import subject_measures, subject_plans, subject_registers
from shirube.headquarters.registry import SubjectNotFoundError
from shirube.kernel.clock import JAPAN
from shirube.organizations.models import Municipality
from shirube.registers import interface as registers
from tests.factories.organizations import SectionFactory
from tests.factories.plans import InitiativeFactory, KpiFactory, ReadingFactory
from tests.factories.registers import CODE, NOW, TODAY, item_of, keeper, load_register, register_content

TOMORROW = datetime(2026, 11, 22, 10, tzinfo=JAPAN)


def _figures(paper: PaperContent) -> dict[str, str]:
    return {block.label: block.value for block in paper.blocks if isinstance(block, Figure)}


def _rows(paper: PaperContent) -> list[tuple[str, ...]]:
    return next(list(block.rows) for block in paper.blocks if isinstance(block, Grid))


@pytest.fixture
def register(in_city: Municipality) -> None:
    SectionFactory(municipality=in_city, code="first", name="税務課")
    SectionFactory(municipality=in_city, code="second", name="市民課")
    load_register(in_city)


def _change(city: Municipality, key: str, **values: str) -> None:
    item = item_of(city, key)
    registers.change_item(
        municipality_id=city.pk,
        item_id=item.id,
        values={code.replace("_", "-"): value for code, value in values.items()},
        seen_revision=item.revision,
        actor=keeper(),
        now=TOMORROW,
    )


@pytest.mark.usefixtures("register")
def test_a_register_is_as_it_was_on_the_day(in_city: Municipality) -> None:
    before = subject_registers.paper(municipality_id=in_city.pk, key=CODE, on=TODAY)
    _change(in_city, "tax", a_live="2026-11-22", section="second", title="新しい名")

    assert subject_registers.paper(municipality_id=in_city.pk, key=CODE, on=TODAY) == before
    assert _figures(before) == {"項目": "3", "完了": "1", "遅れ": "1"}
    after = subject_registers.paper(municipality_id=in_city.pk, key=CODE, on=TOMORROW.date())
    assert _figures(after)["完了"] == "2"


@pytest.mark.usefixtures("register")
def test_what_came_and_went_later_is_not_there_and_there(in_city: Municipality) -> None:
    act = {"municipality_id": in_city.pk, "actor": keeper(), "now": TOMORROW}
    registers.add_item(register=CODE, values={"title": "あとから"}, **act)
    gone = item_of(in_city, "health")
    registers.remove_item(item_id=gone.id, seen_revision=gone.revision, reason="終わった", **act)

    paper = subject_registers.paper(municipality_id=in_city.pk, key=CODE, on=TODAY)
    assert [row[0] for row in _rows(paper)] == ["住民税", "住民記録", "健康管理"]


@pytest.mark.usefixtures("register")
def test_a_restricted_register_stands_in_no_papers(in_city: Municipality) -> None:
    load_register(
        in_city, definition=register_content(code="incidents", visibility="restricted"), register="incidents"
    )
    choices = subject_registers.list_choices(municipality_id=in_city.pk, actor=keeper(), on=TODAY)

    assert [choice.key for choice in choices] == [CODE]
    with pytest.raises(SubjectNotFoundError):
        subject_registers.paper(municipality_id=in_city.pk, key="incidents", on=TODAY)


def test_a_plan_shows_what_was_known(in_city: Municipality) -> None:
    kpi = KpiFactory(initiative=InitiativeFactory())
    ReadingFactory(
        kpi=kpi, measured_on=date(2026, 9, 30), value=Decimal(65), was=Decimal(60), entered_at=TOMORROW
    )
    ReadingFactory(kpi=kpi, measured_on=date(2026, 11, 22), value=Decimal(70), entered_at=TOMORROW)
    slug = kpi.initiative.plan.slug

    then = subject_plans.paper(municipality_id=in_city.pk, key=slug, on=TODAY)
    now = subject_plans.paper(municipality_id=in_city.pk, key=slug, on=TOMORROW.date())
    assert (_rows(then)[0][1], _rows(now)[0][1]) == ("60.0％", "70.0％")


@pytest.mark.parametrize("subject", [subject_plans, subject_registers, subject_measures])
def test_what_is_not_there_is_said(in_city: Municipality, subject: object) -> None:
    with pytest.raises(SubjectNotFoundError):
        subject.paper(municipality_id=in_city.pk, key="nothing", on=NOW.date())
