"""A published form of the city's own becomes an entry of its catalogue: one person proposes it, another one agrees.

Agreeing is `switch_reception`, as for every other entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import chain, count
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command, step
from shirube.procedures.commands.composing import SectionTable, apply_layers
from shirube.procedures.commands.guards import (
    NotYourProcedureError,
    ProcedureMovedError,
    can_propose,
    get_row,
    require_writer,
)
from shirube.procedures.commands.refusals import FormMissingError, NoSuchSectionError
from shirube.procedures.commands.stamp import raise_stamp, record_change
from shirube.procedures.domain.facts import RESERVED, Facts, dump_facts
from shirube.procedures.domain.layers import SECTION, STATE
from shirube.procedures.domain.reception import State
from shirube.procedures.models import PackedProcedure, Procedure

_LONGEST_CODE = 60


class CodeTakenError(ConflictError):
    """The city's catalogue, or a pack that a city may adopt, has an entry of this code."""

    code = "procedures.code_taken"


class NotAProposalError(ConflictError):
    """Somebody has agreed to it meanwhile; only what nobody has seen can be taken away."""

    code = "procedures.not_a_proposal"


@command
def add_own_procedure(
    *,
    municipality_id: UUID,
    form_code: str,
    section_code: str,
    facts: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    code: str = "",
) -> str:
    """Propose to receive a published form; returns the code under which the entry stands.

    `facts` are plain values as a pack writes them, without the code; without `code` the form's is taken, or the next
    one after it that is free. Nothing is shown to residents before somebody else has switched reception on.
    Raises NoSuchSectionError, NotYourProcedureError, FormMissingError, CodeTakenError; ValidationError of pydantic is
    a defect of the caller, whose form has checked the values.
    """
    sections = SectionTable(municipality_id)
    section_id = sections.find(section_code)
    if section_id is None:
        raise NoSuchSectionError(section=section_code)
    _require_form(municipality_id, form_code, section_id, actor, japan_date(now))
    row = Procedure(municipality_id=municipality_id, form_code=form_code, pack="", digest="")
    row.code = _own_code(municipality_id, code) if code else _free_code(municipality_id, form_code)
    row.packed = dump_facts(Facts.model_validate({**facts, "code": row.code}))
    row.adopted = {SECTION: section_code, STATE: State.PROPOSED.value}
    row.facts, row.created_at, row.changed_at = {}, now, now
    apply_layers(row, sections)
    _insert(row)
    record_change(row=row, kind="added", changes={}, actor=actor, now=now)
    return row.code


@command
def discard_proposal(
    *, municipality_id: UUID, code: str, seen_revision: int, actor: Actor, now: datetime
) -> None:
    """Take a proposal away that nobody has agreed to; no resident has seen it.

    Raises ProcedureNotFoundError, NotYourProcedureError, NotAProposalError, ProcedureMovedError.
    """
    row = get_row(municipality_id, code)
    if row.state != State.PROPOSED:
        raise NotAProposalError(procedure=code)
    require_writer(actor, row)
    rows = Procedure.objects.filter(municipality_id=municipality_id, pk=row.pk, state=State.PROPOSED)
    if not rows.filter(revision=seen_revision).delete()[0]:
        raise ProcedureMovedError(procedure=code)
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action="procedures.proposal_discarded",
        subject=f"procedures.procedure:{row.pk}",
        now=now,
        facts={"code": code},
    )
    raise_stamp(municipality_id=municipality_id, now=now)


def _require_form(municipality_id: UUID, form_code: str, section_id: UUID, actor: Actor, today: date) -> None:
    """The form is in force, and whoever proposes works with it and in the section that is to be in charge."""
    version = forms.find_current_version(municipality_id=municipality_id, code=form_code, on=today)
    if version is None:
        raise FormMissingError(form=form_code)
    if not (can_propose(actor, section_id) and can_propose(actor, version.section_id)):
        raise NotYourProcedureError


@step
def _insert(row: Procedure) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        # Two proposed it in the same moment.
        raise CodeTakenError(procedure=row.code) from error


def _own_code(municipality_id: UUID, code: str) -> str:
    if _is_taken(municipality_id, code):
        raise CodeTakenError(procedure=code)
    return code


def _free_code(municipality_id: UUID, form_code: str) -> str:
    wishes = chain([form_code], (f"{form_code[: _LONGEST_CODE - 5]}-{number}" for number in count(2)))
    return next(code for code in wishes if not _is_taken(municipality_id, code))


def _is_taken(municipality_id: UUID, code: str) -> bool:
    """A pack's code stays free for the pack: the city may adopt it tomorrow."""
    own = Procedure.objects.filter(municipality_id=municipality_id, code=code)
    return code in RESERVED or own.exists() or PackedProcedure.objects.filter(code=code).exists()
