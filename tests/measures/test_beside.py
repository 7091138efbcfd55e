"""A printed table beside what is measured here: joined by code, the unknown said as such."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shirube.measures import interface as measures
from shirube.measures.models import YearFigure
from shirube.measures.queries.beside import list_beside
from tests.factories.packs import load_comparison
from tests.measures.measures import rolled

CODE, ISHINOMAKI, SHIROISHI = "test.share", "042021", "042064"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("table", "today")]


@pytest.fixture
def table(registry):
    load_comparison()
    how = measures.Standing(compute=lambda *_: measures.share(part=1, whole=2, source="台帳"))
    registry.register(rolled(CODE, measures.Kind.RATIO, how, unit="%"))


@pytest.fixture
def today():
    import time_machine  # noqa: PLC0415

    with time_machine.travel("2026-11-21T10:00:00+09:00", tick=False):
        yield


def tell(code, value, **facts):
    YearFigure.objects.create(
        measure=CODE, fiscal_year=2026, code=code, name="市", prefecture="宮城県", value=value,
        through=date(2026, 11, 20), **facts,
    )  # fmt: skip


def test_who_is_not_in_this_installation_is_unknown_and_who_is_hidden_is_said_to_be(
    django_assert_num_queries,
):
    tell(ISHINOMAKI, Decimal("45.5"))
    tell(SHIROISHI, None, is_hidden=True)
    with django_assert_num_queries(3):
        (beside,) = list_beside(measure=CODE, fiscal_year=2026)
    lines = {line.code: line for line in beside.lines}
    assert (len(lines), beside.measured) == (35, 1)
    assert (lines[ISHINOMAKI].printed, lines[ISHINOMAKI].value) == (Decimal("22.4"), Decimal("45.5"))
    assert (lines[SHIROISHI].is_measured, lines[SHIROISHI].is_hidden) == (True, True)
    assert (lines["041009"].is_measured, lines["041009"].value) == (False, None)


def test_the_page_shows_both_and_calls_the_rest_unknown(city_client):
    tell(ISHINOMAKI, Decimal("45.5"))
    page = city_client.get(f"measures/{CODE}/compare/").content.decode()
    section = page.partition('id="beside-1"')[2]
    row = section.partition("石巻市")[2].partition("</tr>")[0]
    assert "22.4%" in row
    assert "45.5%" in row
    assert section.count("不明") >= 34
    assert "資料の35市町村のうち、しるべで値があるのは1市町村です" in section


def test_what_was_compared_can_be_taken_away_and_says_why_a_value_is_missing(city_client):
    tell(ISHINOMAKI, Decimal("45.5"))
    tell(SHIROISHI, None)
    text = city_client.get(f"measures/{CODE}/compare/data.csv").content.decode("utf-8-sig")
    assert f"{CODE},{ISHINOMAKI},宮城県市,2026,45.500000,%,measured" in text
    assert f"{CODE},{SHIROISHI},宮城県市,2026,,%,not_measured" in text
    assert "card_rate.miyagi-2021,042021,石巻市,2021-06-30,22.4,%,printed" in text


def test_the_months_of_a_measure_go_into_a_workbook(city_client):
    answer = city_client.get(f"measures/{CODE}/data.xlsx")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
