"""The support desk: who helps whom, and the way of a request from the question to its end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Actor, Role
from shirube.audit import interface as audit
from shirube.headquarters.domain.support import (
    ACTS,
    SupportAct,
    SupportKind,
    SupportState,
    Urgency,
    open_acts,
)
from shirube.headquarters.events import SupportRequestMoved
from shirube.headquarters.models import SupportDuty, SupportNote, SupportRequest
from shirube.headquarters.queries.proposals import sections_of
from shirube.headquarters.queries.support import SupportRequestNotFoundError, is_desk
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from shirube.kernel.transactions import command
from shirube.measures import interface as measures

ANSWERED = measures.FactSource(identifier="headquarters.support", subject="headquarters.support_request")
# Acts that say something to the other side.
_SAYS = frozenset({SupportAct.ASK, SupportAct.ANSWER, SupportAct.ADD})


class NotYourSupportError(ForbiddenError):
    """Only the desk answers and only the asking section adds a word; only DX promotion says who helps whom."""

    code = "headquarters.not_your_support"


class SupportTextMissingError(InvalidInputError):
    code = "headquarters.support_text_missing"


class SupportMovedError(ConflictError):
    """Somebody else did something with the request since it was opened; nothing was done."""

    code = "headquarters.support_moved"


class NotAHelperError(InvalidInputError):
    """The person is not of the desk, or has left."""

    code = "headquarters.not_a_helper"


class DutyNotFoundError(NotFoundError):
    code = "headquarters.duty_not_found"


class DutyHeldError(ConflictError):
    """The person helps the section already, until somebody ends it."""

    code = "headquarters.duty_held"


class DutyPeriodError(InvalidInputError):
    """A duty ends after it begins."""

    code = "headquarters.duty_period"


@command
def ask_support(
    *,
    municipality_id: UUID,
    section_id: UUID,
    kind: SupportKind,
    urgency: Urgency,
    title: str,
    text: str,
    actor: Actor,
    now: datetime,
) -> UUID:
    """A section asks the desk. Raises NotYourSupportError, SupportTextMissingError."""
    if not actor.works_in([section_id]):
        raise NotYourSupportError
    if not title.strip() or not text.strip():
        raise SupportTextMissingError
    row = SupportRequest(
        municipality_id=municipality_id,
        section_id=section_id,
        kind=kind,
        urgency=urgency,
        title=title.strip(),
        asked_at=now,
        changed_at=now,
    )
    row.save(force_insert=True)
    _say(row, SupportAct.ASK, text, actor, now)
    _tell(row, SupportState.WAITING, SupportAct.ASK, actor, now)
    return row.pk


@command
def act_on_support(
    *,
    municipality_id: UUID,
    request_id: UUID,
    act: SupportAct,
    seen_revision: int,
    actor: Actor,
    now: datetime,
    text: str = "",
    helper_id: UUID | None = None,
) -> None:
    """Take up, answer, hand on to `helper_id`, add a word, or close.

    Raises SupportRequestNotFoundError, NotYourSupportError, SupportTextMissingError, NotAHelperError, SupportMovedError.
    """
    desk = is_desk(actor, municipality_id, japan_date(now))
    row = _get_row(municipality_id, request_id, actor, desk=desk)
    state = SupportState(row.state)
    if state not in ACTS.get(act, ((), None))[0]:
        raise SupportMovedError(title=row.title)
    if act not in open_acts(state, is_desk=desk, is_asking=actor.works_in([row.section_id])):
        raise NotYourSupportError
    if act in _SAYS and not text.strip():
        raise SupportTextMissingError
    changed = _changes(row, act, helper_id, actor, now)
    same = SupportRequest.objects.filter(
        municipality_id=municipality_id, pk=row.pk, state=row.state, revision=seen_revision
    )
    if not same.update(**changed):
        raise SupportMovedError(title=row.title)
    _say(row, act, text, actor, now)
    if "first_answered_at" in changed:
        _count(row, now)
    _tell(row, changed["state"], act, actor, now)


@command
def give_duty(
    *,
    municipality_id: UUID,
    section_ids: Collection[UUID],
    staff_id: UUID,
    begins_on: date,
    actor: Actor,
    now: datetime,
    ends_on: date | None = None,
    note: str = "",
) -> None:
    """Somebody helps sections from a day on. Raises NotYourSupportError, NotAHelperError, DutyPeriodError, DutyHeldError."""
    _require_keeper(actor)
    if ends_on is not None and ends_on <= begins_on:
        raise DutyPeriodError
    person = accounts.find_staff(municipality_id=municipality_id, user_id=staff_id)
    known = sections_of(municipality_id)
    wanted = [section_id for section_id in section_ids if section_id in known]
    if person is None or not person.is_active or not wanted:
        raise NotAHelperError
    for section_id in wanted:
        row = SupportDuty(
            municipality_id=municipality_id,
            section_id=section_id,
            staff_id=staff_id,
            begins_on=begins_on,
            ends_on=ends_on,
            note=note.strip(),
        )
        _insert(row, known[section_id].name)
        _record("support_duty_given", f"organizations.section:{section_id}", municipality_id, actor, now)


@command
def end_duty(*, municipality_id: UUID, duty_id: UUID, ends_on: date, actor: Actor, now: datetime) -> None:
    """From `ends_on` on somebody else helps. Raises NotYourSupportError, DutyNotFoundError, DutyPeriodError."""
    _require_keeper(actor)
    rows = SupportDuty.objects.filter(municipality_id=municipality_id, pk=duty_id)
    row = rows.first()
    if row is None:
        raise DutyNotFoundError(duty=str(duty_id))
    if ends_on <= row.begins_on:
        raise DutyPeriodError
    rows.update(ends_on=ends_on)
    _record("support_duty_ended", f"organizations.section:{row.section_id}", municipality_id, actor, now)


def _get_row(municipality_id: UUID, request_id: UUID, actor: Actor, *, desk: bool) -> SupportRequest:
    row = SupportRequest.objects.filter(municipality_id=municipality_id, pk=request_id).first()
    if row is None or not (desk or actor.works_in([row.section_id])):
        raise SupportRequestNotFoundError(request=str(request_id))
    return row


def _changes(
    row: SupportRequest, act: SupportAct, helper_id: UUID | None, actor: Actor, now: datetime
) -> dict[str, Any]:
    """The columns of the request after the act."""
    changed: dict[str, Any] = {
        "state": ACTS[act][1] or row.state,
        "revision": F("revision") + 1,
        "changed_at": now,
    }
    if act is SupportAct.HAND_ON:
        if helper_id is None or not _is_helper(row.municipality_id, helper_id, now):
            raise NotAHelperError
        changed["helper_id"] = helper_id
    if act in {SupportAct.TAKE_UP, SupportAct.ANSWER} and actor.staff_id:
        changed["helper_id"] = actor.staff_id
    if act is SupportAct.ANSWER and row.first_answered_at is None:
        changed["first_answered_at"] = now
    return changed


def _is_helper(municipality_id: UUID, staff_id: UUID, now: datetime) -> bool:
    person = accounts.find_staff(municipality_id=municipality_id, user_id=staff_id)
    if person is None or not person.is_active:
        return False
    roles = frozenset(held.role for held in person.roles)
    return is_desk(Actor(staff_id=staff_id, roles=roles), municipality_id, japan_date(now))


def _say(row: SupportRequest, act: SupportAct, text: str, actor: Actor, now: datetime) -> None:
    SupportNote.objects.create(
        municipality_id=row.municipality_id,
        request=row,
        act=act,
        text=text.strip(),
        actor=actor.log_name,
        at=now,
    )


def _count(row: SupportRequest, now: datetime) -> None:
    """The days until the first answer, for the measure; a later word of the section does not change them."""
    asked_on, on = japan_date(row.asked_at), japan_date(now)
    content: dict[str, str | int] = {"kind": row.kind, "urgency": row.urgency, "days": (on - asked_on).days}
    fact = measures.NewFact(str(row.pk), on, content)
    measures.record_facts(municipality_id=row.municipality_id, source=ANSWERED, facts=[fact], now=now)


def _tell(row: SupportRequest, state: SupportState, act: SupportAct, actor: Actor, now: datetime) -> None:
    subject = f"headquarters.support_request:{row.pk}"
    _record("support_moved", subject, row.municipality_id, actor, now, act=act.value)
    events.publish(
        SupportRequestMoved(municipality_id=row.municipality_id, request_id=row.pk, state=str(state))
    )


def _record(
    action: str, subject: str, municipality_id: UUID, actor: Actor, now: datetime, **facts: Any
) -> None:
    """The log tells that somebody was asked and answered, never what."""
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action=f"headquarters.{action}",
        subject=subject,
        now=now,
        facts=facts,
    )


def _require_keeper(actor: Actor) -> None:
    if not actor.is_system and not actor.holds(Role.DX_PROMOTION):
        raise NotYourSupportError


def _insert(row: SupportDuty, section: str) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise DutyHeldError(section=section) from error
