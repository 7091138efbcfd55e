"""登録団体 for staff: those that wait for a look, those that are registered, and the decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.bookings.commands.groups import review_group
from shirube.bookings.domain.groups import WAITING_FOR_STAFF, Decision, GroupState
from shirube.bookings.queries.groups import GroupView, get_group_for, list_groups, view_group
from shirube.bookings.web.staff.desk import act, actor_of, city_id, for_desk, way_to
from shirube.bookings.web.staff.forms import ReviewForm
from shirube.bookings.web.words import GROUP_KINDS, group_status_of
from shirube.kernel.calendar import format_date
from shirube.kernel.errors import DomainError, ForbiddenError
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.tables import Cell, Column, Table

_REGISTERED = (GroupState.ACCEPTED, GroupState.RENEWING)
_OVER = (GroupState.RETURNED, GroupState.REFUSED, GroupState.EXPIRED)


@for_desk
def groups(request: HttpRequest) -> HttpResponse:
    """Three tables: to be looked at, registered, and the rest."""
    at: dict[str, Any] = {"municipality_id": city_id(request)}
    context = {
        "waiting": _table(_("確認を待っている団体"), list_groups(**at, states=sorted(WAITING_FOR_STAFF))),
        "registered": _table(_("登録されている団体"), list_groups(**at, states=_REGISTERED)),
        "over": _table(_("差し戻した団体・登録のない団体"), list_groups(**at, states=_OVER)),
        "breadcrumbs": way_to(Link(_("団体の登録"), "")),
    }
    return page(request, "bookings/staff/groups.html", context)


@for_desk
def group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """What the group tells of itself, and the decision."""
    row = get_group_for(municipality_id=city_id(request), group_id=group_id, actor=actor_of(request))
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _review(request, group_id, form)
        except ForbiddenError:
            raise
        except DomainError as error:
            form.add_error(None, sentence_for(error))
        else:
            messages.success(request, _("決めたことを記録し、代表者に知らせます。"))
            return redirect("bookings_staff:group", group_id)
    found = view_group(row)
    context = {
        "group": found,
        "kind": str(GROUP_KINDS[found.facts.kind]),
        "status": group_status_of(found.state),
        "form": form if row.state in WAITING_FOR_STAFF else None,
        "breadcrumbs": way_to(
            Link(_("団体の登録"), reverse("bookings_staff:groups")), Link(found.facts.name, "")
        ),
    }
    return page(request, "bookings/staff/group.html", context, status=422 if form.errors else 200)


def _review(request: HttpRequest, group_id: UUID, form: ReviewForm) -> None:
    typed = form.cleaned_data
    review_group(
        group_id=group_id, decision=Decision(typed["decision"]), reason=typed["reason"], **act(request)
    )


def _table(caption: str, found: list[GroupView]) -> Table:
    columns = (
        Column(_("団体")),
        Column(_("種類")),
        Column(_("会員"), number=True),
        Column(_("期限")),
        Column(_("状態")),
    )
    rows = tuple(
        (
            Cell(one.facts.name, url=reverse("bookings_staff:group", args=[one.id])),
            Cell(str(GROUP_KINDS[one.facts.kind])),
            Cell(str(one.facts.members)),
            Cell(format_date(one.valid_until) if one.valid_until else None, missing=_("まだありません")),
            Cell(None, status=group_status_of(one.state)),
        )
        for one in found
    )
    return Table(caption, columns, rows)
