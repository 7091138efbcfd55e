"""An ad-hoc proposal on an agenda: what is proposed, what it costs, what was asked and answered until a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shirube.accounts.interface import Actor
from shirube.headquarters.domain.papers import Block, Grid, Heading, PaperContent, Paragraph
from shirube.headquarters.domain.terms import ItemKind
from shirube.headquarters.queries.proposals import OpinionView, ProposalView, find_proposal, list_ready
from shirube.headquarters.queries.proposals_words import (
    CATEGORIES,
    PARTS,
    SOURCES,
    STANCES,
    number_words,
    yen_words,
)
from shirube.headquarters.registry import Choice, SubjectNotFoundError
from shirube.kernel.calendar import format_date, format_fiscal_year
from shirube.kernel.clock import japan_date

KIND = "proposal"
_TOLD = ("purpose", "necessity", "alternatives", "effect", "measure")


def list_choices(*, municipality_id: UUID, actor: Actor, on: date) -> Sequence[Choice]:  # noqa: ARG001 — what is ready is for every agenda.
    return [
        Choice(
            str(one.id),
            one.content.title,
            note=f"{number_words(one.fiscal_year, one.number)} {one.section}",
            suggests=ItemKind.DELIBERATION,
        )
        for one in list_ready(municipality_id=municipality_id)
    ]


def paper(*, municipality_id: UUID, key: str, on: date) -> PaperContent:
    """With the stamp of what is proposed: an opinion that comes later moves no stamp, a changed amount does."""
    found = find_proposal(municipality_id=municipality_id, proposal_id=proposal_key(key))
    if found is None:
        raise SubjectNotFoundError(kind=KIND, key=key)
    return PaperContent(found.content.title, tuple(_blocks(found, on)), stamp=str(found.revision))


def proposal_key(key: str) -> UUID:
    """SubjectNotFoundError for what is no key of a proposal."""
    try:
        return UUID(key)
    except ValueError as error:
        raise SubjectNotFoundError(kind=KIND, key=key) from error


def _blocks(found: ProposalView, on: date) -> Iterator[Block]:
    content = found.content
    yield Paragraph(f"{number_words(found.fiscal_year, found.number)} {found.section}")
    for part in _TOLD:
        yield Heading(str(PARTS[part]))
        yield Paragraph(getattr(content, part) or _("記載なし"))
    yield Heading(str(PARTS["category"]))
    yield Paragraph(
        f"{CATEGORIES[content.category] if content.category else _('記載なし')}\n{content.category_reason}"
    )
    yield Heading(str(PARTS["costs"]))
    yield _costs(found)
    yield Heading(_("関係する課の意見"))
    asked = [one for one in found.opinions if japan_date(one.asked_at) <= on]
    yield _opinions(asked, on) if asked else Paragraph(_("どの課にも聞いていません。"))


def _costs(found: ProposalView) -> Block:
    if not found.content.costs:
        return Paragraph(_("費用はかからない") if found.content.needs_no_money else _("記載なし"))
    rows = [
        (format_fiscal_year(cost.fiscal_year), str(SOURCES[cost.source]), yen_words(cost.yen))
        for cost in found.content.costs
    ]
    total = (_("合計"), "—", yen_words(found.content.total_yen))
    return Grid(str(PARTS["costs"]), (_("年度"), _("財源"), _("額")), (*rows, total))


def _opinions(asked: Sequence[OpinionView], on: date) -> Block:
    columns = (_("課"), _("意見"), _("理由や条件"))
    return Grid(_("関係する課の意見"), columns, tuple(_opinion(one, on) for one in asked))


def _opinion(one: OpinionView, on: date) -> tuple[str, str, str]:
    if one.stance is None or one.answered_at is None or japan_date(one.answered_at) > on:
        return (one.section, _("未回答（期限 %(day)s）") % {"day": format_date(one.due_on)}, "—")
    return (one.section, str(STANCES[one.stance]), one.text or "—")
