"""What people type is understood as they meant it, type by type; what is not is told by a code."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.forms.domain import postal
from shirube.forms.domain.definition import Form
from shirube.forms.domain.fields.core import Reading
from shirube.forms.domain.fields.dates import ERA_CODES, tell_date
from shirube.forms.domain.fields.my_number import is_my_number
from shirube.forms.domain.parsing import parse_form
from shirube.kernel.calendar import ERAS
from tests.forms.every_type import EVERY_TYPE, MY_NUMBERS, TODAY, VALUES, field


def read(spec: dict[str, Any], **typed: str) -> Reading:
    """Read what was typed; the part of an only input is called `_`."""
    form: Form = parse_form(
        {"code": "f", "title": "様式", "steps": [{"code": "s", "title": "一", "fields": [spec]}]}
    )
    inputs = {"" if part == "_" else part: [text] for part, text in typed.items()}
    return form.by_key[spec["key"]].read(inputs, TODAY)


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


@given(st.data())
def test_every_answer_is_read_back_from_what_is_written(data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(set(VALUES) - {"children", "photos"})))
    value = data.draw(VALUES[key])
    inputs = EVERY_TYPE.by_key[key].write(value)

    assert inputs is not None
    assert EVERY_TYPE.by_key[key].read(inputs, TODAY).value == value


@pytest.mark.parametrize("junk", [None, 1, 1.5, [], {}, {"x": 1}, "x", ["x", 1], {"family": 3}, True, [{}]])
@pytest.mark.parametrize("key", sorted(EVERY_TYPE.by_key))
def test_no_value_of_another_shape_makes_it_fall(key: str, junk: Any) -> None:
    inputs = EVERY_TYPE.by_key[key].write(junk)

    assert inputs is None or all(isinstance(one, list) for one in inputs.values())


# Texts

TEXTS = [
    (field("x", "text"), " 山田\u3000\u3000太郎 ", "山田 太郎"),
    (field("x", "text"), "２０２６年", "2026年"),
    (field("x", "text"), "𠮷野家😀", "𠮷野家😀"),
    (field("x", "text"), "葛\U000e0100城", "葛\U000e0100城"),
    (field("x", "text"), "\ufa19\ud800田\u200b", "\ufa19田"),
    (field("x", "text", pattern="digits"), "１２３", "123"),
    (field("x", "text", pattern="katakana"), "やまだ", "ヤマダ"),
    (field("x", "kana"), "ﾔﾏﾀﾞ はな", "ヤマダ ハナ"),
    (field("x", "kana"), "すーぱー", "スーパー"),
    (field("x", "kana"), "ス-パ‐", "スーパー"),
    (field("x", "long_text"), "一行目\r\n二行目", "一行目\n二行目"),
    (field("x", "phone"), "０９０－１２３４ー５６７８", "09012345678"),
    (field("x", "phone"), "（0225）95-1111", "0225951111"),
    (field("x", "phone"), "+81 90 1234 5678", "+819012345678"),
    (field("x", "email"), "Yamada＠Resident.EXAMPLE", "Yamada@resident.example"),
    (field("x", "number"), "１２", 12),
    (field("x", "number", unit="㎡", decimals=2), "12.50㎡", 12.5),
    (field("x", "yen"), "¥120,000円", 120000),
    (field("x", "number", minimum=-5), "▲3", -3),
]


@pytest.mark.parametrize(("spec", "typed", "meant"), TEXTS)
def test_what_is_typed_is_understood_as_meant(spec: dict[str, Any], typed: str, meant: object) -> None:
    assert read(spec, _=typed) == Reading(meant)


WRONG = [
    (field("x", "text", max_length=3), "四文字だ", "too_long"),
    (field("x", "text", pattern="digits"), "12a", "not_digits"),
    (field("x", "text", pattern="latin"), "山田", "not_latin"),
    (field("x", "kana"), "山田", "not_katakana"),
    (field("x", "phone"), "でんわ", "phone_not_digits"),
    (field("x", "phone"), "090-1234", "phone_length"),
    (field("x", "phone"), "9012345678", "phone_length"),
    (field("x", "email"), "yamada", "email_not_understood"),
    (field("x", "email"), "やまだ@example.jp", "email_not_understood"),
    (field("x", "number"), "約50", "not_a_number"),
    (field("x", "number"), "1e999999999", "not_a_number"),
    (field("x", "number"), "1.5", "too_many_decimals"),
    (field("x", "number", minimum=1), "0", "too_small"),
    (field("x", "number", maximum=9), "10", "too_large"),
    (field("x", "yen"), "百円", "not_yen"),
    (field("x", "yen"), "-1", "too_small"),
    (field("x", "choice", options=[{"value": "a", "label": "あ"}]), "b", "no_such_option"),
    (field("x", "choice", options=[{"value": "a", "label": "あ"}], other=True), "other", "other_missing"),
    (field("x", "yes_no"), "maybe", "no_such_option"),
    (field("x", "my_number"), "12345", "my_number_digits"),
    (field("x", "my_number"), "123456789012", "my_number_check_digit"),
]


@pytest.mark.parametrize(("spec", "typed", "code"), WRONG)
def test_what_cannot_be_meant_is_told(spec: dict[str, Any], typed: str, code: str) -> None:
    reading = read(spec, _=typed)

    assert (reading.value, codes(reading)) == (None, [code])


# Names

KANA = {"family_kana": "ヤマダ", "given_kana": "ハナコ"}


def test_a_name_of_three_hundred_characters_is_told_and_which_part() -> None:
    reading = read(field("x", "person_name"), family="山" * 300, given="花子", **KANA)

    assert codes(reading) == ["name_too_long"]
    assert reading.problems[0].parts == ("family",)


def test_a_name_with_a_kanji_outside_every_table_is_kept() -> None:
    reading = read(field("x", "person_name"), family="𠮷﨑", given="😀", **KANA)

    assert reading.value == {"family": "𠮷﨑", "given": "😀", **KANA}


def test_a_name_lacks_what_it_lacks() -> None:
    reading = read(field("x", "person_name"), family="山田")

    assert reading.problems[0].parts == ("given", "family_kana", "given_kana")


def test_who_has_a_name_in_latin_letters_only_is_believed() -> None:
    assert read(field("x", "person_name", latin=True), latin="Ｍａｒｉａ").value == {"latin": "Maria"}


# Dates


def day(spec: dict[str, Any] | None = None, **parts: str) -> Reading:
    return read(spec or field("x", "date", unknown_day=True), **parts)


@given(st.dates(ERAS[-1].starts_on, date(2199, 12, 31)))
def test_a_date_is_the_same_by_era_and_by_western_year(moment: date) -> None:
    era = next(one for one in ERAS if moment >= one.starts_on)
    code = next(code for code, name in ERA_CODES.items() if name == era.name)
    number = str(moment.year - era.starts_on.year + 1)
    parts = {"month": str(moment.month), "day": str(moment.day)}

    by_era = day(field("x", "date"), era=code, year=number, **parts)
    western = day(field("x", "date"), era="western", year=str(moment.year), **parts)
    assert by_era.value == western.value == moment.isoformat()


@pytest.mark.parametrize(
    ("parts", "meant"),
    [
        ({"era": "reiwa", "year": "元", "month": "5", "day": "1"}, "2019-05-01"),
        ({"era": "reiwa", "year": "1", "month": "5", "day": "1"}, "2019-05-01"),
        ({"era": "heisei", "year": "31", "month": "5", "day": "1"}, "2019-05-01"),
        ({"era": "showa", "year": "６４", "month": "１", "day": "７"}, "1989-01-07"),
        ({"era": "", "year": "令和元年", "month": "5", "day": "1"}, "2019-05-01"),
        ({"era": "", "year": "S25", "month": "4", "day": "1"}, "1950-04-01"),
        ({"era": "", "year": "2024", "month": "2", "day": "29"}, "2024-02-29"),
        ({"era": "showa", "year": "25", "month": "4", "unknown": "yes"}, "1950-04"),
        ({"era": "showa", "year": "25", "unknown": "yes"}, "1950"),
    ],
)
def test_a_date_is_read_as_offices_write_it(parts: dict[str, str], meant: str) -> None:
    assert day(**parts).value == meant


@pytest.mark.parametrize(
    ("parts", "code", "marked"),
    [
        ({"era": "reiwa", "year": "8", "month": "13", "day": "1"}, "no_such_month", "month"),
        ({"era": "reiwa", "year": "8", "month": "4", "day": "31"}, "no_such_day", "day"),
        ({"era": "western", "year": "2023", "month": "2", "day": "29"}, "no_such_day", "day"),
        ({"era": "heisei", "year": "40", "month": "1", "day": "1"}, "era_year_not_there", "year"),
        ({"era": "", "year": "25", "month": "1", "day": "1"}, "era_missing", "era"),
        ({"era": "reiwa", "year": "はち", "month": "1", "day": "1"}, "no_such_year", "year"),
        ({"era": "reiwa", "year": "0", "month": "1", "day": "1"}, "no_such_year", "year"),
        ({"era": "reiwa", "year": "8", "month": "4"}, "date_incomplete", "day"),
        ({"era": "reiwa", "month": "4", "day": "1"}, "date_incomplete", "year"),
        ({"era": "meiji", "year": "1", "month": "1", "day": "1"}, "date_too_early", "year"),
    ],
)
def test_a_date_that_is_none_is_told_at_its_part(parts: dict[str, str], code: str, marked: str) -> None:
    reading = day(**parts)

    assert codes(reading) == [code]
    assert reading.problems[0].parts[0] == marked


def test_a_birthday_lies_not_in_the_future() -> None:
    spec = field("x", "date", not_after="today")

    assert codes(day(spec, era="western", year="2026", month="11", day="22")) == ["date_in_future"]
    assert codes(day(spec, era="western", year="2026", month="11", day="21")) == []


@pytest.mark.parametrize(
    ("value", "language", "told"),
    [
        ("2019-05-01", "ja", "令和元年5月1日（2019年）"),
        ("2026-04-01", "en", "1 April 2026"),
        ("1950-04", "ja", "昭和25年4月（日は不明）（1950年）"),
        ("1950", "en", "1950(month and day unknown)"),
    ],
)
def test_a_date_is_told_in_both_calendars(value: str, language: str, told: str) -> None:
    assert tell_date(value, language) == told


# Addresses

PARTS = {"prefecture": "宮城県", "city": "石巻市", "town": "鋳銭場"}


def test_one_free_line_is_an_address() -> None:
    assert read(field("x", "address"), free="12 Rue de Rivoli, Paris", city="石巻市").value == {
        "free": "12 Rue de Rivoli, Paris"
    }


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({**PARTS, "postal_code": "99999"}, "postal_code_digits"),
        ({**PARTS, "postal_code": "9999999"}, "postal_code_unknown"),
        ({"prefecture": "宮城県"}, "address_incomplete"),
        ({**PARTS, "prefecture": "宮城"}, "no_such_prefecture"),
        ({**PARTS, "building": "あ" * 200}, "address_too_long"),
    ],
)
def test_an_address_lacks_something(parts: dict[str, str], code: str) -> None:
    assert codes(read(field("x", "address"), **parts)) == [code]


def test_a_postal_code_of_another_prefecture_is_a_warning_only() -> None:
    reading = read(field("x", "address"), **PARTS, postal_code="1000001")

    assert (codes(reading), reading.has_errors) == (["postal_code_elsewhere"], False)
    assert reading.value == {**PARTS, "postal_code": "1000001"}


def test_without_the_table_every_code_of_seven_digits_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shirube.forms.domain.fields.addresses.has_postal_codes", lambda: False)
    monkeypatch.setattr("shirube.forms.domain.fields.addresses.find_place", lambda _code: None)

    assert read(field("x", "address"), **PARTS, postal_code="9999999").problems == ()


def test_a_place_is_found_by_its_code() -> None:
    assert postal.find_place("9860821") == postal.Place("宮城県", "石巻市", "住吉町")


# Choices, accounts, 個人番号


def test_choices_stand_in_the_order_of_the_options() -> None:
    reading = EVERY_TYPE.by_key["days"].read({"": ["other", "wed", "mon"], "other": ["祝日"]}, TODAY)

    assert reading.value == ["mon", "wed", "other:祝日"]


def test_too_many_choices_are_told() -> None:
    reading = EVERY_TYPE.by_key["days"].read({"": ["mon", "tue", "wed", "other"], "other": ["祝日"]}, TODAY)

    assert codes(reading) == ["too_many_choices"]


ACCOUNT = {
    "kind": "ordinary",
    "bank_name": "しるべ銀行",
    "branch_name": "本店",
    "number": "123",
    "holder_kana": "やまだ",
}


def test_an_account_number_is_filled_up_to_seven_digits() -> None:
    value = read(field("x", "bank_account"), **ACCOUNT).value

    assert (value["number"], value["holder_kana"]) == ("0000123", "ヤマダ")


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"kind": ""}, "account_kind_missing"),
        ({"bank_name": ""}, "account_incomplete"),
        ({"bank_code": "12"}, "bank_code_digits"),
        ({"branch_code": "12"}, "branch_code_digits"),
        ({"number": "123456789"}, "account_number_digits"),
        ({"holder_kana": "山田花子"}, "holder_not_katakana"),
        ({"kind": "yucho", "symbol": "99999"}, "yucho_symbol"),
    ],
)
def test_an_account_that_cannot_be_paid_into_is_told(parts: dict[str, str], code: str) -> None:
    assert codes(read(field("x", "bank_account"), **(ACCOUNT | parts))) == [code]


@given(MY_NUMBERS, st.integers(0, 11), st.integers(1, 9))
def test_the_check_digit_finds_a_wrong_last_digit(number: str, place: int, more: int) -> None:
    wrong = number[:11] + str((int(number[11]) + more) % 10)

    assert is_my_number(number)
    assert not is_my_number(wrong)
    assert not is_my_number(number[:place])
