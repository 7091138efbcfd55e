"""Changing one question, with the page it stands on beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.forms.domain.editing import Content, change_field, find_spot, japanese
from shirube.forms.domain.outline import list_askable
from shirube.forms.web.staff.condition_inputs import read_posted
from shirube.forms.web.staff.desk import DRAFTERS, Bench, open_bench, seen_revision
from shirube.forms.web.staff.field_editor import FieldEditor
from shirube.forms.web.staff.field_types import NAMES, new_field
from shirube.forms.web.staff.pages import anchor_of, back_to_outline, bench_page, fragment, refused
from shirube.forms.web.staff.preview import draw_preview
from shirube.forms.web.staff.remarks import remarks_at
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.links import Link


@access(Access.STAFF, roles=DRAFTERS)
def edit_field(request: HttpRequest, code: str, path: str) -> HttpResponse:
    """The question, its settings, options, conditions and checks on one page."""
    bench = open_bench(request, code)
    editor = FieldEditor(request.POST if request.method == "POST" else None, bench.content, path)
    status = 200
    if request.method == "POST":
        status = 422
        if editor.is_valid():
            try:
                bench.save(editor.changed, seen_revision(request))
                return _saved(request, code, editor)
            except DomainError as error:
                refused(request, error)
                status = 409
    return bench_page(
        request,
        "forms/staff/field.html",
        bench,
        Link(japanese(editor.old.get("label"))),
        context=_context(bench, editor, bench.content),
        status=status,
    )


@access(Access.STAFF, roles=DRAFTERS)
@require_POST
def preview_field(request: HttpRequest, code: str, path: str) -> HttpResponse:
    """The page as it would look with what is typed; nothing is saved."""
    bench = open_bench(request, code)
    editor = FieldEditor(request.POST, bench.content, path)
    content = editor.changed if editor.is_valid() else bench.content
    return fragment(request, "forms/staff/_preview.html", _preview(bench, editor, content))


@access(Access.STAFF, roles=DRAFTERS)
@require_POST
def show_conditions(request: HttpRequest, code: str, path: str) -> HttpResponse:
    """The rows of a condition drawn anew, after another field was chosen in one."""
    bench = open_bench(request, code)
    prefix = request.GET.get("at", "when")
    is_check = prefix.startswith("check.")
    askable = list_askable(bench.content, path, whole_step=is_check)
    picker = read_posted(prefix, request.POST, askable, compares=is_check)
    return fragment(
        request,
        "forms/staff/_conditions.html",
        {"picker": picker, "is_quiet": True, "bench": bench, "path": path},
    )


@access(Access.STAFF, roles=DRAFTERS)
@require_POST
def change_type(request: HttpRequest, code: str, path: str) -> HttpResponse:
    """Another type for the question; what the new type does not know is dropped."""
    bench = open_bench(request, code)
    kind = request.POST.get("type", "")
    try:
        if kind in NAMES:
            bench.save(_with_type(bench.content, path, kind), seen_revision(request))
    except DomainError as error:
        refused(request, error)
    return redirect(reverse("forms:field", args=[code, path]))


def _with_type(content: Content, path: str, kind: str) -> Content:
    old = find_spot(content, path).field
    fresh = new_field(kind, japanese(old.get("label")))
    kept = {"key", "label", "help", "required", "when"} | (
        {"options", "other"} if "options" in fresh else set()
    )
    gone = {name: None for name in old if name not in kept}
    return change_field(
        content, path, **{**gone, **fresh, **{name: old[name] for name in kept if name in old}}
    )


def _saved(request: HttpRequest, code: str, editor: FieldEditor) -> HttpResponse:
    messages.success(
        request, _("「%(label)s」を保存しました。") % {"label": editor.form.cleaned_data["label"]}
    )
    if "stay" in request.POST or "option_move" in request.POST:
        return redirect(reverse("forms:field", args=[code, editor.new_path]))
    return back_to_outline(code, anchor_of(editor.new_path))


def _context(bench: Bench, editor: FieldEditor, content: Content) -> dict[str, Any]:
    return {
        "editor": editor,
        "form": editor.form,
        "path": editor.path,
        "type_name": NAMES.get(editor.field_type, editor.field_type),
        "types": NAMES.items(),
        "settings": [editor.form[name] for name in editor.form.setting_names],
        "remarks": remarks_at(bench, editor.path),
        **_preview(bench, editor, content),
    }


def _preview(bench: Bench, editor: FieldEditor, content: Content) -> dict[str, Any]:
    step = str(editor.spot.step.get("code"))
    return {
        "bench": bench,
        "shown": step,
        "preview": draw_preview(content, step, language="ja", today=bench.desk.today),
    }
