"""Beginning a proposal, and changing it: by its section before it is handed in, by the office while it lies there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.headquarters.commands.proposals import (
    NotYourProposalError,
    ProposalContradictsError,
    ProposalIncompleteError,
    ProposalReasonMissingError,
    rewrite_proposal,
    write_proposal,
)
from shirube.headquarters.commands.proposals_places import CategoryDiffersError, PlanPlaceGoneError
from shirube.headquarters.domain.proposals import ProposalState
from shirube.headquarters.queries.proposals import ProposalView, get_proposal
from shirube.headquarters.queries.proposals_rights import can_write
from shirube.headquarters.web.proposals.desk import SECTIONS, WRITERS, Desk, desk_of, tell, way
from shirube.headquarters.web.proposals.forms import ProposalForm, cost_forms, initial_of, years_from
from shirube.headquarters.web.proposals.page_views import way_to
from shirube.headquarters.web.proposals.places import place_choices
from shirube.headquarters.web.proposals.words import parts_words
from shirube.kernel.calendar import fiscal_year_of
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

# The field of the form where a part of a proposal is chosen.
_FIELDS: Mapping[str, str] = {"plan_id": "place", "pillar": "place", "initiative": "place"}


@access(Access.STAFF, roles=SECTIONS)
def write(request: HttpRequest) -> HttpResponse:
    """A new proposal of one's own section."""
    desk = desk_of(request)
    form, costs = _forms(request, desk, None)
    status = 422 if form.is_bound else 200
    if form.is_bound and _are_valid(form, costs):
        section_id = UUID(form.cleaned_data["section"])
        try:
            proposal_id = write_proposal(**desk.act, section_id=section_id, content=form.content(costs))
        except DomainError as error:
            status = _tell(form, error)
        else:
            messages.success(request, _("保存しました。まだ誰にも送っていません。"))
            return redirect("proposals_staff:proposal", proposal_id)
    title = _("新しい提案")
    context = {
        "form": form,
        "costs": costs,
        "title": title,
        "kicker": "",
        "cancel_url": reverse("proposals_staff:list"),
        "breadcrumbs": way(Link(_("都度の提案"), reverse("proposals_staff:list")), Link(title, "")),
    }
    return page(request, "headquarters/proposals/write.html", context, status=status)


@access(Access.STAFF, roles=WRITERS)
def rewrite(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    proposal = get_proposal(proposal_id=proposal_id, **desk.look)
    if not can_write(desk.actor, proposal.state, proposal.section_id):
        raise NotYourProposalError
    form, costs = _forms(request, desk, proposal)
    status = 422 if form.is_bound else 200
    if form.is_bound and _are_valid(form, costs):
        try:
            _rewrite(desk, proposal, form, costs)
        except DomainError as error:
            status = _tell(form, error)
        else:
            messages.success(request, _("保存しました。"))
            return redirect("proposals_staff:proposal", proposal_id)
    title = _("提案を直す")
    context = {
        "form": form,
        "costs": costs,
        "title": title,
        "kicker": proposal.content.title,
        "returned_with": proposal.returned_with,
        "cancel_url": reverse("proposals_staff:proposal", args=[proposal_id]),
        "breadcrumbs": way_to(proposal, Link(title, "")),
    }
    return page(request, "headquarters/proposals/write.html", context, status=status)


def _rewrite(desk: Desk, proposal: ProposalView, form: ProposalForm, costs: BaseFormSet[Any]) -> None:
    rewrite_proposal(
        **desk.act,
        proposal_id=proposal.id,
        content=form.content(costs),
        seen_revision=form.cleaned_data["revision"] or 0,
        reason=form.cleaned_data.get("reason", ""),
    )


def _forms(
    request: HttpRequest, desk: Desk, proposal: ProposalView | None
) -> tuple[ProposalForm, BaseFormSet[Any]]:
    content = proposal.content if proposal else None
    years = years_from(fiscal_year_of(desk.today), content)
    data = request.POST if request.method == "POST" else None
    form = ProposalForm(
        data,
        sections=[] if proposal else desk.own_sections(),
        places=place_choices(desk.municipality_id, desk.today),
        years=years,
        corrects=proposal is not None and proposal.state in {ProposalState.TAKEN_UP, ProposalState.READY},
        initial=initial_of(proposal.content, proposal.revision) if proposal else {},
    )
    return form, cost_forms(data, content, years)


def _are_valid(form: ProposalForm, costs: BaseFormSet[Any]) -> bool:
    return form.is_valid() & costs.is_valid()


def _tell(form: forms.Form, error: DomainError) -> int:
    """Say a broken rule at the part of the proposal that it is about."""
    if isinstance(error, ProposalIncompleteError):
        words = _("足りないところ: %(parts)s") % {"parts": "、".join(parts_words(error.parts))}
        form.add_error(None, words)
        return 422
    if isinstance(error, ProposalContradictsError):
        field = _FIELDS.get(error.part, error.part)
        form.add_error(field if field in form.fields else None, sentence_for(error))
        return 422
    if isinstance(error, PlanPlaceGoneError | CategoryDiffersError):
        return tell(form, error, "place")
    return tell(form, error, "reason" if isinstance(error, ProposalReasonMissingError) else None)
