"""The annual review at a desk: read, write, send on or return."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.kernel.calendar import fiscal_year_end, fiscal_year_of, format_fiscal_year
from shirube.kernel.errors import ConflictError, DomainError, InvalidInputError
from shirube.plans.commands.reviews import ReviewMovedError, ReviewNotYoursError, move_review, write_review
from shirube.plans.domain.terms import Grade, ReviewMove, ReviewState
from shirube.plans.queries.documents import get_plan_document
from shirube.plans.queries.places import Place, can_hold_review, get_initiative_place, list_open_moves
from shirube.plans.queries.workbench import (
    ReviewFile,
    find_review_file,
    get_review_file,
)
from shirube.plans.web.labels import grade_status
from shirube.plans.web.public.kpis import why_kpi
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.staff.desk import REVIEWERS, Desk, desk_of
from shirube.plans.web.staff.evidence import evidence_of, put_back, receive_files
from shirube.plans.web.staff.forms import MoveForm, ReviewForm, review_initial
from shirube.plans.web.staff.pages import answer, here, tell, way_to, workbench_url
from shirube.plans.web.staff.words import (
    MOVE_BUTTONS,
    MOVES_DONE,
    STEP_WORDS,
    actor_names,
    review_status,
    way_of_review,
)
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for


@access(Access.STAFF)
def show_review(request: HttpRequest, initiative_id: UUID, fiscal_year: int) -> HttpResponse:
    """The review as it stands, its way so far, and the moves that are open to the reader."""
    desk = desk_of(request)
    place = _place(desk, initiative_id, fiscal_year)
    found = _find(desk, initiative_id, fiscal_year)
    if found is None:
        return redirect("plans_staff:review-edit", initiative_id, fiscal_year)
    form = MoveForm(initial={"revision": found.revision})
    return page(request, "plans/staff/review.html", _reading_context(place, found, form, desk))


@access(Access.STAFF, roles=REVIEWERS)
def edit_review(request: HttpRequest, initiative_id: UUID, fiscal_year: int) -> HttpResponse:
    """The editor. Saving leaves the review where it lies."""
    desk = desk_of(request)
    place = _place(desk, initiative_id, fiscal_year)
    found = _find(desk, initiative_id, fiscal_year)
    _require_desk(place, found, desk)
    rule = _rule(place, fiscal_year, desk)
    form = ReviewForm(
        request.POST or None,
        request.FILES or None,
        rule=rule,
        evidence=found.review.evidence if found else (),
        initial=review_initial(found.review, found.revision) if found else {},
    )
    status = _save(form, place, fiscal_year, desk) if form.is_valid() else 0
    if form.is_bound and not form.errors:
        messages.success(request, _("振り返りを保存しました。まだ次へは送っていません。"))
        return redirect("plans_staff:review", initiative_id, fiscal_year)
    context = _writing_context(place, fiscal_year, found, rule, desk)
    if status == 409 and found is not None:
        context["theirs"] = found.review
    return answer(request, "plans/staff/review_edit.html", form, context, status)


@access(Access.STAFF, roles=REVIEWERS)
@require_POST
def move(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Send the review on or back; the button names the move."""
    desk = desk_of(request)
    found = get_review_file(municipality_id=desk.municipality_id, review_id=review_id)
    place = get_initiative_place(initiative_id=found.initiative_id, **desk.look)
    form = MoveForm(request.POST)
    status = _move(request, form, found, desk)
    if status == 0:
        return redirect("plans_staff:review", found.initiative_id, found.review.fiscal_year)
    now_lies = get_review_file(municipality_id=desk.municipality_id, review_id=review_id)
    context = _reading_context(place, now_lies, form, desk)
    return page(request, "plans/staff/review.html", context, status=status)


def _move(request: HttpRequest, form: MoveForm, found: ReviewFile, desk: Desk) -> int:
    wanted = _wanted_move(request)
    if not form.is_valid() or wanted is None:
        return 422
    data = form.cleaned_data
    try:
        move_review(
            **desk.act,
            review_id=found.review.id,
            move=wanted,
            comment=data["comment"],
            expected_revision=data["revision"],
        )
    except ConflictError as error:
        # What lies elsewhere by now is shown as it lies; the comment was for a text that has changed.
        messages.warning(request, sentence_for(error))
        return 0
    except InvalidInputError as error:
        return tell(form, error)
    messages.success(request, str(MOVES_DONE[wanted]))
    return 0


def _wanted_move(request: HttpRequest) -> ReviewMove | None:
    name = request.POST.get("move", "")
    return ReviewMove(name) if name in set(ReviewMove) else None


def _save(form: ReviewForm, place: Place, fiscal_year: int, desk: Desk) -> int:
    received = receive_files(form, desk)
    put_back(form, received)
    if form.errors:
        return 422
    try:
        write_review(
            **desk.act,
            initiative_id=place.initiative.id,
            fiscal_year=fiscal_year,
            text=form.text,
            expected_revision=form.cleaned_data["revision"],
            evidence=[*form.kept_evidence, *evidence_of(form, received)],
        )
    except DomainError as error:
        # The page shows what was saved meanwhile beside my words: saving again means that I have read it.
        newest = _find(desk, place.initiative.id, fiscal_year)
        put_back(form, received, revision=newest.revision if newest else None)
        return tell(form, error)
    return 0


def _place(desk: Desk, initiative_id: UUID, fiscal_year: int) -> Place:
    place = get_initiative_place(initiative_id=initiative_id, **desk.look)
    last = min(place.document.end_year, fiscal_year_of(desk.today))
    if not place.document.start_year <= fiscal_year <= last:
        raise Http404
    return place


def _find(desk: Desk, initiative_id: UUID, fiscal_year: int) -> ReviewFile | None:
    return find_review_file(
        municipality_id=desk.municipality_id, initiative_id=initiative_id, fiscal_year=fiscal_year
    )


def _may_write(place: Place, found: ReviewFile | None, desk: Desk) -> bool:
    state = found.review.state if found else ReviewState.SECTION
    sections = [one.section_id for one in place.initiative.responsible]
    return state is not ReviewState.PUBLISHED and can_hold_review(state, sections, desk.actor, sending=False)


def _require_desk(place: Place, found: ReviewFile | None, desk: Desk) -> None:
    if found and found.review.state is ReviewState.PUBLISHED:
        raise ReviewMovedError(state=found.review.state.value)
    if not _may_write(place, found, desk):
        raise ReviewNotYoursError(state=found.review.state.value if found else "")


def _rule(place: Place, fiscal_year: int, desk: Desk) -> Grade:
    """The grade that the figures give for the year, as `write_review` will keep it."""
    on = min(fiscal_year_end(fiscal_year), desk.today)
    then = get_plan_document(municipality_id=desk.municipality_id, slug=place.document.slug, on=on)
    return next(item.grade for item in then.initiatives if item.id == place.initiative.id)


def _reading_context(place: Place, found: ReviewFile, form: MoveForm, desk: Desk) -> dict[str, Any]:
    review = found.review
    moves = list_open_moves(review.state, place.initiative, desk.actor)
    names = actor_names(desk.municipality_id, {step.actor for step in found.steps})
    return {
        "place": place,
        "file": found,
        "review": review,
        "form": form,
        "status": review_status(review.state),
        "way": way_of_review(review.state),
        "grade": grade_status(review.grade),
        "by_rule": grade_status(review.grade_by_rule),
        "returned_with": found.returned_with if review.state is not ReviewState.PUBLISHED else "",
        "steps": [(step, STEP_WORDS[step.move], names[step.actor]) for step in found.steps],
        "moves": [(one.value, MOVE_BUTTONS[one], one is ReviewMove.RETURN) for one in moves],
        "may_write": _may_write(place, found, desk),
        "breadcrumbs": way_to(place, here(_review_title(review.fiscal_year))),
    }


def _writing_context(
    place: Place, fiscal_year: int, found: ReviewFile | None, rule: Grade, desk: Desk
) -> dict[str, Any]:
    cancel = reverse("plans_staff:review", args=[place.initiative.id, fiscal_year])
    day = min(fiscal_year_end(fiscal_year), desk.today)
    reader = Reader(desk.municipality_id, desk.language, day)
    return {
        "place": place,
        "fiscal_year": fiscal_year,
        "rule": grade_status(rule),
        "rule_day": day,
        "why": [(kpi.name, why_kpi(kpi, reader)) for kpi in place.initiative.kpis],
        "reports": [
            (action.name, next((one for one in action.reports if one.fiscal_year == fiscal_year), None))
            for action in place.initiative.actions
        ],
        "returned_with": found.returned_with if found else "",
        "cancel_url": cancel if found else workbench_url(place.initiative),
        "breadcrumbs": way_to(place, here(_review_title(fiscal_year))),
    }


def _review_title(fiscal_year: int) -> str:
    return _("%(year)sの振り返り") % {"year": format_fiscal_year(fiscal_year)}
