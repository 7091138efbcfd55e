"""One proposal: what is proposed, what sections say, where it stands, what came of it; and sending it on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts.interface import ALL_ROLES
from shirube.headquarters.commands.proposals import (
    ProposalIncompleteError,
    ProposalReasonMissingError,
    move_proposal,
)
from shirube.headquarters.domain.proposals import (
    ASKED_IN,
    BudgetState,
    Move,
    ProposalState,
    missing_parts,
)
from shirube.headquarters.domain.terms import MeetingState
from shirube.headquarters.queries.meetings import MeetingLine, list_items_about, list_meetings
from shirube.headquarters.queries.proposals import ProposalView, get_proposal
from shirube.headquarters.queries.proposals_files import list_proposal_files
from shirube.headquarters.queries.proposals_rights import (
    can_answer,
    can_write,
    is_office,
    list_moves,
)
from shirube.headquarters.queries.subject_proposals import KIND
from shirube.headquarters.web.forms_items import FileForm
from shirube.headquarters.web.proposals.desk import WRITERS, Desk, desk_of, tell, way
from shirube.headquarters.web.proposals.forms import MoveForm
from shirube.headquarters.web.proposals.history import history_of
from shirube.headquarters.web.proposals.places import place_words
from shirube.headquarters.web.proposals.words import (
    CATEGORIES,
    MOVE_BUTTONS,
    MOVES_DONE,
    PARTS,
    SOURCES,
    STANCES,
    budget_status,
    number_words,
    parts_words,
    state_status,
    yen_words,
)
from shirube.kernel.calendar import format_date, format_fiscal_year
from shirube.kernel.errors import ConflictError, DomainError
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.tables import Cell, Column, Status, Table

_LONG_PARTS = ("purpose", "necessity", "alternatives", "effect", "measure")
# Moves that end or undo something stand behind those that go on.
_BACKWARD = frozenset({Move.RETURN, Move.TAKE_BACK, Move.WITHDRAW})


@access(Access.STAFF, roles=ALL_ROLES)
def show_proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    proposal = get_proposal(proposal_id=proposal_id, **desk.look)
    form = MoveForm(initial={"revision": proposal.revision})
    return page(request, "headquarters/proposals/proposal.html", _context(proposal, desk, form))


@access(Access.STAFF, roles=WRITERS)
@require_POST
def move(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Send the proposal on or back; the button names the move."""
    desk = desk_of(request)
    proposal = get_proposal(proposal_id=proposal_id, **desk.look)
    form = MoveForm(request.POST)
    status = _move(request, form, proposal, desk)
    if status == 0:
        return redirect("proposals_staff:proposal", proposal_id)
    return page(
        request, "headquarters/proposals/proposal.html", _context(proposal, desk, form), status=status
    )


def way_to(proposal: ProposalView, *steps: Link) -> list[Link]:
    here = Link(proposal.content.title, reverse("proposals_staff:proposal", args=[proposal.id]))
    return way(Link(_("都度の提案"), reverse("proposals_staff:list")), here, *steps)


def facts_of(proposal: ProposalView, desk: Desk) -> list[dict[str, Any]]:
    """For ui/components/definition_list.html: what is proposed."""
    content, missing = proposal.content, _("まだ書かれていません")
    place = place_words(desk.municipality_id, content, desk.today)
    facts: list[dict[str, Any]] = [
        {"term": PARTS[part], "text": getattr(content, part) or None, "missing": missing}
        for part in _LONG_PARTS
    ]
    kind = CATEGORIES[content.category] if content.category else None
    facts.append(
        {"term": PARTS["category"], "text": kind, "note": content.category_reason, "missing": missing}
    )
    facts.append(
        {
            "term": PARTS["plan_id"],
            "text": (place.part or _("選んだ柱や取組は、今の計画にはありません")) if place else None,
            "note": place.plan if place else "",
            "missing": missing,
        }
    )
    facts.append({"term": _("行う年度"), "text": _years(proposal), "missing": missing})
    return facts


def cost_table(proposal: ProposalView) -> Table:
    columns = (Column(_("年度")), Column(_("財源")), Column(_("額"), number=True))
    rows = [
        (
            Cell(format_fiscal_year(cost.fiscal_year)),
            Cell(str(SOURCES[cost.source])),
            Cell(yen_words(cost.yen)),
        )
        for cost in proposal.content.costs
    ]
    if rows:
        rows.append((Cell(_("合計")), Cell("—"), Cell(yen_words(proposal.content.total_yen))))
    return Table(str(PARTS["costs"]), columns, tuple(rows))


def _move(request: HttpRequest, form: MoveForm, proposal: ProposalView, desk: Desk) -> int:
    """0 where it was sent on, or lies elsewhere by now."""
    name = request.POST.get("move", "")
    if not form.is_valid() or name not in set(Move):
        return 422
    data = form.cleaned_data
    try:
        move_proposal(
            **desk.act,
            proposal_id=proposal.id,
            move=Move(name),
            comment=data["comment"],
            seen_revision=data["revision"],
        )
    except ProposalIncompleteError as error:
        words = _("まだ送っていません。足りないところ: %(parts)s") % {
            "parts": "、".join(parts_words(error.parts))
        }
        form.add_error(None, words)
        return 422
    except ProposalReasonMissingError as error:
        return tell(form, error, "comment")
    except ConflictError as error:
        messages.warning(request, sentence_for(error))
        return 0
    except DomainError as error:
        return tell(form, error)
    messages.success(request, str(MOVES_DONE[Move(name)]))
    return 0


def _context(proposal: ProposalView, desk: Desk, form: MoveForm) -> dict[str, Any]:
    office, state = is_office(desk.actor), proposal.state
    writes = can_write(desk.actor, state, proposal.section_id)
    meetings = list_items_about(municipality_id=desk.municipality_id, kind=KIND, key=str(proposal.id))
    is_before_one = any(not meeting.is_over for meeting, _item_id in meetings)
    may_be_put = office and state is ProposalState.READY and not is_before_one
    return {
        "proposal": proposal,
        "kicker": number_words(proposal.fiscal_year, proposal.number),
        "status": state_status(state),
        "steps": list(_steps(state)),
        "facts": facts_of(proposal, desk),
        "costs": cost_table(proposal),
        "missing": parts_words(missing_parts(proposal.content)) if writes else [],
        "opinions": list(_opinions(proposal, desk)),
        "budget": budget_status(proposal.budget),
        "budget_yen": yen_words(proposal.budget_yen) if proposal.budget_yen is not None else "",
        "place": place_words(desk.municipality_id, proposal.content, desk.today),
        "plan_line_url": _plan_line_url(proposal, desk),
        "meetings": [_meeting_link(meeting, item_id) for meeting, item_id in meetings],
        "agendas": _agendas(proposal, desk) if may_be_put else [],
        "history": history_of(proposal),
        "form": form,
        "files": _files(proposal, desk),
        "file_form": FileForm(auto_id="id_file_%s"),
        "moves": _moves(proposal, desk),
        "may_write": writes,
        "may_ask": office and state in ASKED_IN,
        "may_budget": office and proposal.budget is BudgetState.WAITING,
        "may_place": office and state is ProposalState.DECIDED and proposal.placed_at is None,
        "breadcrumbs": [*way_to(proposal)[:-1], Link(proposal.content.title, "")],
    }


def _files(proposal: ProposalView, desk: Desk) -> list[dict[str, str]]:
    """For ui/components/downloads.html."""
    attached = list_proposal_files(municipality_id=desk.municipality_id, proposal_id=proposal.id)
    return [
        {"label": one.name, "url": reverse("proposals_staff:file", args=[proposal.id, one.id])}
        for one in attached
    ]


def _meeting_link(meeting: MeetingLine, item_id: UUID) -> Link:
    address = reverse("headquarters_staff:item", args=[item_id])
    return Link(meeting.title, address, format_date(meeting.held_on))


def _agendas(proposal: ProposalView, desk: Desk) -> Sequence[Link]:
    """The ways to put it on the agenda of a meeting whose papers have not been sent."""
    query = urlencode({"about": KIND, "key": str(proposal.id)})
    planned = [
        one
        for one in list_meetings(municipality_id=desk.municipality_id)
        if one.state is MeetingState.PLANNED
    ]
    return [
        Link(
            _("%(meeting)sの議題に加える") % {"meeting": one.title},
            f"{reverse('headquarters_staff:add-item', args=[one.id])}?{query}",
            format_date(one.held_on),
        )
        for one in reversed(planned)
    ]


def _moves(proposal: ProposalView, desk: Desk) -> Sequence[tuple[str, str, bool]]:
    """What the person may do: value, words, whether it leads back."""
    found = list_moves(desk.actor, proposal.state, proposal.section_id)
    found = sorted(found, key=lambda one: one in _BACKWARD)
    return [(one.value, str(MOVE_BUTTONS[one]), one in _BACKWARD) for one in found]


def _opinions(proposal: ProposalView, desk: Desk) -> Iterator[dict[str, Any]]:
    for one in proposal.opinions:
        still = one.answered_at is None and proposal.state in ASKED_IN
        yield {
            "opinion": one,
            "status": _opinion_status(
                one.stance and str(STANCES[one.stance]), still=still, is_late=one.is_late(desk.today)
            ),
            "may_answer": still and can_answer(desk.actor, one.section_id),
            "may_remind": still and is_office(desk.actor),
        }


def _opinion_status(stance: str | None, *, still: bool, is_late: bool) -> Status:
    if stance:
        return Status(stance, "success" if stance == str(STANCES[next(iter(STANCES))]) else "info")
    if not still:
        return Status(_("回答のないまま進んだ"), "neutral")
    return (
        Status(_("期限を過ぎた"), "warning", "clock") if is_late else Status(_("回答待ち"), "info", "arrow")
    )


def _steps(state: ProposalState) -> Iterator[dict[str, str]]:
    """For ui/components/steps.html: the way from the section to what comes of the decision."""
    names = [_("課が書く"), _("課長が承認"), _("事務局が受付"), _("意見を聞く"), _("会議で審議"), _("決定")]
    places = {
        ProposalState.DRAFT: 0,
        ProposalState.RETURNED: 0,
        ProposalState.WITHDRAWN: 0,
        ProposalState.WITH_CHIEF: 1,
        ProposalState.SUBMITTED: 2,
        ProposalState.TAKEN_UP: 3,
        ProposalState.READY: 4,
        ProposalState.REFUSED: 5,
        ProposalState.DECIDED: 6,
    }
    here = places[state]
    for place, name in enumerate(names):
        yield {"label": name, "state": "done" if place < here else "current" if place == here else "todo"}


def _years(proposal: ProposalView) -> str | None:
    first, last = proposal.content.first_year, proposal.content.last_year
    if first is None or last is None:
        return None
    return _("%(first)sから%(last)sまで") % {
        "first": format_fiscal_year(first),
        "last": format_fiscal_year(last),
    }


def _plan_line_url(proposal: ProposalView, desk: Desk) -> str:
    """Where residents read the decision in the plan."""
    place = place_words(desk.municipality_id, proposal.content, desk.today)
    if not proposal.placed_initiative or place is None:
        return ""
    return reverse("plans:initiative", args=[place.slug, proposal.placed_initiative])
