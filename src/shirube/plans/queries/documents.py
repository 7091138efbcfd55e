"""From rows to the plan document, with a memory of documents that cannot have changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from shirube.kernel.calendar import fiscal_year_of
from shirube.kernel.errors import NotFoundError
from shirube.plans.domain import document as doc
from shirube.plans.domain.grading import grade_initiative, grade_kpi
from shirube.plans.domain.terms import (
    ActionState,
    Category,
    Direction,
    DocumentKind,
    Grade,
    NoteKind,
    Relation,
    ReviewState,
)
from shirube.plans.models import (
    Action,
    ActionReport,
    Evidence,
    Initiative,
    Kpi,
    Pillar,
    Plan,
    PlanLink,
    Reading,
    Responsibility,
    Review,
)

# Memory: one document of ten initiatives takes about 150 kB.
_KEPT_DOCUMENTS = 128
_documents: OrderedDict[tuple[UUID, int, date], doc.PlanDocument] = OrderedDict()
_lock = Lock()


class PlanNotFoundError(NotFoundError):
    code = "plans.plan_not_found"


def get_plan_document(*, municipality_id: UUID, slug: str, on: date) -> doc.PlanDocument:
    """The plan with everything published about it, graded as of the day. PlanNotFoundError.

    Every change of a plan or of its progress raises the plan's revision in the same transaction, so a document of
    the same revision and day is the same document: one query answers for a page that was shown before.
    """
    stamp = (
        Plan.objects.filter(municipality_id=municipality_id, slug=slug).values_list("id", "revision").first()
    )
    if stamp is None:
        raise PlanNotFoundError(slug=slug)
    key = (*stamp, on)
    kept = _recall(key)
    if kept is None:
        kept = read_document(municipality_id, stamp[0], on)
        # The revision read with the rows names them, should a change have come between the two queries.
        _remember((kept.id, kept.revision, on), kept)
    return kept


def forget_documents() -> None:
    """For tests, which roll revisions back."""
    with _lock:
        _documents.clear()


def _recall(key: tuple[UUID, int, date]) -> doc.PlanDocument | None:
    with _lock:
        if key in _documents:
            _documents.move_to_end(key)
        return _documents.get(key)


def _remember(key: tuple[UUID, int, date], document: doc.PlanDocument) -> None:
    with _lock:
        _documents[key] = document
        while len(_documents) > _KEPT_DOCUMENTS:
            _documents.popitem(last=False)


def grade_of_initiative(municipality_id: UUID, initiative_id: UUID, on: date) -> Grade:
    """The grade of one initiative as of a day."""
    rows = _with_parts(Initiative.objects.filter(municipality_id=municipality_id, pk=initiative_id))
    return _initiative(rows.get(), on).grade


def read_document(municipality_id: UUID, plan_id: UUID, on: date) -> doc.PlanDocument:
    """The plan straight from the tables, for writers who hold its lock."""
    plan = Plan.objects.prefetch_related("links", "pillars").get(municipality_id=municipality_id, pk=plan_id)
    rows = _with_parts(Initiative.objects.filter(municipality_id=municipality_id, plan_id=plan_id))
    initiatives = [_initiative(row, on) for row in rows]
    return doc.PlanDocument(
        id=plan.pk,
        slug=plan.slug,
        name=plan.name,
        document_kind=DocumentKind(plan.document_kind),
        adopted=plan.adopted,
        start_year=plan.start_year,
        end_year=plan.end_year,
        philosophy=plan.philosophy,
        progress_method=plan.progress_method,
        kpi_note=plan.kpi_note,
        source=plan.source,
        notices=tuple(plan.notices),
        revision=plan.revision,
        changed_at=plan.changed_at,
        translations=plan.translations,
        links=tuple(_link(row) for row in plan.links.all()),
        pillars=tuple(_pillar(row) for row in plan.pillars.all()),
        initiatives=tuple(initiatives),
    )


def _with_parts(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    # Cost: one query a table, however many initiatives the plan has.
    reports = ActionReport.objects.filter(replaced_at__isnull=True).prefetch_related("evidence")
    readings = Reading.objects.filter(replaced_at__isnull=True).prefetch_related("evidence")
    reviews = Review.objects.filter(state=ReviewState.PUBLISHED).prefetch_related("evidence")
    return initiatives.select_related("pillar").prefetch_related(
        "responsibilities",
        "notes",
        "laws",
        "actions__phases",
        Prefetch("actions__reports", reports),
        "kpis__intermediate_targets",
        Prefetch("kpis__readings", readings),
        Prefetch("reviews", reviews),
    )


def _initiative(row: Initiative, on: date) -> doc.InitiativeItem:
    kpis = tuple(_graded(_kpi(kpi), on) for kpi in row.kpis.all())
    actions = tuple(_action(action) for action in row.actions.all())
    return doc.InitiativeItem(
        id=row.pk,
        code=row.code,
        slug=row.slug,
        title=row.title,
        summary=row.summary,
        pillar_code=row.pillar.code if row.pillar else None,
        category=_category(row.category),
        dx_mark=row.dx_mark,
        dx_mark_basis=row.dx_mark_basis,
        revision=row.revision,
        translations=row.translations,
        responsible=tuple(_responsible(item) for item in row.responsibilities.all()),
        notes=tuple(doc.Note(kind=NoteKind(note.kind), text=note.text) for note in row.notes.all()),
        laws=tuple(doc.Law(name=law.name, clause=law.clause) for law in row.laws.all()),
        actions=actions,
        kpis=kpis,
        reviews=tuple(review_item(review) for review in row.reviews.all()),
        grade=grade_initiative([kpi.grade for kpi in kpis], _current_states(actions, on)),
    )


def _current_states(actions: Sequence[doc.ActionItem], on: date) -> list[ActionState]:
    """The newest report of each action, unless it is older than last fiscal year and says nothing about today."""
    year = fiscal_year_of(on)
    newest = [next((r for r in action.reports if r.fiscal_year <= year), None) for action in actions]
    return [report.state for report in newest if report and report.fiscal_year >= year - 1]


def _graded(kpi: doc.KpiItem, on: date) -> doc.KpiItem:
    return replace(kpi, grade=grade_kpi(kpi, on))


def _action(row: Action) -> doc.ActionItem:
    return doc.ActionItem(
        id=row.pk,
        code=row.code,
        name=row.name,
        translations=row.translations,
        phases=tuple(
            doc.Phase(name=phase.name, first_year=phase.first_year, last_year=phase.last_year)
            for phase in row.phases.all()
        ),
        reports=tuple(_report(report) for report in row.reports.all()),
    )


def _report(row: ActionReport) -> doc.Report:
    return doc.Report(
        fiscal_year=row.fiscal_year,
        state=ActionState(row.state),
        reason=row.reason,
        reported_at=row.reported_at,
        evidence=_evidence(row.evidence.all()),
    )


def _kpi(row: Kpi) -> doc.KpiItem:
    baseline = None
    if row.baseline_year is not None:
        baseline = doc.Value(fiscal_year=row.baseline_year, value=row.baseline_value)
    return doc.KpiItem(
        id=row.pk,
        code=row.code,
        name=row.name,
        unit=row.unit,
        decimals=row.decimals,
        direction=Direction(row.direction),
        baseline=baseline,
        target=doc.Value(fiscal_year=row.target_year, value=row.target_value),
        intermediate=tuple(
            doc.Value(fiscal_year=stop.fiscal_year, value=stop.value)
            for stop in row.intermediate_targets.all()
        ),
        formula=row.formula,
        measure=row.measure,
        translations=row.translations,
        readings=tuple(_reading(reading) for reading in row.readings.all()),
    )


def _reading(row: Reading) -> doc.ReadingItem:
    return doc.ReadingItem(
        id=row.pk,
        measured_on=row.measured_on,
        value=row.value,
        source=row.source,
        note=row.note,
        entered_at=row.entered_at,
        evidence=_evidence(row.evidence.all()),
    )


def review_item(row: Review) -> doc.ReviewItem:
    return doc.ReviewItem(
        id=row.pk,
        fiscal_year=row.fiscal_year,
        state=ReviewState(row.state),
        achievements=row.achievements,
        issues=row.issues,
        next_steps=row.next_steps,
        grade_by_rule=Grade(row.grade_by_rule),
        grade_override=Grade(row.grade_override) if row.grade_override else None,
        override_reason=row.override_reason,
        published_at=row.published_at,
        evidence=_evidence(row.evidence.all()),
    )


def _evidence(rows: Iterable[Evidence]) -> tuple[doc.EvidenceItem, ...]:
    return tuple(
        doc.EvidenceItem(text=row.text, link=row.link, file_id=row.file_id, file_name=row.file_name)
        for row in rows
    )


def _responsible(row: Responsibility) -> doc.ResponsibleItem:
    return doc.ResponsibleItem(label=row.label, section_id=row.section_id, duties=tuple(row.duties))


def _pillar(row: Pillar) -> doc.PillarItem:
    return doc.PillarItem(
        id=row.pk,
        code=row.code,
        slug=row.slug,
        name=row.name,
        category=_category(row.category),
        translations=row.translations,
    )


def _link(row: PlanLink) -> doc.LinkItem:
    return doc.LinkItem(
        name=row.name,
        relation=Relation(row.relation),
        category=_category(row.category),
        part=row.part,
        adopted=row.adopted,
        note=row.note,
    )


def _category(stored: str) -> Category | None:
    return Category(stored) if stored else None
