"""Telling those who wait: soon your turn, and: another desk serves you now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command, step
from shirube.notices import interface as notices
from shirube.visits.commands.ending import VisitOverError
from shirube.visits.domain.states import StepState, VisitState
from shirube.visits.models import Visit, VisitService
from shirube.visits.queries.line import Line, LineStep, get_line
from shirube.visits.queries.places import BranchView
from shirube.visits.queries.visits import Holder, VisitNotFoundError, sealed, unsealed

SOON_KIND = "visits.soon"
DESK_CLOSED_KIND = "visits.desk_closed"
# Two before you, or ten minutes: whichever comes first is time enough to walk back from the car.
SOON_POSITION = 3
SOON_SECONDS = 600


class NoMailError(ConflictError):
    """No address was given."""

    code = "visits.no_mail"


@command
def ask_for_mail(*, municipality_id: UUID, visit_id: UUID, mail: str) -> None:
    """Write to this address shortly before the turn. VisitNotFoundError, VisitOverError, NoMailError."""
    visit = Visit.objects.filter(municipality_id=municipality_id, pk=visit_id).first()
    if visit is None:
        raise VisitNotFoundError
    if visit.state not in {VisitState.HERE, VisitState.EXPECTED}:
        raise VisitOverError(ticket=visit.ticket)
    if not mail.strip():
        raise NoMailError
    before = unsealed(visit)
    holder = Holder(name=before.name, mail=mail.strip(), language=visit.language)
    visit.sealed = sealed(holder, municipality_id=municipality_id, visit_id=visit_id)
    visit.wants_mail = True
    visit.save(update_fields=["sealed", "wants_mail"])


@step
def tell_soon(*, branch: BranchView, municipality_id: UUID, now: datetime) -> None:
    """A mail to each who asked for one and is nearly called. Cost: one query where nobody asked."""
    asked = VisitService.objects.filter(
        municipality_id=municipality_id,
        branch_id=branch.id,
        state=StepState.WAITING,
        soon_told_at__isnull=True,
        visit__wants_mail=True,
    ).select_related("visit")
    rows = {row.pk: row for row in asked}
    if not rows:
        return
    line = get_line(branch=branch, municipality_id=municipality_id, now=now)
    for waiting in line.waiting:
        if waiting.id in rows and _is_soon(line, waiting):
            _write_soon(rows[waiting.id], line, waiting, now)


@step
def tell_desk_closed(
    rows: Sequence[VisitService], *, branch: BranchView, closed: int, instead: int, now: datetime
) -> None:
    """A mail to those of the moved who gave an address; the others read it on the ticket's page and the board."""
    for row in rows:
        if row.visit.wants_mail:
            facts = {
                "ticket": row.visit.ticket,
                "branch": branch.title.in_language(row.visit.language),
                "closed_desk": str(closed),
                "desk": str(instead),
            }
            _send(row, DESK_CLOSED_KIND, facts, f"{row.pk}:{closed}:{instead}", now)


def _is_soon(line: Line, waiting: LineStep) -> bool:
    position = line.position_of(waiting.id)
    is_next = position is not None and position <= SOON_POSITION
    return is_next or (waiting.wait_seconds is not None and waiting.wait_seconds <= SOON_SECONDS)


def _write_soon(row: VisitService, line: Line, waiting: LineStep, now: datetime) -> None:
    facts = {
        "ticket": row.visit.ticket,
        "branch": line.branch.title.in_language(row.visit.language),
        "ahead": str((line.position_of(waiting.id) or 1) - 1),
    }
    _send(row, SOON_KIND, facts, str(row.pk), now)
    VisitService.objects.filter(municipality_id=row.municipality_id, pk=row.pk).update(soon_told_at=now)


def _send(row: VisitService, kind: str, facts: dict[str, str], once: str, now: datetime) -> None:
    holder = unsealed(row.visit)
    notices.send_notice(
        municipality_id=row.municipality_id,
        kind=kind,
        recipient=notices.Recipient(
            email=holder.mail, language=holder.language, name=holder.name, resident_id=holder.resident_id
        ),
        facts=facts,
        subject=f"visits.visit:{row.visit_id}",
        once=f"{kind}:{once}",
        now=now,
    )
