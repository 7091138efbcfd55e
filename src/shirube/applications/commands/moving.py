"""Moving a case from state to state: the one place that writes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F

from shirube.applications.commands.story import add_step
from shirube.applications.domain.states import Act, state_after, states_before
from shirube.applications.events import CaseMoved
from shirube.applications.models import Case
from shirube.applications.queries.places import cases_of
from shirube.applications.queries.sealing import Box
from shirube.audit import interface as audit
from shirube.kernel import events
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import step


class CaseMovedError(ConflictError):
    """The case does not stand where this act begins: somebody else acted first, or a page was old. Nothing changed."""

    code = "applications.case_moved"


@step
def move_case(
    *,
    case: Case,
    act: Act,
    actor: str,
    now: datetime,
    facts: dict[str, Any] | None = None,
    words: str = "",
    box: Box | None = None,
    is_public: bool = True,
    **changes: Any,
) -> None:
    """Do `act`, write `changes` of columns with it, and tell of it. CaseMovedError."""
    # Danger: two officers act at once. The state in the WHERE clause lets one of them; both databases hold to it.
    rows = cases_of(case.municipality_id).filter(pk=case.pk, state__in=states_before(act))
    state = state_after(act)
    if not rows.update(state=state, revision=F("revision") + 1, **changes):
        raise moved_error(case)
    case.state = state
    add_step(
        case=case, act=act.value, actor=actor, now=now, facts=facts, words=words, box=box, is_public=is_public
    )
    record(case, f"applications.{act.value}", actor, now, facts)
    events.publish(
        CaseMoved(
            municipality_id=case.municipality_id,
            case_id=case.pk,
            procedure_code=case.procedure_code,
            state=state.value,
        )
    )


@step
def change_case(*, case: Case, states: frozenset[Any], **changes: Any) -> None:
    """Write columns where the case stands in one of the states; the state stays. CaseMovedError."""
    rows = cases_of(case.municipality_id).filter(pk=case.pk, state__in=states)
    if not rows.update(revision=F("revision") + 1, **changes):
        raise moved_error(case)


def moved_error(case: Case) -> CaseMovedError:
    state = cases_of(case.municipality_id).filter(pk=case.pk).values_list("state", flat=True).first()
    return CaseMovedError(receipt_number=case.receipt_number, state=state or "")


def record(case: Case, action: str, actor: str, now: datetime, facts: dict[str, Any] | None = None) -> None:
    """An entry of the audit about the case; `facts` hold nothing of the person."""
    audit.record(
        municipality_id=case.municipality_id,
        actor=actor,
        action=action,
        subject=f"applications.case:{case.pk}",
        now=now,
        facts=facts or {},
    )
