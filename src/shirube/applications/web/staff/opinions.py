"""合議・照会: asking another section about a case, and answering when one's own is asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.applications.commands.talking import answer_opinion, ask_opinion
from shirube.applications.commands.viewing import open_case, open_case_for_opinion
from shirube.applications.queries.waiting import list_opinions_asked
from shirube.applications.web.staff.desk import desk_of, handlers, way
from shirube.applications.web.staff.lists import procedure_names
from shirube.applications.web.staff.queue import case_address, to_case
from shirube.applications.web.staff.writing import is_done
from shirube.forms import interface as forms
from shirube.organizations import interface as organizations
from shirube.ui.access import records_reading
from shirube.ui.pages import page

_AREA = {"rows": 5}


class AskForm(django_forms.Form):
    section = django_forms.ChoiceField(label=gettext_lazy("聞く課"))
    question = django_forms.CharField(
        label=gettext_lazy("聞きたいこと"),
        max_length=2000,
        widget=django_forms.Textarea(_AREA),
        help_text=gettext_lazy(
            "聞かれた課には、この質問と申請の内容が見えます。メモやメッセージは見えません。"
        ),
    )
    answer_by = django_forms.DateField(
        label=gettext_lazy("いつまでに"), widget=django_forms.DateInput({"type": "date"})
    )

    def __init__(self, sections: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["section"].choices = sections  # type: ignore[attr-defined]


class AnswerForm(django_forms.Form):
    answer = django_forms.CharField(
        label=gettext_lazy("意見"), max_length=4000, widget=django_forms.Textarea({"rows": 6})
    )


@handlers
@records_reading
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Put a question to another section."""
    desk = desk_of(request)
    found = open_case(**desk.act, case_id=case_id)
    everywhere = organizations.list_sections(municipality_id=desk.municipality_id, on=desk.today)
    form = AskForm(
        [(str(one.id), one.name) for one in everywhere if one.id != found.section_id], request.POST or None
    )
    if request.method == "POST" and form.is_valid():
        facts = {**form.cleaned_data, "section_id": UUID(form.cleaned_data["section"]), "case_id": case_id}
        facts.pop("section")
        if is_done(form, lambda: ask_opinion(**desk.act, **facts)):
            messages.success(request, _("意見を求めました。"))
            return to_case(request, case_id)
    here = case_address(request, case_id)
    title = _("ほかの課の意見を聞く")
    context = {
        "case": found, "form": form, "title": title, "back": here,
        "breadcrumbs": way((found.receipt_number, here), (title, "")),
    }  # fmt: skip
    return page(request, "applications/staff/move.html", context, status=422 if form.errors else 200)


@handlers
def asked(request: HttpRequest) -> HttpResponse:
    """What other sections ask mine."""
    desk = desk_of(request)
    names = procedure_names(desk)
    everywhere = organizations.list_sections(municipality_id=desk.municipality_id)
    sections = {one.id: one.name for one in everywhere}
    lines = [
        {
            "opinion": one,
            "procedure": names.get(one.procedure_code, one.procedure_code),
            "section": sections.get(one.from_section_id, ""),
        }
        for one in list_opinions_asked(**desk.look, today=desk.today)
    ]
    context = {"lines": lines, "breadcrumbs": way((_("意見を求められている申請"), ""))}
    return page(request, "applications/staff/opinions.html", context)


@handlers
@records_reading
def answer(request: HttpRequest, opinion_id: UUID) -> HttpResponse:
    """The question with the answers of the application, and the place to answer; once."""
    desk = desk_of(request)
    found = open_case_for_opinion(**desk.act, opinion_id=opinion_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["answer"]
        if is_done(form, lambda: answer_opinion(**desk.act, opinion_id=opinion_id, answer=words)):
            messages.success(request, _("意見を返しました。"))
            return redirect("applications_staff:opinions")
    context = {
        "case": found,
        "form": form,
        "sections": forms.summarise(found.version.form, dict(found.answers), language="ja", today=desk.today),
        "file_urls": {},
        "breadcrumbs": way(
            (_("意見を求められている申請"), reverse("applications_staff:opinions")),
            (found.receipt_number, ""),
        ),
    }
    status = getattr(form, "refused_with", 422) if form.errors else 200
    return page(request, "applications/staff/opinion.html", context, status=status)
