"""What registers say in figures: counted from items, never 0 where nothing is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shirube.measures import interface as measures
from shirube.organizations.models import Municipality
from shirube.registers.domain.fields import cell_code
from shirube.registers.queries.figures import Figure, chosen, in_fiscal_year, reached
from shirube.registers.queries.registers import RegisterView
from tests.factories.registers import CODE, TODAY, item_of, load_register

LIVE = Figure(register=CODE, counts=reached("live"))
KINDS = Figure(
    register=CODE,
    counts=chosen("kind", {"sight"}),
    among=lambda item, _on: item.value("section") == "first",
    is_share=True,
)


@pytest.mark.usefixtures("register")
def test_what_was_reached_by_the_day_is_counted_with_its_rows(in_city: Municipality) -> None:
    now, before = (LIVE.compute(in_city.pk, on) for on in (TODAY, date(2026, 9, 27)))

    assert (now.value, before.value) == (Decimal(1), Decimal(0))
    assert now.rows == [f"registers.item:{item_of(in_city, 'record').id}"]


@pytest.mark.usefixtures("register")
def test_a_share_is_taken_of_those_that_are_asked_about(in_city: Municipality) -> None:
    computed = KINDS.compute(in_city.pk, TODAY)

    assert (computed.numerator, computed.denominator, computed.value) == (1, 2, Decimal(50))


def test_without_a_register_nothing_is_measured(in_city: Municipality) -> None:
    assert LIVE.compute(in_city.pk, TODAY).value is None


@pytest.mark.usefixtures("register")
def test_beyond_the_day_of_the_document_nothing_is_measured(in_city: Municipality) -> None:
    load_register(in_city, known_until="2026-11-20")

    assert LIVE.compute(in_city.pk, TODAY).value is None
    assert LIVE.compute(in_city.pk, date(2026, 11, 20)).value == 1


@pytest.mark.usefixtures("first", "second")
@pytest.mark.parametrize(("empty_is_zero", "value"), [(True, Decimal(0)), (False, None)])
def test_an_empty_register_is_zero_only_where_things_that_happen_are_counted(
    in_city: Municipality, empty_is_zero: bool, value: Decimal | None
) -> None:
    load_register(in_city, items=[])
    measure = Figure(register=CODE, counts=reached("live"), empty_is_zero=empty_is_zero)

    assert measure.compute(in_city.pk, TODAY).value == value


@pytest.mark.parametrize(
    ("day", "counts"), [("2026-04-01", True), ("2026-11-22", False), ("2026-03-31", False), ("", False)]
)
def test_incidents_are_counted_in_the_fiscal_year_so_far(
    register: RegisterView, day: str, counts: bool
) -> None:
    item = register.items[0]
    values = {**item.values, cell_code("day"): day}
    dated = type(item)(
        item.id, item.key, item.title, item.section_id, 1, values, item.progress, item.changed_at
    )

    assert in_fiscal_year("day")(dated, TODAY) is counts


@pytest.mark.parametrize("identifier", ["registers.systems_migrated", "registers.security_incidents"])
def test_the_figures_that_plans_are_bound_to_exist(identifier: str) -> None:
    assert identifier in measures.measures
