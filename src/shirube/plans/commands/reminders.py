"""DX promotion asks sections for what is missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from shirube.accounts.interface import Actor, Role
from shirube.audit import interface as audit
from shirube.jobs import interface as jobs
from shirube.kernel import events
from shirube.kernel.calendar import fiscal_year_of
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command
from shirube.plans.commands.editing import NotDxPromotionError
from shirube.plans.events import SectionReminded
from shirube.plans.models import Plan, Reminder
from shirube.plans.queries.documents import PlanNotFoundError, get_plan_document
from shirube.plans.queries.staff import SectionProgress, list_section_progress

# Whoever is asked every day stops reading.
REST = timedelta(hours=24)
LETTERS = "shirube.plans.tasks.send_reminder"


class NothingMissingError(ConflictError):
    """None of the sections owes anything for the fiscal years that have ended."""

    code = "plans.nothing_missing"


class RemindedLatelyError(ConflictError):
    """Every one of the sections was asked within the last 24 hours."""

    code = "plans.reminded_lately"


@command
def remind_sections(
    *,
    municipality_id: UUID,
    plan_id: UUID,
    section_ids: Collection[UUID],
    actor: Actor,
    now: datetime,
    address: str = "",
) -> Sequence[UUID]:
    """Ask each of the sections that owes something and was not asked within 24 hours; returns those that were asked.

    The letters are ordered in the same transaction (outbox) and lead to `address`. Raises NotDxPromotionError,
    PlanNotFoundError, NothingMissingError, RemindedLatelyError.
    """
    if not actor.is_system and not actor.holds(Role.DX_PROMOTION):
        raise NotDxPromotionError
    slug = _lock_plan(municipality_id, plan_id)
    owing = [one for one in _progress(municipality_id, slug, now) if one.waiting and _id(one) in section_ids]
    if not owing:
        raise NothingMissingError
    rested = [one for one in owing if one.reminded_at is None or now - one.reminded_at >= REST]
    if not rested:
        raise RemindedLatelyError(sections="、".join(one.section.name for one in owing if one.section))
    for one in rested:
        _remind(municipality_id, plan_id, one, actor, now)
        _order_letters(municipality_id, plan_id, one, address)
    asked = [section_id for one in rested if (section_id := _id(one))]
    for section_id in asked:
        events.publish(
            SectionReminded(municipality_id=municipality_id, plan_id=plan_id, section_id=section_id)
        )
    return asked


def _order_letters(municipality_id: UUID, plan_id: UUID, progress: SectionProgress, address: str) -> None:
    """A section that is called reminded gets its letters: not even a process that dies now comes between."""
    section_id = _id(progress)
    if section_id is not None:
        jobs.enqueue(
            LETTERS,
            municipality_id=municipality_id,
            plan_id=str(plan_id),
            section_id=str(section_id),
            address=address,
        )


def _lock_plan(municipality_id: UUID, plan_id: UUID) -> str:
    """Two people who press the button together stand in line: the second finds the reminder of the first."""
    plan = Plan.objects.filter(municipality_id=municipality_id, pk=plan_id)
    plan.update(changed_at=F("changed_at"))
    slug = plan.values_list("slug", flat=True).first()
    if slug is None:
        raise PlanNotFoundError(plan_id=str(plan_id))
    return slug


def _progress(municipality_id: UUID, slug: str, now: datetime) -> Sequence[SectionProgress]:
    today = japan_date(now)
    document = get_plan_document(municipality_id=municipality_id, slug=slug, on=today)
    return list_section_progress(municipality_id=municipality_id, document=document, on=today)


def _id(progress: SectionProgress) -> UUID | None:
    return progress.section.id if progress.section else None


def _remind(
    municipality_id: UUID, plan_id: UUID, progress: SectionProgress, actor: Actor, now: datetime
) -> None:
    section_id, waiting = _id(progress), len(progress.waiting)
    if section_id is None:
        return
    Reminder.objects.create(
        municipality_id=municipality_id,
        plan_id=plan_id,
        section_id=section_id,
        fiscal_year=fiscal_year_of(japan_date(now)) - 1,
        waiting=waiting,
        actor=actor.log_name,
        sent_at=now,
    )
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action="plans.section_reminded",
        subject=f"organizations.section:{section_id}",
        now=now,
        facts={"plan": str(plan_id), "waiting": waiting},
    )
