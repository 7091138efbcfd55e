"""Kinds of notices: what a room declares once for each occasion on which somebody is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shirube.kernel.languages import BY_CODE, JAPANESE
from shirube.notices.domain.letters import NAME, Letter, check_letter

# Facts that every text may use and no caller gives, with an example of each.
GIVEN_FACTS: Mapping[str, str] = {"city_name": "標市", "recipient_name": "山田 花子"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """A room registers one for each occasion: "applications.submitted".

    `facts` names what a text may say, each with an example for the preview; the letter can say no more than these and
    `{city_name}` and `{recipient_name}`. `texts` are the letters as delivered, by language. Residents' kinds have all
    three languages; one `for_staff` has Japanese only.
    """

    identifier: str
    name: str
    facts: Mapping[str, str]
    texts: Mapping[str, Letter]
    for_staff: bool = False

    def __post_init__(self) -> None:
        # A text that cannot be filled must fail when the installation starts, not when a resident waits for it.
        expected = {JAPANESE.code} if self.for_staff else set(BY_CODE)
        if set(self.texts) != expected:
            raise ValueError(f"{self.identifier}: texts are expected in {sorted(expected)}")
        if bad := [name for name in self.facts if not NAME.fullmatch(name) or name in GIVEN_FACTS]:
            raise ValueError(f"{self.identifier}: facts may not be called {bad}")
        for letter in self.texts.values():
            check_letter(letter, self.samples)

    @property
    def samples(self) -> dict[str, str]:
        """Every fact that a text of this kind may use, with an example."""
        return {**self.facts, **GIVEN_FACTS}

    def check_facts(self, facts: Mapping[str, str]) -> None:
        """ValueError unless exactly the declared facts are given: more would be personal data without a purpose."""
        if set(facts) != set(self.facts):
            raise ValueError(f"{self.identifier}: facts {sorted(facts)}, expected {sorted(self.facts)}")
