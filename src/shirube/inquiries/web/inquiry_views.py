"""An inquiry as its asker sees it: the overview of all sections, and every act of the asking side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.inquiries.commands.changing import add_sections, move_deadline
from shirube.inquiries.commands.extending import decide_extension
from shirube.inquiries.commands.passing import pass_on
from shirube.inquiries.commands.reminding import remind_sections
from shirube.inquiries.commands.sending import (
    approve_inquiry,
    close_inquiry,
    reopen_inquiry,
    repeat_inquiry,
    return_inquiry,
    submit_inquiry,
    take_back_inquiry,
)
from shirube.inquiries.commands.talking import answer_talk
from shirube.inquiries.domain.terms import InquiryState
from shirube.inquiries.queries.inquiries import InquiryView, get_asked, get_inquiry
from shirube.inquiries.queries.rights import can_approve, can_ask
from shirube.inquiries.web.desk import READERS, WRITERS, Desk, attempt, desk_of
from shirube.inquiries.web.forms import (
    CommentForm,
    DecisionForm,
    DueForm,
    MoreSectionsForm,
    PassForm,
    RepeatForm,
    TalkForm,
    section_choices,
)
from shirube.inquiries.web.output_views import downloads_of
from shirube.inquiries.web.overview import overview
from shirube.organizations import interface as organizations
from shirube.ui.access import Access, access
from shirube.ui.pages import page


@access(Access.STAFF, roles=READERS)
def show_inquiry(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Where each section stands; of a draft, what is still to be said."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    section_id = inquiry.section.id if inquiry.section else None
    may_write = desk.actor.holds(*WRITERS) and can_ask(desk.actor, section_id)
    may_approve = (
        inquiry.state is InquiryState.WAITING
        and section_id is not None
        and can_approve(municipality_id=desk.municipality_id, section_id=section_id, actor=desk.actor)
    )
    context = {
        **overview(inquiry, desk),
        "may_write": may_write,
        "may_approve": may_approve,
        "repeat_form": RepeatForm(),
        "due_form": DueForm(auto_id="id_all_%s"),
        "more_form": _more_form(inquiry, desk) if may_write and inquiry.state is InquiryState.SENT else None,
        "comment_form": CommentForm(),
        "downloads": downloads_of(inquiry) if inquiry.asked else [],
    }
    template = "inquiries/inquiry.html" if inquiry.is_out else "inquiries/draft.html"
    return page(request, template, context)


@dataclass(frozen=True, slots=True)
class _Act:
    """A button of the page: the command, and what is said when it was done."""

    command: Callable[..., Any]
    done: str


def _acts() -> Mapping[str, _Act]:
    return {
        "submit": _Act(submit_inquiry, _("出しました。課長が承認すると、各課に届きます。")),
        "approve": _Act(approve_inquiry, _("承認しました。各課に届きました。")),
        "take_back": _Act(take_back_inquiry, _("下書きに戻しました。")),
        "close": _Act(close_inquiry, _("締め切りました。これからの回答は受け付けません。")),
        "reopen": _Act(
            reopen_inquiry, _("受付を再開しました。これからの回答は、期限のあとの回答になります。")
        ),
    }


@access(Access.STAFF, roles=WRITERS)
@require_POST
def act(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """One of the buttons of the inquiry's page."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    name = request.POST.get("act", "")
    facts = {**desk.act, "inquiry_id": inquiry.id}
    if name == "return":
        comment = request.POST.get("comment", "")[:2_000]
        done = _("下書きに戻しました。コメントは、下書きの画面に出ます。")
        attempt(request, partial(return_inquiry, **facts, comment=comment), done)
    elif name == "remind":
        _remind(request, facts)
    elif name in _acts():
        chosen = _acts()[name]
        attempt(request, partial(chosen.command, **facts), chosen.done)
    return redirect("inquiries:inquiry", inquiry_id)


def _remind(request: HttpRequest, facts: Mapping[str, Any]) -> None:
    sent: list[int] = []
    owing = _("回答していない課に、お知らせを送りました。")
    attempt(request, lambda: sent.append(remind_sections(**facts)), owing)


@access(Access.STAFF, roles=WRITERS)
@require_POST
def change_due(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Another deadline for all sections."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    form = DueForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("新しい期限を日付で、理由を言葉で書いてください。期限は変えていません。"))
        return redirect("inquiries:inquiry", inquiry_id)
    move = partial(move_deadline, **desk.act, inquiry_id=inquiry.id, **form.cleaned_data)
    attempt(request, move, _("期限を変えました。まだ答えていない課に知らせました。"))
    return redirect("inquiries:inquiry", inquiry_id)


@access(Access.STAFF, roles=WRITERS)
@require_POST
def ask_more(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Send it to further sections."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    form = _more_form(inquiry, desk, request.POST)
    if not form.is_valid():
        messages.error(request, _("加える課を一つ以上選んでください。まだ送っていません。"))
        return redirect("inquiries:inquiry", inquiry_id)
    sections = form.cleaned_data["sections"]
    add = partial(add_sections, **desk.act, inquiry_id=inquiry.id, section_ids=sections)
    attempt(request, add, _("選んだ課に送りました。"))
    return redirect("inquiries:inquiry", inquiry_id)


def _more_form(inquiry: InquiryView, desk: Desk, data: Any = None) -> MoreSectionsForm:
    there = {one.section.id for one in inquiry.asked}
    living = organizations.list_sections(municipality_id=desk.municipality_id, on=desk.today)
    choices = section_choices([one for one in living if one.id not in there])
    return MoreSectionsForm(data, choices=choices, auto_id="id_more_%s")


@access(Access.STAFF, roles=WRITERS)
@require_POST
def repeat(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """A new draft that asks the same again."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    form = RepeatForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("新しい照会の回答期限を、日付で書いてください。まだ何も作っていません。"))
        return redirect("inquiries:inquiry", inquiry_id)
    made: list[UUID] = []
    done = _("同じ内容の下書きを作りました。各課には、前回の回答が入った形で届きます。")
    due_on = form.cleaned_data["due_on"]
    attempt(
        request,
        lambda: made.append(repeat_inquiry(**desk.act, inquiry_id=inquiry.id, due_on=due_on)),
        done,
    )
    return redirect("inquiries:inquiry", made[0] if made else inquiry_id)


@access(Access.STAFF, roles=WRITERS)
@require_POST
def reply(request: HttpRequest, inquiry_id: UUID, talk_id: UUID) -> HttpResponse:
    """Answer a section's question about the inquiry, to all sections."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    form = TalkForm(request.POST)
    words = form.cleaned_data["answer"] if form.is_valid() else ""
    answer = partial(answer_talk, **desk.act, inquiry_id=inquiry.id, talk_id=talk_id, answer=words)
    attempt(request, answer, _("答えを、照会を受けたすべての課に送りました。"))
    return redirect("inquiries:inquiry", inquiry_id)


@access(Access.STAFF, roles=WRITERS)
@require_POST
def decide(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Grant or refuse a later day."""
    desk = desk_of(request)
    inquiry, asked = get_asked(**desk.look, asked_id=asked_id)
    form = DecisionForm(request.POST)
    data: Mapping[str, Any] = form.cleaned_data if form.is_valid() else {"granted_to": None, "reply": ""}
    granted = data["granted_to"] if "grant" in request.POST else None
    done = _("%(section)sに返事をしました。") % {"section": asked.section.name}
    decision = partial(
        decide_extension, **desk.act, asked_id=asked.id, granted_to=granted, reply=data["reply"]
    )
    attempt(request, decision, done)
    return redirect("inquiries:inquiry", inquiry.id)


@access(Access.STAFF, roles=WRITERS)
@require_POST
def hand_over(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Another section answers, with the draft that there is."""
    desk = desk_of(request)
    inquiry, asked = get_asked(**desk.look, asked_id=asked_id)
    living = organizations.list_sections(municipality_id=desk.municipality_id, on=desk.today)
    form = PassForm(request.POST, choices=section_choices(living))
    section_id = form.cleaned_data["section"] if form.is_valid() else asked.section.id
    done = _("%(section)sの分を引き継ぎました。") % {"section": asked.section.name}
    attempt(request, partial(pass_on, **desk.act, asked_id=asked.id, section_id=section_id), done)
    return redirect("inquiries:inquiry", inquiry.id)
