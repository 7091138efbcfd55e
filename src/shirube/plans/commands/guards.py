"""What every write of progress asks first: does the thing exist here, and may this person do it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import F

from shirube.accounts.interface import SECTION_ROLES, Actor, Role
from shirube.files import interface as files
from shirube.kernel.errors import ForbiddenError
from shirube.plans.domain.document import EvidenceItem
from shirube.plans.models import Action, Evidence, Initiative, Kpi, Plan, Reading, Responsibility
from shirube.plans.queries.places import PartNotFoundError, can_carry

__all__ = [
    "NotYourSectionError",
    "PartNotFoundError",
    "get_action",
    "get_initiative",
    "get_kpi",
    "get_reading",
    "keep_evidence",
    "raise_revision",
    "require_responsible",
    "sections_of",
]


class NotYourSectionError(ForbiddenError):
    """The initiative belongs to another section, or the role does not allow this."""

    code = "plans.not_your_section"


def get_kpi(municipality_id: UUID, kpi_id: UUID) -> Kpi:
    kpi = Kpi.objects.select_related("initiative").filter(municipality_id=municipality_id, pk=kpi_id).first()
    if kpi is None:
        raise PartNotFoundError(kind="kpi")
    return kpi


def get_reading(municipality_id: UUID, reading_id: UUID) -> Reading:
    reading = (
        Reading.objects.select_related("kpi__initiative")
        .filter(municipality_id=municipality_id, pk=reading_id)
        .first()
    )
    if reading is None:
        raise PartNotFoundError(kind="reading")
    return reading


def get_action(municipality_id: UUID, action_id: UUID) -> Action:
    action = (
        Action.objects.select_related("initiative")
        .filter(municipality_id=municipality_id, pk=action_id)
        .first()
    )
    if action is None:
        raise PartNotFoundError(kind="action")
    return action


def get_initiative(municipality_id: UUID, initiative_id: UUID) -> Initiative:
    initiative = Initiative.objects.filter(municipality_id=municipality_id, pk=initiative_id).first()
    if initiative is None:
        raise PartNotFoundError(kind="initiative")
    return initiative


def require_responsible(
    initiative: Initiative, actor: Actor, roles: Collection[Role] = SECTION_ROLES
) -> None:
    """Let pass the sections that carry the initiative, DX promotion and the system itself. NotYourSectionError."""
    if not can_carry(sections_of(initiative), actor, roles):
        raise NotYourSectionError(initiative=initiative.code)


def sections_of(initiative: Initiative) -> list[UUID | None]:
    """The sections that carry the initiative; None for a wording that names none."""
    carried = Responsibility.objects.filter(municipality_id=initiative.municipality_id, initiative=initiative)
    return list(carried.values_list("section_id", flat=True))


def raise_revision(plan_id: UUID, now: datetime) -> None:
    """Every change of a plan or its progress: pages made from the older revision are made anew.

    On PostgreSQL the row stays locked until the commit, so that writers of one plan stand in line.
    """
    Plan.objects.filter(pk=plan_id).update(revision=F("revision") + 1, changed_at=now)


def keep_evidence(
    municipality_id: UUID,
    evidence: Collection[EvidenceItem],
    *,
    subject: str,
    actor: Actor,
    now: datetime,
    **owner: object,
) -> None:
    """Rows for the texts, links and files that a reading, report or review rests on; its files are attached to it.

    `subject` is "plans.reading:<id>" and the like; a file that belongs to it already stays. Errors of attach_file.
    """
    attached = {one.id for one in files.list_files(municipality_id=municipality_id, subject=subject)}
    for item in evidence:
        if item.file_id and item.file_id not in attached:
            files.attach_file(
                municipality_id=municipality_id,
                file_id=item.file_id,
                subject=subject,
                actor=actor.log_name,
                now=now,
            )
    Evidence.objects.bulk_create(
        Evidence(
            municipality_id=municipality_id,
            text=item.text,
            link=item.link,
            file_id=item.file_id,
            file_name=item.file_name,
            **owner,
        )
        for item in evidence
    )
