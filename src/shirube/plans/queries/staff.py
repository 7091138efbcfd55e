"""What waits for a person at the desk, and where the sections stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Prefetch

from shirube.accounts.interface import Actor, Role
from shirube.organizations import interface as organizations
from shirube.plans.domain.document import PlanDocument
from shirube.plans.domain.terms import ReviewMove, ReviewState
from shirube.plans.domain.waiting import OpenReview, Waiting, WaitKind, waits_of
from shirube.plans.models import Reminder, Review, ReviewStep
from shirube.plans.queries.documents import get_plan_document
from shirube.plans.queries.plans import list_plans

_DESK_ROLES = {WaitKind.CONFIRM: Role.DX_PROMOTION, WaitKind.DECIDE: Role.HEADQUARTERS}


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionProgress:
    """What is missing from a section on a plan. `section` is None for initiatives that name no section."""

    section: organizations.SectionSummary | None
    initiatives: int
    waiting: tuple[Waiting, ...]
    late: int
    reminded_at: datetime | None

    def count(self, *kinds: WaitKind) -> int:
        return sum(one.kind in kinds for one in self.waiting)


def list_waiting(*, municipality_id: UUID, actor: Actor, on: date) -> Sequence[Waiting]:
    """Everything in all plans that waits for this person, what is due first.

    Cost: one query for each plan that has not changed since it was last read, and three for the reviews.
    """
    documents = _documents(municipality_id, on)
    reviews = _open_reviews(municipality_id)
    waiting = [one for document in documents for one in waits_of(document, reviews, on)]
    mine = [one for one in waiting if _waits_for(one, actor)]
    return sorted(mine, key=lambda one: (one.due_on, one.plan_slug))


def list_owed(*, municipality_id: UUID, documents: Sequence[PlanDocument], on: date) -> Sequence[Waiting]:
    """Everything that belongs to fiscal years that have ended and is not there yet, whoever it waits for.

    What is due first stands first. Cost: three queries for the reviews, however many sections and plans there are.
    """
    reviews = _open_reviews(municipality_id)
    owed = [one for document in documents for one in waits_of(document, reviews, on) if one.is_missing(on)]
    return sorted(owed, key=lambda one: (one.due_on, one.plan_slug))


def list_section_progress(
    *, municipality_id: UUID, document: PlanDocument, on: date
) -> Sequence[SectionProgress]:
    """Each section that carries an initiative of the plan, with what is missing from it; sections in office order.

    Missing is what belongs to fiscal years that have ended. Cost: five queries, however many sections there are.
    """
    reviews = _open_reviews(municipality_id)
    missing = [one for one in waits_of(document, reviews, on) if one.is_missing(on)]
    owed = [one for one in missing if one.kind not in _DESK_ROLES]
    carried = _count_carried(document)
    sections = {
        section.id: section for section in organizations.list_sections(municipality_id=municipality_id)
    }
    reminded = _last_reminders(municipality_id, document.id)
    ids: list[UUID | None] = [section_id for section_id in sections if section_id in carried]
    return [
        _progress(section_id, sections, carried, owed, reminded, on)
        for section_id in [*ids, *([None] if None in carried else [])]
    ]


def _documents(municipality_id: UUID, on: date) -> list[PlanDocument]:
    plans = list_plans(municipality_id=municipality_id)
    return [get_plan_document(municipality_id=municipality_id, slug=plan.slug, on=on) for plan in plans]


def _open_reviews(municipality_id: UUID) -> Mapping[UUID, Sequence[OpenReview]]:
    rows = Review.objects.filter(municipality_id=municipality_id).exclude(state=ReviewState.PUBLISHED)
    newest_first = ReviewStep.objects.order_by("-made_at", "-id")
    found: defaultdict[UUID, list[OpenReview]] = defaultdict(list)
    for row in rows.order_by("fiscal_year").prefetch_related(Prefetch("steps", newest_first)):
        last = next(iter(row.steps.all()), None)
        found[row.initiative_id].append(
            OpenReview(
                id=row.pk,
                initiative_id=row.initiative_id,
                fiscal_year=row.fiscal_year,
                state=ReviewState(row.state),
                comment=last.comment if last and last.move == ReviewMove.RETURN else "",
                moved_at=last.made_at if last else None,
            )
        )
    return found


def _waits_for(one: Waiting, actor: Actor) -> bool:
    if one.kind in _DESK_ROLES:
        return actor.holds(_DESK_ROLES[one.kind])
    # Work that names no section is found by DX promotion in its overview, not by everyone in the inbox.
    return actor.works_in(one.section_ids)


def _count_carried(document: PlanDocument) -> Mapping[UUID | None, int]:
    """How many initiatives each section carries; None counts those that name no section at all."""
    carried: defaultdict[UUID | None, int] = defaultdict(int)
    for item in document.initiatives:
        named: set[UUID | None] = {one.section_id for one in item.responsible if one.section_id}
        for section_id in named or {None}:
            carried[section_id] += 1
    return carried


def _last_reminders(municipality_id: UUID, plan_id: UUID) -> Mapping[UUID, datetime]:
    rows = Reminder.objects.filter(municipality_id=municipality_id, plan_id=plan_id).order_by()
    return dict(rows.values("section_id").annotate(last=Max("sent_at")).values_list("section_id", "last"))


def _progress(
    section_id: UUID | None,
    sections: Mapping[UUID, organizations.SectionSummary],
    carried: Mapping[UUID | None, int],
    owed: Iterable[Waiting],
    reminded: Mapping[UUID, datetime],
    on: date,
) -> SectionProgress:
    mine = tuple(
        one for one in owed if (section_id in one.section_ids if section_id else not one.section_ids)
    )
    return SectionProgress(
        section=sections[section_id] if section_id else None,
        initiatives=carried[section_id],
        waiting=mine,
        late=sum(one.is_late(on) for one in mine),
        reminded_at=reminded.get(section_id) if section_id else None,
    )
