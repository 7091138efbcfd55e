"""Finding names by keyed hashes."""

from __future__ import annotations

import pytest

from shirube.applications import interface as applications
from shirube.applications.domain.names import name_known_of, names_in, tokens_of, tokens_wanted
from shirube.organizations.models import Municipality

KEY = b"0" * 32
TAKAHASHI = {"family": "髙橋", "given": "凪", "family_kana": "タカハシ", "given_kana": "ナギ"}
FOUND = tokens_of(names_in({"applicant": TAKAHASHI}), KEY)


@pytest.mark.parametrize("search", ["高橋", "髙橋 凪", "高橋凪", "たかはし", "ﾀｶﾊｼ ﾅｷﾞ", "凪", "橋凪"])
def test_a_name_is_found_in_any_spelling(search: str) -> None:
    wanted = tokens_wanted(search, KEY)

    assert wanted
    assert wanted <= FOUND


@pytest.mark.parametrize("search", ["高", "高梨", "山田", "なぎさ"])
def test_another_name_is_not_found(search: str) -> None:
    assert not tokens_wanted(search, KEY) <= FOUND


def test_nothing_is_looked_for_by_nothing() -> None:
    assert not tokens_wanted(" 　 ", KEY)


def test_the_hashes_of_another_city_are_others() -> None:
    assert not tokens_of(["高橋"], KEY) & tokens_of(["高橋"], b"1" * 32)


def test_names_of_all_children_are_found() -> None:
    rows = [
        {"_row": "a1", "child": {"family": "林", "given": "一"}},
        {"child": {"family": "森", "given": "二"}},
    ]

    assert tokens_wanted("森 二", KEY) <= tokens_of(names_in({"children": rows}), KEY)


def test_who_applies_for_somebody_else_is_listed_under_that_persons_name() -> None:
    mother, daughter = {"family": "谷口", "given": "ふみ"}, {"family": "谷口", "given": "なぎさ"}

    assert name_known_of({"represented.name": mother, "representative.name": daughter}) == mother
    assert name_known_of({}) is None


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize("text", ["高橋凪が申し出た。", "髙橋　凪", "高橋様より", "たかはしなぎ"])
def test_an_applicant_is_known_in_a_text(in_city: Municipality, text: str) -> None:
    (spot,) = applications.find_names_in_text(municipality_id=in_city.pk, text=f"会議で{text}")
    assert spot.name.strip("様") in text
