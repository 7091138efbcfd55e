"""Every rule of the room has a sentence."""

from __future__ import annotations

from shirube.accounts import interface, queries
from shirube.accounts.web.resident_sentences import RESIDENT_SENTENCES
from shirube.accounts.web.sentences import SENTENCES
from shirube.kernel.errors import DomainError

RULES = {
    thing.code
    for module in (interface, queries)
    for thing in vars(module).values()
    if isinstance(thing, type) and issubclass(thing, DomainError) and thing.code.startswith("accounts.")
}


def test_every_rule_is_told_in_words_and_no_words_are_left_over():
    assert set(SENTENCES) | set(RESIDENT_SENTENCES) == RULES


def test_every_sentence_says_what_to_do_or_what_was_kept():
    assert all(str(sentence).count("。") >= 2 for sentence in SENTENCES.values())
