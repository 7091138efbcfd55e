"""One agenda item: what is written of it, its files, its place, notes, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.files import interface as files
from shirube.headquarters.commands.agenda import (
    ITEM_FILE,
    add_item,
    attach_item_file,
    change_item,
    move_item,
    remove_item,
    write_notes,
)
from shirube.headquarters.commands.guards import demand_secretariat
from shirube.headquarters.domain.terms import MeetingState, MinutesState
from shirube.headquarters.queries.attachments import list_item_files
from shirube.headquarters.queries.decisions import list_decisions, list_tasks
from shirube.headquarters.queries.meetings import ItemView, MeetingLine, get_item
from shirube.headquarters.queries.papers import about_of
from shirube.headquarters.queries.rights import can_decide, can_prepare
from shirube.headquarters.registry import Choice, SubjectNotFoundError, agenda_kinds
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
from shirube.headquarters.web.forms_items import FileForm, ItemForm, NotesForm
from shirube.headquarters.web.tables import task_table
from shirube.headquarters.web.words import item_number, outcome_status
from shirube.ui.access import Access, access
from shirube.ui.downloads import download
from shirube.ui.links import Link
from shirube.ui.pages import page

_MINUTES_OUT = {MinutesState.APPROVED, MinutesState.PUBLISHED}


@access(Access.STAFF, roles=READERS)
def show_item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    item, meeting = _item_and_meeting(item_id, desk)
    decision = list_decisions(meeting_id=meeting.id, **desk.look).get(item.id)
    tasks = [one for one in list_tasks(meeting_id=meeting.id, **desk.look) if one.item_id == item.id]
    is_out = meeting.minutes in _MINUTES_OUT
    may_record = can_decide(desk.actor) and meeting.state is not MeetingState.CANCELLED
    context = {
        "meeting": meeting,
        "item": item,
        "number": item_number(item.kind, item.number),
        "about": about_of(item=item, on=desk.today, **desk.look) if item.about_kind else None,
        "files": _downloads(item, desk),
        "decision": decision,
        "outcome": outcome_status(decision.outcome) if decision else None,
        "tasks": task_table(_("課題"), tasks, desk.today),
        "may_edit": can_prepare(desk.actor) and not meeting.is_over and decision is None,
        "may_note": may_record and not is_out,
        "may_add_task": may_record,
        "may_decide": may_record
        and not is_out
        and meeting.state is not MeetingState.PLANNED
        and meeting.held_on <= desk.today,
        "breadcrumbs": way_to(meeting, Link(item.title, "")),
    }
    return page(request, "headquarters/staff/item.html", context)


@access(Access.STAFF, roles=KEEPERS)
def choose_subject(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What can stand on the agenda: an item in own words, or something that exists already."""
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    groups = []
    for kind in agenda_kinds:
        choices = kind.list_choices(actor=desk.actor, on=desk.today, **desk.look)
        if choices:
            groups.append((_(kind.label), [_choice_link(meeting, kind.identifier, one) for one in choices]))
    context = {
        "meeting": meeting,
        "own_url": reverse("headquarters_staff:add-item", args=[meeting.id]),
        "groups": groups,
        "breadcrumbs": way_to(meeting, Link(_("議題を加える"), "")),
    }
    return page(request, "headquarters/staff/choose_subject.html", context)


@access(Access.STAFF, roles=KEEPERS)
def add(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """`?about=<kind>&key=<key>`: an item about a thing that exists already."""
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    kind, key = request.GET.get("about", ""), request.GET.get("key", "")
    chosen = _find_choice(kind, key, desk) if kind else None
    initial = {"kind": chosen.suggests.value, "title": chosen.title} if chosen else {}
    form = ItemForm(
        request.POST or None, sections=desk.sections(), chosen=chosen is not None, initial=initial
    )
    title = _("議題を加える")
    shown = FormPage(
        title=title,
        lead=chosen.title if chosen else meeting.title,
        submit=_("加える"),
        to=reverse("headquarters_staff:meeting", args=[meeting_id]),
        breadcrumbs=way_to(meeting, Link(title, "")),
        told=_("議題を加えました。"),
    )
    return answer_form(
        request,
        form,
        lambda _data: add_item(
            meeting_id=meeting_id, entry=form.entry(), about_kind=kind, about_key=key, **desk.act
        ),
        shown,
    )


@access(Access.STAFF, roles=KEEPERS)
def edit(request: HttpRequest, item_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    item, meeting = _item_and_meeting(item_id, desk)
    form = ItemForm(request.POST or None, sections=desk.sections(), item=item)
    lead = ""
    if meeting.state is MeetingState.SENT:
        lead = _("資料はもう送られています。変えたあとは、会議の資料のページから追加の資料を送ってください。")
    return answer_form(
        request,
        form,
        lambda data: change_item(
            item_id=item_id, entry=form.entry(), seen_revision=data["revision"] or 0, **desk.act
        ),
        _form_page(meeting, item, _("議題を直す"), _("保存する"), lead),
    )


@access(Access.STAFF, roles=KEEPERS)
def move(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One place up or down, by a button; back to the agenda, at the item."""
    desk = desk_of(request)
    item = get_item(item_id=item_id, **desk.look)
    if request.method == "POST":
        move_item(item_id=item_id, down=request.POST.get("to") == "down", **desk.act)
    address = reverse("headquarters_staff:meeting", args=[item.meeting_id])
    return HttpResponseRedirect(f"{address}#item-{item_id}")


@access(Access.STAFF, roles=KEEPERS)
def remove(request: HttpRequest, item_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    item, meeting = _item_and_meeting(item_id, desk)
    address = reverse("headquarters_staff:item", args=[item_id])
    if request.method == "POST":
        remove_item(item_id=item_id, **desk.act)
        return HttpResponseRedirect(reverse("headquarters_staff:meeting", args=[meeting.id]))
    context = {
        "item": item,
        "cancel_url": address,
        "breadcrumbs": way_to(meeting, Link(item.title, address), Link(_("次第から外す"), "")),
    }
    return page(request, "headquarters/staff/remove_item.html", context)


@access(Access.STAFF, roles=RECORDERS)
def note(request: HttpRequest, item_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    item, meeting = _item_and_meeting(item_id, desk)
    form = NotesForm(request.POST or None, initial={"notes": item.notes})
    lead = _("資料には載りません。会議要旨の下書きのもとになります。")
    return answer_form(
        request,
        form,
        lambda data: write_notes(item_id=item_id, notes=data["notes"], **desk.act),
        _form_page(meeting, item, _("会議のメモ"), _("保存する"), lead),
    )


@access(Access.STAFF, roles=KEEPERS)
def add_file(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Receive a file and let it belong to the item."""
    desk = desk_of(request)
    item, meeting = _item_and_meeting(item_id, desk)
    # Asked before the file is taken in.
    demand_secretariat(desk.actor)
    form = FileForm(request.POST or None, request.FILES or None)
    shown = _form_page(meeting, item, _("ファイルを加える"), _("加える"), "")
    return answer_form(
        request, form, lambda data: _receive(data["file"], item_id, desk), shown, default_field="file"
    )


@access(Access.STAFF, roles=READERS)
def show_file(request: HttpRequest, item_id: UUID, file_id: UUID) -> FileResponse:
    desk = desk_of(request)
    attached = list_item_files(item_ids=[item_id], **desk.look)[item_id]
    if not any(one.id == file_id for one in attached):
        raise files.StoredFileNotFoundError(file_id=str(file_id))
    opened = files.open_file(municipality_id=desk.municipality_id, file_id=file_id)
    return download(opened.content, name=opened.name, content_type=opened.content_type)


def _receive(upload: Any, item_id: UUID, desk: Desk) -> None:
    kept = files.store_upload(
        municipality_id=desk.municipality_id,
        purpose=ITEM_FILE,
        name=upload.name or "",
        declared_type=upload.content_type or "",
        content=upload.file,
        actor=desk.actor.log_name,
        now=desk.now,
    )
    attach_item_file(item_id=item_id, file_id=kept.id, **desk.act)


def _item_and_meeting(item_id: UUID, desk: Desk) -> tuple[ItemView, MeetingLine]:
    """ItemNotFoundError."""
    item = get_item(item_id=item_id, **desk.look)
    return item, desk.meeting(item.meeting_id)


def _form_page(meeting: MeetingLine, item: ItemView, title: str, submit: str, lead: str) -> FormPage:
    address = reverse("headquarters_staff:item", args=[item.id])
    return FormPage(
        title=title,
        lead=lead or item.title,
        submit=submit,
        to=address,
        breadcrumbs=way_to(meeting, Link(item.title, address), Link(title, "")),
    )


def _choice_link(meeting: MeetingLine, kind: str, choice: Choice) -> Link:
    address = reverse("headquarters_staff:add-item", args=[meeting.id])
    query = urlencode({"about": kind, "key": choice.key})
    return Link(choice.title, f"{address}?{query}", choice.note)


def _find_choice(kind: str, key: str, desk: Desk) -> Choice:
    """SubjectNotFoundError also for what this person may not put on an agenda."""
    choices: Sequence[Choice] = ()
    if kind in agenda_kinds:
        choices = agenda_kinds[kind].list_choices(actor=desk.actor, on=desk.today, **desk.look)
    found = next((one for one in choices if one.key == key), None)
    if found is None:
        raise SubjectNotFoundError(kind=kind, key=key)
    return found


def _downloads(item: ItemView, desk: Desk) -> Sequence[dict[str, str]]:
    attached = list_item_files(item_ids=[item.id], **desk.look)[item.id]
    return [
        {"label": one.name, "url": reverse("headquarters_staff:file", args=[item.id, one.id])}
        for one in attached
    ]
