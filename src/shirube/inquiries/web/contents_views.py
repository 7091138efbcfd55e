"""What a draft asks: questions, rows of a register, KPIs of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shirube.forms import interface as forms
from shirube.inquiries.commands.drafting import Contents, choose_contents
from shirube.inquiries.domain.questions import Question, add_question, move_up, remove_question
from shirube.inquiries.queries.contents import askable_fields
from shirube.inquiries.queries.inquiries import InquiryView, get_inquiry
from shirube.inquiries.web.desk import WRITERS, Desk, attempt, desk_of, way_to
from shirube.inquiries.web.forms import (
    PickForm,
    PlanForm,
    QuestionForm,
    RowsForm,
    default_fields,
    field_choices,
    question_types,
)
from shirube.plans import interface as plans
from shirube.registers import interface as registers
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question of the draft, for contents.html."""

    key: str
    label: str
    kind: str
    is_required: bool


@access(Access.STAFF, roles=WRITERS)
def questions(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Add a question, take one away or up, or take over the questions of a form in force."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    form = QuestionForm(_if_pressed(request, "_add"), initial={"revision": inquiry.revision})
    if request.method == "POST":
        if not form.is_bound:
            _change_questions(request, inquiry, desk)
            return redirect("inquiries:questions", inquiry_id)
        if form.is_valid():
            grown = add_question(inquiry.form_content, _question(form), inquiry.title)
            _save(request, inquiry, desk, form.cleaned_data["revision"], form=grown)
            return redirect("inquiries:questions", inquiry_id)
    context = {
        "inquiry": inquiry,
        "form": form,
        "lines": _lines(inquiry),
        "pick": PickForm(label=_("フォーム"), choices=_forms(desk)),
        "breadcrumbs": way_to(inquiry, Link(_("質問"), "")),
    }
    return page(request, "inquiries/questions.html", context, status=422 if form.errors else 200)


@access(Access.STAFF, roles=WRITERS)
def rows(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Choose a register, then its fields; or ask about none."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    known = {
        one.code: one
        for one in registers.list_registers(
            municipality_id=desk.municipality_id, actor=desk.actor, on=desk.today
        )
    }
    code = request.POST.get("register") or request.GET.get("register") or inquiry.register
    register = known.get(code)
    form = _rows_form(request, inquiry, register) if register else None
    if request.method == "POST" and "_none" in request.POST:
        _save(request, inquiry, desk, inquiry.revision, register="", register_fields=())
        return redirect("inquiries:inquiry", inquiry_id)
    if register is not None and form is not None and form.is_valid():
        data = form.cleaned_data
        _save(request, inquiry, desk, data["revision"], register=code, register_fields=data["fields_asked"])
        return redirect("inquiries:inquiry", inquiry_id)
    context = {
        "inquiry": inquiry,
        "register": register,
        "form": form,
        "registers": [
            Link(one.pack.title, f"?register={one.code}", one.pack.summary) for one in known.values()
        ],
        "breadcrumbs": way_to(inquiry, Link(_("台帳の項目"), "")),
    }
    return page(request, "inquiries/rows.html", context, status=422 if form and form.errors else 200)


@access(Access.STAFF, roles=WRITERS)
def kpis(request: HttpRequest, inquiry_id: UUID) -> HttpResponse:
    """Choose a plan and the day its values are asked for; or none."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    known = [(one.slug, one.name) for one in plans.list_plans(municipality_id=desk.municipality_id)]
    initial = {
        "revision": inquiry.revision,
        "plan": inquiry.plan,
        "measured_on": inquiry.measured_on or desk.today,
    }
    form = PlanForm(_if_pressed(request, "_save"), choices=known, initial=initial)
    if request.method == "POST" and "_none" in request.POST:
        _save(request, inquiry, desk, inquiry.revision, plan="", measured_on=None)
        return redirect("inquiries:inquiry", inquiry_id)
    if form.is_valid():
        data = form.cleaned_data
        _save(request, inquiry, desk, data["revision"], plan=data["plan"], measured_on=data["measured_on"])
        return redirect("inquiries:inquiry", inquiry_id)
    context = {
        "inquiry": inquiry,
        "form": form,
        "has_plans": bool(known),
        "breadcrumbs": way_to(inquiry, Link(_("指標の値"), "")),
    }
    return page(request, "inquiries/kpis.html", context, status=422 if form.errors else 200)


def _if_pressed(request: HttpRequest, button: str) -> Any:
    return request.POST if button in request.POST else None


def _rows_form(request: HttpRequest, inquiry: InquiryView, register: registers.RegisterView) -> RowsForm:
    fields = askable_fields(register)
    is_same = inquiry.register == register.code
    chosen = list(inquiry.register_fields) if is_same else default_fields(fields.values())
    return RowsForm(
        _if_pressed(request, "_save"),
        choices=field_choices(fields.values()),
        initial={"revision": inquiry.revision, "fields_asked": chosen},
    )


def _change_questions(request: HttpRequest, inquiry: InquiryView, desk: Desk) -> None:
    """The buttons beside the questions, and the form to take over."""
    asked = {name: request.POST.get(name, "") for name in ("_remove", "_up", "pick")}
    keys = {line.key for line in _lines(inquiry)}
    if asked["_remove"] in keys:
        _save(
            request,
            inquiry,
            desk,
            inquiry.revision,
            form=remove_question(inquiry.form_content, asked["_remove"]),
        )
    elif asked["_up"] in keys:
        _save(request, inquiry, desk, inquiry.revision, form=move_up(inquiry.form_content, asked["_up"]))
    elif asked["pick"]:
        version = forms.find_current_version(
            municipality_id=desk.municipality_id, code=asked["pick"][:60], on=desk.today
        )
        if version is not None:
            _save(request, inquiry, desk, inquiry.revision, form=forms.dump_form(version.form))


def _save(request: HttpRequest, inquiry: InquiryView, desk: Desk, seen: int, **changes: Any) -> None:
    contents = replace(_contents(inquiry), **changes)
    attempt(
        request,
        lambda: choose_contents(**desk.act, inquiry_id=inquiry.id, contents=contents, seen_revision=seen),
        _("聞く内容を保存しました。"),
    )


def _contents(inquiry: InquiryView) -> Contents:
    form: Mapping[str, Any] = inquiry.form_content
    fields: Sequence[str] = inquiry.register_fields
    measured_on: date | None = inquiry.measured_on
    return Contents(
        form=form,
        register=inquiry.register,
        register_fields=fields,
        plan=inquiry.plan,
        measured_on=measured_on,
    )


def _lines(inquiry: InquiryView) -> list[QuestionLine]:
    words = dict(question_types())
    found = inquiry.form.by_key.values() if inquiry.form else ()
    return [
        QuestionLine(
            one.key, one.label.in_language("ja"), words.get(one.type, one.type), one.required == "yes"
        )
        for one in found
    ]


def _forms(desk: Desk) -> list[tuple[str, str]]:
    listed = forms.list_forms(municipality_id=desk.municipality_id)
    return [(one.code, one.title) for one in listed if one.number is not None]


def _question(form: QuestionForm) -> Question:
    data = form.cleaned_data
    return Question(
        label=" ".join(data["label"].split()),
        type=data["type"],
        options=form.listed_options(),
        unit=data["unit"].strip(),
        has_decimals=data["has_decimals"],
        is_required=data["is_required"],
    )
