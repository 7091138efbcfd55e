"""目印: the section's own words for its cases, made and taken away; the list of cases can be narrowed by each."""

from __future__ import annotations

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.applications.commands.labels import make_label, remove_label
from shirube.applications.queries.labels import list_labels_of
from shirube.applications.web.staff.desk import Desk, desk_of, handlers, way
from shirube.applications.web.staff.filters import read_id
from shirube.applications.web.staff.writing import is_done
from shirube.ui.pages import page


class LabelForm(django_forms.Form):
    section = django_forms.ChoiceField(label=gettext_lazy("課"))
    name = django_forms.CharField(label=gettext_lazy("新しい目印"), max_length=30)

    def __init__(self, desk: Desk, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what the request holds
        sections = [(str(one.id), one.name) for one in desk.list_sections()]
        self.fields["section"].choices = sections  # type: ignore[attr-defined]
        if len(sections) == 1:
            self.fields["section"].widget = django_forms.HiddenInput()
            self.fields["section"].initial = sections[0][0]


@handlers
def labels(request: HttpRequest) -> HttpResponse:
    """The labels of one's sections. POST makes one, or takes the one away whose button was pressed."""
    desk = desk_of(request)
    gone = read_id(request.POST.get("remove", ""))
    if gone is not None:
        remove_label(**desk.look, label_id=gone)
        messages.success(request, _("目印を取り除きました。付いていた申請はそのまま残っています。"))
        return redirect("applications_staff:labels")
    form = LabelForm(desk, request.POST or None)
    if request.method == "POST" and form.is_valid() and is_done(form, lambda: _make(desk, form)):
        messages.success(request, _("目印を作りました。"))
        return redirect("applications_staff:labels")
    context = {
        "form": form,
        "lines": list_labels_of(**desk.look),
        "sections": {one.id: one.name for one in desk.list_sections()},
        "breadcrumbs": way((_("目印"), "")),
    }
    status = getattr(form, "refused_with", 422) if form.errors else 200
    return page(request, "applications/staff/labels.html", context, status=status)


def _make(desk: Desk, form: LabelForm) -> None:
    section_id = read_id(form.cleaned_data["section"])
    assert section_id is not None
    make_label(**desk.look, section_id=section_id, name=form.cleaned_data["name"])
