"""What staff change in their city's catalogue: words and facts, the section in charge, whether it is received."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.forms import interface as forms
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.transactions import command, step
from shirube.procedures.commands.composing import COMPOSED_COLUMNS, SectionTable, apply_layers
from shirube.procedures.commands.guards import (
    NotYourProcedureError,
    ProcedureMovedError,
    can_assign,
    get_row,
    require_editor,
    require_writer,
)
from shirube.procedures.commands.refusals import (
    FormMissingError,
    NoSuchSectionError,
    NothingChangedError,
    NotOverriddenError,
    SecondPersonError,
    SectionMissingError,
    WindowReversedError,
)
from shirube.procedures.commands.stamp import record_change
from shirube.procedures.domain.layers import SECTION, STATE, edit_layer, rewrite
from shirube.procedures.domain.reception import State
from shirube.procedures.events import ReceptionSwitched
from shirube.procedures.models import Procedure
from shirube.procedures.queries.history import find_proposer

_TRANSLATED = frozenset({"en", "ja-easy"})
# What the section may say of its own procedure; the law's items and the form are not among them.
EDITABLE = frozenset(
    {
        *("name", "short", "summary", "who", "when", "bring", "fee_yen", "fee_note", "contact"),
        *("standard_days", "standard_days_unit", "level", "other_ways", "search_words", "export"),
    }
)
# Of an entry that a section has made itself there is no pack that would say these.
OWN_EDITABLE = EDITABLE | {
    *("kana", "life_events", "representative", "route", "results", "document"),
    *("retention_years", "per_person"),
}


@command
def switch_reception(
    *,
    municipality_id: UUID,
    code: str,
    state: State,
    opens_on: date | None,
    closes_on: date | None,
    seen_revision: int,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Receive applications online, within a window where one is given, or no longer.

    The first time for an entry that a section has proposed, it takes another person than the one who did.
    Raises ProcedureNotFoundError, NotYourProcedureError, SecondPersonError, SectionMissingError, FormMissingError,
    WindowReversedError, NothingChangedError, ProcedureMovedError.
    """
    row = get_row(municipality_id, code)
    require_editor(actor, row.section_id)
    _require_second_person(row, actor)
    if opens_on and closes_on and closes_on < opens_on:
        raise WindowReversedError
    if state is State.ON:
        _require_door(row, japan_date(now))
    wishes = {
        STATE: state.value,
        "opens_on": opens_on.isoformat() if opens_on else None,
        "closes_on": closes_on.isoformat() if closes_on else None,
    }
    was = row.state
    _change(row, wishes, seen_revision, "switched", actor, now, reason)
    if was != state.value:
        events.publish(
            ReceptionSwitched(municipality_id=municipality_id, procedure_code=code, state=state.value)
        )


@command
def edit_procedure(
    *,
    municipality_id: UUID,
    code: str,
    wishes: Mapping[str, Any],
    seen_revision: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Say things differently from the pack: plain values by the keys in EDITABLE, as a pack writes them.

    An entry of the city's own is simply rewritten, also by the keys in OWN_EDITABLE.

    A Japanese text that changes takes translations with it that were left as they were: they would say something else.
    Raises ProcedureNotFoundError, NotYourProcedureError, NothingChangedError, ProcedureMovedError; ValidationError of
    pydantic is a defect of the caller, whose form has checked the values.
    """
    row = get_row(municipality_id, code)
    require_writer(actor, row)
    unknown = set(wishes) - (OWN_EDITABLE if row.is_own else EDITABLE)
    if unknown:
        raise ValueError(f"not editable: {sorted(unknown)}")
    fresh = {key: _without_stale(row.facts.get(key), value) for key, value in wishes.items()}
    _change(row, fresh, seen_revision, "edited", actor, now)


@command
def assign_section(
    *, municipality_id: UUID, code: str, section_code: str, seen_revision: int, actor: Actor, now: datetime
) -> None:
    """Put another section in charge. Cases that were received stay where they are.

    Raises ProcedureNotFoundError, NotYourProcedureError, NoSuchSectionError, NothingChangedError, ProcedureMovedError.
    """
    row = get_row(municipality_id, code)
    if not can_assign(actor):
        raise NotYourProcedureError
    if SectionTable(municipality_id).find(section_code) is None:
        raise NoSuchSectionError(section=section_code)
    _change(row, {SECTION: section_code}, seen_revision, "assigned", actor, now)


@command
def drop_override(
    *, municipality_id: UUID, code: str, key: str, seen_revision: int, actor: Actor, now: datetime
) -> None:
    """Let the adoption or the pack speak again.

    Raises ProcedureNotFoundError, NotYourProcedureError, NotOverriddenError, ProcedureMovedError.
    """
    row = get_row(municipality_id, code)
    require_editor(actor, row.section_id)
    if key not in row.edited:
        raise NotOverriddenError(key=key)
    row.edited = {name: value for name, value in row.edited.items() if name != key}
    _write(row, seen_revision, "restored", actor, now, "")


@step
def _change(
    row: Procedure,
    wishes: Mapping[str, Any],
    seen_revision: int,
    kind: str,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    if row.is_own:
        row.packed, row.adopted = rewrite(row.packed, row.adopted, wishes)
    else:
        row.edited = edit_layer(row.packed, row.adopted, row.edited, wishes)
    _write(row, seen_revision, kind, actor, now, reason)


@step
def _write(row: Procedure, seen_revision: int, kind: str, actor: Actor, now: datetime, reason: str) -> None:
    """The state check stands in the WHERE clause: of two who save at once, one is told."""
    changes = apply_layers(row, SectionTable(row.municipality_id))
    if not changes:
        raise NothingChangedError(procedure=row.code)
    rows = Procedure.objects.filter(municipality_id=row.municipality_id, pk=row.pk, revision=seen_revision)
    values = {name: getattr(row, name) for name in COMPOSED_COLUMNS}
    if not rows.update(**values, revision=seen_revision + 1, changed_at=now):
        raise ProcedureMovedError(procedure=row.code)
    row.revision = seen_revision + 1
    record_change(row=row, kind=kind, changes=changes, actor=actor, now=now, reason=reason)


def _require_second_person(row: Procedure, actor: Actor) -> None:
    if row.state != State.PROPOSED or actor.is_system:
        return
    if find_proposer(municipality_id=row.municipality_id, procedure_id=row.pk) == actor.log_name:
        raise SecondPersonError(procedure=row.code)


def _require_door(row: Procedure, today: date) -> None:
    if row.section_id is None:
        raise SectionMissingError(procedure=row.code)
    version = forms.find_current_version(municipality_id=row.municipality_id, code=row.form_code, on=today)
    if version is None:
        raise FormMissingError(procedure=row.code)


def _without_stale(before: Any, after: Any) -> Any:
    """A text without the translations that still say what it said before."""
    if not isinstance(before, dict) or not isinstance(after, dict) or before.get("ja") == after.get("ja"):
        return after
    stale = {name for name in _TRANSLATED if after.get(name) and after[name] == before.get(name)}
    return {name: "" if name in stale else text for name, text in after.items()}
