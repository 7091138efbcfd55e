"""基幹システムへの引渡し: which cases, how the file will look, the file itself, and what went out before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from shirube.applications.commands.handing_over import (
    MOST_CASES,
    Preview,
    preview_hand_over,
    start_hand_over,
    stream_hand_over,
)
from shirube.applications.queries.handovers import Chosen, count_to_hand_over, list_handovers
from shirube.applications.queries.places import NotYourSectionError
from shirube.applications.queries.rules import Rules, get_rules
from shirube.applications.web.staff.desk import Desk, desk_of, handlers, way
from shirube.applications.web.staff.export_columns import ENCODINGS, describe_columns
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.procedures import interface as procedures
from shirube.ui.access import records_reading
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.tables import Cell, Column, Table

NEW, PERIOD, AGAIN = "new", "period", "again"
# Cost: some 1,500 cases a second. More than a page may take are looked through only when somebody asks for it.
LOOKED_AT_ONCE, ALL = 3_000, "all"


class ChooseForm(django_forms.Form):
    """Which cases the file is to hold."""

    which = django_forms.ChoiceField(
        label=gettext_lazy("入れる申請"),
        widget=django_forms.RadioSelect,
        choices=[
            (NEW, gettext_lazy("前のファイルのあとの、新しいものすべて")),
            (PERIOD, gettext_lazy("期間の中の、まだ渡していないもの")),
            (AGAIN, gettext_lazy("期間の中の、前に渡したものも含めてすべて")),
        ],
    )
    from_on = django_forms.DateField(
        label=gettext_lazy("届いた日（から）"),
        required=False,
        widget=django_forms.DateInput({"type": "date"}),
    )
    until_on = django_forms.DateField(
        label=gettext_lazy("届いた日（まで）"),
        required=False,
        widget=django_forms.DateInput({"type": "date"}),
    )

    def clean(self) -> dict[str, Any]:
        """A period has at least one end, and its ends stand in order."""
        found = super().clean() or self.cleaned_data
        first, last = found.get("from_on"), found.get("until_on")
        if found.get("which") != NEW and not (first or last) and not self.errors:
            self.add_error("from_on", _("期間の始まりか終わりの日を入れてください。"))
        if first and last and last < first:
            self.add_error("until_on", _("終わりの日が始まりの日より前です。"))
        return found

    @property
    def chosen(self) -> Chosen:
        found = self.cleaned_data
        if found["which"] == NEW:
            return Chosen()
        return Chosen(from_on=found["from_on"], until_on=found["until_on"], is_again=found["which"] == AGAIN)


@handlers
def exports(request: HttpRequest) -> HttpResponse:
    """The procedures of one's sections, with a file for a core system or with none yet."""
    desk = desk_of(request)
    known = procedures.list_procedures(municipality_id=desk.municipality_id)
    mine = [one for one in known if one.section_id in desk.section_ids]
    context = {
        "links": [_link(one) for one in mine if one.export is not None],
        "others": [_link(one) for one in mine if one.export is None],
        "breadcrumbs": way((_("基幹システムへの引渡し"), "")),
    }
    return page(request, "applications/staff/exports.html", context)


def _link(one: procedures.ProcedureSummary) -> dict[str, str]:
    return {"label": one.short.in_language("ja"), "url": _address(one.code)}


@handlers
@records_reading
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Choose, look at the first rows, make the file. POST makes it."""
    desk = desk_of(request)
    rules = get_rules(municipality_id=desk.municipality_id, code=code)
    if not desk.actor.works_in({rules.home}):
        raise NotYourSectionError(section_id=str(rules.home))
    asked = request.POST if request.method == "POST" else request.GET
    form = ChooseForm(asked or None, initial={"which": NEW})
    is_ready = bool(asked) and form.is_valid() and rules.export is not None
    if is_ready and request.method == "POST":
        return _make(request, desk, code, form.chosen)
    preview = _preview(desk, code, form.chosen, asked) if is_ready else None
    context = {
        **_around(desk, rules),
        "form": form,
        "preview": _present(preview, desk, code, form.chosen) if preview else None,
        "all_url": f"?{asked.urlencode()}&{ALL}=1#preview",
    }
    return page(request, "applications/staff/export.html", context, status=422 if form.errors else 200)


def _preview(desk: Desk, code: str, chosen: Chosen, asked: QueryDict) -> Preview:
    most = MOST_CASES if ALL in asked else LOOKED_AT_ONCE
    return preview_hand_over(**desk.act, procedure_code=code, chosen=chosen, most=most)


def _around(desk: Desk, rules: Rules) -> dict[str, Any]:
    """The columns, what waits, and what went out."""
    made = list_handovers(**desk.look, procedure_code=rules.code)
    people = desk.names_of({one.made_by for one in made})
    name = rules.name_in("ja")
    return {
        "name": name,
        "code": rules.code,
        "encoding": ENCODINGS[rules.export.encoding] if rules.export else "",
        "columns": describe_columns(desk, rules),
        "waiting": count_to_hand_over(**desk.look, procedure_code=rules.code),
        "lines": [{"file": one, "who": people.get(one.made_by, "")} for one in made],
        "may_map": procedures.can_edit(desk.actor, rules.section_id),
        "breadcrumbs": way((_("基幹システムへの引渡し"), reverse("applications_staff:exports")), (name, "")),
    }


def _present(preview: Preview, desk: Desk, code: str, chosen: Chosen) -> dict[str, Any]:
    undecided = "".join(one.finding.character for one in preview.findings if one.finding.written is None)
    columns = tuple(Column(header) for header in preview.headers)
    rows = tuple(tuple(Cell(value or None, missing=_("空")) for value in row) for row in preview.rows)
    return {
        "count": count_to_hand_over(**desk.look, procedure_code=code, chosen=chosen),
        "table": Table(_("はじめの行"), columns, rows),
        "looked_at": preview.looked_at,
        "is_whole": preview.is_whole,
        "held_back": preview.held_back,
        "findings": preview.findings,
        "undecided": undecided,
        "characters_url": f"{reverse('applications_staff:characters')}?{urlencode({'found': undecided})}",
    }


def _make(request: HttpRequest, desk: Desk, code: str, chosen: Chosen) -> HttpResponse:
    try:
        start_hand_over(**desk.act, procedure_code=code, chosen=chosen)
    except (ForbiddenError, NotFoundError):
        raise
    except DomainError as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, _("ファイルに入れる申請を決めました。下の一覧から受け取ってください。"))
    return redirect(_address(code))


def _address(code: str) -> str:
    return reverse("applications_staff:export", args=[code])


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
