"""What did not get to its end after an application was received, and setting it going again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.applications.commands.chain import retry_chain
from shirube.applications.queries.chains import list_stuck_chains
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
