"""What the counter's writes share: who may act at a desk, finding rows, and telling the boards that something changed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from shirube.accounts.interface import SECTION_ROLES, Actor, Role
from shirube.audit import interface as audit
from shirube.kernel.errors import ConflictError, ForbiddenError
from shirube.kernel.transactions import step
from shirube.visits.models import Branch, BranchDay, Desk, DeskShift, Service, VisitService
from shirube.visits.queries.places import BranchNotFoundError

COUNTER_ROLES = SECTION_ROLES
SETUP_ROLES = frozenset({Role.SECTION_CHIEF, Role.DX_PROMOTION, Role.ADMINISTRATOR})


class NotCounterStaffError(ForbiddenError):
    """The role does not work at the counter."""

    code = "visits.not_counter_staff"


class NotAtDeskError(ForbiddenError):
    """Somebody else sits at the desk, or nobody does: take the desk first."""

    code = "visits.not_at_desk"


class StepNotFoundError(BranchNotFoundError):
    """The ticket is not of this city."""

    code = "visits.step_not_found"


class StepMovedError(ConflictError):
    """The ticket stands elsewhere than the clerk saw: another desk was faster. `state` and `desk` say where."""

    code = "visits.step_moved"


def require_counter(actor: Actor) -> None:
    """Section staff, and the system itself. NotCounterStaffError."""
    if not actor.is_system and not actor.holds(*COUNTER_ROLES):
        raise NotCounterStaffError


def require_setup(actor: Actor) -> None:
    """Who may change branches, services and desks. NotCounterStaffError."""
    if not actor.is_system and not actor.holds(*SETUP_ROLES):
        raise NotCounterStaffError


def get_branch_row(municipality_id: UUID, branch_id: UUID) -> Branch:
    row = Branch.objects.filter(municipality_id=municipality_id, pk=branch_id).first()
    if row is None:
        raise BranchNotFoundError(kind="branch")
    return row


def get_service_row(municipality_id: UUID, service_id: UUID) -> Service:
    row = Service.objects.filter(municipality_id=municipality_id, pk=service_id).first()
    if row is None:
        raise BranchNotFoundError(kind="service")
    return row


def get_desk_row(municipality_id: UUID, desk_id: UUID) -> Desk:
    row = Desk.objects.filter(municipality_id=municipality_id, pk=desk_id).first()
    if row is None:
        raise BranchNotFoundError(kind="desk")
    return row


def get_own_desk(municipality_id: UUID, desk_id: UUID, actor: Actor) -> Desk:
    """The desk, where the actor sits at it. BranchNotFoundError, NotAtDeskError."""
    desk = get_desk_row(municipality_id, desk_id)
    shifts = DeskShift.objects.filter(municipality_id=municipality_id, desk=desk, until__isnull=True)
    sits_there = actor.staff_id is None or shifts.filter(staff_id=actor.staff_id).exists()
    if not sits_there:
        raise NotAtDeskError(desk=desk.number)
    return desk


def get_step_row(municipality_id: UUID, step_id: UUID) -> VisitService:
    row = (
        VisitService.objects.select_related("visit", "desk")
        .filter(municipality_id=municipality_id, pk=step_id)
        .first()
    )
    if row is None:
        raise StepNotFoundError(kind="step")
    return row


@step
def hold_step(municipality_id: UUID, step_id: UUID) -> VisitService:
    """The ticket as it stands behind the lock of its queue. StepNotFoundError."""
    seen = get_step_row(municipality_id, step_id)
    touch(municipality_id, seen.branch_id, seen.day)
    return get_step_row(municipality_id, step_id)


def moved_error(municipality_id: UUID, step_id: UUID) -> StepMovedError:
    """What the loser of a race is told: where the ticket stands now."""
    row = get_step_row(municipality_id, step_id)
    return StepMovedError(ticket=row.visit.ticket, state=row.state, desk=row.desk.number if row.desk else "-")


@step
def touch(municipality_id: UUID, branch_id: UUID, day: date) -> None:
    """Boards of the branch are drawn anew from the commit on; until then nobody else changes this queue.

    Danger: whatever changes the queue begins with it, before it reads what it decides by and before the log. Else two
    desks wait for each other's rows, and who leaves while being passed on stays in the line as a ghost.
    """
    days = BranchDay.objects.filter(municipality_id=municipality_id, branch_id=branch_id, day=day)
    if days.update(revision=F("revision") + 1):
        return
    _row, is_new = BranchDay.objects.get_or_create(
        municipality_id=municipality_id, branch_id=branch_id, day=day, defaults={"revision": 1}
    )
    if not is_new:
        days.update(revision=F("revision") + 1)


@step
def note(
    municipality_id: UUID, action: str, subject: str, actor: Actor, now: datetime, **facts: object
) -> None:
    """An audit entry without personal data."""
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action=f"visits.{action}",
        subject=subject,
        now=now,
        facts=facts,
    )
