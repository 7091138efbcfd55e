"""登録団体: a representative registers a group, staff look at it, and it ends with the fiscal year unless it is renewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F
from django.utils import translation

from shirube.accounts import interface as accounts
from shirube.bookings.commands.orders import order_group_letter
from shirube.bookings.commands.recipients import recipient_of
from shirube.bookings.commands.story import Story
from shirube.bookings.commands.wishes import BookerNeededError
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.groups import (
    WAITING_FOR_STAFF,
    Decision,
    GroupFacts,
    GroupInvalidError,
    GroupState,
    check_group_facts,
    may_be_handed_in,
    state_after_handing_in,
    valid_until_of,
)
from shirube.bookings.events import GroupReviewed
from shirube.bookings.models import Group
from shirube.bookings.queries.addresses import group_address_of
from shirube.bookings.queries.groups import GroupView, contact_of, find_group_row, get_group_for, view_group
from shirube.bookings.queries.rights import CITY_ROLES, Acting, is_staff
from shirube.bookings.queries.sealing import seal_booker, secret_for
from shirube.kernel import events
from shirube.kernel.calendar import format_date
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, ForbiddenError
from shirube.kernel.ids import new_id
from shirube.kernel.receipts import hash_secret, make_receipt_number
from shirube.kernel.transactions import command
from shirube.notices import interface as notices

_NOTHING = "－"


class GroupSettledError(ConflictError):
    """It does not wait for this: somebody has decided already, or it is too early to renew it."""

    code = "bookings.group_settled"


class GroupReviewerError(ForbiddenError):
    """Only staff of a section decide about groups."""

    code = "bookings.group_reviewer"


def register_group(
    *, municipality_id: UUID, facts: GroupFacts, contact: Booker, key: str, actor: Acting, now: datetime
) -> GroupView:
    """Hand in a new group. The same `key` again is answered with the same group. GroupInvalidError, BookerNeededError."""
    check_group_facts(facts)
    if not contact.is_reachable:
        raise BookerNeededError
    try:
        row = _register(
            municipality_id=municipality_id, facts=facts, contact=contact, key=key, actor=actor, now=now
        )
    except IntegrityError:
        row = Group.objects.get(municipality_id=municipality_id, key=key)
    return replace(view_group(row), secret=secret_for(municipality_id, f"group:{key}"))


@command
def _register(
    *, municipality_id: UUID, facts: GroupFacts, contact: Booker, key: str, actor: Acting, now: datetime
) -> Group:
    group_id, secret = new_id(), secret_for(municipality_id, f"group:{key}")
    known = Booker(name=contact.name, mail=contact.mail, phone=contact.phone, secret=secret)
    row = Group(
        id=group_id,
        municipality_id=municipality_id,
        number=make_receipt_number(),
        secret_hash=hash_secret(secret),
        contact=seal_booker(known, municipality_id=municipality_id, row_id=group_id),
        resident_id=contact.resident_id,
        language=contact.language,
        key=key,
        applied_at=now,
        **facts.as_json(),
    )
    row.save(force_insert=True)
    _tell(row, "group_applied", actor.log_name, now, letter="group_applied")
    return row


@command
def hand_in_group(
    *,
    municipality_id: UUID,
    group_id: UUID,
    facts: GroupFacts,
    contact: Booker,
    actor: Acting,
    now: datetime,
) -> None:
    """Correct what was returned, or renew for the next fiscal year. While it is looked at, an accepted one stays so.

    Raises GroupNotFoundError, GroupInvalidError, BookerNeededError, GroupSettledError.
    """
    check_group_facts(facts)
    row = get_group_for(municipality_id=municipality_id, group_id=group_id, actor=actor)
    if not contact.is_reachable:
        raise BookerNeededError
    if not may_be_handed_in(row.state, row.valid_until, japan_date(now)):
        raise GroupSettledError(state=row.state)
    known = Booker(name=contact.name, mail=contact.mail, phone=contact.phone, secret=contact_of(row).secret)
    changes = {
        **facts.as_json(),
        "contact": seal_booker(known, municipality_id=municipality_id, row_id=row.pk),
        "language": contact.language,
        "reason": "",
        "applied_at": now,
    }
    _move(row, state_after_handing_in(row.state), **changes)
    _tell(row, "group_applied", actor.log_name, now, letter="group_applied")


@command
def review_group(
    *,
    municipality_id: UUID,
    group_id: UUID,
    decision: Decision,
    actor: Acting,
    now: datetime,
    reason: str = "",
) -> None:
    """Staff accept, return for correction, or refuse; who is not accepted is told why.

    A renewal that is returned or refused leaves the registration as it is until its day.
    Raises GroupNotFoundError, GroupReviewerError, GroupSettledError, GroupInvalidError (a reason is missing).
    """
    if not is_staff(actor) or not _may_review(actor):
        raise GroupReviewerError
    if decision is not Decision.ACCEPT and not reason.strip():
        raise GroupInvalidError(field="reason")
    row = get_group_for(municipality_id=municipality_id, group_id=group_id, actor=actor)
    if row.state not in WAITING_FOR_STAFF:
        raise GroupSettledError(state=row.state)
    state, valid_until = _outcome(row, decision, japan_date(now))
    _move(
        row,
        state,
        reason=reason.strip(),
        valid_until=valid_until,
        decided_at=now,
        decided_by=actor.log_name,
    )
    _tell(row, _LETTERS[decision], actor.log_name, now, letter=_LETTERS[decision])
    events.publish(GroupReviewed(municipality_id=municipality_id, group_id=row.pk, state=row.state, at=now))


@command
def expire_groups(*, municipality_id: UUID, now: datetime) -> int:
    """Daily: registrations whose fiscal year is over; a renewal that is still looked at becomes an application."""
    over = Group.objects.filter(municipality_id=municipality_id, valid_until__lt=japan_date(now))
    renewing = over.filter(state=GroupState.RENEWING)
    renewing.update(state=GroupState.APPLIED, valid_until=None, revision=F("revision") + 1)
    rows = list(over.filter(state=GroupState.ACCEPTED).order_by("id"))
    for row in rows:
        _move(row, GroupState.EXPIRED)
        _tell(row, "group_expired", "system", now, letter="group_expired")
    return len(rows)


@command
def tell_group(*, municipality_id: UUID, group_id: UUID, letter: str, revision: int, now: datetime) -> None:
    """Order the letter of one occasion, once; nothing where the representative gave no address."""
    row = find_group_row(municipality_id=municipality_id, group_id=group_id)
    recipient = recipient_of(row, contact_of(row)) if row else None
    if row is None or recipient is None:
        return
    notices.send_notice(
        municipality_id=municipality_id,
        kind=f"bookings.{letter}",
        recipient=recipient,
        facts=_facts(row),
        subject=f"bookings.group:{row.pk}",
        once=f"bookings.{letter}:{row.pk}:{revision}",
        now=now,
    )


_LETTERS = {
    Decision.ACCEPT: "group_accepted",
    Decision.RETURN: "group_returned",
    Decision.REFUSE: "group_refused",
}


def _may_review(actor: accounts.Actor) -> bool:
    return actor.is_system or actor.holds(*CITY_ROLES) or bool(actor.sections)


def _outcome(row: Group, decision: Decision, today: date) -> tuple[GroupState, date | None]:
    renewed_from = row.valid_until if row.state == GroupState.RENEWING else None
    if decision is Decision.ACCEPT:
        return GroupState.ACCEPTED, valid_until_of(today, renewed_from=renewed_from)
    if renewed_from is not None:
        return GroupState.ACCEPTED, row.valid_until
    return (GroupState.RETURNED if decision is Decision.RETURN else GroupState.REFUSED), None


def _move(row: Group, state: GroupState, **changes: Any) -> None:
    """GroupSettledError where somebody was quicker."""
    same = Group.objects.filter(
        municipality_id=row.municipality_id, pk=row.pk, state=row.state, revision=row.revision
    )
    if not same.update(state=state, revision=F("revision") + 1, **changes):
        raise GroupSettledError(state=row.state)
    row.state, row.revision = state, row.revision + 1
    for name, value in changes.items():
        setattr(row, name, value)


def _tell(row: Group, act: str, actor: str, now: datetime, *, letter: str) -> None:
    order_group_letter(row=row, letter=letter)
    story = Story(municipality_id=row.municipality_id, actor=actor, now=now)
    story.note(f"bookings.group:{row.pk}", act, state=row.state)
    story.tell()


def _facts(row: Group) -> dict[str, str]:
    with translation.override(row.language):
        address = group_address_of(
            municipality_id=row.municipality_id, number=row.number, language=row.language
        )
    return {
        "number": row.number,
        "secret": contact_of(row).secret,
        "address": address,
        "group": row.name,
        "until": format_date(row.valid_until, row.language) if row.valid_until else _NOTHING,
        "reason": row.reason or _NOTHING,
    }
