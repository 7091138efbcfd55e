"""What follows from a decision: the result of the budget, and another place in the plan where the first is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.headquarters.commands.proposals_deciding import place_in_plan, record_budget
from shirube.headquarters.queries.proposals import ProposalView, get_proposal
from shirube.headquarters.web.proposals.desk import OFFICE, desk_of, tell
from shirube.headquarters.web.proposals.forms import BudgetForm, PlacingForm
from shirube.headquarters.web.proposals.page_views import way_to
from shirube.headquarters.web.proposals.places import place_choices, place_key, read_place_key
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page


@access(Access.STAFF, roles=OFFICE)
def tell_budget(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    proposal = get_proposal(proposal_id=proposal_id, **desk.look)
    form = BudgetForm(
        request.POST or None, initial={"on": desk.today, "yen": proposal.content.total_yen or None}
    )

    def act(data: dict[str, Any]) -> None:
        record_budget(
            **desk.act,
            proposal_id=proposal_id,
            is_approved=data["result"] == "approved",
            yen=data["yen"],
            note=data["note"],
            on=data["on"],
        )

    words = (_("予算の結果を記録する"), _("記録する"), _("予算の結果を記録しました。"))
    return _answer(request, form, proposal, act, words, field="yen")


@access(Access.STAFF, roles=OFFICE)
def place(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Put the decision into the plan by hand, where it could not go by itself."""
    desk = desk_of(request)
    proposal = get_proposal(proposal_id=proposal_id, **desk.look)
    every = place_choices(desk.municipality_id, desk.today)
    plan = str(proposal.content.plan_id)
    own = [(name, options) for name, options in every if options and options[0][0].startswith(plan)]
    form = PlacingForm(request.POST or None, places=own, initial={"place": place_key(proposal.content)})

    def act(data: dict[str, Any]) -> None:
        _plan_id, pillar, initiative = read_place_key(data["place"])
        place_in_plan(**desk.act, proposal_id=proposal_id, place={"pillar": pillar, "initiative": initiative})

    words = (_("計画に載せる"), _("計画に載せる"), _("計画の新しい版に載せました。"))
    return _answer(request, form, proposal, act, words, field="place")


def _answer(
    request: HttpRequest,
    form: forms.Form,
    proposal: ProposalView,
    act: Callable[[dict[str, Any]], None],
    words: tuple[str, str, str],
    *,
    field: str,
) -> HttpResponse:
    """The form, or what it does. `words`: title, button, what is said afterwards."""
    title, submit, told = words
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except DomainError as error:
            status = tell(form, error, field)
        else:
            messages.success(request, told)
            return redirect("proposals_staff:proposal", proposal.id)
    context = {
        "form": form,
        "title": title,
        "kicker": proposal.content.title,
        "lead": "",
        "submit": submit,
        "cancel_url": reverse("proposals_staff:proposal", args=[proposal.id]),
        "breadcrumbs": way_to(proposal, Link(title, "")),
    }
    return page(request, "headquarters/proposals/form.html", context, status=status)
