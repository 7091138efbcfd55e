"""Taking packs over: a procedure for every city that has adopted its pack, an adoption for one city, a guide.

Loading the same again changes nothing. Each city's entry is a command of its own, and so is its form before it: whoever
stops in between loads again and goes on where it stopped. What people have written in the browser stays, and is told
(KeptEdit); only `replace_edits` lets the pack speak again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from shirube.accounts.interface import Actor
from shirube.forms import interface as forms
from shirube.kernel.packs import InvalidPackError, PackProblem, problems_of
from shirube.kernel.scope import municipality_scope
from shirube.kernel.transactions import command
from shirube.organizations import interface as organizations
from shirube.procedures.commands.composing import SectionTable, apply_layers
from shirube.procedures.commands.parsing import (
    check_form_at,
    parse_guide_pack,
    parse_procedure_pack,
)
from shirube.procedures.commands.stamp import record_change
from shirube.procedures.domain.facts import dump_facts
from shirube.procedures.domain.form_overrides import adapt_form, list_form_problems
from shirube.procedures.domain.kept import KeptEdit, Part, keys_at_odds, without_words
from shirube.procedures.domain.layers import SECTION, WINDOW, compose, layer_of
from shirube.procedures.domain.packs import AdoptionPack, Overrides
from shirube.procedures.models import Adoption, GuidePack, PackedProcedure, Procedure

Content = Mapping[str, Any]


def load_procedure(
    *, pack_name: str, content: Content, actor: Actor, now: datetime, replace_edits: bool = False
) -> Sequence[KeptEdit]:
    """Keep the pack's procedure, and renew it in every city that has adopted the pack. InvalidPackError."""
    pack = parse_procedure_pack(content)
    packed = _keep_packed(pack_name=pack_name, facts=dump_facts(pack.facts), form=pack.form, now=now)
    kept: list[KeptEdit] = []
    for city in organizations.list_municipalities():
        with municipality_scope(city.id):
            adoption = Adoption.objects.filter(municipality_id=city.id, pack=pack_name).first()
            if adoption is not None:
                own = AdoptionPack.model_validate(adoption.content)
                work = _Work(city, own, SectionTable(city.id), actor, now, replace_edits)
                kept += _renew(work, packed)
    return kept


def load_adoption(
    *,
    municipality_id: UUID,
    pack: AdoptionPack,
    actor: Actor,
    now: datetime,
    replace_edits: bool = False,
) -> Sequence[KeptEdit]:
    """Take a pack over for the city, or renew what it says of it. InvalidPackError; then nothing is changed."""
    sections = SectionTable(municipality_id)
    procedures = list(PackedProcedure.objects.filter(pack=pack.pack).order_by("code"))
    problems = list(_adoption_problems(pack, sections, procedures))
    if problems:
        raise InvalidPackError(problems)
    city = organizations.get_municipality(municipality_id)
    work = _Work(city, pack, sections, actor, now, replace_edits)
    kept = [one for packed in procedures for one in _renew(work, packed)]
    # Last: a city whose adoption stands here has every procedure of the pack.
    _keep_adoption(municipality_id=municipality_id, pack=pack, now=now)
    return kept


@command
def load_guide(*, content: Content, now: datetime) -> None:
    """Keep the guide for all cities. InvalidPackError."""
    pack = parse_guide_pack(content)
    plain = pack.model_dump(mode="json", by_alias=True)
    GuidePack.objects.update_or_create(
        code=pack.code, defaults={"content": plain, "digest": _digest(plain), "loaded_at": now}
    )


@command
def _keep_packed(
    *, pack_name: str, facts: dict[str, Any], form: dict[str, Any], now: datetime
) -> PackedProcedure:
    values = {"facts": facts, "form": form, "digest": _digest([facts, form])}
    row, created = PackedProcedure.objects.get_or_create(
        pack=pack_name, code=facts["code"], defaults={**values, "loaded_at": now}
    )
    if not created and row.digest != values["digest"]:
        row.facts, row.form, row.digest, row.loaded_at = facts, form, str(values["digest"]), now
        row.save()
    return row


@command
def _keep_adoption(*, municipality_id: UUID, pack: AdoptionPack, now: datetime) -> None:
    plain = pack.model_dump(mode="json", by_alias=True, exclude_none=True)
    Adoption.objects.update_or_create(
        municipality_id=municipality_id,
        pack=pack.pack,
        defaults={"content": plain, "digest": _digest(plain), "loaded_at": now},
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """One city takes over one pack."""

    city: organizations.MunicipalitySummary
    adoption: AdoptionPack
    sections: SectionTable
    actor: Actor
    now: datetime
    replaces_edits: bool


def _renew(work: _Work, packed: PackedProcedure) -> Sequence[KeptEdit]:
    """Entry and form of one procedure in one city, where the pack or the adoption says something new."""
    layer = _adopted_layer(packed, work.adoption)
    overrides = work.adoption.overrides.get(packed.code)
    form = adapt_form(packed.form, overrides.form if overrides else None)
    digest = _digest([packed.pack, packed.facts, layer, form])
    row = Procedure.objects.filter(municipality_id=work.city.id, code=packed.code).first()
    if row is not None and row.is_own:
        return [KeptEdit(work.city.name, packed.code, Part.ENTRY)]
    if row is not None and row.digest == digest and not (work.replaces_edits and _has_edits(row)):
        return []
    is_kept = not _load_form(work, form, work.sections.find(layer.get(SECTION)))
    keys = _write_entry(
        work=work, packed=packed, layer=layer, form_code=form["code"], is_form_kept=is_kept, digest=digest
    )
    kept = [KeptEdit(work.city.name, packed.code, Part.FORM)] if is_kept else []
    return [*kept, KeptEdit(work.city.name, packed.code, Part.FACTS, keys)] if keys else kept


def _has_edits(row: Procedure) -> bool:
    return row.is_form_kept or row.edited != without_words(row.edited)


def _adopted_layer(packed: PackedProcedure, adoption: AdoptionPack) -> dict[str, Any]:
    layer = layer_of(adoption.overrides.get(packed.code, Overrides()), adoption.reception)
    usual = adoption.sections.get(packed.facts["section_kind"])
    return {SECTION: usual, **layer} if usual else layer


def _load_form(work: _Work, content: dict[str, Any], section_id: UUID | None) -> bool:
    """Put the form into force; False where the city keeps its own: staff have changed it, or its additions no longer fit."""
    try:
        forms.load_form(
            municipality_id=work.city.id,
            form=forms.parse_form(content),
            section_id=section_id,
            actor=work.actor,
            now=work.now,
            replace_edits=work.replaces_edits,
        )
    except (forms.FormEditedHereError, InvalidPackError):
        return False
    return True


@command
def _write_entry(
    *,
    work: _Work,
    packed: PackedProcedure,
    layer: dict[str, Any],
    form_code: str,
    is_form_kept: bool,
    digest: str,
) -> Sequence[str]:
    """Renew the layers below what staff have written; the keys in which they now differ from the pack."""
    row = Procedure.objects.select_for_update().filter(
        municipality_id=work.city.id, code=packed.code
    ).first() or Procedure(
        municipality_id=work.city.id, code=packed.code, facts={}, revision=0, created_at=work.now
    )
    if work.replaces_edits:
        row.edited = without_words(row.edited)
    if not _fits(packed.facts, layer, row.edited):
        # The window that staff have set and the pack's no longer go together.
        return list(WINDOW)
    keys = keys_at_odds({**(row.packed or {}), **row.adopted}, {**packed.facts, **layer}, row.edited)
    row.pack, row.packed, row.adopted, row.form_code = packed.pack, packed.facts, layer, form_code
    row.is_form_kept, row.digest, row.changed_at = is_form_kept, digest, work.now
    row.revision += 1
    changes = apply_layers(row, work.sections)
    row.save()
    shown = changes if row.revision > 1 else {}
    record_change(row=row, kind="loaded", changes=shown, actor=work.actor, now=work.now)
    return keys


def _fits(packed: Content, layer: Content, edited: Content) -> bool:
    try:
        compose(packed, layer, edited)
    except ValidationError:
        return False
    return True


def _adoption_problems(
    pack: AdoptionPack, sections: SectionTable, procedures: Sequence[PackedProcedure]
) -> Iterator[PackProblem]:
    if not procedures:
        yield PackProblem("pack", "unknown_pack", pack.pack)
        return
    for kind, name in pack.sections.items():
        if sections.find(name) is None:
            yield PackProblem(f"sections › {kind}", "unknown_section", name)
    known = {one.code: one for one in procedures}
    for code, overrides in pack.overrides.items():
        place = f"overrides › {code}"
        if code not in known:
            yield PackProblem(place, "unknown_procedure", code)
            continue
        yield from _override_problems(place, known[code], pack, overrides, sections)


def _override_problems(
    place: str, packed: PackedProcedure, pack: AdoptionPack, overrides: Overrides, sections: SectionTable
) -> Iterator[PackProblem]:
    if overrides.section and sections.find(overrides.section) is None:
        yield PackProblem(f"{place} › section", "unknown_section", overrides.section)
    try:
        compose(packed.facts, layer_of(overrides, pack.reception))
    except ValidationError as error:
        yield from (PackProblem(f"{place} › {one.path}", one.code, one.value) for one in problems_of(error))
    if overrides.form is None:
        return
    unknown = list(list_form_problems(packed.form, overrides.form))
    yield from (PackProblem(f"{place} › {one.path}", one.code, one.value) for one in unknown)
    if not unknown:
        yield from check_form_at(f"{place} › form", adapt_form(packed.form, overrides.form))


def _digest(content: Any) -> str:
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()
