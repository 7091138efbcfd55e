"""Papers: as they would be sent, as they were sent, as PDF, and one item a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.headquarters.commands.sending import send_papers, send_supplement
from shirube.headquarters.domain.papers import ItemPaper
from shirube.headquarters.domain.terms import ItemKind, MeetingState
from shirube.headquarters.queries.meetings import MeetingLine
from shirube.headquarters.queries.papers import (
    SendingView,
    draft_papers,
    get_sending,
    list_changed_items,
    list_sendings,
    newest_papers,
)
from shirube.headquarters.queries.readers import Reader, list_readers
from shirube.headquarters.queries.rights import can_prepare
from shirube.headquarters.web.desk import KEEPERS, READERS, Desk, FormPage, answer_form, desk_of, way_to
from shirube.headquarters.web.forms_meetings import ReasonForm
from shirube.headquarters.web.printing import papers_pdf
from shirube.headquarters.web.words import SENDING_KINDS, item_number, when_words
from shirube.kernel.calendar import format_date
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.downloads import download
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.templatetags.ui_text import moment


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper as _paper.html draws it."""

    number: str
    paper: ItemPaper


@dataclass(frozen=True, slots=True)
class Sent:
    """A sending as papers.html draws it."""

    title: str
    facts: str
    note: str
    pdf: str
    sheets: Sequence[Sheet]


@access(Access.STAFF, roles=READERS)
def show_papers(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What was sent; before that, what would be."""
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    sendings = list_sendings(meeting_id=meeting_id, **desk.look)
    as_of = meeting.papers_as_of or desk.today
    is_draft = meeting.state is MeetingState.PLANNED
    drafts = draft_papers(meeting_id=meeting_id, as_of=as_of, **desk.look) if is_draft else ()
    is_sent = meeting.state is MeetingState.SENT
    may_send = can_prepare(desk.actor) and is_draft and bool(drafts)
    context = {
        "meeting": meeting,
        "when": when_words(meeting),
        "as_of": as_of,
        "is_draft": is_draft,
        "drafts": [_sheet(draft.paper) for draft in drafts],
        "sendings": [_sent(meeting, one) for one in sendings],
        "changed": list_changed_items(meeting_id=meeting_id, on=desk.today, **desk.look) if is_sent else (),
        "may_send": may_send,
        "readers": list_readers(meeting_id=meeting_id, **desk.look) if may_send else (),
        "may_add": can_prepare(desk.actor) and is_sent,
        "breadcrumbs": way_to(meeting, Link(_("資料"), "")),
    }
    return page(request, "headquarters/staff/papers.html", context)


@access(Access.STAFF, roles=KEEPERS)
def send(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Freeze and send the papers."""
    desk = desk_of(request)
    desk.meeting(meeting_id)
    if request.method == "POST":
        try:
            send_papers(meeting_id=meeting_id, **desk.act)
        except DomainError as error:
            messages.error(request, sentence_for(error))
        else:
            messages.success(request, _told(list_readers(meeting_id=meeting_id, **desk.look)))
    return HttpResponseRedirect(reverse("headquarters_staff:papers", args=[meeting_id]))


def _told(readers: Sequence[Reader]) -> str:
    count = sum(bool(one.email) for one in readers)
    done = _("資料を確定しました。送った内容は、このまま残ります。")
    if not count:
        return done
    return done + " " + _("委員%(count)s人にメールで知らせました。") % {"count": count}


@access(Access.STAFF, roles=KEEPERS)
def supplement(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Send what changed since."""
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = _("何が変わったか")
    changed = list_changed_items(meeting_id=meeting_id, on=desk.today, **desk.look)
    names = "、".join(item.title for item in changed)
    title = _("追加の資料を送る")
    shown = FormPage(
        title=title,
        lead=_("変わった議題: %(names)s") % {"names": names} if changed else _("変わった議題はありません。"),
        submit=_("確定して送る"),
        to=reverse("headquarters_staff:papers", args=[meeting_id]),
        breadcrumbs=way_to(meeting, Link(title, "")),
        told=_("追加の資料を確定しました。"),
    )
    return answer_form(
        request,
        form,
        lambda data: send_supplement(meeting_id=meeting_id, note=data["reason"], **desk.act),
        shown,
    )


@access(Access.STAFF, roles=READERS)
def pdf(request: HttpRequest, meeting_id: UUID, number: int) -> FileResponse:
    """The papers as they were sent, on A4."""
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    sending = get_sending(meeting_id=meeting_id, number=number, **desk.look)
    facts = {
        "kind": str(SENDING_KINDS[sending.kind]),
        "as_of": _as_of(sending),
        "note": sending.note,
        "when": when_words(meeting),
    }
    sheets = [_sheet(one.paper) for one in sending.papers]
    city = cast("Any", request).municipality
    content = papers_pdf(
        meeting,
        city.name,
        facts,
        [(sheet.number, sheet.paper) for sheet in sheets],
        is_demonstration=city.demonstration,
    )
    name = f"{meeting.title}_{facts['kind']}_{number}.pdf"
    return download(content, name=name, content_type="application/pdf")


@access(Access.STAFF, roles=READERS)
def present(request: HttpRequest, meeting_id: UUID, place: int) -> HttpResponse:
    """One item a screen, in large type; `place` 0 is the agenda. Keys: links and accesskeys, without script."""
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    sheets = _sheets_on_table(meeting, desk)
    place = min(place, len(sheets))
    context = {
        "meeting": meeting,
        "when": when_words(meeting),
        "sheets": [(sheet, _screen(meeting, number)) for number, sheet in enumerate(sheets, 1)],
        "sheet": sheets[place - 1] if place else None,
        "place": place,
        "total": len(sheets),
        "previous_url": _screen(meeting, place - 1) if place else "",
        "next_url": _screen(meeting, place + 1) if place < len(sheets) else "",
        "agenda_url": _screen(meeting, 0),
        "leave_url": reverse("headquarters_staff:meeting", args=[meeting_id]),
    }
    return page(request, "headquarters/staff/screen.html", context)


def _sheets_on_table(meeting: MeetingLine, desk: Desk) -> Sequence[Sheet]:
    """What the members hold, in the order of the agenda; before the sending, what they would get."""
    as_of = meeting.papers_as_of or desk.today
    held = newest_papers(meeting_id=meeting.id, **desk.look)
    if not held:
        drafts = draft_papers(meeting_id=meeting.id, as_of=as_of, **desk.look)
        return [_sheet(one.paper) for one in drafts]
    papers = sorted((one.paper for one in held.values()), key=lambda paper: (paper.kind, paper.number))
    return [_sheet(paper) for paper in papers]


def _screen(meeting: MeetingLine, place: int) -> str:
    return reverse("headquarters_staff:screen", args=[meeting.id, place])


def _sheet(paper: ItemPaper) -> Sheet:
    return Sheet(item_number(ItemKind(paper.kind), paper.number), paper)


def _sent(meeting: MeetingLine, sending: SendingView) -> Sent:
    facts = _("%(as_of)s。%(at)sに%(by)sが確定") % {
        "as_of": _as_of(sending),
        "at": moment(sending.sent_at),
        "by": sending.by or _("システム"),
    }
    return Sent(
        _("%(number)s回目: %(kind)s") % {"number": sending.number, "kind": SENDING_KINDS[sending.kind]},
        facts,
        sending.note,
        reverse("headquarters_staff:papers-pdf", args=[meeting.id, sending.number]),
        [_sheet(one.paper) for one in sending.papers],
    )


def _as_of(sending: SendingView) -> str:
    return _("%(day)s現在") % {"day": format_date(sending.as_of)}
