"""Minutes at the desk: drafting, withholding, names, the way to the public, PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.headquarters.commands.minutes import (
    add_part,
    allow_name,
    approve_minutes,
    draft_minutes,
    publish_minutes,
    return_minutes,
    submit_minutes,
    take_minutes_back,
    write_part,
)
from shirube.headquarters.domain.terms import MeetingState, MinutesState
from shirube.headquarters.queries.meetings import MeetingLine
from shirube.headquarters.queries.minutes import (
    MinutesView,
    find_minutes,
    find_part,
    get_minutes,
    list_names_found,
)
from shirube.headquarters.queries.rights import can_approve, can_decide, can_prepare, sees_withheld
from shirube.headquarters.web.desk import (
    KEEPERS,
    READERS,
    RECORDERS,
    Desk,
    FormPage,
    answer_form,
    desk_of,
    way_to,
)
from shirube.headquarters.web.forms_minutes import CommentForm, PartForm
from shirube.headquarters.web.minutes_pages import minutes_file, shown_parts
from shirube.headquarters.web.words import minutes_status
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for


@access(Access.STAFF, roles=READERS)
def show_minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    minutes = find_minutes(meeting_id=meeting_id, **desk.look)
    context = {
        "meeting": meeting,
        "minutes": minutes,
        "may_draft": minutes is None and meeting.state is MeetingState.HELD and can_prepare(desk.actor),
        "breadcrumbs": way_to(meeting, Link(_("会議要旨"), "")),
        **(_standing(minutes, desk) if minutes else {}),
    }
    return page(request, "headquarters/staff/minutes.html", context)


@access(Access.STAFF, roles=KEEPERS)
def draft(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    told = _("次第と会議のメモから下書きを作りました。")
    return _act(request, meeting_id, draft_minutes, told)


@access(Access.STAFF, roles=KEEPERS)
def submit(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return _act(request, meeting_id, submit_minutes, _("承認を求めました。"))


@access(Access.STAFF, roles=RECORDERS)
def approve(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return _act(request, meeting_id, approve_minutes, _("承認しました。"))


@access(Access.STAFF, roles=KEEPERS)
def publish(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return _act(
        request, meeting_id, publish_minutes, _("公開しました。市民のページに決定と会議要旨が出ます。")
    )


@access(Access.STAFF, roles=KEEPERS)
def let_name_stand(request: HttpRequest, meeting_id: UUID, part_id: UUID) -> HttpResponse:
    """The writer looked and lets a name stand in a part."""
    digest = request.POST.get("name", "")[:64]

    def act(**facts: Any) -> None:
        allow_name(part_id=part_id, digest=digest, **facts)

    return _act(request, meeting_id, act, _("この名前を、そのまま載せることにしました。"))


@access(Access.STAFF, roles=RECORDERS)
def send_back(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return _ask_comment(request, meeting_id, _("会議要旨を差し戻す"), _("差し戻す"), return_minutes)


@access(Access.STAFF, roles=RECORDERS)
def take_back(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return _ask_comment(
        request, meeting_id, _("会議要旨の公開をやめて直す"), _("公開をやめる"), take_minutes_back
    )


@access(Access.STAFF, roles=KEEPERS)
def edit_part(request: HttpRequest, meeting_id: UUID, part_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    minutes = get_minutes(meeting_id=meeting_id, **desk.look)
    part = find_part(minutes, part_id)
    form = PartForm(request.POST or None, part=part, revision=minutes.revision)
    lead = _("決定、課題、数字、添付資料の名前は、この下に自動で付きます。")
    return answer_form(
        request,
        form,
        lambda data: write_part(
            meeting_id=meeting_id,
            part_id=part_id,
            entry=form.entry(),
            seen_revision=data["revision"],
            **desk.act,
        ),
        _form_page(meeting, part.heading, _("保存する"), lead),
    )


@access(Access.STAFF, roles=KEEPERS)
def new_part(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    form = PartForm(request.POST or None)
    return answer_form(
        request,
        form,
        lambda _data: add_part(meeting_id=meeting_id, entry=form.entry(), **desk.act),
        _form_page(meeting, _("部分を加える"), _("加える"), ""),
    )


@access(Access.STAFF, roles=READERS)
def pdf(request: HttpRequest, meeting_id: UUID) -> FileResponse:
    """As residents would read them; whoever may see it reads the withheld parts too."""
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    minutes = get_minutes(meeting_id=meeting_id, **desk.look)
    parts = shown_parts(minutes, sees_all=False)
    return minutes_file(meeting, minutes, parts, cast("Any", request).municipality)


def _standing(minutes: MinutesView, desk: Desk) -> Mapping[str, object]:
    """What the page says of minutes that were begun, and what may be done with them."""
    is_draft = minutes.state is MinutesState.DRAFT
    may_prepare, may_decide = can_prepare(desk.actor), can_decide(desk.actor)
    is_asked = (may_prepare or may_decide) and minutes.state is not MinutesState.PUBLISHED
    names = list_names_found(minutes=minutes, **desk.look) if is_asked else ()
    return {
        "status": minutes_status(minutes.state),
        "parts": shown_parts(minutes, sees_all=sees_withheld(desk.actor)),
        "names": names,
        "may_write": is_draft and may_prepare,
        "may_submit": is_draft and may_prepare and not names,
        "may_approve": minutes.state is MinutesState.SUBMITTED
        and can_approve(desk.actor, minutes.submitted_by),
        "may_return": minutes.state in {MinutesState.SUBMITTED, MinutesState.APPROVED} and may_decide,
        "may_publish": minutes.state is MinutesState.APPROVED and may_prepare and not names,
        "may_take_back": minutes.state is MinutesState.PUBLISHED and may_decide,
    }


def _act(
    request: HttpRequest, meeting_id: UUID, act: Callable[..., object], told: str
) -> HttpResponseRedirect:
    """A button's act; what refuses it is said above the minutes."""
    desk = desk_of(request)
    desk.meeting(meeting_id)
    if request.method == "POST":
        try:
            act(meeting_id=meeting_id, **desk.act)
        except DomainError as error:
            messages.error(request, sentence_for(error))
        else:
            messages.success(request, told)
    return HttpResponseRedirect(reverse("headquarters_staff:minutes", args=[meeting_id]))


def _ask_comment(
    request: HttpRequest, meeting_id: UUID, title: str, submit_words: str, act: Callable[..., object]
) -> HttpResponse:
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    form = CommentForm(request.POST or None)
    return answer_form(
        request,
        form,
        lambda data: act(meeting_id=meeting_id, comment=data["comment"], **desk.act),
        _form_page(meeting, title, submit_words, ""),
    )


def _form_page(meeting: MeetingLine, title: str, submit_words: str, lead: str) -> FormPage:
    address = reverse("headquarters_staff:minutes", args=[meeting.id])
    return FormPage(
        title=title,
        lead=lead,
        submit=submit_words,
        to=address,
        breadcrumbs=way_to(meeting, Link(_("会議要旨"), address), Link(title, "")),
    )
