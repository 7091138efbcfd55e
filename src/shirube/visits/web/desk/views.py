"""A clerk's desk: call, serve, hold, pass on. One button leads on and has the focus, so that Enter is enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.kernel.errors import DomainError
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.visits.commands import calling, desks, ending, moving
from shirube.visits.commands.desks import NoDeskLeftError
from shirube.visits.domain.states import Priority, StepState
from shirube.visits.queries.interviews.reading import find_prepared
from shirube.visits.queries.line import Line, LineStep, get_line
from shirube.visits.queries.places import BranchView, DeskView, list_branches
from shirube.visits.web.desk.clerk import Clerk, at_counter, clerk_of, way
from shirube.visits.web.desk.words import PRIORITIES, source_words, step_row
from shirube.visits.web.times import wait_words

ASKS_EVERY_MS = 3000
Act = Callable[[Clerk, DeskView, Mapping[str, str]], str]


@at_counter
def counter(request: HttpRequest) -> HttpResponse:
    """The branches and their desks: where to sit down, and where one sits."""
    clerk = clerk_of(request)
    branches = list_branches(municipality_id=clerk.municipality_id, on=clerk.today)
    names = _names(clerk, branches)
    context = {
        "places": [_place(one, clerk, names) for one in branches],
        "breadcrumbs": [*way()[:1], {"label": _("窓口"), "url": ""}],
    }
    return page(request, "visits/desk/counter.html", context)


@at_counter
def desk(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The desk with its resident, what can be done, and who waits."""
    clerk = clerk_of(request)
    branch = clerk.branch(code)
    mine = _desk(branch, number)
    line = get_line(branch=branch, **clerk.look)
    if request.GET.get("part") == "now":
        return page(request, "visits/desk/_line.html", _line_context(line, mine))
    context = {
        **_line_context(line, mine),
        **_desk_context(line, mine, clerk),
        "live_url": reverse("visits_staff:desk", args=[code, number]) + "?part=now",
        "asks_every_ms": ASKS_EVERY_MS,
        "breadcrumbs": way((_("窓口%(number)s") % {"number": number}, "")),
    }
    return page(request, "visits/desk/desk.html", context)


@at_counter
@require_POST
def act(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One press of a button at the desk; what is not possible is told on the same page."""
    clerk = clerk_of(request)
    mine = _desk(clerk.branch(code), number)
    do = _ACTS.get(request.POST.get("act", ""))
    if do is None:
        raise Http404
    try:
        told = do(clerk, mine, request.POST)
    except NoDeskLeftError as error:
        messages.warning(request, sentence_for(error))
        return redirect(reverse("visits_staff:desk", args=[code, number]) + "#close")
    except DomainError as error:
        messages.error(request, sentence_for(error))
    else:
        if told:
            messages.success(request, told)
    return redirect("visits_staff:desk", code, number)


def _call_next(clerk: Clerk, mine: DeskView, _form: Mapping[str, str]) -> str:
    calling.call_next(desk_id=mine.id, **clerk.act)
    return ""


def _call_ticket(clerk: Clerk, mine: DeskView, form: Mapping[str, str]) -> str:
    calling.call_ticket(desk_id=mine.id, step_id=_id(form, "step"), **clerk.act)
    return ""


def _call_again(clerk: Clerk, _mine: DeskView, form: Mapping[str, str]) -> str:
    calling.call_again(step_id=_id(form, "step"), **clerk.act)
    return _("もう一度呼びました。")


def _start(clerk: Clerk, _mine: DeskView, form: Mapping[str, str]) -> str:
    calling.start_service(step_id=_id(form, "step"), **clerk.act)
    return ""


def _finish(clerk: Clerk, _mine: DeskView, form: Mapping[str, str]) -> str:
    following = calling.finish_service(step_id=_id(form, "step"), **clerk.act)
    if following is not None:
        return _("終わりました。この方は続けて次の用件を待ちます。")
    return _("終わりました。")


def _hold(clerk: Clerk, _mine: DeskView, form: Mapping[str, str]) -> str:
    moving.put_on_hold(step_id=_id(form, "step"), **clerk.act)
    return _("保留にしました。順番は取ってあります。")


def _return(clerk: Clerk, _mine: DeskView, form: Mapping[str, str]) -> str:
    moving.return_to_queue(step_id=_id(form, "step"), **clerk.act)
    return _("列に戻しました。来られたときの順番です。")


def _transfer(clerk: Clerk, _mine: DeskView, form: Mapping[str, str]) -> str:
    moving.transfer_ticket(step_id=_id(form, "step"), service_id=_id(form, "service"), **clerk.act)
    return _("引き継ぎました。来られたときの順番で待ちます。")


def _prioritise(clerk: Clerk, _mine: DeskView, form: Mapping[str, str]) -> str:
    wanted = form.get("priority", "")
    if wanted not in list(Priority):
        raise Http404
    moving.set_priority(visit_id=_id(form, "visit"), priority=Priority(wanted), **clerk.act)
    return _("順番を変えました。")


def _left(clerk: Clerk, _mine: DeskView, form: Mapping[str, str]) -> str:
    ending.leave_line(visit_id=_id(form, "visit"), **clerk.act)
    return _("帰られた方として閉じました。")


def _open(clerk: Clerk, mine: DeskView, _form: Mapping[str, str]) -> str:
    desks.open_desk(desk_id=mine.id, **clerk.act)
    return _("窓口を開けました。")


def _close(clerk: Clerk, mine: DeskView, form: Mapping[str, str]) -> str:
    instead = _id(form, "take_over") if form.get("take_over") else None
    moved = desks.close_desk(desk_id=mine.id, take_over_desk_id=instead, **clerk.act)
    if moved:
        return _("窓口を閉めました。待っている%(n)s人をほかの窓口に移し、知らせました。") % {"n": moved}
    return _("窓口を閉めました。")


_ACTS: Mapping[str, Act] = {
    "next": _call_next,
    "call": _call_ticket,
    "again": _call_again,
    "start": _start,
    "finish": _finish,
    "hold": _hold,
    "return": _return,
    "transfer": _transfer,
    "priority": _prioritise,
    "left": _left,
    "open": _open,
    "close": _close,
}


def _id(form: Mapping[str, str], name: str) -> UUID:
    try:
        return UUID(form.get(name, ""))
    except ValueError as error:
        raise Http404 from error


def _desk(branch: BranchView, number: int) -> DeskView:
    found = next((one for one in branch.desks if one.number == number), None)
    if found is None:
        raise Http404
    return found


def _line_context(line: Line, mine: DeskView) -> dict[str, Any]:
    titles = {one.id: one.title.ja for one in line.branch.services}
    waiting = [one for one in line.waiting if one.service_id in mine.service_ids]
    return {
        "branch": line.branch,
        "desk": mine,
        "waiting": [step_row(one, titles) for one in waiting],
        "others": len(line.waiting) - len(waiting),
        "held": [step_row(one, titles) for one in line.held],
    }


def _desk_context(line: Line, mine: DeskView, clerk: Clerk) -> dict[str, Any]:
    here = line.at(mine.id)
    sits_here = mine.staff_id is not None and mine.staff_id == clerk.actor.staff_id
    return {
        "sits_here": sits_here,
        "is_taken": mine.staff_id is not None and not sits_here,
        "here": _resident(line, here) if here else None,
        "is_prepared": here is not None and find_prepared(visit_id=here.visit_id, **clerk.look) is not None,
        "transfers": [one for one in line.branch.offered if here and one.id != here.service_id],
        "take_over": [one for one in line.branch.desks if one.is_open and one.id != mine.id],
        "priorities": PRIORITIES,
        "act_url": reverse("visits_staff:act", args=[line.branch.code, mine.number]),
        "is_closed": line.closed_at is not None,
    }


def _resident(line: Line, here: LineStep) -> dict[str, Any]:
    titles = {one.id: one.title.ja for one in line.branch.services}
    service = line.branch.service(here.service_id)
    later = [titles[one.service_id] for one in line.later if one.visit_id == here.visit_id]
    return {
        **step_row(here, titles),
        "visit_id": here.visit_id,
        "is_called": here.state is StepState.CALLED,
        "calls": here.calls,
        "source": source_words(here.source),
        "package": service.package,
        "later": later,
    }


def _place(branch: BranchView, clerk: Clerk, names: Mapping[UUID, str]) -> dict[str, Any]:
    line = get_line(branch=branch, **clerk.look)
    longest = max((one.wait_seconds or 0 for one in line.waiting), default=0)
    return {
        "branch": branch,
        "waiting": len(line.waiting),
        "longest": wait_words(longest) if line.waiting else "",
        "mine": branch.desk_of(clerk.actor.staff_id),
        "desks": [
            (one, names.get(one.staff_id, "") if one.staff_id else "")
            for one in branch.desks
            if one.is_in_use
        ],
        "is_closed": line.closed_at is not None,
    }


def _names(clerk: Clerk, branches: Any) -> Mapping[UUID, str]:
    ids = [one.staff_id for branch in branches for one in branch.desks if one.staff_id]
    return accounts.names_of(municipality_id=clerk.municipality_id, user_ids=ids) if ids else {}
