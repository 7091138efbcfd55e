"""What people type is understood as they meant it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.kernel.text import normalise, parse_decimal, search_key


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("１２３", "123"),
        ("1,234.5", "1234.5"),
        ("１，２３４．５", "1234.5"),
        ("▲12", "-12"),
        ("−３", "-3"),
        (" 98 000 ", "98000"),
        ("77.8", "77.8"),
    ],
)
def test_numbers_are_read_as_offices_write_them(typed: str, meant: str) -> None:
    assert parse_decimal(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["", "約50", "五十", "12.3.4", "NaN", "Infinity", "=1+1"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert parse_decimal(typed) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**13), max_value=10**13))
def test_full_width_digits_mean_the_same_number(number: Decimal) -> None:
    half = f"{number:f}"
    full = half.translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－"))

    assert parse_decimal(full) == parse_decimal(half) == number


@pytest.mark.parametrize(
    ("written", "sought"), [("髙橋", "高橋"), ("山﨑", "山崎"), ("渡邊", "渡辺"), ("𠮷田", "吉田")]
)
def test_variants_of_a_name_are_found_by_the_common_form(written: str, sought: str) -> None:
    assert search_key(written) == search_key(sought)


@pytest.mark.parametrize(
    ("one", "other"), [("ひっこし", "ヒッコシ"), ("ｵﾝﾗｲﾝ", "オンライン"), ("ＤＸ", "dx")]
)
def test_width_and_kana_do_not_matter_to_a_search(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(
    "kanji", ["\ufa19", "\ufa1b", "\ufa26", "髙", "﨑", "𠮷", "葛\U000e0100", "\U0002f804"]
)
def test_the_kanji_of_a_register_are_left_as_they_are(kanji: str) -> None:
    assert normalise(f"{kanji}ｶﾞ") == f"{kanji}ガ"


@pytest.mark.parametrize(("written", "sought"), [("\ufa19田", "神田"), ("葛\U000e0100城", "葛城")])
def test_a_kanji_is_found_by_its_common_drawing(written: str, sought: str) -> None:
    assert search_key(written) == search_key(sought)


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_kanji_are_kept_as_typed() -> None:
    assert normalise(" 髙﨑𠮷\u200b ") == "髙﨑𠮷"
