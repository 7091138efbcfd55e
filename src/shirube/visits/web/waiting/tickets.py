"""The page of a ticket, on the phone of the one who waits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from shirube.accounts.interface import SYSTEM
from shirube.kernel.errors import DomainError
from shirube.kernel.receipts import read_receipt_number
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.visits.commands.ending import VisitOverError, leave_line
from shirube.visits.commands.reserving import give_up_reservation
from shirube.visits.commands.telling import ask_for_mail
from shirube.visits.domain.states import StepState, Told, VisitState
from shirube.visits.queries.boards import list_loads
from shirube.visits.queries.line import Line, get_line
from shirube.visits.queries.places import BranchView
from shirube.visits.queries.visits import StepView, VisitView, get_visit_by_code
from shirube.visits.web.codes import qr_of, ticket_address
from shirube.visits.web.times import error_words, wait_words
from shirube.visits.web.visitor import Visitor, visitor_of
from shirube.visits.web.waiting.coming import branch_of, coming_context

ASKS_EVERY_MS = 3000


class MailForm(forms.Form):
    """Where "soon your turn" is written to."""

    mail = forms.EmailField(
        label=gettext_lazy("メールアドレス"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("メールアドレスを入力してください。"),
            "invalid": gettext_lazy("メールアドレスは name@example.jp のように入力してください。"),
        },
    )


@access(Access.PUBLIC)
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    """How far it is, and the mail that tells when it is near. `?part=now` is what changes."""
    visitor = visitor_of(request)
    visit = get_visit_by_code(municipality_id=visitor.municipality_id, code=read_receipt_number(code) or "")
    form = MailForm(request.POST or None)
    if form.is_valid():
        try:
            ask_for_mail(visit_id=visit.id, mail=form.cleaned_data["mail"], **visitor.city)
        except DomainError as error:
            form.add_error(None, sentence_for(error))
        else:
            messages.success(request, _("順番が近づいたら、メールでお知らせします。"))
            return redirect("visits:ticket", code)
    context = _now(visit, visitor)
    if request.GET.get("part") == "now":
        return page(request, "visits/waiting/_now.html", context)
    context |= {
        **coming_context(request, visit, visitor),
        "form": form,
        "qr": qr_of(ticket_address(request, code)),
        "code": code,
        "live_url": reverse("visits:ticket", args=[code]) + "?part=now",
        "asks_every_ms": ASKS_EVERY_MS,
    }
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "visits/waiting/ticket.html", context, status=status)


@access(Access.PUBLIC)
@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Going home: the place in line is given to those behind."""
    visitor = visitor_of(request)
    visit = get_visit_by_code(municipality_id=visitor.municipality_id, code=read_receipt_number(code) or "")
    leave_line(visit_id=visit.id, actor=SYSTEM, **visitor.look)
    messages.success(request, _("番号札を取り消しました。またのご来庁をお待ちしています。"))
    return redirect("visits:ticket", code)


@access(Access.PUBLIC)
@require_POST
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Not coming: the time is free for somebody else."""
    visitor = visitor_of(request)
    visit = get_visit_by_code(municipality_id=visitor.municipality_id, code=read_receipt_number(code) or "")
    if visit.reservation_id is None or visit.state is not VisitState.EXPECTED:
        raise VisitOverError(ticket=visit.ticket)
    give_up_reservation(reservation_id=visit.reservation_id, **visitor.look)
    messages.success(request, _("予約を取り消しました。"))
    return redirect("visits:ticket", code)


def _now(visit: VisitView, visitor: Visitor) -> dict[str, Any]:
    branch = branch_of(visit, visitor)
    is_here = visit.state is VisitState.HERE and visit.day == visitor.today
    line = get_line(branch=branch, **visitor.look) if is_here else None
    return {
        "visit": visit,
        "branch_title": visitor.say(branch.title),
        "is_here": is_here,
        "is_expected": visit.state is VisitState.EXPECTED,
        "services": [_service_row(one, line, visitor, branch) for one in visit.steps],
        **(_place(visit, line, visitor) if line else {}),
    }


def _place(visit: VisitView, line: Line, visitor: Visitor) -> dict[str, Any]:
    """Where in the line; nothing of it for one who is called, on hold or done."""
    current = visit.current
    if current is None:
        return {}
    waiting = next((one for one in line.waiting if one.id == current.id), None)
    errors = {load.service.id: load.error for load in list_loads(line, **visitor.look)}
    desk = next((one.number for one in line.branch.desks if one.id == current.desk_id), None)
    return {
        "current": current,
        "is_called": current.state is StepState.CALLED,
        "is_serving": current.state is StepState.SERVING,
        "is_held": current.state is StepState.ON_HOLD,
        "desk": desk,
        "ahead": (line.position_of(current.id) or 1) - 1,
        "wait": wait_words(waiting.wait_seconds) if waiting else "",
        "error": error_words(errors.get(current.service_id)) if waiting else "",
        "told": _told(current),
    }


def _told(step: StepView) -> str:
    """Why the place in line is not what it was."""
    sentences = {
        Told.DESK_CLOSED: _(
            "窓口%(closed_desk)sを閉めたため、窓口%(desk)sでお呼びします。順番はそのままです。番号札の取り直しは要りません。"
        ),
        Told.TRANSFERRED: _("「%(service)s」の窓口に引き継ぎました。順番は、来られたときのままです。"),
        Told.RETURNED: _("順番をもとの場所に戻しました。もう一度お呼びします。"),
        Told.ON_HOLD: _(
            "お呼びしましたがお会いできませんでした。順番は取ってあります。窓口の職員に声をかけてください。"
        ),
    }
    return sentences[Told(step.told)] % step.told_facts if step.told in sentences else ""


def _service_row(step: StepView, line: Line | None, visitor: Visitor, branch: BranchView) -> dict[str, str]:
    words = {
        StepState.LATER: _("このあと"),
        StepState.WAITING: _("お待ちください"),
        StepState.CALLED: _("お呼びしています"),
        StepState.SERVING: _("対応中"),
        StepState.ON_HOLD: _("保留"),
        StepState.DONE: _("終わりました"),
        StepState.MOVED: _("引き継ぎました"),
        StepState.DROPPED: _("取り消し"),
    }
    state = _("予約済み") if line is None and step.state is StepState.LATER else words[step.state]
    return {"title": visitor.say(branch.service(step.service_id).title), "state": state}
