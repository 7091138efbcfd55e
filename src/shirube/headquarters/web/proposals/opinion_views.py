"""Asking sections for their opinion, answering, and reminding."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.headquarters.commands.proposals_opinions import (
    AnswerMissingError,
    AskedLatelyError,
    OpinionSettledError,
    ask_opinions,
    give_opinion,
    remind_opinion,
)
from shirube.headquarters.domain.proposals import Stance
from shirube.headquarters.queries.proposals import OpinionView, get_opinion, get_proposal
from shirube.headquarters.web.proposals.desk import OFFICE, SECTIONS, desk_of, tell
from shirube.headquarters.web.proposals.forms import AnswerForm, AskForm
from shirube.headquarters.web.proposals.page_views import cost_table, facts_of, way_to
from shirube.headquarters.web.proposals.words import STANCES
from shirube.kernel.calendar import add_business_days
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

_USUAL_DAYS = 5


@access(Access.STAFF, roles=OFFICE)
def ask(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Several sections at once, by one day."""
    desk = desk_of(request)
    proposal = get_proposal(proposal_id=proposal_id, **desk.look)
    asked = {one.section_id for one in proposal.opinions if one.answered_at is None}
    sections = [(value, name) for value, name in desk.open_sections() if UUID(value) not in asked]
    form = AskForm(
        request.POST or None,
        sections=sections,
        initial={"due_on": add_business_days(desk.today, _USUAL_DAYS)},
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = ask_opinions(
                **desk.act,
                proposal_id=proposal_id,
                section_ids=[UUID(value) for value in data["sections"]],
                question=data["question"],
                due_on=data["due_on"],
                address=request.build_absolute_uri(reverse("portal:staff-home")),
            )
        except DomainError as error:
            status = tell(form, error)
        else:
            messages.success(request, _("%(count)s課に意見を求めました。") % {"count": len(made)})
            return redirect("proposals_staff:proposal", proposal_id)
    title = _("意見を求める")
    context = {
        "form": form,
        "title": title,
        "kicker": proposal.content.title,
        "lead": "",
        "submit": _("意見を求める"),
        "cancel_url": reverse("proposals_staff:proposal", args=[proposal_id]),
        "breadcrumbs": way_to(proposal, Link(title, "")),
    }
    return page(request, "headquarters/proposals/form.html", context, status=status)


@access(Access.STAFF, roles=SECTIONS)
def answer(request: HttpRequest, opinion_id: UUID) -> HttpResponse:
    """The question with the whole proposal, and the answer of one's section."""
    desk = desk_of(request)
    opinion, proposal_id = get_opinion(opinion_id=opinion_id, **desk.look)
    proposal = get_proposal(proposal_id=proposal_id, **desk.look)
    if opinion.answered_at is not None:
        return redirect("proposals_staff:proposal", proposal_id)
    form = AnswerForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        status = _give(request, form, opinion)
        if status == 0:
            return redirect("proposals_staff:proposal", proposal_id)
    title = _("意見を書く")
    context = {
        "form": form,
        "opinion": opinion,
        "is_late": opinion.is_late(desk.today),
        "proposal": proposal,
        "facts": facts_of(proposal, desk),
        "costs": cost_table(proposal),
        "title": title,
        "breadcrumbs": way_to(proposal, Link(title, "")),
    }
    return page(request, "headquarters/proposals/answer.html", context, status=status)


@access(Access.STAFF, roles=OFFICE)
@require_POST
def remind(request: HttpRequest, opinion_id: UUID) -> HttpResponse:
    """A letter to the section, at most once a day."""
    desk = desk_of(request)
    proposal_id = request.POST.get("proposal", "")
    address = request.build_absolute_uri(reverse("portal:staff-home"))
    try:
        remind_opinion(opinion_id=opinion_id, address=address, **desk.act)
    except (AskedLatelyError, OpinionSettledError) as error:
        messages.warning(request, sentence_for(error))
    else:
        messages.success(request, _("催促のお知らせを送りました。"))
    return redirect(_back(proposal_id))


def _back(proposal_id: str) -> str:
    """The proposal that the button stood on."""
    try:
        return reverse("proposals_staff:proposal", args=[UUID(proposal_id)])
    except ValueError:
        return reverse("proposals_staff:list")


def _give(request: HttpRequest, form: AnswerForm, opinion: OpinionView) -> int:
    desk, data = desk_of(request), form.cleaned_data
    try:
        give_opinion(**desk.act, opinion_id=opinion.id, stance=Stance(data["stance"]), text=data["text"])
    except OpinionSettledError as error:
        messages.warning(request, sentence_for(error))
        return 0
    except DomainError as error:
        return tell(form, error, "text" if isinstance(error, AnswerMissingError) else None)
    stance = STANCES[Stance(data["stance"])]
    messages.success(request, _("「%(stance)s」と回答しました。") % {"stance": stance})
    return 0
