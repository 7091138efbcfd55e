"""基幹システムへの引渡し: the file of accepted cases, what stood in the way of a row, and what went out before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.applications.commands.handing_over import NoExportError, start_hand_over, stream_hand_over
from shirube.applications.queries.handovers import count_to_hand_over, list_handovers
from shirube.applications.queries.places import NotYourSectionError
from shirube.applications.queries.rules import Rules, get_rules
from shirube.applications.web.staff.desk import Desk, desk_of, handlers, way
from shirube.forms import interface as forms
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.procedures import interface as procedures
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

_ENCODINGS = {"cp932": "Shift_JIS（cp932）", "utf-8": "UTF-8", "utf-8-sig": "UTF-8（BOM付き）"}


@handlers
def exports(request: HttpRequest) -> HttpResponse:
    """The procedures of one's sections that have a file for a core system."""
    desk = desk_of(request)
    known = procedures.list_procedures(municipality_id=desk.municipality_id)
    links = [
        {"label": one.short.in_language("ja"), "url": reverse("applications_staff:export", args=[one.code])}
        for one in known
        if one.section_id in desk.section_ids and one.export is not None
    ]
    context = {"links": links, "breadcrumbs": way((_("基幹システムへの引渡し"), ""))}
    return page(request, "applications/staff/exports.html", context)


@handlers
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The columns, what waits, what went out. POST chooses the cases of a new file."""
    desk = desk_of(request)
    rules = get_rules(municipality_id=desk.municipality_id, code=code)
    if not desk.actor.works_in({rules.home}):
        raise NotYourSectionError(section_id=str(rules.home))
    if request.method == "POST":
        return _make(request, desk, code)
    if rules.export is None:
        raise NoExportError(procedure=code)
    made = list_handovers(**desk.look, procedure_code=code)
    people = desk.names_of({one.made_by for one in made})
    context = {
        "name": rules.name_in("ja"),
        "encoding": _ENCODINGS[rules.export.encoding],
        "columns": _columns(desk, rules),
        "waiting": count_to_hand_over(**desk.look, procedure_code=code),
        "lines": [{"file": one, "who": people.get(one.made_by, "")} for one in made],
        "breadcrumbs": way(
            (_("基幹システムへの引渡し"), reverse("applications_staff:exports")), (rules.name_in("ja"), "")
        ),
    }
    return page(request, "applications/staff/export.html", context)


def _make(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    try:
        start_hand_over(**desk.act, procedure_code=code)
    except (ForbiddenError, NotFoundError):
        raise
    except DomainError as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, _("ファイルに入れる申請を決めました。下の一覧から受け取ってください。"))
    return redirect("applications_staff:export", code)


@handlers
@require_POST
def export_file(request: HttpRequest, handover_id: UUID) -> HttpResponseBase:
    """The file, as it is made. Danger: personal data of many people; by POST only, so that no address leads to it."""
    desk = desk_of(request)
    content = stream_hand_over(**desk.act, handover_id=handover_id)
    response = StreamingHttpResponse(content, content_type="text/csv")
    name = f"{handover_id.hex[:12]}.csv"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _columns(desk: Desk, rules: Rules) -> list[dict[str, Any]]:
    """The mapping in words: which answer stands under which heading."""
    version = forms.find_current_version(municipality_id=desk.municipality_id, code=rules.form_code)
    labels = (
        {key: field.label.in_language("ja") for key, field in version.form.by_key.items()} if version else {}
    )
    columns = rules.export.columns if rules.export else []
    return [
        {"header": one.header, "value": one.value, "label": labels.get(_key(one.value), "")}
        for one in columns
    ]


def _key(value: str) -> str:
    room, _dot, rest = value.partition(".")
    return rest.partition(".")[0] if room == "answers" else ""
