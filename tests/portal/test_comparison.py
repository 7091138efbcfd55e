"""The page of all municipalities and the printed comparison: figures, totals, and the unknown as unknown."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.factories.packs import load_city, load_comparison

pytestmark = pytest.mark.django_db


def text_at(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def names_in(page: str) -> list[str]:
    rows = page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]+)', rows)


@pytest.fixture(autouse=True)
def _miyagi() -> None:
    load_comparison()


def test_the_35_municipalities_stand_with_population_cards_and_rate() -> None:
    page = text_at("/")

    assert len(names_in(page)) == 35
    assert "1,064,060" in page
    assert "663,832" in page
    assert "29.0%" in page


def test_a_city_of_this_installation_is_linked_and_no_other() -> None:
    load_city("ishinomaki")
    page = text_at("/")

    assert '<a href="/ishinomaki/">石巻市</a>' in page
    assert '<th scope="row">仙台市</th>' in page


@pytest.mark.parametrize(
    ("sort", "first"),
    [("", "仙台市"), ("population", "仙台市"), ("rate", "仙台市"), ("cards", "仙台市"), ("x", "仙台市")],
)
def test_the_table_is_sorted_by_links(sort: str, first: str) -> None:
    assert names_in(text_at(f"/?sort={sort}"))[0] == first


def test_the_order_by_rate_falls() -> None:
    rates = [
        float(rate)
        for rate in re.findall(r'<td class="number">(\d+\.\d)%</td></tr>', text_at("/?sort=rate"))[:35]
    ]

    assert rates == sorted(rates, reverse=True)


def test_all_93_rows_show_their_totals_and_83_say_unknown() -> None:
    page = text_at("/comparisons/miyagi-2021/")

    assert len(re.findall(r'<th scope="row" role="rowheader">\s*\d+\. ', page)) == 93
    assert page.count('<span class="missing">不明</span>') == 83
    assert page.count("すべて同じ") >= 10


def test_english_names_stand_on_the_english_page() -> None:
    assert "Ishinomaki City" in text_at("/en/")


def test_a_comparison_that_is_not_there_is_404() -> None:
    assert Client().get("/comparisons/none/").status_code == 404
