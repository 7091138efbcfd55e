"""A section's side: reading the inquiry, writing the one answer, its chief's approval, and all that goes with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.inquiries.commands.answering import (
    AnswerIncompleteError,
    approve_answer,
    assign_person,
    file_subject,
    open_asked,
    people_of,
    return_inside,
    save_answer,
    submit_answer,
    take_back_answer,
)
from shirube.inquiries.commands.extending import request_extension
from shirube.inquiries.commands.guards import AnswerMovedError
from shirube.inquiries.commands.talking import ask_about
from shirube.inquiries.domain.terms import WRITABLE, AnswerState, InquiryState, can_see_others
from shirube.inquiries.queries.inquiries import AskedView, InquiryView, get_asked
from shirube.inquiries.queries.rights import can_answer, can_approve, can_ask, can_oversee
from shirube.inquiries.queries.talks import list_extensions, list_steps
from shirube.inquiries.web.answer_form import AnswerPage, open_page
from shirube.inquiries.web.desk import READERS, WRITERS, Desk, attempt, desk_of, way, way_to_answer
from shirube.inquiries.web.forms import CommentForm, ExtensionForm, PersonForm, QuestionAboutForm
from shirube.inquiries.web.meanwhile import Meanwhile, differences
from shirube.inquiries.web.overview import facts_of, history, talks_of
from shirube.inquiries.web.told import may_read, tell_answer
from shirube.inquiries.web.words import answer_status, due_words, late_note
from shirube.kernel.calendar import format_date
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access, records_reading
from shirube.ui.downloads import download
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for, status_of


@access(Access.STAFF, roles=READERS)
@records_reading
def answer(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """The inquiry with the section's answer; that somebody of the section has opened it is noted."""
    desk = desk_of(request)
    inquiry, asked = get_asked(**desk.look, asked_id=asked_id)
    if request.method == "POST":
        return _write(request, inquiry, asked, desk)
    if asked.state is AnswerState.UNOPENED and open_asked(**desk.act, asked_id=asked.id):
        inquiry, asked = get_asked(**desk.look, asked_id=asked_id)
    return _show(request, open_page(inquiry, asked, desk))


def _write(request: HttpRequest, inquiry: InquiryView, asked: AskedView, desk: Desk) -> HttpResponse:
    """Save what was typed; with the other button, hand it in as well."""
    here = redirect("inquiries:answer", asked.id)
    sheet = open_page(inquiry, asked, desk, request.POST)
    sheet.bind(request)
    if not sheet.form.is_valid():
        return _show(request, sheet, status=422)
    facts = {**desk.act, "asked_id": asked.id}
    seen = sheet.form.cleaned_data["revision"]
    try:
        revision = save_answer(**facts, draft=sheet.form.draft(sheet.bound), seen_revision=seen)
    except AnswerMovedError as error:
        return _collided(request, sheet, error)
    except DomainError as error:
        return _refused(request, error, here)
    if sheet.is_stepping or sheet.refused:
        return _saved(request, sheet, revision)
    return _hand_in(request, sheet, revision) if "_submit" in request.POST else _done(request, here)


def _hand_in(request: HttpRequest, sheet: AnswerPage, revision: int) -> HttpResponse:
    desk, here = sheet.desk, redirect("inquiries:answer", sheet.asked.id)
    try:
        went_out = submit_answer(**desk.act, asked_id=sheet.asked.id, seen_revision=revision)
    except AnswerIncompleteError as error:
        sheet.problems = error.problems
        return _saved(request, sheet, revision, error)
    except DomainError as error:
        return _refused(request, error, here)
    done = (
        _("回答を送りました。") if went_out else _("課長に回しました。承認されると、照会した課に届きます。")
    )
    messages.success(request, done)
    return here


def _done(request: HttpRequest, where: HttpResponse) -> HttpResponse:
    messages.success(request, _("下書きを保存しました。課の人は、続きから書けます。"))
    return where


def _refused(request: HttpRequest, error: DomainError, where: HttpResponse) -> HttpResponse:
    if status_of(error) in {403, 404}:
        raise error
    messages.error(request, sentence_for(error))
    return where


def _saved(
    request: HttpRequest, sheet: AnswerPage, revision: int, error: DomainError | None = None
) -> HttpResponse:
    """The page again: the draft is kept, and something is still to be done at it."""
    _renew(sheet, revision)
    status = 422 if error or sheet.refused else 200
    return _show(request, sheet, status=status, told=sentence_for(error) if error else "")


def _collided(request: HttpRequest, sheet: AnswerPage, error: AnswerMovedError) -> HttpResponse:
    """What the other saved stands beside what was typed here; saving again is then done knowingly."""
    desk = sheet.desk
    _inquiry, theirs = get_asked(**desk.look, asked_id=sheet.asked.id)
    mine = sheet.form.draft(sheet.bound)
    found = differences(sheet.inquiry, theirs, mine, sheet.part, list(sheet.kpis))
    if theirs.state not in WRITABLE:
        return _refused(request, error, redirect("inquiries:answer", sheet.asked.id))
    _renew(sheet, theirs.revision)
    return _show(request, sheet, status=409, told=sentence_for(error), meanwhile=found)


def _renew(sheet: AnswerPage, revision: int) -> None:
    """The page goes on from another revision than the one it was drawn with."""
    data: Any = sheet.form.data
    sheet.form.data = data.copy()
    cast("Any", sheet.form.data)["revision"] = str(revision)


def _show(
    request: HttpRequest,
    sheet: AnswerPage,
    *,
    status: int = 200,
    told: str = "",
    meanwhile: list[Meanwhile] | None = None,
) -> HttpResponse:
    inquiry, asked, desk = sheet.inquiry, sheet.asked, sheet.desk
    is_open = inquiry.state is InquiryState.SENT
    may_write = is_open and can_answer(desk.actor, asked.section.id) and desk.actor.holds(*WRITERS)
    writable = may_write and asked.state in WRITABLE
    context = {
        **_head(inquiry, asked, desk),
        "sheet": sheet,
        "form": sheet.form,
        "steps": sheet.steps() if writable else [],
        "told": told,
        "meanwhile": meanwhile or [],
        "writable": writable,
        "may_write": may_write,
        "summary": tell_answer(inquiry, asked, desk) if not writable and may_read(asked, desk) else None,
        "approves": may_write
        and can_approve(municipality_id=desk.municipality_id, section_id=asked.section.id, actor=desk.actor),
        "is_open": is_open,
        "acts": _side_forms(asked, desk) if may_write else {},
    }
    return page(request, "inquiries/answer.html", context, status=status)


def _head(inquiry: InquiryView, asked: AskedView, desk: Desk) -> dict[str, Any]:
    is_closed = inquiry.state is InquiryState.CLOSED
    steps = list_steps(municipality_id=desk.municipality_id, inquiry_id=inquiry.id, asked_id=asked.id)
    return {
        "inquiry": inquiry,
        "asked": asked,
        "status": answer_status(asked, desk.today, is_closed=is_closed),
        "late": late_note(asked),
        "due": due_words(asked.due_on, desk.today, is_settled=asked.is_settled or is_closed),
        "facts": [one for one in facts_of(inquiry, desk) if one["term"] != _("回答の期限")],
        "talks": talks_of(inquiry, desk),
        "extensions": list_extensions(municipality_id=desk.municipality_id, asked_ids=[asked.id]),
        "sees_others": _sees_others(inquiry, asked, desk),
        "history": history(steps, inquiry),
        "breadcrumbs": way(Link(inquiry.title, "")),
    }


def _side_forms(asked: AskedView, desk: Desk) -> Mapping[str, Any]:
    people = [(str(one.id), one.name) for one in people_of(desk.municipality_id, asked.section.id)]
    initial = {"person": str(asked.person) if asked.person else ""}
    return {
        "person": PersonForm(choices=people, initial=initial),
        "extension": None if asked.wanted_extension or asked.is_settled else ExtensionForm(),
        "question": QuestionAboutForm(),
        "comment": CommentForm(),
        "due": format_date(asked.due_on),
    }


@access(Access.STAFF, roles=WRITERS)
@require_POST
def act(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """One of the buttons beside the answer."""
    desk = desk_of(request)
    _inquiry, asked = get_asked(**desk.look, asked_id=asked_id)
    facts = {**desk.act, "asked_id": asked.id}
    name = request.POST.get("act", "")
    comment = request.POST.get("comment", "")[:2_000]
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
    acts: Mapping[str, tuple[Callable[[], object], str]] = {
        "approve": (
            partial(approve_answer, **facts, seen_revision=revision),
            _("承認しました。照会した課に届きました。"),
        ),
        "return": (partial(return_inside, **facts, comment=comment), _("書いた人に戻しました。")),
        "take_back": (partial(take_back_answer, **facts), _("回答中に戻しました。")),
        "assign": (
            partial(assign_person, **facts, person=_uuid(request.POST.get("person", ""))),
            _("担当者を保存しました。お知らせは、この人に届きます。"),
        ),
        "ask": (
            partial(ask_about, **facts, question=request.POST.get("question", "")[:2_000]),
            _("質問を送りました。答えは、照会を受けたすべての課に見えます。"),
        ),
    }
    if name in acts:
        attempt(request, *acts[name])
    elif name == "extend":
        _extend(request, facts)
    return redirect("inquiries:answer", asked.id)


def _extend(request: HttpRequest, facts: Mapping[str, Any]) -> None:
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("延ばしたい日と理由を書いてください。まだ何も送っていません。"))
        return
    attempt(
        request,
        partial(request_extension, **facts, **form.cleaned_data),
        _("期限の延長を頼みました。照会した課の返事を待ちます。"),
    )


@access(Access.STAFF, roles=READERS)
@require_safe
def others(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """What the other sections have answered, where the asker lets it be seen."""
    desk = desk_of(request)
    inquiry, asked = get_asked(**desk.look, asked_id=asked_id)
    may_see = _sees_others(inquiry, asked, desk)
    told = [
        (one, tell_answer(inquiry, one, desk))
        for one in inquiry.asked
        if may_see and one.id != asked.id and one.is_given
    ]
    context = {
        "inquiry": inquiry,
        "asked": asked,
        "may_see": may_see,
        "told": told,
        "breadcrumbs": way_to_answer(inquiry, asked, Link(_("ほかの課の回答"), "")),
    }
    return page(request, "inquiries/others.html", context)


@access(Access.STAFF, roles=READERS)
@require_safe
def show_file(request: HttpRequest, asked_id: UUID, file_id: UUID) -> FileResponse:
    """A file of the answer, for whoever may read the answer."""
    desk = desk_of(request)
    inquiry, asked = get_asked(**desk.look, asked_id=asked_id)
    subject = file_subject(asked.id)
    attached = files.list_attached(municipality_id=desk.municipality_id, subjects=[subject])[subject]
    named = forms.list_file_ids(inquiry.form, asked.answers) if inquiry.form and may_read(asked, desk) else []
    if str(file_id) not in named or file_id not in {one.id for one in attached}:
        raise files.StoredFileNotFoundError(file_id=str(file_id))
    opened = files.open_file(municipality_id=desk.municipality_id, file_id=file_id)
    return download(opened.content, name=opened.name, content_type=opened.content_type)


def _sees_others(inquiry: InquiryView, asked: AskedView, desk: Desk) -> bool:
    asker = inquiry.section.id if inquiry.section else None
    if can_ask(desk.actor, asker) or can_oversee(desk.actor):
        return True
    return can_see_others(inquiry.visibility, asked.state)


def _uuid(text: str) -> UUID | None:
    """None also for what is none: the section as a whole."""
    try:
        return UUID(text)
    except ValueError:
        return None
