"""Every proposal that a person may see: what is under way first, then what was settled."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import ALL_ROLES
from shirube.headquarters.domain.proposals import UNDER_WAY, ProposalState
from shirube.headquarters.queries.proposals import ProposalLine, list_proposals
from shirube.headquarters.web.proposals.desk import desk_of, way
from shirube.headquarters.web.proposals.words import budget_status, cost_words, number_words, state_status
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Table
from shirube.ui.templatetags.ui_text import calendar_date


@access(Access.STAFF, roles=ALL_ROLES)
def show_list(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    lines = list_proposals(**desk.look)
    context = {
        "under_way": _table(_("進んでいる提案"), (one for one in lines if one.state in UNDER_WAY)),
        "settled": _table(_("終わった提案"), (one for one in lines if one.state not in UNDER_WAY)),
        "may_write": bool(desk.own_sections()),
        "breadcrumbs": way(Link(_("都度の提案"), "")),
    }
    return page(request, "headquarters/proposals/list.html", context)


def _table(caption: str, lines: Iterable[ProposalLine]) -> Table:
    columns = (
        Column(_("提案")),
        Column(_("今の状態")),
        Column(_("課")),
        Column(_("分類")),
        Column(_("費用（総額）"), number=True),
        Column(_("意見")),
        Column(_("更新")),
    )
    return Table(caption, columns, tuple(_row(one) for one in lines))


def _row(one: ProposalLine) -> tuple[Cell, ...]:
    address = reverse("proposals_staff:proposal", args=[one.id])
    opinions = _("%(asked)s課のうち%(answered)s課") % {"asked": one.asked, "answered": one.answered}
    return (
        Cell(one.title, url=address, note=number_words(one.fiscal_year, one.number)),
        Cell("", status=state_status(one.state), note=_after(one)),
        Cell(one.section),
        Cell(one.category or None, missing=_("まだ")),
        Cell(cost_words(one.total_yen, needs_no_money=one.needs_no_money), missing=_("まだ")),
        Cell(opinions if one.asked else _("聞いていない")),
        Cell(calendar_date(one.changed_at)),
    )


def _after(one: ProposalLine) -> str:
    """What has come of the decision so far."""
    if one.state is not ProposalState.DECIDED:
        return ""
    plan = _("計画に記載済み") if one.is_placed else _("計画への記載待ち")
    return f"{budget_status(one.budget).label}、{plan}"
