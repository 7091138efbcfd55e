"""Two letters side by side, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from django.utils.translation import gettext as _

from shirube.notices.domain.letters import Letter


@dataclass(frozen=True, slots=True)
class Change:
    """A row of ui/components/difference.html; None where the line is missing on one side."""

    label: str
    before: str | None
    after: str | None


def compare_letters(before: Letter, after: Letter) -> list[Change]:
    """What differs, from the subject down; empty where nothing does."""
    subject = [] if before.subject == after.subject else [Change(_("件名"), before.subject, after.subject)]
    return [*subject, *_lines(before.body.split("\n"), after.body.split("\n"))]


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            continue
        pairs = zip_longest(before[start:end], after[new_start:new_end])
        for offset, (old, new) in enumerate(pairs):
            line = (start if new is None else new_start) + offset + 1
            yield Change(_("本文 %(n)s行目") % {"n": line}, _seen(old), _seen(new))


def _seen(line: str | None) -> str | None:
    """An empty line is a line."""
    return _("（空の行）") if line == "" else line
