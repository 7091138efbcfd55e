"""Quick calls: the form and what was written before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shirube.kernel.errors import DomainError
from shirube.kernel.ids import new_id
from shirube.plans.commands.ooda import AlreadyWrittenError, write_ooda_entry
from shirube.plans.queries.places import Place, can_report, get_initiative_place
from shirube.plans.queries.workbench import OodaLine, list_ooda_entries
from shirube.plans.web.staff.desk import Desk, desk_of
from shirube.plans.web.staff.forms import OodaForm
from shirube.plans.web.staff.pages import answer, here, require_report, tell, way_to, workbench_url
from shirube.plans.web.staff.words import actor_names
from shirube.ui.access import Access, access
from shirube.ui.sentences import sentence_for


@dataclass(frozen=True, slots=True)
class EntryWords:
    entry: OodaLine
    name: str


@access(Access.STAFF)
def ooda(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    """All entries of an initiative; the form for those who may write."""
    desk = desk_of(request)
    place = get_initiative_place(initiative_id=initiative_id, **desk.look)
    form = OodaForm(request.POST or None, initial={"entry": new_id()})
    status = 0
    if request.method == "POST":
        require_report(place, desk)
        status = _write(request, form, initiative_id, desk) if form.is_valid() else 422
    if request.method == "POST" and not form.errors:
        return redirect(request.path)
    return answer(request, "plans/staff/ooda.html", form, _context(place, desk), status)


def _write(request: HttpRequest, form: OodaForm, initiative_id: UUID, desk: Desk) -> int:
    data = form.cleaned_data
    words = {name: data[name] for name in ("observed", "oriented", "decided", "acted")}
    try:
        write_ooda_entry(**desk.act, initiative_id=initiative_id, entry_id=data["entry"], **words)
    except AlreadyWrittenError as error:
        messages.info(request, sentence_for(error))
        return 0
    except DomainError as error:
        return tell(form, error)
    messages.success(request, _("記録を保存しました。"))
    return 0


def _context(place: Place, desk: Desk) -> dict[str, Any]:
    lines = list_ooda_entries(municipality_id=desk.municipality_id, initiative_id=place.initiative.id)
    names = actor_names(desk.municipality_id, {line.actor for line in lines})
    return {
        "place": place,
        "entries": [EntryWords(line, names[line.actor]) for line in lines],
        "may_write": can_report(place.initiative, desk.actor),
        "cancel_url": workbench_url(place.initiative),
        "breadcrumbs": way_to(place, here(_("OODAの記録"))),
    }
