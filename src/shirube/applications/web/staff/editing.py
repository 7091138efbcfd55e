"""職権修正: the section corrects an answer itself, with the reason and a trace that the resident sees."""

from __future__ import annotations

from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from shirube.applications.commands.correcting import correct_by_staff
from shirube.applications.commands.viewing import open_case
from shirube.applications.web.staff.desk import desk_of, handlers, way
from shirube.applications.web.staff.queue import case_address, to_case
from shirube.applications.web.staff.sheets import answer_live, read_sheet
from shirube.applications.web.staff.writing import is_done
from shirube.ui.access import records_reading
from shirube.ui.pages import page


class ReasonForm(django_forms.Form):
    reason = django_forms.CharField(
        label=gettext_lazy("直す理由（本人に見えます）"),
        max_length=500,
        help_text=gettext_lazy("例: 11月20日に電話で本人に確かめた。"),
    )
    seen = django_forms.IntegerField(min_value=1, max_value=10_000, widget=django_forms.HiddenInput)


@handlers
@records_reading
def edit(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The whole form with the answers as they stand; saved as a further version, the old one stays."""
    desk = desk_of(request)
    found = open_case(**desk.act, case_id=case_id)
    sheet = read_sheet(request, found.version.form, found.answers, desk.today)
    initial = {"seen": found.answers_number}
    form = ReasonForm(None if sheet.is_asked else request.POST, initial=initial, prefix="act")
    unclear = [one for one in sheet.problems if one.path in sheet.typed]
    if not sheet.is_asked and form.is_valid() and not unclear:
        facts = {**form.cleaned_data, "answers": dict(sheet.answers), "case_id": case_id}
        if is_done(form, lambda: correct_by_staff(**desk.act, **facts)):
            messages.success(request, _("内容を直しました。直す前の内容も残っています。"))
            return to_case(request, case_id)
    here = case_address(request, case_id)
    context = {
        "case": found,
        "form": form,
        "steps": sheet.steps,
        "live_url": reverse("applications_staff:edit-live", args=[case_id]),
        "problems": sheet.present(unclear),
        "back": here,
        "breadcrumbs": way((found.receipt_number, here), (_("職権で直す"), "")),
    }
    status = getattr(form, "refused_with", 422) if form.errors or unclear else 200
    return page(request, "applications/staff/edit.html", context, status=status)


@handlers
@require_POST
def live(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What the sheet must exchange after a change."""
    desk = desk_of(request)
    found = open_case(**desk.act, case_id=case_id)
    return answer_live(request, read_sheet(request, found.version.form, found.answers, desk.today))
