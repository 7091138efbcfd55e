"""Finding procedures by what people type."""

from __future__ import annotations

import pytest

from shirube.organizations.models import Municipality
from shirube.procedures import interface as procedures
from tests.factories.procedures import adopt, load_content, procedure_content


def entry(code: str, name: str, *words: str, short: str = "", summary: str = "説明") -> dict[str, object]:
    return procedure_content(
        code,
        number=None,
        name={"ja": name},
        short={"ja": short or name},
        summary={"ja": summary},
        who={"ja": "どなたでも"},
        search_words=list(words),
    )


@pytest.fixture
def catalogue(in_city: Municipality) -> Municipality:
    load_content(
        entry("moving", "転出・転入予約手続", "引っ越し", "ひっこし", short="引越し"),
        entry("pension", "国民年金の加入", summary="年金と税の相談"),
        entry("tax", "市税の減免", "ぜいきん"),
        entry("allowance", "児童手当の認定請求", "こども", "じどうてあて"),
        entry("care", "要介護認定の申請", "介護保険", short="介護の認定", summary="税の控除にも使います"),
    )
    adopt(in_city)
    return in_city


def find(city: Municipality, query: str) -> list[str]:
    result = procedures.search_procedures(municipality_id=city.pk, query=query)
    return [hit.procedure.code for hit in result.hits if not result.is_loose]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("年金", "pension"),
        ("ねんきん", "pension"),
        ("引っ越し", "moving"),
        ("引越し", "moving"),
        ("引越", "moving"),
        ("引っ越しの手続き", "moving"),
        ("ひっこし", "moving"),
        ("ヒッコシ", "moving"),
        ("ﾋｯｺｼ", "moving"),
        ("じどうてあて", "allowance"),
        ("じどうてあと", "allowance"),
        ("児童手当て", "allowance"),
        ("子ども", "allowance"),
        ("ようかいご", "care"),
        ("介護　認定", "care"),
    ],
)
def test_it_is_found(catalogue: Municipality, query: str, code: str) -> None:
    assert code in find(catalogue, query)


def test_one_letter_is_enough_and_names_come_first(catalogue: Municipality) -> None:
    assert find(catalogue, "税") == ["tax", "care", "pension"]


def test_a_sentence_finds_what_holds_some_of_its_words(catalogue: Municipality) -> None:
    result = procedures.search_procedures(
        municipality_id=catalogue.pk, query="年金が届かないのですがどうすれば"
    )

    assert result.is_loose
    assert result.hits[0].procedure.code == "pension"


def test_nothing_found_suggests_words_that_look_alike(catalogue: Municipality) -> None:
    result = procedures.search_procedures(municipality_id=catalogue.pk, query="ジドウテテアテテ")

    assert result.hits == ()
    assert result.suggestions


@pytest.mark.parametrize("query", ["", "　", "の", "%_'\"\\", "🎈", "a" * 5000])
def test_odd_queries_are_no_defect(catalogue: Municipality, query: str) -> None:
    assert find(catalogue, query) == []
