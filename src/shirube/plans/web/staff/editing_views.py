"""Changing, adding and taking out an initiative, and changing what the plan says about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.errors import DomainError
from shirube.organizations import interface as organizations
from shirube.plans.commands.editing import (
    add_initiative,
    edit_initiative,
    edit_plan_outline,
    remove_initiative,
)
from shirube.plans.domain.document import PlanDocument
from shirube.plans.domain.packs import PlanPack, pack_content
from shirube.plans.queries.documents import get_plan_document
from shirube.plans.queries.packs import find_newest_version, pack_of_document
from shirube.plans.queries.places import Place, get_initiative_place
from shirube.plans.queries.plans import VersionNotFoundError, get_version
from shirube.plans.web.staff.desk import EDITORS, Desk, desk_of
from shirube.plans.web.staff.edit_flow import Content, answer_edit
from shirube.plans.web.staff.initiative_form import (
    Choices,
    ReasonFields,
    content_of,
    draft_of,
    initiative_editor,
)
from shirube.plans.web.staff.outline_form import outline_content, outline_draft, outline_editor
from shirube.plans.web.staff.pages import answer, here, tell, way_to, way_to_plan, workbench_url
from shirube.plans.web.staff.rows import Draft, Editor
from shirube.ui.access import Access, access


@access(Access.STAFF, roles=EDITORS)
def change_initiative(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    """The form of an initiative."""
    desk = desk_of(request)
    place = get_initiative_place(initiative_id=initiative_id, **desk.look)
    return answer_edit(request, InitiativeWork(desk, place.document, place))


@access(Access.STAFF, roles=EDITORS)
def new_initiative(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of an initiative that is added to the plan."""
    desk = desk_of(request)
    return answer_edit(request, NewInitiativeWork(desk, get_plan_document(slug=slug, **desk.look)))


@access(Access.STAFF, roles=EDITORS)
def change_outline(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of the plan's own words, pillars and links."""
    desk = desk_of(request)
    return answer_edit(request, OutlineWork(desk, get_plan_document(slug=slug, **desk.look)))


@access(Access.STAFF, roles=EDITORS)
def drop_initiative(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    """Ask for the reason, then take the initiative out."""
    desk = desk_of(request)
    place = get_initiative_place(initiative_id=initiative_id, **desk.look)
    form = ReasonFields(request.POST or None)
    status = _drop(form, place, desk) if form.is_valid() else 0
    if form.is_bound and not form.errors:
        messages.success(request, _("取組を計画から外しました。前の版には残っています。"))
        return redirect("plans_staff:plan", place.document.slug)
    context = {
        "place": place,
        "cancel_url": workbench_url(place.initiative),
        "breadcrumbs": way_to(place, here(_("計画から外す"))),
    }
    return answer(request, "plans/staff/remove.html", form, context, status)


def _drop(form: ReasonFields, place: Place, desk: Desk) -> int:
    try:
        remove_initiative(
            **desk.act,
            plan_id=place.document.id,
            slug=place.initiative.slug,
            reason=form.cleaned_data["reason"],
        )
    except DomainError as error:
        return tell(form, error)
    return 0


@dataclass(frozen=True)
class _PlanWork:
    """What the three kinds of change share."""

    desk: Desk
    document: PlanDocument

    @cached_property
    def current(self) -> PlanPack:
        return pack_of_document(municipality_id=self.desk.municipality_id, document=self.document)

    @cached_property
    def newest(self) -> int | None:
        return find_newest_version(municipality_id=self.desk.municipality_id, plan_id=self.document.id)

    @cached_property
    def choices(self) -> Choices:
        pillars = [(pillar.code, f"{pillar.code} {pillar.name}") for pillar in self.current.pillars]
        sections = organizations.list_sections(municipality_id=self.desk.municipality_id)
        named = {one.section for item in self.current.initiatives for one in item.responsible}
        # A section that was closed may still be named until somebody names its successor.
        today = self.desk.today
        open_now = [
            one for one in sections if one.ends_on is None or one.ends_on > today or one.code in named
        ]
        return Choices(pillars, open_now)

    @property
    def _at(self) -> dict[str, Any]:
        return {**self.desk.act, "plan_id": self.document.id}

    def _document_now(self) -> PlanDocument:
        return get_plan_document(slug=self.document.slug, **self.desk.look)

    def version(self, number: int | None) -> PlanPack | None:
        """The version that the editor had read."""
        if number is None:
            return None
        at = {"municipality_id": self.desk.municipality_id, "plan_id": self.document.id}
        try:
            return get_version(**at, number=number).pack
        except VersionNotFoundError:
            return None


@dataclass(frozen=True)
class InitiativeWork(_PlanWork):
    place: Place

    @property
    def stamp(self) -> Draft:
        return {"seen": self.place.initiative.revision, "base": self.newest}

    def part_of(self, pack: PlanPack) -> Content | None:
        slug = self.place.initiative.slug
        found = (item for item in pack.initiatives if item.slug == slug)
        return next((item.model_dump(mode="json", by_alias=True) for item in found), None)

    def draft_of(self, part: Content | None) -> Draft:
        return draft_of(part) if part else {}

    def editor(self, *, data: Any = None, draft: Draft | None = None) -> Editor:
        return initiative_editor(choices=self.choices, is_new=False, data=data, draft=draft)

    def content(self, values: Content) -> Content:
        before = self.part_of(self.current) or {}
        slug = self.place.initiative.slug
        return content_of(values, slug=slug, taken=kpi_codes(self.current), before=before)

    def with_part(self, part: Content) -> PlanPack:
        plan = pack_content(self.current)
        slug = self.place.initiative.slug
        items = [part if item["slug"] == slug else item for item in _initiatives(plan)]
        return PlanPack.model_validate({**plan, "initiatives": items})

    def save(self, edited: PlanPack, values: Content) -> str:
        item = self.place.initiative
        mine = next(one for one in edited.initiatives if one.slug == item.slug)
        edit_initiative(
            **self._at,
            initiative_id=item.id,
            expected_revision=values["seen"],
            edited=mine,
            reason=values["reason"],
        )
        return workbench_url(item)

    def reopened(self) -> InitiativeWork:
        place = get_initiative_place(initiative_id=self.place.initiative.id, **self.desk.look)
        return InitiativeWork(self.desk, place.document, place)

    @property
    def words(self) -> Mapping[str, Any]:
        item = self.place.initiative
        return {
            "title": _("取組を直す"),
            "kicker": f"{item.code} {item.title}",
            "cancel_url": workbench_url(item),
            "breadcrumbs": way_to(self.place, here(_("取組を直す"))),
        }


@dataclass(frozen=True)
class NewInitiativeWork(_PlanWork):
    @property
    def stamp(self) -> Draft:
        # Adding overwrites nothing: whoever else edits the plan meanwhile is not in the way.
        return {"seen": None, "base": None}

    def part_of(self, pack: PlanPack) -> Content | None:  # noqa: ARG002 — the part is new.
        return None

    def draft_of(self, part: Content | None) -> Draft:  # noqa: ARG002 — the part is new.
        return {"responsible": [{}], "actions": [{"phases": [{}]}], "kpis": [{"stops": []}]}

    def editor(self, *, data: Any = None, draft: Draft | None = None) -> Editor:
        return initiative_editor(choices=self.choices, is_new=True, data=data, draft=draft)

    def content(self, values: Content) -> Content:
        return content_of(values, slug=values["slug"], taken=kpi_codes(self.current), before={})

    def with_part(self, part: Content) -> PlanPack:
        plan = pack_content(self.current)
        return PlanPack.model_validate({**plan, "initiatives": [*_initiatives(plan), part]})

    def save(self, edited: PlanPack, values: Content) -> str:
        add_initiative(**self._at, added=edited.initiatives[-1], reason=values["reason"])
        return reverse("plans_staff:plan", args=[self.document.slug])

    def reopened(self) -> NewInitiativeWork:
        return NewInitiativeWork(self.desk, self._document_now())

    @property
    def words(self) -> Mapping[str, Any]:
        way = way_to_plan(self.document.slug, self.document.name, here(_("取組を加える")))
        return {
            "title": _("取組を加える"),
            "kicker": self.document.name,
            "cancel_url": reverse("plans_staff:plan", args=[self.document.slug]),
            "breadcrumbs": way,
        }


@dataclass(frozen=True)
class OutlineWork(_PlanWork):
    @property
    def stamp(self) -> Draft:
        return {"seen": self.newest, "base": self.newest}

    def part_of(self, pack: PlanPack) -> Content | None:
        return {name: value for name, value in pack_content(pack).items() if name != "initiatives"}

    def draft_of(self, part: Content | None) -> Draft:
        return outline_draft(part) if part else {}

    def editor(self, *, data: Any = None, draft: Draft | None = None) -> Editor:
        return outline_editor(choices=self.choices, data=data, draft=draft)

    def content(self, values: Content) -> Content:
        return outline_content(values, self.part_of(self.current) or {})

    def with_part(self, part: Content) -> PlanPack:
        """Initiatives follow their pillar to its new code, as the command will have it."""
        plan = pack_content(self.current)
        codes = {pillar["slug"]: pillar["code"] for pillar in part["pillars"]}
        renamed = {one.code: codes.get(one.slug, one.code) for one in self.current.pillars}
        items = [{**item, "pillar": renamed.get(item["pillar"])} for item in _initiatives(plan)]
        return PlanPack.model_validate({**part, "initiatives": items})

    def save(self, edited: PlanPack, values: Content) -> str:
        edit_plan_outline(**self._at, expected_version=values["seen"], edited=edited, reason=values["reason"])
        return reverse("plans_staff:plan", args=[self.document.slug])

    def reopened(self) -> OutlineWork:
        return OutlineWork(self.desk, self._document_now())

    @property
    def words(self) -> Mapping[str, Any]:
        way = way_to_plan(self.document.slug, self.document.name, here(_("計画の概要を直す")))
        return {
            "title": _("計画の概要を直す"),
            "kicker": self.document.name,
            "cancel_url": reverse("plans_staff:plan", args=[self.document.slug]),
            "breadcrumbs": way,
        }


def kpi_codes(pack: PlanPack) -> frozenset[str]:
    """The codes of all KPIs of the plan: each is an address and stands once."""
    return frozenset(kpi.code for item in pack.initiatives for kpi in item.kpis)


def _initiatives(plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(plan["initiatives"])
