"""From rows to the plan document, with a memory of documents that cannot have changed."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from shirube.kernel.errors import NotFoundError
from shirube.plans.domain import document as doc
from shirube.plans.domain.grading import grade_initiative, grade_kpi
from shirube.plans.domain.standing import current_report
from shirube.plans.domain.terms import (
    ActionState,
    Category,
    Direction,
    DocumentKind,
    Grade,
    LogicStage,
    NoteKind,
    Relation,
    ReviewState,
)
from shirube.plans.models import (
    Action,
    ActionPhase,
    ActionReport,
    Evidence,
    Initiative,
    InitiativeNote,
    IntermediateTarget,
    Kpi,
    LogicStep,
    Pillar,
    Plan,
    PlanLink,
    Reading,
    RelatedLaw,
    Responsibility,
    Review,
)

M = TypeVar("M", bound=Model)
T = TypeVar("T")

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
    row = Initiative.objects.get(municipality_id=municipality_id, pk=initiative_id)
    (item,) = _read_initiatives(municipality_id, [row], {}, on)
    return item.grade


def read_document(municipality_id: UUID, plan_id: UUID, on: date) -> doc.PlanDocument:
    """The plan straight from the tables, for writers who hold its lock. PlanNotFoundError."""
    plan = Plan.objects.filter(municipality_id=municipality_id, pk=plan_id).first()
    if plan is None:
        raise PlanNotFoundError(plan_id=str(plan_id))
    pillars = list(Pillar.objects.filter(municipality_id=municipality_id, plan_id=plan_id))
    initiatives = Initiative.objects.filter(municipality_id=municipality_id, plan_id=plan_id)
    codes = {pillar.pk: pillar.code for pillar in pillars}
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
        links=tuple(
            _link(row) for row in PlanLink.objects.filter(municipality_id=municipality_id, plan=plan)
        ),
        pillars=tuple(_pillar(row) for row in pillars),
        initiatives=tuple(_read_initiatives(municipality_id, list(initiatives), codes, on)),
    )


class _Children:
    """Rows grouped by their parent. Cost: one query a table, however many initiatives the plan has.

    Grouping by hand instead of prefetching: a prefetch builds a scoped queryset for each parent, which cost three
    quarters of the time of a document.
    """

    def __init__(self, municipality_id: UUID) -> None:
        self.municipality_id = municipality_id

    def of(self, model: type[M], parent: str, ids: Sequence[UUID], **filters: object) -> dict[UUID, list[M]]:
        rows = model._default_manager.filter(
            municipality_id=self.municipality_id, **{f"{parent}__in": ids}, **filters
        )
        grouped: defaultdict[UUID, list[M]] = defaultdict(list)
        for row in rows:
            grouped[getattr(row, f"{parent}_id")].append(row)
        return grouped


def _read_initiatives(
    municipality_id: UUID, rows: Sequence[Initiative], pillar_codes: Mapping[UUID, str], on: date
) -> list[doc.InitiativeItem]:
    children, ids = _Children(municipality_id), [row.pk for row in rows]
    responsible = children.of(Responsibility, "initiative", ids)
    notes = children.of(InitiativeNote, "initiative", ids)
    laws = children.of(RelatedLaw, "initiative", ids)
    logic = children.of(LogicStep, "initiative", ids)
    actions = _read_actions(children, ids)
    kpis = _read_kpis(children, ids, on)
    reviews = _read_reviews(children, ids)
    return [
        _initiative(
            row,
            pillar_code=pillar_codes.get(row.pillar_id) if row.pillar_id else None,
            responsible=tuple(_responsible(item) for item in responsible[row.pk]),
            notes=tuple(doc.Note(kind=NoteKind(note.kind), text=note.text) for note in notes[row.pk]),
            laws=tuple(doc.Law(name=law.name, clause=law.clause) for law in laws[row.pk]),
            logic=tuple(_logic_step(one) for one in logic[row.pk]),
            actions=tuple(actions[row.pk]),
            kpis=tuple(kpis[row.pk]),
            reviews=tuple(reviews[row.pk]),
            grade=grade_initiative([kpi.grade for kpi in kpis[row.pk]], _current_states(actions[row.pk], on)),
        )
        for row in rows
    ]


def _logic_step(row: LogicStep) -> doc.LogicStep:
    return doc.LogicStep(stage=LogicStage(row.stage), text=row.text, measure=row.measure)


def _initiative(row: Initiative, **parts: Any) -> doc.InitiativeItem:
    return doc.InitiativeItem(
        id=row.pk,
        code=row.code,
        slug=row.slug,
        title=row.title,
        summary=row.summary,
        category=_category(row.category),
        dx_mark=row.dx_mark,
        dx_mark_basis=row.dx_mark_basis,
        revision=row.revision,
        translations=row.translations,
        **parts,
    )


def _current_states(actions: Sequence[doc.ActionItem], on: date) -> list[ActionState]:
    reports = (current_report(action, on) for action in actions)
    return [report.state for report in reports if report]


def _read_actions(children: _Children, initiative_ids: Sequence[UUID]) -> Mapping[UUID, list[doc.ActionItem]]:
    rows = children.of(Action, "initiative", initiative_ids)
    ids = [row.pk for group in rows.values() for row in group]
    phases = children.of(ActionPhase, "action", ids)
    reports = children.of(ActionReport, "action", ids, replaced_at__isnull=True)
    evidence = children.of(Evidence, "report", [row.pk for group in reports.values() for row in group])
    return _grouped(rows, lambda row: _action(row, phases[row.pk], reports[row.pk], evidence))


def _read_kpis(
    children: _Children, initiative_ids: Sequence[UUID], on: date
) -> Mapping[UUID, list[doc.KpiItem]]:
    rows = children.of(Kpi, "initiative", initiative_ids)
    ids = [row.pk for group in rows.values() for row in group]
    stops = children.of(IntermediateTarget, "kpi", ids)
    readings = children.of(Reading, "kpi", ids, replaced_at__isnull=True)
    evidence = children.of(Evidence, "reading", [row.pk for group in readings.values() for row in group])
    return _grouped(rows, lambda row: _graded(_kpi(row, stops[row.pk], readings[row.pk], evidence), on))


def _read_reviews(children: _Children, initiative_ids: Sequence[UUID]) -> Mapping[UUID, list[doc.ReviewItem]]:
    rows = children.of(Review, "initiative", initiative_ids, state=ReviewState.PUBLISHED.value)
    evidence = children.of(Evidence, "review", [row.pk for group in rows.values() for row in group])
    return _grouped(rows, lambda row: review_item(row, evidence[row.pk]))


def _grouped(rows: Mapping[UUID, list[M]], build: Callable[[M], T]) -> Mapping[UUID, list[T]]:
    return defaultdict(list, {parent: [build(row) for row in group] for parent, group in rows.items()})


def _graded(kpi: doc.KpiItem, on: date) -> doc.KpiItem:
    return replace(kpi, grade=grade_kpi(kpi, on))


def _action(
    row: Action,
    phases: Sequence[ActionPhase],
    reports: Sequence[ActionReport],
    evidence: Mapping[UUID, Sequence[Evidence]],
) -> doc.ActionItem:
    return doc.ActionItem(
        id=row.pk,
        code=row.code,
        name=row.name,
        translations=row.translations,
        phases=tuple(
            doc.Phase(name=phase.name, first_year=phase.first_year, last_year=phase.last_year)
            for phase in phases
        ),
        reports=tuple(_report(report, evidence[report.pk]) for report in reports),
    )


def _report(row: ActionReport, evidence: Sequence[Evidence]) -> doc.Report:
    return doc.Report(
        fiscal_year=row.fiscal_year,
        state=ActionState(row.state),
        reason=row.reason,
        reported_at=row.reported_at,
        evidence=_evidence(evidence),
    )


def _kpi(
    row: Kpi,
    stops: Sequence[IntermediateTarget],
    readings: Sequence[Reading],
    evidence: Mapping[UUID, Sequence[Evidence]],
) -> doc.KpiItem:
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
        intermediate=tuple(doc.Value(fiscal_year=stop.fiscal_year, value=stop.value) for stop in stops),
        formula=row.formula,
        measure=row.measure,
        translations=row.translations,
        readings=tuple(_reading(reading, evidence[reading.pk]) for reading in readings),
    )


def _reading(row: Reading, evidence: Sequence[Evidence]) -> doc.ReadingItem:
    return doc.ReadingItem(
        id=row.pk,
        measured_on=row.measured_on,
        value=row.value,
        source=row.source,
        note=row.note,
        entered_at=row.entered_at,
        was=row.was,
        is_measured=row.is_measured,
        confirmed_at=row.confirmed_at,
        comment=row.comment,
        evidence=_evidence(evidence),
    )


def review_item(row: Review, evidence: Sequence[Evidence]) -> doc.ReviewItem:
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
        evidence=_evidence(evidence),
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
