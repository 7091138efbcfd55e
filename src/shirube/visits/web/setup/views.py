"""Setting up the counter: branches, what they offer, desks, and terminals that become kiosks."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.kernel.errors import DomainError
from shirube.kernel.words import Words
from shirube.organizations import interface as organizations
from shirube.procedures import interface as procedures
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.tables import Cell, Column, Table
from shirube.visits.commands import founding
from shirube.visits.queries.places import BranchView, DeskView, ServiceView, list_branches
from shirube.visits.web.desk.clerk import Clerk, clerk_of, in_setup, way
from shirube.visits.web.kiosk.terminals import make_kiosk
from shirube.visits.web.setup.forms import (
    BranchForm,
    DeskForm,
    ServiceForm,
    desk_initial,
    service_initial,
    title_initial,
)


@in_setup
def setup(request: HttpRequest) -> HttpResponse:
    """The branches, and the form for a new one."""
    clerk = clerk_of(request)
    branches = list_branches(municipality_id=clerk.municipality_id, on=clerk.today)
    form = BranchForm(request.POST or None, initial={"is_open": True})
    if form.is_valid() and _save(form, lambda: _define_branch(form, clerk, position=len(branches))):
        messages.success(request, _("場所を登録しました。用件と窓口を加えてください。"))
        return redirect("visits_staff:setup-branch", form.cleaned_data["code"])
    context = {
        "links": [
            {"label": one.title.ja, "url": reverse("visits_staff:setup-branch", args=[one.code])}
            for one in branches
        ],
        "form": form,
        "breadcrumbs": way((_("窓口の設定"), "")),
    }
    return page(request, "visits/setup/setup.html", context, status=_status(form))


@in_setup
def branch(request: HttpRequest, code: str) -> HttpResponse:
    """A branch with its services, desks and kiosks."""
    clerk = clerk_of(request)
    place = clerk.branch(code)
    initial = {
        **title_initial(place.title),
        "code": code,
        "place": place.place.ja if place.place else "",
        "is_open": place.is_open,
    }
    form = BranchForm(request.POST or None, initial=initial)
    form.fields["code"].disabled = True
    if form.is_valid() and _save(form, lambda: _define_branch(form, clerk, before=place)):
        messages.success(request, _("保存しました。"))
        return redirect("visits_staff:setup-branch", code)
    context = {
        "branch": place,
        "form": form,
        "services": _services_table(place),
        "desks": _desks_table(place),
        "breadcrumbs": _way_in((place.title.ja, "")),
    }
    return page(request, "visits/setup/branch.html", context, status=_status(form))


@in_setup
def service(request: HttpRequest, code: str, service_code: str) -> HttpResponse:
    """What a branch offers; "new" makes another."""
    clerk = clerk_of(request)
    place = clerk.branch(code)
    before = next((one for one in place.services if one.code == service_code), None)
    if before is None and service_code != "new":
        raise Http404
    form = _service_form(request, clerk, before)
    if form.is_valid() and _save(form, lambda: _define_service(form, clerk, place, before)):
        messages.success(request, _("用件を保存しました。"))
        return redirect("visits_staff:setup-branch", code)
    title = before.title.ja if before else _("新しい用件")
    context = {"form": form, "branch": place, "title": title, "breadcrumbs": _below(place, title)}
    return page(request, "visits/setup/form.html", context, status=_status(form))


@in_setup
def desk(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A desk and what it serves; number 0 makes another."""
    clerk = clerk_of(request)
    place = clerk.branch(code)
    before = next((one for one in place.desks if one.number == number), None)
    if before is None and number != 0:
        raise Http404
    following = max((one.number for one in place.desks), default=0) + 1
    initial = desk_initial(before) if before else {"number": following, "is_in_use": True}
    form = DeskForm(request.POST or None, services=place.services, initial=initial)
    form.fields["number"].disabled = before is not None
    if form.is_valid() and _save(form, lambda: _define_desk(form, clerk, place, before)):
        messages.success(request, _("窓口を保存しました。"))
        return redirect("visits_staff:setup-branch", code)
    title = _("窓口%(number)s") % {"number": number} if before else _("新しい窓口")
    context = {"form": form, "branch": place, "title": title, "breadcrumbs": _below(place, title)}
    return page(request, "visits/setup/form.html", context, status=_status(form))


@in_setup
@require_POST
def kiosk(request: HttpRequest, code: str) -> HttpResponse:
    """Make this browser a kiosk and sign the clerk out of it: everybody will touch it."""
    place = clerk_of(request).branch(code)
    logout(request)
    response = redirect("visits:kiosk", code)
    make_kiosk(response, place, is_secure=request.is_secure())
    return response


@in_setup
@require_POST
def renew_kiosks(request: HttpRequest, code: str) -> HttpResponse:
    """A terminal was lost: none of the branch's is a kiosk any more."""
    clerk = clerk_of(request)
    founding.renew_kiosks(branch_id=clerk.branch(code).id, **clerk.act)
    messages.success(request, _("すべての発券機を止めました。使う端末で、もう一度発券機にしてください。"))
    return redirect("visits_staff:setup-branch", code)


def _save(form: forms.Form, do: Callable[[], object]) -> bool:
    try:
        do()
    except DomainError as error:
        form.add_error(None, sentence_for(error))
        return False
    return True


def _define_branch(
    form: BranchForm, clerk: Clerk, *, before: BranchView | None = None, position: int = 0
) -> None:
    data = form.cleaned_data
    same_place = before.place if before and before.place and before.place.ja == data["place"] else None
    founding.define_branch(
        code=data["code"],
        title=form.title_words,
        place=same_place or (Words(ja=data["place"]) if data["place"] else None),
        position=position,
        is_open=data["is_open"],
        **clerk.act,
    )


def _service_form(request: HttpRequest, clerk: Clerk, before: ServiceView | None) -> ServiceForm:
    catalogue = procedures.list_procedures(municipality_id=clerk.municipality_id)
    form = ServiceForm(
        request.POST or None,
        sections=organizations.list_sections(municipality_id=clerk.municipality_id, on=clerk.today),
        procedures=[(one.code, one.name.ja) for one in catalogue],
        initial=service_initial(before) if before else {"minutes": 10, "is_offered": True},
    )
    form.fields["code"].disabled = before is not None
    return form


def _define_service(form: ServiceForm, clerk: Clerk, place: BranchView, before: ServiceView | None) -> None:
    position = place.services.index(before) if before else len(place.services)
    founding.define_service(
        branch_id=place.id,
        entry=form.entry(before, position),
        section_id=form.cleaned_data["section"],
        **clerk.act,
    )


def _define_desk(form: DeskForm, clerk: Clerk, place: BranchView, before: DeskView | None) -> None:
    data = form.cleaned_data
    same = before.title if before and before.title and before.title.ja == data["title"] else None
    founding.define_desk(
        branch_id=place.id,
        number=data["number"],
        title=same or (Words(ja=data["title"]) if data["title"] else None),
        service_ids=data["services"],
        is_in_use=data["is_in_use"],
        **clerk.act,
    )


def _services_table(place: BranchView) -> Table:
    columns = (Column(_("用件")), Column(_("番号札")), Column(_("予約")), Column(_("受付")))
    rows = tuple(
        (
            Cell(one.title.ja, url=reverse("visits_staff:setup-service", args=[place.code, one.code])),
            Cell(one.letter),
            Cell(
                _("できる") if one.resource_id else _("できない"),
                url=reverse("visits_staff:setup-times", args=[place.code, one.code]),
            ),
            Cell(_("している") if one.is_offered else _("していない")),
        )
        for one in place.services
    )
    return Table(_("用件"), columns, rows)


def _desks_table(place: BranchView) -> Table:
    titles = {one.id: one.title.ja for one in place.services}
    columns = (Column(_("窓口")), Column(_("扱う用件")), Column(_("様子")))
    rows = tuple(
        (
            Cell(str(one.number), url=reverse("visits_staff:setup-desk", args=[place.code, one.number])),
            Cell("、".join(titles[service] for service in titles if service in one.service_ids)),
            Cell(_desk_state(one)),
        )
        for one in place.desks
    )
    return Table(_("窓口"), columns, rows)


def _desk_state(one: DeskView) -> str:
    if not one.is_in_use:
        return _("使っていない")
    return _("開いている") if one.is_open else _("閉まっている")


def _way_in(*further: tuple[str, str]) -> list[dict[str, str]]:
    return way((_("窓口の設定"), reverse("visits_staff:setup")), *further)


def _below(place: BranchView, title: str) -> list[dict[str, str]]:
    return _way_in((place.title.ja, reverse("visits_staff:setup-branch", args=[place.code])), (title, ""))


def _status(form: forms.Form) -> int:
    return 422 if form.is_bound and form.errors else 200
