"""Advice about wording: what shuts somebody out, what could be plainer, and silence where all is well."""

from __future__ import annotations

from typing import Any

import pytest

from shirube.forms.domain.lint import lint_form
from shirube.forms.domain.parsing import parse_form
from tests.forms.every_type import field


def words(ja: str) -> dict[str, str]:
    return {"ja": ja, "en": "In English.", "ja-easy": "やさしい 日本語"}


def notes(*fields: dict[str, Any]) -> list[tuple[str, str]]:
    steps = [{"code": "s", "title": words("あなたのこと"), "fields": list(fields)}]
    form = parse_form({"code": "f", "title": words("様式"), "steps": steps})
    return [(one.path, one.code) for one in lint_form(form)]


def said(ja: str, **facts: Any) -> dict[str, Any]:
    return field("x", "text", **{"label": words("好きな色"), "help": words(ja), **facts})


def test_a_plain_form_gets_no_advice() -> None:
    assert (
        notes(said("色の名前を書いてください。"), field("y", "yes_no", label=words("はじめてですか"))) == []
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("当該書類を速やかに出してください。", "officialese"),
        ("可否を書いてください。", "officialese"),
        ("書けないことはないときに書いてください。", "double_negative"),
        ("ここをクリックしてください。", "click_word"),
        ("赤字の項目は必ず書いてください。", "colour_or_place"),
        ("右側の欄に書いてください。", "colour_or_place"),
        ("※必ず書いてください。", "decorative_symbol"),
        ("氏　名", "spaced_letters"),
        ("令和8年か2026/4/1のように書きます。", "slashed_date"),
        ("押印してください。", "asks_for_seal"),
        ("とても" * 31 + "です。", "long_sentence"),
    ],
)
def test_a_text_that_could_be_plainer(text: str, code: str) -> None:
    assert ("x", code) in notes(said(text))


@pytest.mark.parametrize(
    "text", ["交付する書類です。", "印鑑登録の番号です。", "その他の場合は書いてください。", "高尚な色"]
)
def test_a_text_that_only_looks_so(text: str) -> None:
    assert notes(said(text)) == []


def test_a_word_is_told_with_the_plain_one() -> None:
    form = parse_form(
        {
            "code": "f",
            "title": "様式",
            "steps": [{"code": "s", "title": "一", "fields": [said("可及的速やかに")]}],
        }
    )
    (note,) = [one for one in lint_form(form) if one.code == "officialese"]

    assert (note.facts["found"], note.facts["plain"]) == ("可及的速やかに", "できるだけ早く")


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        (field("x", "text", label={"ja": "色"}), "translation_missing"),
        (field("x", "text", label=words("？")), "label_symbol_only"),
        (field("x", "text", label=words("あ" * 31)), "label_long"),
        (field("x", "my_number", label=words("個人番号")), "help_missing"),
        (field("x", "files", label=words("写真")), "help_missing"),
        (
            field("x", "choice", label=words("色"), options=[{"value": "o", "label": words("その他")}]),
            "other_without_text",
        ),
        (field("x", "text", label=words("生年月日")), "better_type"),
        (field("x", "text", label=words("マイナンバー")), "number_in_the_open"),
        (
            field(
                "x",
                "text",
                label=words("色"),
                checks=[{"rule": True, "message": words("入力値が不正です。")}],
            ),
            "vague_message",
        ),
    ],
)
def test_a_field_that_shuts_somebody_out(spec: dict[str, Any], code: str) -> None:
    assert ("x", code) in notes(spec)


def test_two_labels_that_cannot_be_told_apart() -> None:
    same = words("氏名")

    assert notes(field("a", "person_name", label=same), field("b", "person_name", label=same)) == [
        ("a", "label_twice"),
        ("b", "label_twice"),
    ]


def test_a_fact_that_is_asked_twice() -> None:
    mine = field("a", "phone", label=words("電話"), concept="contact.phone")

    assert notes(mine, {**mine, "key": "b", "label": words("もう一つの電話")}) == [("b", "fact_asked_twice")]


def test_too_many_questions_on_a_step() -> None:
    many = [field(f"x{number}", "text", label=words("い" * (number + 1))) for number in range(13)]

    assert notes(*many) == [("step:s", "too_many_questions")]


def test_a_field_in_a_group_is_advised_at_its_own_place() -> None:
    inner = field("x", "files", label=words("写真"))

    assert notes(field("g", "group", label=words("子ども"), fields=[inner])) == [("g.x", "help_missing")]
