"""Changing an item: all of it, or one value in place; and what happens where two people do so at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.errors import DomainError
from shirube.registers.commands.guards import ItemMovedError, NotYourItemError, ValueRefusedError
from shirube.registers.commands.items import change_item
from shirube.registers.domain.fields import SECTION, Field
from shirube.registers.queries.history import ChangeLine, list_changes, values_then
from shirube.registers.queries.registers import ItemView, RegisterView, find_item
from shirube.registers.queries.rights import can_change_item, can_keep
from shirube.registers.web.desk import WRITERS, Desk, desk_of, tell, way_to
from shirube.registers.web.forms import ItemForm
from shirube.registers.web.rows import editable_cell
from shirube.registers.web.sentences import fault_sentence
from shirube.registers.web.words import field_words, history_value
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.templatetags.ui_text import moment


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """For ui/components/difference.html: what somebody else has changed since the form was opened."""

    label: str
    before: str | None
    after: str | None


@dataclass(slots=True)
class Attempt:
    """What came of sending the form."""

    form: ItemForm
    status: int = 200
    is_saved: bool = False
    moved: str = ""
    meanwhile: Sequence[Meanwhile] = ()


@dataclass(frozen=True, slots=True)
class Bench:
    """What is being changed, by whom."""

    desk: Desk
    register: RegisterView
    item: ItemView
    fields: Sequence[Field]

    def form(self, data: Any = None) -> ItemForm:
        return ItemForm(
            data,
            fields=self.fields,
            office=self.desk.office(self.register),
            values=self.item.values,
            initial={"revision": self.item.revision},
            auto_id=f"f-{self.item.id.hex[-8:]}-%s",
        )


@access(Access.STAFF, roles=WRITERS)
def edit_item(request: HttpRequest, code: str, item_id: UUID) -> HttpResponse:
    """Every value of the item at once."""
    bench = _bench(request, code, item_id)
    attempt = _attempt(request, bench)
    if attempt.is_saved:
        messages.success(request, _("保存しました。"))
        return redirect("registers_staff:item", code, item_id)
    return _answer(request, bench, attempt, _("項目を直す"))


@access(Access.STAFF, roles=WRITERS)
def edit_field(request: HttpRequest, code: str, item_id: UUID, field: str) -> HttpResponse:
    """One value: a page of its own, or with htmx the cell in which it stands."""
    bench = _bench(request, code, item_id, field)
    attempt = _attempt(request, bench)
    if not cast("Any", request).htmx:
        if attempt.is_saved:
            messages.success(request, _("保存しました。"))
            return redirect("registers_staff:item", code, item_id)
        return _answer(request, bench, attempt, bench.fields[0].label)
    if attempt.is_saved:
        return page(
            request, "registers/staff/_cell.html", {"one": _saved_cell(request, code, item_id, field)}
        )
    # A fragment that came back with errors is 200: htmx throws away what is none.
    context = {"form": attempt.form, "attempt": attempt, "action": request.path}
    return page(request, "registers/staff/_field_form.html", context)


def _bench(request: HttpRequest, code: str, item_id: UUID, field: str = "") -> Bench:
    """NotYourItemError before anybody types in vain. Moving between sections is for those who keep the registers."""
    desk = desk_of(request)
    register = desk.register(code)
    item = find_item(register, item_id)
    if not can_change_item(desk.actor, item.section_id):
        raise NotYourItemError(item=item.title)
    if field and field not in register.fields:
        raise Http404
    if field == SECTION and not can_keep(desk.actor):
        raise NotYourItemError(item=item.title)
    asked = [
        one
        for one in register.fields.values()
        if (one.code == field if field else one.code != SECTION or can_keep(desk.actor))
    ]
    return Bench(desk, register, item, asked)


def _attempt(request: HttpRequest, bench: Bench) -> Attempt:
    form = bench.form(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return Attempt(form)
    if not form.is_valid():
        return Attempt(form, 422)
    seen = form.cleaned_data["revision"] or 0
    try:
        change_item(**bench.desk.act, item_id=bench.item.id, values=form.values(), seen_revision=seen)
    except ItemMovedError as error:
        return _moved(request, bench, seen, error)
    except ValueRefusedError as error:
        form.add_error(error.field, fault_sentence(bench.register.fields[error.field], error.fault))
        return Attempt(form, 422)
    except DomainError as error:
        return Attempt(form, tell(form, error))
    return Attempt(form, is_saved=True)


def _moved(request: HttpRequest, bench: Bench, seen: int, error: ItemMovedError) -> Attempt:
    """What the other has changed, beside what was typed. What the writer had not touched is as it stands by now."""
    municipality_id, item = bench.desk.municipality_id, bench.item
    changes = list_changes(municipality_id=municipality_id, item_id=item.id, since=seen)
    then = values_then(municipality_id=municipality_id, revisions={item.id: seen})[item.id]
    data = request.POST.copy()
    for field in bench.fields:
        standing = item.value(field.code)
        if data.get(field.code, "") == then.get(field.code, standing):
            data[field.code] = standing
    data["revision"] = str(item.revision)
    form = bench.form(data)
    form.is_valid()
    words = sentence_for(error)
    return Attempt(form, 409, moved=words, meanwhile=_meanwhile(bench.register, changes))


def _meanwhile(register: RegisterView, changes: Sequence[ChangeLine]) -> Sequence[Meanwhile]:
    return [
        Meanwhile(
            _("%(field)s（%(who)s、%(when)s）")
            % {
                "field": field_words(register, one.field),
                "who": one.by or _("システム"),
                "when": moment(one.at),
            },
            history_value(register, one.field, one.before),
            history_value(register, one.field, one.after),
        )
        for one in changes
    ]


def _saved_cell(request: HttpRequest, code: str, item_id: UUID, field: str) -> Any:
    """The cell as it stands after the change."""
    register = desk_of(request).register(code)
    return editable_cell(register, find_item(register, item_id), register.fields[field], can_edit=True)


def _answer(request: HttpRequest, bench: Bench, attempt: Attempt, title: str) -> HttpResponse:
    register, item = bench.register, bench.item
    here = Link(item.title, reverse("registers_staff:item", args=[register.code, item.id]))
    context: Mapping[str, Any] = {
        "form": attempt.form,
        "attempt": attempt,
        "title": title,
        "kicker": item.title,
        "cancel_url": here.url,
        "breadcrumbs": way_to(register, here, Link(title, "")),
    }
    return page(request, "registers/staff/edit.html", context, status=attempt.status)
