"""Taking packs over: what a register is, and the items of a city. Loading the same again changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import SYSTEM
from shirube.audit import interface as audit
from shirube.kernel.clock import japan_date
from shirube.kernel.packs import InvalidPackError, PackProblem
from shirube.kernel.transactions import command, step
from shirube.registers.commands.guards import Sections, touch
from shirube.registers.commands.items import place_item, place_values
from shirube.registers.commands.ordinances import OrdinanceKnownError, place_ordinance
from shirube.registers.domain.definition import digest_of, parse_register_pack
from shirube.registers.domain.entries import ItemsPack, PackItem, PackOrdinance, values_of
from shirube.registers.domain.fields import fields_of
from shirube.registers.domain.ordinances import paragraphs_of
from shirube.registers.models import DefinitionPack, Item, Register

Values = Mapping[str, str]


@command
def load_definition(*, content: Mapping[str, object]) -> str:
    """Keep what a register is, for every city that will keep one. Its code. InvalidPackError."""
    pack = parse_register_pack(content)
    DefinitionPack.objects.update_or_create(
        code=pack.code, defaults={"content": pack.model_dump(mode="json"), "digest": digest_of(pack)}
    )
    return pack.code


@command
def load_items(*, municipality_id: UUID, pack: ItemsPack, now: datetime) -> UUID:
    """Let the city keep the register, with the items of the pack. The register's id.

    What people have changed or taken off stays as they left it; an item that a newer pack no longer names stays too.
    InvalidPackError, with every problem found.
    """
    definition = DefinitionPack.objects.filter(code=pack.register_code).first()
    if definition is None:
        raise InvalidPackError([PackProblem("register", "unknown_register", pack.register_code)])
    register_pack = parse_register_pack(definition.content)
    sections = Sections(municipality_id, japan_date(now))
    values = values_of(pack, register_pack, sections.office)
    register = _keep_register(municipality_id, definition, pack, now)
    changed = _load(register, pack.items, values, sections, now)
    _load_ordinances(register, pack.ordinances, sections, now)
    if changed:
        touch(register.pk, municipality_id, now)
        _record(register, changed, now)
    return register.pk


def _keep_register(
    municipality_id: UUID, definition: DefinitionPack, pack: ItemsPack, now: datetime
) -> Register:
    row = Register.objects.filter(municipality_id=municipality_id, code=definition.code).first()
    row = row or Register(municipality_id=municipality_id, code=definition.code, version=0, changed_at=now)
    if row.digest != definition.digest:
        row.definition, row.digest = definition.content, definition.digest
        row.version, row.changed_at = row.version + 1, now
        row.position = row.pack.position
    row.source, row.known_until = pack.source.model_dump(mode="json"), pack.known_until
    row.save()
    return row


@step
def _load(
    register: Register,
    entries: Sequence[PackItem],
    values: Sequence[Values],
    sections: Sections,
    now: datetime,
) -> int:
    """How many items came or changed."""
    rows = Item.objects.select_related("register").filter(
        municipality_id=register.municipality_id, register=register
    )
    standing = {row.key: row for row in rows}
    return sum(
        _load_item(register, standing.get(entry.key), entry, given, position, sections, now)
        for position, (entry, given) in enumerate(zip(entries, values, strict=True))
    )


def _load_item(
    register: Register,
    row: Item | None,
    entry: PackItem,
    values: Values,
    position: int,
    sections: Sections,
    now: datetime,
) -> bool:
    digest = _digest(entry)
    if row is not None and (row.is_edited or row.removed_at or row.pack_digest == digest):
        return False
    if row is None:
        item_id = place_item(register, values, sections, SYSTEM, now, "pack")
    else:
        item_id = row.pk
        # What the newer pack no longer says is emptied: the item is still the pack's own.
        place_values(
            row, {**dict.fromkeys(fields_of(register.pack), ""), **values}, sections, SYSTEM, now, "pack"
        )
    loaded = Item.objects.filter(municipality_id=register.municipality_id, pk=item_id)
    loaded.update(key=entry.key, position=position, pack_digest=digest, is_edited=False)
    return True


@step
def _load_ordinances(
    register: Register, entries: Sequence[PackOrdinance], sections: Sections, now: datetime
) -> None:
    """Each once, known by its words."""
    for entry in entries:
        section = sections.office.find_section(entry.section) or ""
        paragraphs = paragraphs_of(entry.text)
        with suppress(OrdinanceKnownError):
            place_ordinance(register, entry.title, sections.id_of(section), "", paragraphs, SYSTEM, now)


def _digest(entry: PackItem) -> str:
    body = json.dumps(entry.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()


def _record(register: Register, changed: int, now: datetime) -> None:
    audit.record(
        municipality_id=register.municipality_id,
        actor=SYSTEM.log_name,
        action="registers.register_loaded",
        subject=f"registers.register:{register.pk}",
        now=now,
        facts={"items": changed, "version": register.version},
    )
