"""Looking after: chains that did not get to their end, and cases whose years of keeping are over soon."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.applications.commands.chain import retry_chain
from shirube.applications.queries.chains import list_stuck_chains
from shirube.applications.queries.waiting import list_to_forget
from shirube.applications.web.staff.desk import desk_of, handlers, way
from shirube.applications.web.staff.lists import procedure_names
from shirube.applications.web.staff.words import CHAIN
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for


@handlers
def stuck(request: HttpRequest) -> HttpResponse:
    """The chains that stand still, the longest first, with the reason."""
    desk = desk_of(request)
    names = procedure_names(desk)
    lines = [
        {
            "chain": one,
            "procedure": names.get(one.procedure_code, one.procedure_code),
            "step": CHAIN.get(one.step, one.step),
        }
        for one in list_stuck_chains(**desk.act)
    ]
    context = {"lines": lines, "breadcrumbs": way((_("止まっている処理"), ""))}
    return page(request, "applications/staff/stuck.html", context)


@handlers
def retention(request: HttpRequest) -> HttpResponse:
    """保存の期間: what will be forgotten soon, and what is held back from it."""
    desk = desk_of(request)
    names = procedure_names(desk)
    lines = [
        {"case": one, "procedure": names.get(one.procedure_code, one.procedure_code)}
        for one in list_to_forget(**desk.look)
    ]
    context = {"lines": lines, "breadcrumbs": way((_("保存の期間が終わる申請"), ""))}
    return page(request, "applications/staff/retention.html", context)


@handlers
@require_POST
def retry(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Have the rest of one chain done again."""
    desk = desk_of(request)
    try:
        retry_chain(**desk.act, case_id=case_id)
    except (ForbiddenError, NotFoundError):
        raise
    except DomainError as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(
            request, _("もう一度処理を始めました。少したってから、この画面を開き直してください。")
        )
    return redirect("applications_staff:stuck")
