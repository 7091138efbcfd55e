"""Contents open only in their own place and with their own key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.files.domain.encryption import BrokenSealError, new_key, read_key, seal, unseal, write_key

KEY = new_key()


@given(st.binary(max_size=200))
def test_what_was_sealed_opens_in_its_place(content):
    assert unseal(KEY, seal(KEY, content, place="a"), place="a") == content


@given(st.data())
def test_a_single_changed_byte_keeps_it_closed(data):
    sealed = bytearray(seal(KEY, b"content", place="a"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BrokenSealError):
        unseal(KEY, bytes(sealed), place="a")


@pytest.mark.parametrize(("key", "place"), [(KEY, "b"), (new_key(), "a")], ids=["elsewhere", "another key"])
def test_elsewhere_or_with_another_key_it_stays_closed(key, place):
    with pytest.raises(BrokenSealError):
        unseal(key, seal(KEY, b"content", place="a"), place=place)


@pytest.mark.parametrize("sealed", [b"", b"SRB1", b"SRB1" + bytes(11), bytes(100)])
def test_what_was_never_sealed_does_not_open(sealed):
    with pytest.raises(BrokenSealError):
        unseal(KEY, sealed, place="a")


def test_the_same_content_never_looks_the_same_twice():
    assert seal(KEY, b"content", place="a") != seal(KEY, b"content", place="a")


def test_a_key_is_written_and_read_in_either_alphabet_of_base64():
    key = bytes([251, 255]) * 16
    assert read_key(write_key(key)) == key
    assert read_key(write_key(key).replace("-", "+").replace("_", "/")) == key


@pytest.mark.parametrize("text", ["", "short", "ü" * 44, write_key(bytes(16))])
def test_anything_else_is_no_key(text):
    with pytest.raises(ValueError, match="32 bytes"):
        read_key(text)
