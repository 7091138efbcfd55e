"""Taking in the text of an ordinance, searching it, and deciding about each sentence that was found."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.files import interface as files
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command, step
from shirube.registers.commands.guards import (
    NotYourItemError,
    Sections,
    get_register_row,
    record,
    touch,
)
from shirube.registers.commands.items import place_item
from shirube.registers.domain.definition import Option, RegisterPack
from shirube.registers.domain.fields import LONGEST_LINE, SECTION, TITLE, cell_code
from shirube.registers.domain.ordinances import (
    OrdinanceUnreadableError,
    TextFault,
    decode,
    paragraphs_of,
    read_document_xml,
    read_html,
    search,
)
from shirube.registers.events import OrdinanceHitDecided
from shirube.registers.models import Hit, Ordinance, Register, Verdict
from shirube.registers.queries.ordinances import OrdinanceNotFoundError
from shirube.registers.queries.registers import RegisterNotFoundError
from shirube.registers.queries.rights import can_change_item

LARGEST_FILE = 10 * 1024 * 1024
_MAIN_PART = "word/document.xml"
# What a sentence is cut to where it becomes the name of an item.
_NAME = 60


class OrdinanceKnownError(ConflictError):
    """The same text was sent in before."""

    code = "registers.ordinance_known"


class HitDecidedError(ConflictError):
    """Somebody has decided about the sentence meanwhile."""

    code = "registers.hit_decided"


class OrdinanceTitleMissingError(InvalidInputError):
    code = "registers.ordinance_title_missing"


def read_ordinance(*, name: str, content: bytes) -> list[str]:
    """The paragraphs of a file: TXT, HTML or DOCX, told by what it is.

    OrdinanceUnreadableError; for a DOCX also what `files.check_archive` raises. Keeps nothing.
    """
    if content.startswith(b"PK"):
        return paragraphs_of(read_document_xml(_main_part(content)))
    if content.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise OrdinanceUnreadableError(TextFault.UNREADABLE)
    text = decode(content)
    is_page = name.lower().endswith((".html", ".htm")) or "<html" in text[:2000].lower()
    return paragraphs_of(read_html(text) if is_page else text)


def _main_part(content: bytes) -> bytes:
    try:
        with files.open_archive(content) as archive:
            files.check_archive(archive, len(content))
            return archive.read(_MAIN_PART)
    except (files.UnreadableArchiveError, KeyError) as error:
        raise OrdinanceUnreadableError(TextFault.UNREADABLE) from error


@command
def keep_ordinance(
    *,
    municipality_id: UUID,
    register: str,
    title: str,
    section: str,
    file_name: str,
    paragraphs: Sequence[str],
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep the words of an ordinance and search them for the register's rules. `section` is the code of who looks after it.

    Raises RegisterNotFoundError (also where the register searches nothing), NotYourItemError, OrdinanceKnownError.
    """
    row = get_register_row(municipality_id, register)
    sections = Sections(municipality_id, japan_date(now))
    section_id = sections.id_of(section)
    if not can_change_item(actor, section_id):
        raise NotYourItemError(item=title)
    return place_ordinance(row, title, section_id, file_name, paragraphs, actor, now)


@step
def place_ordinance(
    register: Register,
    title: str,
    section_id: UUID | None,
    file_name: str,
    paragraphs: Sequence[str],
    actor: Actor,
    now: datetime,
) -> UUID:
    rules = rules_of(register.pack)
    if not title.strip():
        raise OrdinanceTitleMissingError
    digest = hashlib.sha256("\n".join(paragraphs).encode()).hexdigest()
    ordinance, is_new = Ordinance.objects.get_or_create(
        municipality_id=register.municipality_id,
        register=register,
        digest=digest,
        defaults={
            "title": title.strip(),
            "section_id": section_id,
            "file_name": file_name[-200:],
            "paragraphs": list(paragraphs),
            "actor": actor.log_name,
            "sent_at": now,
        },
    )
    if not is_new:
        raise OrdinanceKnownError(ordinance=ordinance.title)
    found = search(paragraphs, rules)
    Hit.objects.bulk_create(
        Hit(
            municipality_id=register.municipality_id,
            ordinance=ordinance,
            rule=one.rule,
            paragraph=one.paragraph,
            article=one.article,
            sentence=one.sentence,
            starts_at=one.starts_at,
            marks=[list(mark) for mark in one.marks],
        )
        for one in found
    )
    audit.record(
        municipality_id=register.municipality_id,
        actor=actor.log_name,
        action="registers.ordinance_kept",
        subject=f"registers.ordinance:{ordinance.pk}",
        now=now,
        facts={"title": ordinance.title, "found": len(found)},
    )
    return ordinance.pk


@command
def decide_hit(
    *,
    municipality_id: UUID,
    ordinance_id: UUID,
    hit_id: UUID,
    verdict: Verdict,
    note: str,
    actor: Actor,
    now: datetime,
) -> UUID | None:
    """Say whether the rule applies. Where it does, the sentence becomes an item of the register, whose id is returned.

    Raises OrdinanceNotFoundError, NotYourItemError, HitDecidedError.
    """
    hits = Hit.objects.select_related("ordinance__register", "ordinance").filter(
        municipality_id=municipality_id, ordinance_id=ordinance_id, pk=hit_id
    )
    hit = hits.first()
    if hit is None:
        raise OrdinanceNotFoundError(ordinance=str(ordinance_id))
    if not can_change_item(actor, hit.ordinance.section_id):
        raise NotYourItemError(item=hit.ordinance.title)
    # Danger: two people decide at once; only one of them finds the sentence undecided.
    undecided = Hit.objects.filter(municipality_id=municipality_id, pk=hit_id, verdict="")
    decided = undecided.update(verdict=verdict, note=note.strip()[:200], actor=actor.log_name, decided_at=now)
    if not decided:
        raise HitDecidedError(ordinance=hit.ordinance.title)
    item_id = _keep_item(hit, verdict, actor, now) if verdict is Verdict.APPLIES else None
    record(hit.ordinance, "registers.hit_decided", actor, now, verdict=verdict.value)
    events.publish(
        OrdinanceHitDecided(
            municipality_id=municipality_id, ordinance_id=ordinance_id, hit_id=hit_id, verdict=verdict.value
        )
    )
    return item_id


def rules_of(pack: RegisterPack) -> Sequence[Option]:
    """The rules whose words are looked for. RegisterNotFoundError where the register searches nothing."""
    if pack.text_search is None:
        raise RegisterNotFoundError(register=pack.code)
    return next(column.options for column in pack.columns if column.code == pack.text_search.rule)


def _keep_item(hit: Hit, verdict: Verdict, actor: Actor, now: datetime) -> UUID:
    register = hit.ordinance.register
    sections = Sections(hit.municipality_id, japan_date(now))
    item_id = place_item(register, _values(hit, register.pack, sections), sections, actor, now, "ordinance")
    Hit.objects.filter(municipality_id=hit.municipality_id, pk=hit.pk, verdict=verdict).update(
        item_id=item_id
    )
    touch(register.pk, hit.municipality_id, now)
    return item_id


def _values(hit: Hit, pack: RegisterPack, sections: Sections) -> dict[str, str]:
    search_of = pack.text_search
    assert search_of is not None
    place = f"{hit.ordinance.title} {hit.article}".strip()
    return {
        TITLE: f"{place} {hit.sentence[:_NAME]}"[:LONGEST_LINE],
        SECTION: sections.code_of(hit.ordinance.section_id),
        cell_code(search_of.rule): hit.rule,
        cell_code(search_of.ordinance): place[:LONGEST_LINE],
        cell_code(search_of.sentence): hit.sentence,
    }
