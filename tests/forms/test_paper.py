"""The record and the sheet: tagged PDF with the right kanji, in each language."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from pypdf import PdfReader

from shirube.forms.domain.paper.record import RecordFacts, make_record_pdf
from shirube.forms.domain.paper.sheet import draw_code, make_sheet_pdf, sheet_data
from shirube.forms.domain.summary import summarise
from tests.forms.every_type import EVERY_TYPE

NAME = {"family": "𠮷髙﨑", "given": "葛\U000e0100城", "family_kana": "ヨシタカサキ", "given_kana": "ハナコ"}
FILE = {
    "id": "1",
    "name": "家の写真.jpg",
    "size": 1_234_567,
    "sha256": "0123abcd" * 8,
    "content_type": "image/jpeg",
}
ANSWERS: dict[str, Any] = {"name": NAME, "number": "********1234", "photos": [FILE], "has_children": False}
FACTS = RecordFacts(
    municipality_name="標市",
    title="児童手当 認定請求",
    receipt_number="K7MP-2R4X-9",
    submitted_at=datetime(2026, 11, 20, 15, 30, tzinfo=UTC),
    form_code="every-type",
    form_number=3,
    identity="card",
    represented="山田 太郎",
)


def record(language: str = "ja", answers: dict[str, Any] = ANSWERS) -> PdfReader:
    sections = summarise(EVERY_TYPE, answers, language=language)
    return PdfReader(io.BytesIO(make_record_pdf(FACTS, sections, language=language)))


def text_of(reader: PdfReader) -> str:
    return "".join("".join(page.extract_text() for page in reader.pages).split())


def test_the_record_says_who_when_and_what() -> None:
    text = text_of(record())

    assert "K7MP-2R4X-9" in text
    assert "2026年11月21日（土）00:30" in text
    assert "マイナンバーカード" in text
    assert "第3版" in text
    assert "0123abcd" * 2 in text


@pytest.mark.parametrize("kanji", ["𠮷", "髙", "﨑", "葛"])
def test_rare_kanji_are_printed_as_they_are(kanji: str) -> None:
    assert kanji in text_of(record())


def test_a_character_no_font_has_does_not_cost_the_record() -> None:
    assert "〓" in text_of(record(answers={"line": "\U000f0000"}))


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "申請の控え"), ("en", "Recordoftheapplication"), ("ja-easy", "ひかえ")]
)
def test_the_record_speaks_the_language_of_its_reader(language: str, words: str) -> None:
    assert words in text_of(record(language))


def test_the_record_is_tagged() -> None:
    catalogue: Any = record().trailer["/Root"]

    assert catalogue["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in catalogue["/Metadata"].get_data().decode()


def test_the_sheet_asks_what_the_page_asks() -> None:
    reader = PdfReader(io.BytesIO(make_sheet_pdf(EVERY_TYPE, sheet_code="ET-3", language="ja")))
    text = text_of(reader)

    assert all(f"項目{field.key}" in text for field in EVERY_TYPE.by_key.values() if field.type != "computed")
    assert all(f"ET-3{number}/{len(reader.pages)}" in text for number in range(1, len(reader.pages) + 1))


def test_each_page_of_a_sheet_has_a_code_of_its_own() -> None:
    marks = sheet_data(EVERY_TYPE, "ET-3", "ja")["marks"]

    assert len(set(marks)) == len(marks)
    assert marks[0] == draw_code("ET-3/1")


@pytest.mark.parametrize("language", ["en", "ja-easy"])
def test_the_sheet_is_there_in_each_language(language: str) -> None:
    assert make_sheet_pdf(EVERY_TYPE, sheet_code="ET-3", language=language).startswith(b"%PDF")
