"""Whether a text names somebody who has applied here: a warning before something is published.

Names lie sealed; they are found by the keyed hashes of their parts, as the list of cases finds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from shirube.applications.domain.names import whole_part_hash
from shirube.applications.models import NameToken
from shirube.applications.queries.case_list import NAMES_USE
from shirube.files import interface as files

# Names as Japanese writes them: kanji (with 々, and what lies beyond the first plane) and kana, each in runs.
_RUN = re.compile(r"[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffffぁ-ゖァ-ヺー]+")
_TITLE = re.compile(r"[\s\u3000]?(?:さん|様|氏|殿)")
_LONGEST_PART = 5
# SQLite takes 32,766 values in one question.
_AT_ONCE = 5_000
# Cost: each pair is one question; a text that holds more is no minutes.
_MOST_PAIRS = 200


@dataclass(frozen=True, slots=True)
class NameSpot:
    """`name` as the text has it, from `start` to `end`."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    start: int
    end: int


def find_names_in_text(*, municipality_id: UUID, text: str) -> Sequence[NameSpot]:
    """Where the text has a family and a given name of one applicant side by side, or one of both before さん, 様, 氏, 殿.

    In any spelling the search for names knows (髙 and 高). The same words may of course mean somebody else: a person
    looks. Cost: 6,000 letters make 15,000 hashes (half a second) and four questions, whatever the
    number of cases.
    """
    try:
        key = files.open_keyring(municipality_id=municipality_id).derive(NAMES_USE)
    except files.NoKeyError:
        # Nobody has applied yet.
        return []
    parts = list(_parts(text))
    of_text = {word: whole_part_hash(word, key) for word in {part.text for part in parts}}
    hashes = {part: of_text[part.text] for part in parts}
    known = _known(municipality_id, set(hashes.values()))
    spots = [
        *_titled((part for part in parts if hashes[part] in known), text),
        *_full(municipality_id, [part for part in parts if hashes[part] in known], hashes, text),
    ]
    return _outermost(spots)


def _parts(text: str) -> Iterable[_Part]:
    """Every piece of a run that may be a family or a given name."""
    for run in _RUN.finditer(text):
        for start in range(run.start(), run.end()):
            for end in range(start + 1, min(start + _LONGEST_PART, run.end()) + 1):
                yield _Part(text[start:end], start, end)


def _known(municipality_id: UUID, hashes: set[int]) -> frozenset[int]:
    """Those of the hashes that some case has."""
    found: set[int] = set()
    wanted = sorted(hashes)
    for begin in range(0, len(wanted), _AT_ONCE):
        rows = NameToken.objects.filter(
            municipality_id=municipality_id, token__in=wanted[begin : begin + _AT_ONCE]
        )
        found.update(rows.values_list("token", flat=True).distinct())
    return frozenset(found)


def _titled(parts: Iterable[_Part], text: str) -> Iterable[NameSpot]:
    for part in parts:
        title = _TITLE.match(text, part.end)
        if title is not None and len(part.text) > 1:
            yield NameSpot(text[part.start : title.end()], part.start, title.end())


def _full(
    municipality_id: UUID, parts: Sequence[_Part], hashes: Mapping[_Part, int], text: str
) -> Iterable[NameSpot]:
    """Two known parts side by side, with a space between them or none, that one case has both of."""
    starting: dict[int, list[_Part]] = {}
    for part in parts:
        starting.setdefault(part.start, []).append(part)
    asked = 0
    for left in parts:
        gap = 1 if text[left.end : left.end + 1] in {" ", "\u3000"} else 0
        for right in starting.get(left.end + gap, []):
            asked += 1
            if asked > _MOST_PAIRS:
                return
            if _one_case_has(municipality_id, hashes[left], hashes[right]):
                yield NameSpot(text[left.start : right.end], left.start, right.end)


def _one_case_has(municipality_id: UUID, left: int, right: int) -> bool:
    of_left = NameToken.objects.filter(municipality_id=municipality_id, token=left).values("case")
    both = NameToken.objects.filter(municipality_id=municipality_id, token=right, case__in=of_left)
    return left != right and both.exists()


def _outermost(spots: Iterable[NameSpot]) -> Sequence[NameSpot]:
    """Without those that lie within another, in the order of the text."""
    kept: list[NameSpot] = []
    for spot in sorted(set(spots), key=lambda one: (one.start, -one.end)):
        if not kept or spot.end > kept[-1].end:
            kept.append(spot)
    return kept
