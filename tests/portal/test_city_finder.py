"""The first page of an installation finds one's city among five and among all 1,741 of Japan."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shirube.kernel.ids import new_id
from shirube.organizations.interface import MunicipalitySummary
from shirube.organizations.models import Municipality
from shirube.portal.web.city_finder import Question, find_cities, read_question
from tests.factories.organizations import MunicipalityFactory

PREFECTURES = ("北海道", "青森県", "宮城県")


def summary(number, prefecture):
    return MunicipalitySummary(
        id=new_id(),
        code=f"{number:06}",
        slug=f"city-{number}",
        host=None,
        name=f"試験{number}市",
        kana=f"しけん{number}し",
        english=f"Test City {number}",
        prefecture=prefecture,
        demonstration=False,
    )


ALL = [
    *(summary(number, "北海道") for number in range(1000, 1179)),
    *(summary(number, "青森県") for number in range(2000, 2040)),
    *(summary(number, "宮城県") for number in range(4000, 4035)),
]


def names(finder):
    return [city.name for group in finder.groups for city in group.cities]


def test_many_cities_are_chosen_by_prefecture_first():
    finder = find_cities(ALL, Question(), "ja")
    assert [(one.name, one.count) for one in finder.prefectures] == list(
        zip(PREFECTURES, (179, 40, 35), strict=True)
    )
    assert names(finder) == []


def test_few_cities_are_all_shown_at_once_without_a_search():
    finder = find_cities(ALL[-5:], Question(), "ja")
    assert len(names(finder)) == 5
    assert not finder.is_searchable
    assert finder.prefectures == ()


def test_a_large_prefecture_is_paged():
    first = find_cities(ALL, Question(prefecture="北海道"), "ja")
    second = find_cities(ALL, read_question({"prefecture": "北海道", "page": "2"}), "ja")
    assert (len(names(first)), len(names(second))) == (100, 79)
    assert "page=2" in first.next_url
    assert second.next_url == ""
    assert second.place == "101〜179件目"


@pytest.mark.parametrize(
    "words",
    ["試験4001", "しけん4001", "ｼｹﾝ4001", "シケン４００１", "test city 4001", "004001", "宮城県試験4001"],
)
def test_a_city_is_found_by_name_reading_and_code(words):
    assert names(find_cities(ALL, Question(words), "ja")) == ["試験4001市"]


def test_results_stand_under_their_prefectures():
    finder = find_cities(ALL, Question("試験"), "ja")
    assert [group.prefecture for group in finder.groups] == ["北海道"]
    assert finder.found == len(ALL)


@pytest.mark.parametrize("page", ["", "0", "-1", "abc", "²", "9" * 40, "9999"])
def test_an_odd_page_is_one_that_is_there(page):
    assert names(find_cities(ALL, read_question({"prefecture": "宮城県", "page": page}), "ja"))


@pytest.mark.django_db
def test_the_page_asks_no_more_of_1741_cities_than_of_one():
    MunicipalityFactory()
    one = count("/")
    made = MunicipalityFactory.build_batch(1740)
    for number, city in enumerate(made):
        city.code, city.prefecture = f"{number:06}", PREFECTURES[number % 3]
    Municipality.objects.bulk_create(made)

    assert count("/") == one
    assert count("/?q=しけん&page=3") < one + 1


@pytest.mark.django_db
def test_nothing_found_says_how_else_to_look():
    MunicipalityFactory.create_batch(21)
    page = Client().get("/", {"q": "ない市"}).content.decode()
    assert "見つかりませんでした" in page
    assert 'value="ない市"' in page


def count(path):
    with CaptureQueriesContext(connection) as seen:
        assert Client().get(path).status_code == 200
    return len(seen.captured_queries)
