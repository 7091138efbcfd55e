"""Before and after an action's beginning: months side by side, what is behind them, and what they do not prove."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from openpyxl import load_workbook

from shirube.measures import interface as measures
from shirube.organizations.models import Municipality
from shirube.plans.domain.effect import Month, around, shift
from shirube.plans.models import Action, Kpi
from tests.conftest import CityClient
from tests.factories.plans import ReadingFactory
from tests.measures.facts import SOURCE, Book, case
from tests.measures.measures import rolled
from tests.plans.test_public_pages import PLAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
APRIL = date(2026, 4, 1)
PAGE = PLAN + "kpis/online-rate/effect/"


def months(values: dict[date, str]) -> dict[date, Month]:
    return {begin: Month(begin, Decimal(value)) for begin, value in values.items()}


def test_a_year_stands_on_each_side_as_far_as_there_is_one() -> None:
    effect = around(
        months({date(2025, 4, 1): "10", date(2026, 3, 1): "20", APRIL: "40"}), APRIL, date(2026, 11, 21)
    )
    assert (len(effect.before.months), len(effect.after.months)) == (12, 8)
    assert (effect.before.mean, effect.after.mean, effect.difference) == (15, 40, 25)


def test_a_month_without_a_value_is_no_zero_and_a_side_without_values_has_no_mean() -> None:
    effect = around(months({APRIL: "40"}), APRIL, date(2026, 6, 30))
    assert effect.before.months[0] == Month(date(2025, 4, 1), None)
    assert (effect.before.mean, effect.after.mean, effect.difference) == (None, 40, None)


def test_months_are_counted_over_the_turn_of_years() -> None:
    assert [shift(APRIL, by) for by in (-4, -3, 9)] == [date(2025, 12, 1), date(2026, 1, 1), date(2027, 1, 1)]


@pytest.fixture
def read(kpi: Kpi, action: Action) -> Kpi:
    """Read by people before and by a measure after; the action runs from April 2024."""
    for on, value, is_measured in (
        (date(2023, 9, 30), 40, False), (date(2024, 3, 31), 44, False), (date(2024, 9, 30), 60, True)
    ):  # fmt: skip
        ReadingFactory(kpi=kpi, measured_on=on, value=Decimal(value), is_measured=is_measured)
    return kpi


def page_of(client: CityClient, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_page_says_what_it_does_not_prove_and_that_ways_of_counting_are_mixed(
    read: Kpi, city_client: CityClient
) -> None:
    page = page_of(city_client)
    assert "この図は、取組の効果を証明するものではありません" in page
    assert "測り方の違いだけで差が出ることがあります" in page
    assert "18.0ポイント" in page
    assert "does not prove that the action worked" in page_of(city_client, "en/" + PAGE)


def test_the_reader_names_the_month_in_which_it_truly_began(read: Kpi, city_client: CityClient) -> None:
    page = page_of(city_client, PAGE + "?month=2024-09")
    assert 'value="2024-09"' in page
    assert "2024年8月" in page
    assert "2023年7月" not in page


@pytest.mark.parametrize(
    "asked", ["?month=2024-13", "?month=0001-01", "?start=none", "?month=x&start=a1.2024"]
)
def test_what_cannot_be_read_falls_back_to_the_plan(read: Kpi, city_client: CityClient, asked: str) -> None:
    assert "2024年4月" in page_of(city_client, PAGE + asked)


def test_everything_behind_the_chart_can_be_taken_away(read: Kpi, city_client: CityClient) -> None:
    text = city_client.get(PAGE + "data.csv").content.decode("utf-8-sig").splitlines()
    assert text[0] == "month,side,value,state,unit,begins_on,source"
    assert text[1].startswith("2023-04-01,before,,not_measured,％,2024-04-01,")
    assert len(text) == 25
    book = load_workbook(io.BytesIO(city_client.get(PAGE + "data.xlsx").content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[2] for row in rows if row[3] == "measured"] == [40, 44, 60]


def test_a_kpi_that_is_a_rolled_up_measure_is_shown_by_its_own_months(
    read: Kpi, in_city: Municipality, city_client: CityClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = rolled("test.cases", measures.Kind.COUNT, measures.Rolled(facts=SOURCE))
    monkeypatch.setattr(measures.measures, "_entries", {"test.cases": measure})
    Kpi.objects.filter(pk=read.pk).update(measure="test.cases")
    book = Book(in_city.pk, measure)
    book.record(*(case(f"k{n}", date(2024, 3, 1) + timedelta(days=n)) for n in range(62)))
    book.roll_up()
    text = city_client.get(PAGE + "data.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[2] for line in text if ",measured," in line] == ["31", "30", "1"]


def test_a_kpi_leads_there_only_where_an_action_has_a_beginning(kpi: Kpi, city_client: CityClient) -> None:
    assert "/effect/" not in page_of(city_client, PLAN + "kpis/online-rate/")
