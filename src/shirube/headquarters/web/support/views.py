"""The support desk: what sections ask and what they are answered, and who helps whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.accounts.interface import ALL_ROLES, Role
from shirube.headquarters.commands.support import (
    NotAHelperError,
    SupportMovedError,
    SupportTextMissingError,
    act_on_support,
    ask_support,
)
from shirube.headquarters.domain.support import SupportAct, SupportKind, SupportState, Urgency, open_acts
from shirube.headquarters.queries.support import (
    SupportView,
    get_support_request,
    is_desk,
    list_duties,
    list_support_requests,
)
from shirube.headquarters.web.proposals.desk import SECTIONS, Desk, desk_of, tell, way
from shirube.headquarters.web.support.forms import ActForm, SupportForm
from shirube.headquarters.web.support.words import BUTTONS, DONE, KINDS, SAID, URGENCIES, state_status
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.tables import Cell, Column, Table
from shirube.ui.templatetags.ui_text import calendar_date


@access(Access.STAFF, roles=ALL_ROLES)
def show_list(request: HttpRequest) -> HttpResponse:
    """What is open first, the urgent before the rest."""
    desk = desk_of(request)
    requests = list_support_requests(on=desk.today, **desk.look)
    mine = {section_id for _role, section_id in desk.actor.sections}
    duties = list_duties(municipality_id=desk.municipality_id, on=desk.today)
    still = [one for one in requests if one.state is not SupportState.CLOSED]
    context = {
        "open": _table(_("続いている相談"), still, desk),
        "closed": _table(
            _("終わった相談"), (one for one in requests if one.state is SupportState.CLOSED), desk
        ),
        "helpers": [one for one in duties if one.section_id in mine],
        "may_ask": bool(desk.own_sections()),
        "breadcrumbs": way(Link(_("相談窓口"), "")),
    }
    return page(request, "headquarters/support/list.html", context)


@access(Access.STAFF, roles=SECTIONS)
def ask(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    form = SupportForm(request.POST or None, sections=desk.own_sections(), initial={"urgency": Urgency.NONE})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        data = form.cleaned_data
        try:
            request_id = ask_support(
                **desk.act,
                section_id=UUID(data["section"]),
                kind=SupportKind(data["kind"]),
                urgency=Urgency(data["urgency"]),
                title=data["title"],
                text=data["text"],
            )
        except DomainError as error:
            status = tell(form, error)
        else:
            messages.success(request, _("相談窓口に送りました。返事は、仕事の一覧に出ます。"))
            return redirect("support_staff:request", request_id)
    title = _("相談する")
    context = {
        "form": form,
        "title": title,
        "kicker": "",
        "lead": _("相談は、あなたの課と相談窓口の担当だけが読めます。"),
        "submit": _("相談窓口に送る"),
        "cancel_url": reverse("support_staff:list"),
        "breadcrumbs": way_to_desk(Link(title, "")),
    }
    return page(request, "headquarters/proposals/form.html", context, status=status)


@access(Access.STAFF, roles=ALL_ROLES)
def show_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    asked = get_support_request(request_id=request_id, on=desk.today, **desk.look)
    form = _act_form(None, asked, desk)
    return page(request, "headquarters/support/request.html", _context(asked, desk, form))


@access(Access.STAFF, roles=ALL_ROLES)
@require_POST
def act(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The button names what is done; who may not do it is refused by the command."""
    desk = desk_of(request)
    asked = get_support_request(request_id=request_id, on=desk.today, **desk.look)
    form = _act_form(request.POST, asked, desk)
    status = _act(request, form, asked, desk)
    if status == 0:
        return redirect("support_staff:request", request_id)
    return page(request, "headquarters/support/request.html", _context(asked, desk, form), status=status)


def way_to_desk(*steps: Link) -> list[Link]:
    return way(Link(_("相談窓口"), reverse("support_staff:list")), *steps)


def list_helpers(desk: Desk) -> Sequence[tuple[str, str]]:
    """Who is of the desk today: DX promotion and whoever helps a section."""
    people = accounts.list_staff_with_role(municipality_id=desk.municipality_id, role=Role.DX_PROMOTION)
    duties = list_duties(municipality_id=desk.municipality_id, on=desk.today)
    named = {str(one.id): one.name for one in people} | {str(one.staff_id): one.name for one in duties}
    return list(named.items())


def _act_form(data: Any, asked: SupportView, desk: Desk) -> ActForm:
    acts = _acts(asked, desk)
    others = [one for one in list_helpers(desk) if one[0] != str(asked.helper_id)]
    return ActForm(
        data,
        helpers=others if SupportAct.HAND_ON in acts else [],
        initial={"revision": asked.revision},
    )


def _acts(asked: SupportView, desk: Desk) -> Sequence[SupportAct]:
    return open_acts(
        asked.state,
        is_desk=is_desk(desk.actor, desk.municipality_id, desk.today),
        is_asking=desk.actor.works_in([asked.section_id]),
    )


def _act(request: HttpRequest, form: ActForm, asked: SupportView, desk: Desk) -> int:
    name = request.POST.get("act", "")
    if not form.is_valid() or name not in set(SupportAct):
        return 422
    data = form.cleaned_data
    try:
        act_on_support(
            **desk.act,
            request_id=asked.id,
            act=SupportAct(name),
            seen_revision=data["revision"],
            text=data["text"],
            helper_id=UUID(data["helper"]) if data.get("helper") else None,
        )
    except SupportMovedError as error:
        messages.warning(request, sentence_for(error))
        return 0
    except (SupportTextMissingError, NotAHelperError) as error:
        return tell(form, error, "text" if isinstance(error, SupportTextMissingError) else "helper")
    messages.success(request, str(DONE[SupportAct(name)]))
    return 0


def _context(asked: SupportView, desk: Desk, form: ActForm) -> dict[str, Any]:
    acts = _acts(asked, desk)
    return {
        "asked": asked,
        "status": state_status(asked.state),
        "facts": [
            {"term": _("相談した課"), "text": asked.section},
            {"term": _("種類"), "text": KINDS[asked.kind]},
            {"term": _("急ぎ"), "text": URGENCIES[asked.urgency]},
            {"term": _("受け持つ人"), "text": asked.helper or None, "missing": _("まだ決まっていません")},
        ],
        "notes": [(SAID[note.act], note) for note in asked.notes],
        "form": form,
        "acts": [(one.value, BUTTONS[one], one in {SupportAct.ANSWER, SupportAct.ADD}) for one in acts],
        "breadcrumbs": way_to_desk(Link(asked.title, "")),
    }


def _table(caption: str, requests: Iterable[SupportView], desk: Desk) -> Table:
    columns = (
        Column(_("相談")),
        Column(_("今の状態")),
        Column(_("急ぎ")),
        Column(_("課")),
        Column(_("受け持つ人")),
        Column(_("相談した日")),
    )
    return Table(caption, columns, tuple(_row(one, desk) for one in requests))


def _row(one: SupportView, desk: Desk) -> tuple[Cell, ...]:
    waited = one.days_waiting(desk.today)
    days = _("%(days)s日たった") % {"days": waited} if waited else _("きょう")
    waits = one.first_answered_at is None and one.state is not SupportState.CLOSED
    return (
        Cell(one.title, url=reverse("support_staff:request", args=[one.id]), note=str(KINDS[one.kind])),
        Cell("", status=state_status(one.state)),
        Cell(str(URGENCIES[one.urgency])),
        Cell(one.section),
        Cell(one.helper or None, missing=_("まだ")),
        Cell(calendar_date(one.asked_at), note=days if waits else ""),
    )
