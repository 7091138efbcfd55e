"""Changing a city's own texts. Every version stays; going back makes a new one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel.errors import ConflictError, ForbiddenError, InvalidInputError
from shirube.kernel.languages import JAPANESE
from shirube.kernel.transactions import command
from shirube.notices.domain.letters import Letter, check_letter
from shirube.notices.models import TextVersion
from shirube.notices.queries.roles import TEXT_EDITORS
from shirube.notices.queries.texts import KindNotFoundError, Text, get_kind, get_version, list_current_texts


class MayNotEditTextsError(ForbiddenError):
    code = "notices.may_not_edit_texts"


class TextEditedMeanwhileError(ConflictError):
    """Another version was saved since the writer opened the page."""

    code = "notices.text_edited_meanwhile"


class TextUnchangedError(InvalidInputError):
    code = "notices.text_unchanged"


@command
def save_text(
    *,
    municipality_id: UUID,
    kind: str,
    language: str,
    letter: Letter,
    seen: int,
    actor: Actor,
    now: datetime,
    keeps_meaning: bool = False,
) -> int:
    """Keep a new version and send it from now on; its number. `seen` is the version that the writer started from.

    Changed Japanese makes the translations stale until each is saved anew, unless `keeps_meaning` (a mended slip of
    the pen). A stale translation may be saved as it is: that says it still holds.

    Raises MayNotEditTextsError, KindNotFoundError, TextEditedMeanwhileError, TextUnchangedError and what check_letter
    raises.
    """
    current = _open(municipality_id, kind, language, seen, actor)
    tidied = letter.tidied()
    check_letter(tidied, get_kind(kind).samples)
    japanese, mine = current[JAPANESE.code], current[language]
    if tidied == mine.letter and not mine.is_stale_beside(japanese):
        raise TextUnchangedError
    meaning = japanese.meaning
    if language == JAPANESE.code and not keeps_meaning:
        meaning = _next_meaning(municipality_id, kind)
    return _append(municipality_id, mine, tidied, meaning, actor, now)


@command
def restore_text(
    *, municipality_id: UUID, kind: str, language: str, number: int, seen: int, actor: Actor, now: datetime
) -> int:
    """Go back to an earlier version, or with 0 to the text that the software brings; the number of the new version.

    It says what it said then: translations of that Japanese text hold again. Raises what save_text raises, and
    VersionNotFoundError.
    """
    earlier = get_version(municipality_id=municipality_id, kind=kind, language=language, number=number)
    current = _open(municipality_id, kind, language, seen, actor)
    check_letter(earlier.letter, get_kind(kind).samples)
    if (earlier.letter, earlier.meaning) == (current[language].letter, current[language].meaning):
        raise TextUnchangedError
    return _append(municipality_id, current[language], earlier.letter, earlier.meaning, actor, now)


def _open(municipality_id: UUID, kind: str, language: str, seen: int, actor: Actor) -> Mapping[str, Text]:
    if not actor.holds(*TEXT_EDITORS):
        raise MayNotEditTextsError
    current = list_current_texts(municipality_id=municipality_id, kind=kind)
    if language not in current:
        raise KindNotFoundError(kind=kind)
    if current[language].number != seen:
        raise TextEditedMeanwhileError(number=current[language].number)
    return current


def _next_meaning(municipality_id: UUID, kind: str) -> int:
    versions = TextVersion.objects.filter(municipality_id=municipality_id, kind=kind)
    highest: int = versions.aggregate(highest=Max("meaning"))["highest"] or 0
    return highest + 1


def _append(
    municipality_id: UUID, current: Text, letter: Letter, meaning: int, actor: Actor, now: datetime
) -> int:
    version = TextVersion(
        municipality_id=municipality_id,
        kind=current.kind,
        language=current.language,
        number=current.number + 1,
        meaning=meaning,
        subject=letter.subject,
        body=letter.body,
        saved_by=actor.log_name,
        saved_at=now,
    )
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError as taken:
        raise TextEditedMeanwhileError(number=version.number) from taken
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action="notices.text_saved",
        subject=f"notices.text:{current.kind}",
        now=now,
        facts={"kind": current.kind, "language": current.language, "version": version.number},
    )
    return version.number
