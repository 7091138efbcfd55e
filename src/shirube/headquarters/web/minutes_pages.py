"""Minutes as pages and the PDF show them, to staff and to residents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.utils import translation
from django.utils.translation import gettext as _

from shirube.headquarters.domain.papers import Figure
from shirube.headquarters.domain.terms import ItemKind, MinutesState, Presence
from shirube.headquarters.queries.decisions import DecisionView, TaskView
from shirube.headquarters.queries.meetings import AttendanceLine, MeetingLine
from shirube.headquarters.queries.minutes import MinutesView, PartView
from shirube.headquarters.queries.papers import due_words
from shirube.headquarters.web.printing import minutes_pdf
from shirube.headquarters.web.words import GROUNDS, MINUTES_STATES, OUTCOMES, outcome_status, when_words
from shirube.ui.downloads import download
from shirube.ui.tables import Status


@dataclass(frozen=True, slots=True)
class StepLine:
    """A task as residents read it: with its section, without the person."""

    text: str
    owner: str
    due: str
    result: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """`reason` is why the part is withheld; whoever may not see it gets nothing else but the heading."""

    id: UUID
    heading: str
    text: str = ""
    reason: str = ""
    note: str = ""
    decision: DecisionView | None = None
    outcome: Status | None = None
    is_open: bool = False
    steps: Sequence[StepLine] = ()
    figures: Sequence[Figure] = ()
    attachments: Sequence[str] = ()


def shown_parts(minutes: MinutesView, *, sees_all: bool) -> Sequence[ShownPart]:
    return [_shown(part, sees_all=sees_all) for part in minutes.parts]


def attended_words(minutes: MinutesView) -> Sequence[str]:
    """Who was there, by post and name: 市長 灯台 みさき; for who sent a deputy, the deputy with the post."""
    there = [one for one in minutes.attended if one.presence is not Presence.ABSENT]
    return [_person(one) for one in there]


def _person(one: AttendanceLine) -> str:
    if one.presence is Presence.DEPUTY:
        return _("%(post)sの代理 %(name)s") % {"post": one.post, "name": one.deputy}
    return f"{one.post} {one.name}".strip()


def minutes_file(
    meeting: MeetingLine, minutes: MinutesView, parts: Sequence[ShownPart], city: Any
) -> FileResponse:
    """The minutes without what is withheld, on A4: a document of the city, in Japanese for every reader."""
    with translation.override("ja"):
        return _minutes_file(meeting, minutes, parts, city)


def _minutes_file(
    meeting: MeetingLine, minutes: MinutesView, parts: Sequence[ShownPart], city: Any
) -> FileResponse:
    facts = {
        "kind": _("会議要旨"),
        "when": when_words(meeting),
        "state": ""
        if minutes.state is MinutesState.PUBLISHED
        else _("公開前（%(state)s）") % {"state": MINUTES_STATES[minutes.state]},
        "attended": "、".join(attended_words(minutes)),
        "source": str(meeting.source.get("title", "")),
    }
    data = [_plain(part) for part in parts]
    content = minutes_pdf(meeting, city.name, facts, data, is_demonstration=city.demonstration)
    return download(content, name=f"{meeting.title}_{_('会議要旨')}.pdf", content_type="application/pdf")


def _shown(part: PartView, *, sees_all: bool) -> ShownPart:
    reason = str(GROUNDS[part.withheld]) if part.withheld else ""
    plain = ShownPart(part.id, part.heading, reason=reason, note=part.withheld_note)
    if reason and not sees_all:
        return plain
    decision = part.decision
    return replace(
        plain,
        text=part.text,
        decision=decision,
        outcome=outcome_status(decision.outcome) if decision else None,
        is_open=part.item is not None and part.item.kind is ItemKind.DELIBERATION and decision is None,
        steps=[_step(task) for task in part.tasks],
        figures=part.figures,
        attachments=part.attachments,
    )


def _step(task: TaskView) -> StepLine:
    return StepLine(task.text, task.section, due_words(task), task.result)


def _plain(part: ShownPart) -> dict[str, Any]:
    """For the typesetter."""
    decision = part.decision
    return {
        "heading": part.heading,
        "text": part.text,
        "reason": part.reason,
        "note": part.note,
        "outcome": str(OUTCOMES[decision.outcome]) if decision else "",
        "wording": decision.wording if decision else "",
        "points": [{"code": one.code, "text": one.text} for one in decision.points] if decision else [],
        "is_open": part.is_open,
        "steps": [
            {"text": one.text, "owner": one.owner, "due": one.due, "result": one.result} for one in part.steps
        ],
        "figures": [
            {"label": one.label, "value": one.value, "unit": one.unit, "note": one.note}
            for one in part.figures
        ],
        "attachments": list(part.attachments),
    }
