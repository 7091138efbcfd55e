"""Looking at a value that a measure brought."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.kernel.errors import DomainError
from shirube.plans.commands.measuring import confirm_reading
from shirube.plans.queries.places import get_kpi_of_reading, get_kpi_place
from shirube.plans.web.public.kpi import kpi_page
from shirube.plans.web.staff.desk import WRITERS, desk_of
from shirube.plans.web.staff.fields import PassageField
from shirube.plans.web.staff.pages import answer, here, require_report, tell, way_to, workbench_url
from shirube.ui.access import Access, access


class ConfirmForm(forms.Form):
    comment = PassageField(
        label=gettext_lazy("ひとこと"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("値が動いた理由など。市民のページに出ます。なくても確かめられます。"),
    )


@access(Access.STAFF, roles=WRITERS)
def confirm(request: HttpRequest, reading_id: UUID) -> HttpResponse:
    """The value with what it was made from; confirmed with or without a comment."""
    desk = desk_of(request)
    kpi_id = get_kpi_of_reading(municipality_id=desk.municipality_id, reading_id=reading_id)
    place = get_kpi_place(kpi_id=kpi_id, **desk.look)
    require_report(place, desk)
    form, status = ConfirmForm(request.POST or None), 0
    if request.method == "POST" and form.is_valid():
        try:
            confirm_reading(reading_id=reading_id, comment=form.cleaned_data["comment"], **desk.act)
        except DomainError as error:
            status = tell(form, error)
        else:
            messages.success(request, _("測った値を確かめました。"))
            return redirect(workbench_url(place.initiative))
    kpi = place.kpi(kpi_id)
    context = {
        "place": place,
        "kpi": kpi,
        "reading": next((one for one in kpi.readings if one.id == reading_id), None),
        "public": kpi_page(place.document, place.initiative, kpi, desk.reader),
        "cancel_url": workbench_url(place.initiative),
        "breadcrumbs": way_to(place, here(_("測った値を確かめる"))),
    }
    return answer(request, "plans/staff/confirm.html", form, context, status)
