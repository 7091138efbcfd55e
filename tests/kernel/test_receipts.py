"""Receipt numbers and secrets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shirube.kernel.receipts import (
    ALPHABET,
    check_character,
    hash_secret,
    is_secret,
    make_receipt_number,
    make_secret,
    read_receipt_number,
)

BODIES = st.text(alphabet=ALPHABET, min_size=11, max_size=11)


def test_a_receipt_number_reads_back_as_it_was_made() -> None:
    number = make_receipt_number()

    assert read_receipt_number(number) == number


def test_it_is_read_from_full_width_small_letters_without_hyphens() -> None:
    body = "7KMX4QRA9TW"
    number = body + check_character(body)
    typed = "７ｋｍｘ 4qra" + number[8:].lower()

    assert read_receipt_number(typed) == f"{number[:4]}-{number[4:8]}-{number[8:]}"


def test_letters_that_people_mix_up_are_no_part_of_it() -> None:
    assert not set("0O1IL2Z5S8BUV") & set(ALPHABET)


@given(BODIES, st.integers(0, 10), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(body: str, place: int, other: str) -> None:
    whole = body + check_character(body)
    wrong = whole[:place] + other + whole[place + 1 :]

    assert (read_receipt_number(wrong) is None) == (wrong != whole)


@given(BODIES, st.integers(0, 9))
def test_two_neighbours_exchanged_are_found(body: str, place: int) -> None:
    whole = body + check_character(body)
    exchanged = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]

    assert (read_receipt_number(exchanged) is None) == (exchanged != whole)


def test_a_secret_is_the_same_for_the_same_submission_and_no_other() -> None:
    key = b"k" * 32

    assert make_secret(key, "one") == make_secret(key, "one") != make_secret(key, "two")


def test_a_secret_is_known_by_its_hash() -> None:
    assert is_secret("abc", hash_secret("abc"))
    assert not is_secret("abd", hash_secret("abc"))
    assert not is_secret("", "")
