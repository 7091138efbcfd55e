"""One initiative: how it stands and why, who carries it, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import NotFoundError
from shirube.plans.domain.changes import initiative_changes
from shirube.plans.domain.document import (
    ActionItem,
    EvidenceItem,
    InitiativeItem,
    Law,
    Note,
    PlanDocument,
    Report,
    ResponsibleItem,
)
from shirube.plans.domain.terms import ActionState, Grade
from shirube.plans.web.labels import CATEGORIES, NOTE_KINDS, action_status, grade_status
from shirube.plans.web.public.changes import ChangeLine, change_line
from shirube.plans.web.public.kpis import KpiLine, kpi_line
from shirube.plans.web.public.logic import StageWords, logic_words
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.public.reviews import ReviewWords, review_words
from shirube.plans.web.public.texts import content, join_words, short_year, year_span
from shirube.ui.links import Link
from shirube.ui.tables import Status

_SHOWN_REVIEWS = 2
_SHOWN_CHANGES = 6


class InitiativeNotFoundError(NotFoundError):
    code = "plans.initiative_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseWords:
    name: str
    years: str
    is_now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """The newest report of an action."""

    year: str
    status: Status
    reason: str
    reported: str
    evidence: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionWords:
    name: str
    phases: tuple[PhaseWords, ...]
    report: ReportWords | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteGroup:
    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativePage:
    title: str
    kicker: str
    summary: str
    status: Status
    why: tuple[str, ...]
    pillar: Link | None
    category: str
    dx_mark: bool
    dx_mark_basis: str
    kpis: tuple[KpiLine, ...]
    kpi_note: str
    actions: tuple[ActionWords, ...]
    responsible: tuple[ResponsibleItem, ...]
    notes: tuple[NoteGroup, ...]
    laws: tuple[Law, ...]
    logic: tuple[StageWords, ...]
    reviews: tuple[ReviewWords, ...]
    changes: tuple[ChangeLine, ...]
    previous: Link | None
    following: Link | None


def find_initiative(document: PlanDocument, slug: str) -> InitiativeItem:
    """The initiative of that slug; InitiativeNotFoundError."""
    for item in document.initiatives:
        if item.slug == slug:
            return item
    raise InitiativeNotFoundError(slug=slug)


def initiative_page(document: PlanDocument, item: InitiativeItem, reader: Reader) -> InitiativePage:
    language = reader.language
    previous, following = _neighbours(document, item, reader)
    changes = initiative_changes(document, item)[:_SHOWN_CHANGES]
    return InitiativePage(
        title=content(item.translations, language, "title", item.title),
        kicker=_("取組 %(code)s") % {"code": item.code},
        summary=content(item.translations, language, "summary", item.summary),
        status=grade_status(item.grade),
        why=why_initiative(item, reader),
        pillar=_pillar(document, item, reader),
        category=str(CATEGORIES[item.category]) if item.category else "",
        dx_mark=item.dx_mark,
        dx_mark_basis=item.dx_mark_basis,
        kpis=tuple(kpi_line(document, kpi, reader) for kpi in item.kpis),
        kpi_note=document.kpi_note,
        actions=tuple(_action(action, reader) for action in item.actions),
        responsible=item.responsible,
        notes=_notes(item.notes),
        laws=item.laws,
        logic=logic_words(item.logic, reader),
        reviews=tuple(
            review_words(document, item, review, reader) for review in item.reviews[:_SHOWN_REVIEWS]
        ),
        changes=tuple(change_line(change, reader.language) for change in changes),
        previous=previous,
        following=following,
    )


def why_initiative(item: InitiativeItem, reader: Reader) -> tuple[str, ...]:
    """Why the initiative is graded as it is: which indicator or action decides."""
    if item.grade is Grade.CANNOT_JUDGE:
        return (_why_unknown(item),)
    if item.grade is Grade.BEHIND:
        return _why_behind(item, reader)
    if item.grade is Grade.AHEAD:
        return (_("判定できる評価指標がすべて、目標への道すじより先に進んでいます。"),)
    return (_("遅れている評価指標も、遅れや中止の報告もありません。"),)


def _why_unknown(item: InitiativeItem) -> str:
    if item.kpis:
        return _("評価指標の値も取組の報告も、まだありません。遅れているという意味ではありません。")
    return _(
        "この取組には数値の評価指標がなく、取組の報告もまだありません。遅れているという意味ではありません。"
    )


def _why_behind(item: InitiativeItem, reader: Reader) -> tuple[str, ...]:
    late = [kpi for kpi in item.kpis if kpi.grade is Grade.BEHIND]
    names = [content(kpi.translations, reader.language, "name", kpi.name) for kpi in late]
    reasons = []
    if names:
        reasons.append(
            _("道すじより遅れている評価指標: %(names)s") % {"names": join_words(names, reader.language)}
        )
    stuck = [action for action in item.actions if _is_stuck(action, reader)]
    actions = [content(action.translations, reader.language, "name", action.name) for action in stuck]
    if actions:
        reasons.append(
            _("遅れや中止の報告がある実施事項: %(names)s") % {"names": join_words(actions, reader.language)}
        )
    return tuple(reasons)


def _is_stuck(action: ActionItem, reader: Reader) -> bool:
    recent = [report for report in action.reports[:1] if report.fiscal_year >= reader.fiscal_year - 1]
    return any(report.state in {ActionState.LATE, ActionState.STOPPED} for report in recent)


def _pillar(document: PlanDocument, item: InitiativeItem, reader: Reader) -> Link | None:
    for pillar in document.pillars:
        if pillar.code == item.pillar_code:
            name = content(pillar.translations, reader.language, "name", pillar.name)
            return Link(name, reverse("plans:pillar", args=[document.slug, pillar.slug]), pillar.code)
    return None


def _action(action: ActionItem, reader: Reader) -> ActionWords:
    return ActionWords(
        name=content(action.translations, reader.language, "name", action.name),
        phases=tuple(
            PhaseWords(
                name=phase.name,
                years=year_span(phase.first_year, phase.last_year, reader.language),
                is_now=phase.first_year <= reader.fiscal_year <= phase.last_year,
            )
            for phase in action.phases
        ),
        report=_report(action.reports[0], reader) if action.reports else None,
    )


def _report(report: Report, reader: Reader) -> ReportWords:
    return ReportWords(
        year=short_year(report.fiscal_year, reader.language),
        status=action_status(report.state),
        reason=report.reason,
        reported=format_date(japan_date(report.reported_at), reader.language),
        evidence=report.evidence,
    )


def _notes(notes: Sequence[Note]) -> tuple[NoteGroup, ...]:
    """Notes that follow each other and are of one kind stand under one word."""
    groups = groupby(notes, key=lambda note: note.kind)
    return tuple(
        NoteGroup(label=str(NOTE_KINDS[kind]), texts=tuple(note.text for note in group))
        for kind, group in groups
    )


def _neighbours(
    document: PlanDocument, item: InitiativeItem, reader: Reader
) -> tuple[Link | None, Link | None]:
    items = document.initiatives
    place = items.index(item)
    before = items[place - 1] if place else None
    after = items[place + 1] if place + 1 < len(items) else None
    return _neighbour(document, before, reader), _neighbour(document, after, reader)


def _neighbour(document: PlanDocument, item: InitiativeItem | None, reader: Reader) -> Link | None:
    if item is None:
        return None
    title = content(item.translations, reader.language, "title", item.title)
    return Link(title, reverse("plans:initiative", args=[document.slug, item.slug]))
