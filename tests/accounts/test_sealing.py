"""Secrets in the database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.accounts.domain.sealing import SealBrokenError, seal, unseal


@given(st.text())
def test_what_is_sealed_comes_back(secret):
    assert unseal(seal(secret, keys=["k"], purpose="p"), keys=["k"], purpose="p") == secret


def test_a_new_key_still_opens_what_the_old_one_sealed():
    sealed = seal("secret", keys=["old"], purpose="p")
    assert unseal(sealed, keys=["new", "old"], purpose="p") == "secret"


@pytest.mark.parametrize(("key", "purpose"), [("other", "p"), ("k", "other")])
def test_another_key_or_purpose_opens_nothing(key, purpose):
    with pytest.raises(SealBrokenError):
        unseal(seal("secret", keys=["k"], purpose="p"), keys=[key], purpose=purpose)
