"""Staff confirm mandates by the paper they see. Who read them is written down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.accounts.interface import CONFIRMING_ROLES
from shirube.accounts.web.mandate_forms import RefusalForm, SeenPaperForm
from shirube.accounts.web.mandate_letters import tell_of_mandate
from shirube.accounts.web.mandate_words import describe, list_procedures
from shirube.accounts.web.residents import city_of
from shirube.kernel.clock import japan_date, read_clock
from shirube.ui.access import Access, access, records_reading
from shirube.ui.pages import page

confirming = access(Access.STAFF, roles=frozenset(CONFIRMING_ROLES))


@records_reading
@confirming
def mandate_list(request: HttpRequest) -> HttpResponse:
    """What waits for confirmation, then what is in force."""
    accounts.record_mandate_reading(mandate_id=None, **_act(request))
    city, today = city_of(request), japan_date(read_clock())
    names = dict(list_procedures(city))
    found = accounts.list_open_mandates(municipality_id=city)
    lines = [describe(one, names=names, reader=None, today=today) for one in found]
    return page(request, "accounts/staff_mandates.html", {"lines": lines})


@records_reading
@confirming
def mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """One mandate, with the facts to compare with the paper."""
    accounts.get_mandate(municipality_id=city_of(request), mandate_id=mandate_id)
    accounts.record_mandate_reading(mandate_id=mandate_id, **_act(request))
    return _show(request, mandate_id, SeenPaperForm(), RefusalForm())


@confirming
@require_POST
def confirm(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    form = SeenPaperForm(request.POST)
    if not form.is_valid():
        return _show(request, mandate_id, form, RefusalForm())
    accounts.confirm_mandate_by_staff(mandate_id=mandate_id, seen=form.cleaned_data["seen"], **_act(request))
    tell_of_mandate(request, mandate_id, "confirmed")
    messages.success(request, _("代理を確認しました。両方の人にお知らせします。"))
    return redirect("accounts:staff-mandates")


@confirming
@require_POST
def refuse(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _show(request, mandate_id, SeenPaperForm(), form)
    accounts.refuse_mandate(mandate_id=mandate_id, reason=form.cleaned_data["reason"], **_act(request))
    tell_of_mandate(request, mandate_id, "refused")
    messages.success(request, _("代理を認めませんでした。届け出た人にお知らせします。"))
    return redirect("accounts:staff-mandates")


@confirming
@require_POST
def end(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    accounts.end_mandate(mandate_id=mandate_id, **_act(request))
    tell_of_mandate(request, mandate_id, "ended")
    messages.success(request, _("代理を終わりにしました。両方の人にお知らせします。"))
    return redirect("accounts:staff-mandates")


def _show(request: HttpRequest, mandate_id: UUID, form: SeenPaperForm, refusal: RefusalForm) -> HttpResponse:
    city = city_of(request)
    names = dict(list_procedures(city))
    found = accounts.get_mandate(municipality_id=city, mandate_id=mandate_id)
    today = japan_date(read_clock())
    context = {
        "line": describe(found, names=names, reader=None, today=today),
        "form": form,
        "refusal": refusal,
    }
    status = 422 if form.errors or refusal.errors else 200
    return page(request, "accounts/staff_mandate.html", context, status=status)


def _act(request: HttpRequest) -> dict[str, Any]:
    actor = request.user.as_actor()  # type: ignore[union-attr]
    return {"municipality_id": city_of(request), "actor": actor, "now": read_clock()}
