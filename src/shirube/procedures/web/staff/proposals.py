"""What somebody sees who is to open reception: the words residents will read, and the questions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.forms import interface as forms
from shirube.kernel.calendar import format_date
from shirube.procedures.commands.guards import can_edit
from shirube.procedures.queries.catalogue import ProcedureSummary
from shirube.procedures.queries.history import find_proposer
from shirube.procedures.queries.readers import Reader
from shirube.procedures.web.public.form_preview import preview_steps
from shirube.procedures.web.public.procedure import Fact, procedure_page
from shirube.procedures.web.staff.desk import Desk
from shirube.procedures.web.staff.own_forms import DECISIONS, TIMES, decision_of
from shirube.ui.links import Link


def form_of(procedure: ProcedureSummary) -> Link:
    """The form, which version is used now and which one next."""
    url = reverse("forms:versions", args=[procedure.form_code])
    listing = forms.find_listing(municipality_id=procedure.municipality_id, code=procedure.form_code)
    if listing is None or (listing.number is None and listing.coming_number is None):
        return Link(listing.title if listing else procedure.form_code, url, _("公開中の版がありません"))
    notes = []
    if listing.number is not None:
        notes.append(_("第%(number)s版を使っています") % {"number": listing.number})
    if listing.coming_number is not None and listing.coming_on is not None:
        day = {"number": listing.coming_number, "day": format_date(listing.coming_on)}
        notes.append(_("%(day)sから第%(number)s版") % day)
    return Link(listing.title, url, _("、").join(notes))


def proposal_of(procedure: ProcedureSummary, desk: Desk, reader: Reader) -> dict[str, Any]:
    """The context of an entry that waits for a second person. Two queries more."""
    proposer = find_proposer(municipality_id=procedure.municipality_id, procedure_id=procedure.id)
    version = forms.find_current_version(
        municipality_id=procedure.municipality_id, code=procedure.form_code, on=desk.today
    )
    is_editor = can_edit(desk.actor, procedure.section_id)
    return {
        "page": procedure_page(procedure, reader),
        "handling": _handling(procedure),
        "steps": preview_steps(version.form, reader.language) if version else (),
        "may_open": is_editor and proposer != desk.actor.log_name,
        "is_own_proposal": is_editor and proposer == desk.actor.log_name,
    }


def _handling(procedure: ProcedureSummary) -> list[Fact]:
    decision = DECISIONS.get(decision_of(procedure.route, procedure.results))
    document = procedure.facts.document
    years = _("%(years)s年") % {"years": procedure.retention_years}
    return [
        Fact(_("結果の決め方"), str(decision.label) if decision else None),
        Fact(_("一人の回数"), str(TIMES[procedure.per_person])),
        Fact(_("保存年数"), years),
        Fact(_("交付する文書"), document.title.ja if document else _("渡しません")),
    ]
