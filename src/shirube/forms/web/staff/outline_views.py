"""The draft as a whole: its pages and questions on one side, what residents will see on the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.forms.domain import editing
from shirube.forms.domain.editing import Content, iterate_spots, japanese
from shirube.forms.domain.outline import list_askable
from shirube.forms.interface import FormNotFoundError, find_form_draft, find_listing
from shirube.forms.web.staff.condition_inputs import describe
from shirube.forms.web.staff.desk import DRAFTERS, Bench, desk_of, open_bench, seen_revision
from shirube.forms.web.staff.field_types import NAMES, NEED_MORE, choices_by_group, new_field
from shirube.forms.web.staff.pages import (
    anchor_of,
    back_to_outline,
    bench_page,
    fragment,
    is_fragment,
    refused,
)
from shirube.forms.web.staff.preview import draw_preview
from shirube.forms.web.staff.remarks import Remark, remarks_at
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A question in the outline."""

    path: str
    anchor: str
    label: str
    type_name: str
    need: str
    condition: str
    remarks: tuple[Remark, ...]
    rows: tuple[FieldLine, ...] = ()
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class StepLine:
    """A page of the form in the outline."""

    code: str
    title: str
    condition: str
    fields: tuple[FieldLine, ...]
    remarks: tuple[Remark, ...]
    is_shown: bool


@access(Access.STAFF, roles=DRAFTERS)
def show_outline(request: HttpRequest, code: str) -> HttpResponse:
    """The workbench of a draft; without a draft, the form as it is published."""
    desk = desk_of(request)
    if find_form_draft(municipality_id=desk.municipality_id, code=code) is None:
        if find_listing(municipality_id=desk.municipality_id, code=code) is None:
            raise FormNotFoundError(form=code)
        return redirect(reverse("forms:versions", args=[code]))
    bench = open_bench(request, code)
    context = _workbench(bench, request.GET.get("page", "")) | {"removed": _removed(request, code)}
    return bench_page(request, "forms/staff/outline.html", bench, context=context)


@access(Access.STAFF, roles=DRAFTERS)
@require_POST
def change_outline(request: HttpRequest, code: str) -> HttpResponse:
    """One button of the outline: add, move, copy or remove."""
    bench = open_bench(request, code)
    try:
        change = _change(bench, request)
        if change.content is not bench.content:
            bench.save(change.content, seen_revision(request))
    except DomainError as error:
        return _refuse(request, code, error)
    if change.open_field and not is_fragment(request):
        return redirect(reverse("forms:field", args=[code, change.open_field]))
    return _answer(request, code, change)


def _refuse(request: HttpRequest, code: str, error: DomainError) -> HttpResponse:
    """The draft as it lies, with what was typed still in its boxes."""
    sentence = refused(request, error)
    bench = open_bench(request, code)
    page = request.POST.get("page", "")
    shown = {**_workbench(bench, page), "typed": _Typed.read(request), "removed": ""}
    if not is_fragment(request):
        return bench_page(request, "forms/staff/outline.html", bench, context=shown, status=409)
    # Said in the fragment, not once more on the next page.
    list(messages.get_messages(request))
    context = {"bench": bench, "draft": bench.draft, **shown, "refusal": sentence}
    return fragment(request, "forms/staff/_bench.html", context)


@dataclass(frozen=True, slots=True)
class _Typed:
    """A question, or the title of a page, that was typed and is not in the draft."""

    target: str = ""
    kind: str = ""
    label: str = ""
    title: str = ""

    @classmethod
    def read(cls, request: HttpRequest) -> _Typed:
        act, _colon, target = request.POST.get("act", "").partition(":")
        sent = request.POST
        if act != "field_add":
            return cls(title=sent.get("title", ""))
        return cls(
            target, sent.get(f"type-{target}", ""), sent.get(f"label-{target}", ""), sent.get("title", "")
        )


@dataclass(frozen=True, slots=True)
class _Change:
    """What a button brings about, and where the page goes on."""

    content: Content
    anchor: str = ""
    page: str = ""
    open_field: str = ""


_REMOVED = "forms_removed"


def _remember_removed(request: HttpRequest, bench: Bench, act: str, target: str) -> None:
    """What was taken out last can be put back, until something else is changed."""
    request.session.pop(_REMOVED, None)
    if act == "field_remove":
        spot = editing.find_spot(bench.content, target)
        request.session[_REMOVED] = {
            "code": bench.code,
            "step": spot.step["code"],
            "group": spot.group,
            "position": spot.position,
            "field": spot.field,
        }


def _restored(request: HttpRequest, bench: Bench) -> _Change:
    kept = request.session.pop(_REMOVED, None)
    if kept is None or kept["code"] != bench.code:
        return _Change(bench.content)
    new, path = editing.put_back(
        bench.content, kept["step"], kept["field"], group=kept["group"], position=kept["position"]
    )
    return _Change(new, anchor_of(path), kept["step"])


def _answer(request: HttpRequest, code: str, change: _Change) -> HttpResponse:
    if not is_fragment(request):
        return back_to_outline(code, change.anchor)
    if change.open_field:
        return HttpResponse(headers={"HX-Redirect": reverse("forms:field", args=[code, change.open_field])})
    bench = open_bench(request, code)
    shown = {**_workbench(bench, change.page), "focus": change.anchor, "removed": _removed(request, code)}
    context = {"bench": bench, "draft": bench.draft, **shown}
    return fragment(request, "forms/staff/_bench.html", context)


def _change(bench: Bench, request: HttpRequest) -> _Change:
    act, _colon, target = request.POST.get("act", "").partition(":")
    if act == "restore":
        return _restored(request, bench)
    _remember_removed(request, bench, act, target)
    if act in {"field_add", "step_add"}:
        return _add(bench, request, act, target)
    content = bench.content
    change = _MOVES.get(act)
    if change is None:
        return _Change(content)
    new = change(content, target)
    page = request.POST.get("page", "")
    if act == "field_copy":
        return _Change(new, page=page)
    return _Change(new, f"page-{target}" if act.startswith("step") else anchor_of(target), page)


_MOVES: dict[str, Callable[[Content, str], Content]] = {
    "field_up": lambda content, path: editing.move_field(content, path, -1),
    "field_down": lambda content, path: editing.move_field(content, path, 1),
    "field_copy": lambda content, path: editing.duplicate_field(content, path)[0],
    "field_remove": editing.remove_field,
    "step_up": lambda content, code: editing.move_step(content, code, -1),
    "step_down": lambda content, code: editing.move_step(content, code, 1),
    "step_remove": editing.remove_step,
}


def _add(bench: Bench, request: HttpRequest, act: str, target: str) -> _Change:
    content = bench.content
    if act == "step_add":
        title = request.POST.get("title", "").strip()[:200] or _("新しいページ")
        new, code = editing.add_step(content, title)
        return _Change(new, f"page-{code}", code)
    kind = request.POST.get(f"type-{target}", "")
    if kind not in NAMES:
        messages.error(request, _("質問の種類を選んでください。まだ加えていません。"))
        return _Change(content, f"add-{target}")
    step_code, _slash, group = target.partition("/")
    concepts = frozenset(str(one.field.get("concept", "")) for one in iterate_spots(content))
    label = request.POST.get(f"label-{target}", "").strip()[:300]
    new, path = editing.add_field(
        content, step_code, new_field(kind, label, taken_concepts=concepts), group=group
    )
    return _Change(new, f"add-{target}", step_code, path if kind in NEED_MORE else "")


def _removed(request: HttpRequest, code: str) -> str:
    """The question that can be put back."""
    kept = request.session.get(_REMOVED)
    return japanese(kept["field"].get("label")) if kept and kept["code"] == code else ""


def _workbench(bench: Bench, page: str) -> dict[str, Any]:
    codes = [str(step.get("code")) for step in bench.steps]
    shown = page if page in codes else next(iter(codes), "")
    return {
        "lines": [_step_line(bench, step, shown) for step in bench.steps],
        "types": choices_by_group(),
        "form_remarks": remarks_at(bench, ""),
        "shown": shown,
        "preview": draw_preview(bench.content, shown, language="ja", today=bench.desk.today),
        "count": editing.count_fields(bench.content),
        "focus": "",
        "typed": _Typed(),
        "refusal": "",
    }


def _step_line(bench: Bench, step: Content, shown: str) -> StepLine:
    code = str(step.get("code"))
    lines = tuple(_field_line(bench, field) for field in step.get("fields", []))
    condition = _condition(bench, step.get("when"), f"step:{code}")
    remarks = remarks_at(bench, f"step:{code}") if step.get("fields") else ()
    return StepLine(code, japanese(step.get("title")), condition, lines, remarks, code == shown)


def _field_line(bench: Bench, field: Content, group: str = "") -> FieldLine:
    key = str(field.get("key", ""))
    path = f"{group}.{key}" if group else key
    need = field.get("required", "yes")
    return FieldLine(
        path=path,
        anchor=anchor_of(path),
        label=japanese(field.get("label")),
        type_name=str(NAMES.get(str(field.get("type")), field.get("type"))),
        need=("yes" if need else "no") if isinstance(need, bool) else str(need),
        condition=_condition(bench, field.get("when"), path),
        remarks=remarks_at(bench, path),
        rows=tuple(_field_line(bench, one, key) for one in field.get("fields", [])),
        is_group=field.get("type") == "group",
    )


def _condition(bench: Bench, rule: Any, path: str) -> str:
    return "" if rule is None else describe(rule, list_askable(bench.content, path))
