"""The texts in force, and which of them are stale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.kernel.errors import NotFoundError
from shirube.kernel.languages import JAPANESE
from shirube.notices.domain.kinds import NoticeKind
from shirube.notices.domain.letters import Letter, placeholders_of
from shirube.notices.models import TextVersion
from shirube.notices.registry import kinds

DELIVERED = 0


class KindNotFoundError(NotFoundError):
    """No room has registered such a kind, or it has no texts in the language."""

    code = "notices.kind_not_found"


class VersionNotFoundError(NotFoundError):
    code = "notices.version_not_found"


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
    found = dict(_delivered_texts(get_kind(kind)))
    rows = TextVersion.objects.filter(municipality_id=municipality_id, kind=kind, language__in=found)
    # PostgreSQL and SQLite share no short way to the newest of each group; a kind has few versions.
    for row in rows.order_by("number"):
        found[row.language] = text_of(row)
    return found


def choose_text(*, municipality_id: UUID, kind: str, language: str) -> Text:
    """What a reader of the language is sent: the text in force, or the Japanese one where the translation is stale.

    A text that names a fact which a newer version of the software no longer has gives way to the delivered one.
    """
    current = list_current_texts(municipality_id=municipality_id, kind=kind)
    japanese = current[JAPANESE.code]
    wanted = current.get(language, japanese)
    chosen = japanese if wanted.is_stale_beside(japanese) else wanted
    return chosen if can_be_filled(chosen) else get_delivered_text(kind, chosen.language)


def can_be_filled(text: Text) -> bool:
    """Whether the kind still has every fact that the text names."""
    return placeholders_of(text.letter) <= set(get_kind(text.kind).samples)


def list_all_current_texts(*, municipality_id: UUID) -> Sequence[Mapping[str, Text]]:
    """The texts in force of every kind, kinds in the order of their names. Cost: one query."""
    found = {
        kind.identifier: dict(_delivered_texts(kind)) for kind in sorted(kinds, key=lambda one: one.name)
    }
    for row in TextVersion.objects.filter(municipality_id=municipality_id).order_by("number"):
        if row.language in found.get(row.kind, {}):
            found[row.kind][row.language] = text_of(row)
    return list(found.values())


def list_versions(*, municipality_id: UUID, kind: str, language: str) -> Sequence[Text]:
    """The city's own versions, the newest first, and the delivered text at the end. KindNotFoundError."""
    delivered = get_delivered_text(kind, language)
    rows = TextVersion.objects.filter(municipality_id=municipality_id, kind=kind, language=language)
    return [*(text_of(row) for row in rows.order_by("-number")), delivered]


def get_version(*, municipality_id: UUID, kind: str, language: str, number: int) -> Text:
    """KindNotFoundError, VersionNotFoundError."""
    versions = list_versions(municipality_id=municipality_id, kind=kind, language=language)
    found = next((version for version in versions if version.number == number), None)
    if found is None:
        raise VersionNotFoundError(number=number)
    return found


def _delivered_texts(kind: NoticeKind) -> Iterator[tuple[str, Text]]:
    return ((language, get_delivered_text(kind.identifier, language)) for language in kind.texts)


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
