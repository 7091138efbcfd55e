"""The texts in force, and which of them are stale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.kernel.errors import NotFoundError
from shirube.kernel.languages import JAPANESE
from shirube.notices.domain.kinds import NoticeKind
from shirube.notices.domain.letters import Letter
from shirube.notices.models import TextVersion
from shirube.notices.registry import kinds

DELIVERED = 0


class KindNotFoundError(NotFoundError):
    """No room has registered such a kind, or it has no texts in the language."""

    code = "notices.kind_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A version of a text. Number 0 is the one delivered with the software; nobody saved it."""

    kind: str
    language: str
    number: int
    meaning: int
    letter: Letter
    saved_by: str = ""
    saved_at: datetime | None = None

    @property
    def is_delivered(self) -> bool:
        return self.number == DELIVERED

    def is_stale_beside(self, japanese: Text) -> bool:
        """Whether it translates something else than the Japanese text now says."""
        return self.meaning != japanese.meaning


def get_kind(identifier: str) -> NoticeKind:
    """KindNotFoundError."""
    if identifier not in kinds:
        raise KindNotFoundError(kind=identifier)
    return kinds[identifier]


def get_delivered_text(kind: str, language: str) -> Text:
    """The text that the software brings. KindNotFoundError."""
    texts = get_kind(kind).texts
    if language not in texts:
        raise KindNotFoundError(kind=kind)
    letter = texts[language].tidied()
    return Text(kind=kind, language=language, number=DELIVERED, meaning=0, letter=letter)


def list_current_texts(*, municipality_id: UUID, kind: str) -> Mapping[str, Text]:
    """The text in force in each of the kind's languages. KindNotFoundError. Cost: one query."""
    found = {language: get_delivered_text(kind, language) for language in get_kind(kind).texts}
    rows = TextVersion.objects.filter(municipality_id=municipality_id, kind=kind, language__in=found)
    # PostgreSQL and SQLite share no short way to the newest of each group; a kind has few versions.
    for row in rows.order_by("number"):
        found[row.language] = text_of(row)
    return found


def choose_text(*, municipality_id: UUID, kind: str, language: str) -> Text:
    """What a reader of the language is sent: the text in force, or the Japanese one where the translation is stale."""
    current = list_current_texts(municipality_id=municipality_id, kind=kind)
    japanese = current[JAPANESE.code]
    wanted = current.get(language, japanese)
    return japanese if wanted.is_stale_beside(japanese) else wanted


def text_of(row: TextVersion) -> Text:
    return Text(
        kind=row.kind,
        language=row.language,
        number=row.number,
        meaning=row.meaning,
        letter=Letter(row.subject, row.body),
        saved_by=row.saved_by,
        saved_at=row.saved_at,
    )
