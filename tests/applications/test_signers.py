"""Whether the certificate is that of the person who applies: the day of birth decides, the name may be spelt otherwise."""

from __future__ import annotations

import pytest

from shirube.applications.domain.signers import Match, match_signer

PROOF = {"name": "髙橋　凪", "birth_on": "1990-04-01"}
NAGI = {"family": "高橋", "given": "凪", "family_kana": "タカハシ", "given_kana": "ナギ"}
MIO = {"family": "浜口", "given": "みお"}


@pytest.mark.parametrize(
    ("name", "born_on", "match"),
    [
        (NAGI, "1990-04-01", Match.SAME),
        (NAGI, "1990", Match.SAME),
        (NAGI, None, Match.SAME),
        ({**MIO, "given": "凪", "old_family": "高橋"}, "1990-04-01", Match.SAME),
        ({"family": "髙槗", "given": "凪"}, "1990-04-01", Match.UNCLEAR),
        (None, None, Match.UNCLEAR),
        (NAGI, "1991-04-01", Match.OTHER),
        (MIO, None, Match.OTHER),
    ],
)
def test_who_signed_is_compared_with_who_applies(
    name: dict[str, str] | None, born_on: str | None, match: Match
) -> None:
    assert match_signer(PROOF, name=name, born_on=born_on) is match
