"""One item: its values, stages, files and history; adding it and taking it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.files import interface as files
from shirube.kernel.errors import DomainError
from shirube.registers.commands.files import ITEM_FILE, attach_item_file
from shirube.registers.commands.guards import NotYourItemError, ValueRefusedError
from shirube.registers.commands.items import add_item, remove_item
from shirube.registers.domain.fields import SECTION, TITLE
from shirube.registers.queries.attachments import file_columns, list_item_files
from shirube.registers.queries.history import ChangeLine, list_changes
from shirube.registers.queries.mirrors import look_at_reality
from shirube.registers.queries.registers import ItemView, RegisterView, find_item, get_register_code
from shirube.registers.queries.rights import can_change_item, can_keep, can_start_item
from shirube.registers.web.desk import KEEPERS, READERS, WRITERS, Desk, desk_of, tell, way_to
from shirube.registers.web.forms import FileForm, ItemForm, RemovalForm
from shirube.registers.web.rows import EditableCell, editable_cell
from shirube.registers.web.sentences import fault_sentence
from shirube.registers.web.words import (
    due_words,
    field_words,
    history_value,
    late_words,
    progress_status,
    via_words,
)
from shirube.ui.access import Access, access
from shirube.ui.downloads import download
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.tables import Cell, Column, Table
from shirube.ui.templatetags.ui_text import moment

_LONGEST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class StageRow:
    label: str
    state: str
    planned: EditableCell
    actual: EditableCell


@access(Access.STAFF, roles=READERS)
def find(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """From an item's id alone, as measures know it, to its page."""
    desk = desk_of(request)
    return redirect("registers_staff:item", get_register_code(desk.municipality_id, item_id), item_id)


@access(Access.STAFF, roles=READERS)
def show_item(request: HttpRequest, code: str, item_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    register = desk.register(code)
    item = find_item(register, item_id)
    can_edit = can_change_item(desk.actor, item.section_id)
    history = list_changes(municipality_id=desk.municipality_id, item_id=item.id)
    context = {
        "register": register,
        "item": item,
        "status": progress_status(item.progress, register.known_until),
        "late": late_words(item.progress),
        "due": due_words(item.progress),
        "reality": look_at_reality(municipality_id=desk.municipality_id, register=register).get(item.key),
        "facts": _facts(register, item, can_edit=can_edit),
        "stages": list(_stages(register, item, can_edit=can_edit)),
        "files": _files(register, item, desk),
        "file_form": FileForm(columns=list(file_columns(register.pack))) if can_edit else None,
        "history": _history(register, history),
        "can_edit": can_edit,
        "can_remove": can_keep(desk.actor),
        "breadcrumbs": way_to(register, Link(item.title, "")),
    }
    return page(request, "registers/staff/item.html", context)


@access(Access.STAFF, roles=WRITERS)
def add(request: HttpRequest, code: str) -> HttpResponse:
    """A new item; who works in a section adds it to that section."""
    desk = desk_of(request)
    register = desk.register(code)
    if not can_start_item(desk.actor, register.pack):
        raise NotYourItemError(item=register.pack.title)
    fields = list(register.fields.values())
    form = ItemForm(
        request.POST or None, fields=fields, office=desk.office(register), values=_start(register, desk)
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            item_id = add_item(**desk.act, register=code, values=form.values())
        except ValueRefusedError as error:
            form.add_error(error.field, fault_sentence(register.fields[error.field], error.fault))
        except NotYourItemError as error:
            # The section that was chosen, not the page, is what the person may not use.
            form.add_error(SECTION, sentence_for(error))
        else:
            messages.success(request, _("台帳に加えました。"))
            return redirect("registers_staff:item", code, item_id)
    title = _("%(word)sを加える") % {"word": register.pack.item_word}
    context = {
        "form": form,
        "title": title,
        "lead": "",
        "submit": _("加える"),
        "cancel_url": reverse("registers_staff:table", args=[code]),
        "breadcrumbs": way_to(register, Link(title, "")),
    }
    return page(request, "registers/staff/form.html", context, status=status)


@access(Access.STAFF, roles=KEEPERS)
def remove(request: HttpRequest, code: str, item_id: UUID) -> HttpResponse:
    """Take the item off, for a reason."""
    desk = desk_of(request)
    register = desk.register(code)
    item = find_item(register, item_id)
    form = RemovalForm(request.POST or None, initial={"revision": item.revision})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        data = form.cleaned_data
        try:
            remove_item(**desk.act, item_id=item.id, seen_revision=data["revision"], reason=data["reason"])
        except DomainError as error:
            status = tell(form, error, "reason" if error.code == "registers.reason_missing" else None)
        else:
            messages.success(request, _("「%(title)s」を台帳から外しました。") % {"title": item.title})
            return redirect("registers_staff:table", code)
    context = {
        "form": form,
        "title": _("台帳から外す"),
        "lead": item.title,
        "submit": _("外す"),
        "submit_kind": "danger",
        "cancel_url": reverse("registers_staff:item", args=[code, item.id]),
        "breadcrumbs": way_to(register, _here(register, item), Link(_("台帳から外す"), "")),
    }
    return page(request, "registers/staff/form.html", context, status=status)


@access(Access.STAFF, roles=WRITERS)
def add_file(request: HttpRequest, code: str, item_id: UUID) -> HttpResponse:
    """Receive a file and let it belong to the item."""
    desk = desk_of(request)
    register = desk.register(code)
    item = find_item(register, item_id)
    address = reverse("registers_staff:item", args=[code, item.id])
    if request.method != "POST":
        return HttpResponseRedirect(address)
    form = FileForm(request.POST, request.FILES, columns=list(file_columns(register.pack)))
    if not can_change_item(desk.actor, item.section_id):
        raise NotYourItemError(item=item.title)
    if form.is_valid() and _receive(form, item, desk):
        messages.success(request, _("ファイルを加えました。"))
        return HttpResponseRedirect(address)
    context = {
        "form": form,
        "title": _("ファイルを加える"),
        "lead": item.title,
        "submit": _("加える"),
        "cancel_url": address,
        "breadcrumbs": way_to(register, _here(register, item), Link(_("ファイルを加える"), "")),
    }
    return page(request, "registers/staff/form.html", context, status=422)


@access(Access.STAFF, roles=READERS)
def show_file(request: HttpRequest, code: str, item_id: UUID, file_id: UUID) -> FileResponse:
    """A file of the item, for whoever may see the item."""
    desk = desk_of(request)
    register = desk.register(code)
    item = find_item(register, item_id)
    attached = list_item_files(municipality_id=desk.municipality_id, item_id=item.id, register=register.pack)
    if not any(one.id == file_id for found in attached.values() for one in found):
        raise files.StoredFileNotFoundError(file_id=str(file_id))
    opened = files.open_file(municipality_id=desk.municipality_id, file_id=file_id)
    return download(opened.content, name=opened.name, content_type=opened.content_type)


def _receive(form: FileForm, item: ItemView, desk: Desk) -> bool:
    upload = form.cleaned_data["file"]
    try:
        kept = files.store_upload(
            municipality_id=desk.municipality_id,
            purpose=ITEM_FILE,
            name=upload.name or "",
            declared_type=upload.content_type or "",
            content=upload.file,
            actor=desk.actor.log_name,
            now=desk.now,
        )
        attach_item_file(**desk.act, item_id=item.id, column=form.cleaned_data["column"], file_id=kept.id)
    except DomainError as error:
        tell(form, error, "file")
        return False
    return True


def _start(register: RegisterView, desk: Desk) -> dict[str, str]:
    """The person's own section, where it is one only."""
    mine = [code for code, one in register.sections.items() if desk.actor.works_in([one.id])]
    return {SECTION: mine[0]} if len(mine) == 1 else {}


def _facts(register: RegisterView, item: ItemView, *, can_edit: bool) -> Sequence[EditableCell]:
    fields = [field for field in register.fields.values() if not field.stage and field.code != TITLE]
    return [editable_cell(register, item, field, can_edit=can_edit) for field in fields]


def _stages(register: RegisterView, item: ItemView, *, can_edit: bool) -> Any:
    for number, line in enumerate(item.progress.lines, 1):
        planned, actual = (
            next(
                one
                for one in register.fields.values()
                if one.stage == line.code and one.is_actual == is_actual
            )
            for is_actual in (False, True)
        )
        yield StageRow(
            line.label,
            _stage_state(item, number),
            editable_cell(register, item, planned, can_edit=can_edit),
            editable_cell(register, item, actual, can_edit=can_edit),
        )


def _stage_state(item: ItemView, number: int) -> str:
    if number <= item.progress.reached:
        return "done"
    line = item.progress.lines[number - 1]
    if line.planned and line.planned < item.progress.on:
        return "late"
    return "current" if number == item.progress.reached + 1 else "ahead"


def _files(register: RegisterView, item: ItemView, desk: Desk) -> Sequence[dict[str, str]]:
    attached = list_item_files(municipality_id=desk.municipality_id, item_id=item.id, register=register.pack)
    return [
        {
            "label": f"{label}: {one.name}" if label else one.name,
            "url": reverse("registers_staff:file", args=[register.code, item.id, one.id]),
        }
        for label, found in attached.items()
        for one in found
    ]


def _history(register: RegisterView, changes: Sequence[ChangeLine]) -> Table:
    columns = (Column(_("何を")), Column(_("いつ")), Column(_("だれが")), Column(_("前")), Column(_("後")))
    rows = tuple(
        (
            Cell(field_words(register, one.field)),
            Cell(moment(one.at)),
            Cell(one.by or _("システム"), note=via_words(one.via)),
            _shown(register, one.field, one.before),
            _shown(register, one.field, one.after),
        )
        for one in changes
    )
    return Table(_("変わったことの記録"), columns, rows)


def _shown(register: RegisterView, field: str, value: str) -> Cell:
    words = history_value(register, field, value)
    return Cell(words[:_LONGEST_SHOWN] if words else None, missing=_("なし"))


def _here(register: RegisterView, item: ItemView) -> Link:
    return Link(item.title, reverse("registers_staff:item", args=[register.code, item.id]))
