"""Taking packs over: a procedure for every city that has adopted its pack, an adoption for one city, a guide.

Loading the same again changes nothing. Each city's entry is a command of its own, and so is its form before it: whoever
stops in between loads again and goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
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
from shirube.procedures.domain.layers import SECTION, compose, layer_of
from shirube.procedures.domain.packs import AdoptionPack, Overrides
from shirube.procedures.models import Adoption, GuidePack, PackedProcedure, Procedure

Content = Mapping[str, Any]


def load_procedure(*, pack_name: str, content: Content, actor: Actor, now: datetime) -> None:
    """Keep the pack's procedure, and renew it in every city that has adopted the pack. InvalidPackError."""
    pack = parse_procedure_pack(content)
    packed = _keep_packed(pack_name=pack_name, facts=dump_facts(pack.facts), form=pack.form, now=now)
    for city in organizations.list_municipalities():
        with municipality_scope(city.id):
            adoption = Adoption.objects.filter(municipality_id=city.id, pack=pack_name).first()
            if adoption is not None:
                own = AdoptionPack.model_validate(adoption.content)
                _renew(city.id, packed, own, SectionTable(city.id), actor, now)


def load_adoption(*, municipality_id: UUID, pack: AdoptionPack, actor: Actor, now: datetime) -> None:
    """Take a pack over for the city, or renew what it says of it. InvalidPackError; then nothing is changed."""
    sections = SectionTable(municipality_id)
    procedures = list(PackedProcedure.objects.filter(pack=pack.pack).order_by("code"))
    problems = list(_adoption_problems(pack, sections, procedures))
    if problems:
        raise InvalidPackError(problems)
    for packed in procedures:
        _renew(municipality_id, packed, pack, sections, actor, now)
    # Last: a city whose adoption stands here has every procedure of the pack.
    _keep_adoption(municipality_id=municipality_id, pack=pack, now=now)


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


def _renew(
    municipality_id: UUID,
    packed: PackedProcedure,
    adoption: AdoptionPack,
    sections: SectionTable,
    actor: Actor,
    now: datetime,
) -> None:
    """Entry and form of one procedure in one city, where the pack or the adoption says something new."""
    layer = _adopted_layer(packed, adoption)
    overrides = adoption.overrides.get(packed.code)
    form = adapt_form(packed.form, overrides.form if overrides else None)
    digest = _digest([packed.pack, packed.facts, layer, form])
    row = Procedure.objects.filter(municipality_id=municipality_id, code=packed.code).first()
    if row is not None and row.digest == digest:
        return
    is_kept = not _load_form(municipality_id, form, sections.find(layer.get(SECTION)), actor, now)
    _write_entry(
        municipality_id=municipality_id,
        packed=packed,
        layer=layer,
        form_code=form["code"],
        is_form_kept=is_kept,
        digest=digest,
        sections=sections,
        actor=actor,
        now=now,
    )


def _adopted_layer(packed: PackedProcedure, adoption: AdoptionPack) -> dict[str, Any]:
    layer = layer_of(adoption.overrides.get(packed.code, Overrides()), adoption.reception)
    usual = adoption.sections.get(packed.facts["section_kind"])
    return {SECTION: usual, **layer} if usual else layer


def _load_form(
    municipality_id: UUID, content: dict[str, Any], section_id: UUID | None, actor: Actor, now: datetime
) -> bool:
    """Put the form into force; False where the city keeps its own: staff have changed it, or its additions no longer fit."""
    try:
        form = forms.parse_form(content)
        forms.load_form(
            municipality_id=municipality_id, form=form, section_id=section_id, actor=actor, now=now
        )
    except (forms.FormEditedHereError, InvalidPackError):
        return False
    return True


@command
def _write_entry(
    *,
    municipality_id: UUID,
    packed: PackedProcedure,
    layer: dict[str, Any],
    form_code: str,
    is_form_kept: bool,
    digest: str,
    sections: SectionTable,
    actor: Actor,
    now: datetime,
) -> None:
    row = Procedure.objects.select_for_update().filter(
        municipality_id=municipality_id, code=packed.code
    ).first() or Procedure(
        municipality_id=municipality_id, code=packed.code, facts={}, revision=0, created_at=now
    )
    row.pack, row.packed, row.adopted, row.form_code = packed.pack, packed.facts, layer, form_code
    row.is_form_kept, row.digest, row.changed_at = is_form_kept, digest, now
    row.revision += 1
    changes = apply_layers(row, sections)
    row.save()
    shown = changes if row.revision > 1 else {}
    record_change(row=row, kind="loaded", changes=shown, actor=actor, now=now)


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
