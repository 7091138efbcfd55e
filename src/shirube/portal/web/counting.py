"""Having the figures counted now, or one of them from its beginning: in the background, by whom the night would."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.jobs import interface as jobs
from shirube.measures import interface as measures
from shirube.ui.access import Access, access

counters = access(Access.STAFF, roles=measures.COUNTERS)


@counters
@require_POST
def count_measures(request: HttpRequest) -> HttpResponse:
    """All measures as of today; the night takes them again when the day has ended."""
    with transaction.atomic():
        jobs.enqueue("shirube.portal.tasks.count_now", municipality_id=_city(request))
    messages.success(
        request, _("数え始めました。終わると、この一覧と評価指標に出ます（ふつう1分以内です）。")
    )
    return redirect("measures_staff:list")


@counters
@require_POST
def rebuild_measure(request: HttpRequest, measure_code: str) -> HttpResponse:
    """Count a measure anew from its first fact on."""
    declared = measures.get_declared(measure_code)
    actor = cast("Any", request).user.as_actor().log_name
    with transaction.atomic():
        jobs.enqueue(
            "shirube.portal.tasks.rebuild_measure",
            municipality_id=_city(request),
            measure=declared.identifier,
            actor=actor,
        )
    messages.success(request, _("はじめから数え直しています。違いがあれば、訂正の記録に出ます。"))
    return redirect("measures_staff:measure", declared.identifier)


def _city(request: HttpRequest) -> Any:
    return cast("Any", request).municipality.id
