"""The check digit of a municipality's code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.organizations.domain.codes import check_digit, is_municipality_code

FIVE = st.from_regex(r"[0-9]{5}", fullmatch=True)


@pytest.mark.parametrize("code", ["042021", "042064", "042137", "042145", "131016", "990019"])
def test_codes_of_cities_are_codes(code: str) -> None:
    assert is_municipality_code(code)


@pytest.mark.parametrize("code", ["42021", "042020", "0420211", "０４２０２１", "04202x", ""])
def test_what_only_looks_like_a_code_is_none(code: str) -> None:
    assert not is_municipality_code(code)


@given(FIVE, st.integers(0, 4), st.integers(1, 9))
def test_a_mistyped_digit_nearly_always_shows(five: str, place: int, step: int) -> None:
    wrong = f"{five[:place]}{(int(five[place]) + step) % 10}{five[place + 1 :]}"
    # Remainders 0 and 10 of the modulus share a digit: the standard's own blind spot.
    blind = {check_digit(five), check_digit(wrong)} <= {"0", "1"}

    assert blind or check_digit(wrong) != check_digit(five)
