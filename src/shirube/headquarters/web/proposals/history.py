"""The way of a proposal so far: who did what when and why, and what was changed between two versions handed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from shirube.headquarters.domain.proposals import ProposalContent
from shirube.headquarters.queries.proposals import ProposalView, StepView
from shirube.headquarters.web.proposals.words import CATEGORIES, HISTORY, PARTS, SOURCES, yen_words
from shirube.kernel.calendar import format_fiscal_year

_COMPARED = (
    "title", "purpose", "necessity", "alternatives", "effect", "measure", "category", "category_reason", "first_year",
    "last_year", "costs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartChange:
    """For ui/components/difference.html."""

    label: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    label: str
    at: datetime
    by: str
    comment: str
    changes: Sequence[PartChange]


def history_of(proposal: ProposalView) -> Sequence[HistoryLine]:
    """The newest first."""
    return list(_lines(proposal.steps))[::-1]


def _lines(steps: Sequence[StepView]) -> Iterator[HistoryLine]:
    before: ProposalContent | None = None
    for step in steps:
        changes = list(_changes(before, step.content)) if before and step.content else []
        before = step.content or before
        label = str(HISTORY[step.move]) if step.move else _("事務局が内容を直した")
        yield HistoryLine(label, step.made_at, step.by or _("システム"), step.comment, changes)


def _changes(before: ProposalContent, after: ProposalContent) -> Iterator[PartChange]:
    for part in _COMPARED:
        if getattr(before, part) != getattr(after, part):
            yield PartChange(str(PARTS[part]), _words(before, part), _words(after, part))
    if (before.plan_id, before.pillar, before.initiative) != (after.plan_id, after.pillar, after.initiative):
        yield PartChange(str(PARTS["plan_id"]), _place(before), _place(after))


def _words(content: ProposalContent, part: str) -> str | None:
    value = getattr(content, part)
    if part == "costs":
        costs = (
            f"{format_fiscal_year(one.fiscal_year)} {SOURCES[one.source]} {yen_words(one.yen)}"
            for one in value
        )
        return "、".join(costs) or None
    if part in {"first_year", "last_year"}:
        return format_fiscal_year(value) if value else None
    return (str(CATEGORIES[value]) if part == "category" and value else value) or None


def _place(content: ProposalContent) -> str | None:
    return " / ".join(one for one in (content.pillar, content.initiative) if one) or None
