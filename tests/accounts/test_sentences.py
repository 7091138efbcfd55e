"""Every rule of the room has a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from shirube.accounts.web.resident_sentences import RESIDENT_SENTENCES
from shirube.accounts.web.sentences import SENTENCES
from shirube.kernel.errors import DomainError


def rules_below(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for rule in kind.__subclasses__():
        yield rule
        yield from rules_below(rule)


RULES = {rule.code for rule in rules_below(DomainError) if rule.code.startswith("accounts.")}


def test_every_rule_is_told_in_words_and_no_words_are_left_over():
    assert set(SENTENCES) | set(RESIDENT_SENTENCES) == RULES


def test_every_sentence_says_what_to_do_or_what_was_kept():
    assert all(str(sentence).count("。") >= 2 for sentence in SENTENCES.values())
