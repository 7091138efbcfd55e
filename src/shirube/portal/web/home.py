"""A city's first page: the big question, the small ones, and where each is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shirube.plans import interface as plans
from shirube.portal.domain.questions import answer_questions
from shirube.portal.queries.plans import Counts, count_grades, plan_in_force
from shirube.portal.web.questions import QUESTIONS

_SHOWN_CHANGES = 5
# A part that merely mentions the words in a note does not answer the question.
_ANSWERING_SCORE = 20


@dataclass(frozen=True, slots=True)
class PlainQuestion:
    """`part` is the initiative that answers."""

    text: str
    part: plans.InitiativeItem


@dataclass(frozen=True, slots=True)
class Group:
    """A pillar's initiatives; `pillar` is None for those that the plan puts under none."""

    pillar: object | None
    initiatives: tuple[plans.InitiativeItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """`counts` answers the big question by grade, None where the plan has no indicator.

    `document` is the plan in force (or the newest), None where the city has no plan yet."""

    document: plans.PlanDocument | None
    counts: Counts | None
    questions: tuple[PlainQuestion, ...]
    groups: tuple[Group, ...]
    changes: Sequence[plans.Change]
    review_years: tuple[int, ...]
    other_plans: tuple[plans.PlanSummary, ...]


def city_home(municipality_id: UUID, today: date) -> Home:
    """Three queries for a plan that is remembered, and those of the changes."""
    summaries = list(plans.list_plans(municipality_id=municipality_id))
    chosen = plan_in_force(summaries, today)
    document = None
    if chosen is not None:
        document = plans.get_plan_document(municipality_id=municipality_id, slug=chosen.slug, on=today)
    return Home(
        document=document,
        counts=count_grades(document.kpis) if document else None,
        questions=_questions(document, today) if document else (),
        groups=_groups(document) if document else (),
        changes=plans.list_changes(municipality_id=municipality_id, limit=_SHOWN_CHANGES),
        review_years=_review_years(document) if document else (),
        other_plans=tuple(plan for plan in summaries if plan is not chosen),
    )


def _questions(document: plans.PlanDocument, today: date) -> tuple[PlainQuestion, ...]:
    index = plans.get_plan_index(document, today)

    def search(words: str) -> list[str]:
        hits = index.find(words)
        answering = [
            hit for hit in hits if hit.kind is plans.HitKind.INITIATIVE and hit.score >= _ANSWERING_SCORE
        ]
        return [hit.code for hit in answering]

    items = {item.slug: item for item in document.initiatives}
    found = answer_questions(search)
    return tuple(PlainQuestion(str(QUESTIONS[question]), items[slug]) for question, slug in found)


def _groups(document: plans.PlanDocument) -> tuple[Group, ...]:
    pillars = [Group(pillar, document.initiatives_of(pillar.code)) for pillar in document.pillars]
    loose = Group(None, document.initiatives_of(None))
    return tuple(group for group in (*pillars, loose) if group.initiatives)


def _review_years(document: plans.PlanDocument) -> tuple[int, ...]:
    years = {review.fiscal_year for item in document.initiatives for review in item.reviews}
    return tuple(sorted(years, reverse=True))
