"""All forms of the municipality, and beginning a new one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.forms.domain.editing import japanese, new_content
from shirube.forms.domain.form_file import read_form_file
from shirube.forms.interface import (
    FormListing,
    check_form,
    create_form_draft,
    find_current_version,
    list_forms,
)
from shirube.forms.interface import dump_form as dump
from shirube.forms.web.staff.desk import DRAFTERS, Desk, desk_of
from shirube.forms.web.staff.list_forms import BlankForm, CopyForm, FileForm, sections_for
from shirube.forms.web.staff.pages import back_to_outline, refused, way_to_list
from shirube.kernel.errors import DomainError
from shirube.kernel.packs import InvalidPackError
from shirube.organizations import interface as organizations
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pack_problems import describe_problem
from shirube.ui.pages import page

# No letters that are mistaken for each other.
_LETTERS = "abcdefghjkmnpqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Row:
    """A form in the list, with the name of its section."""

    listing: FormListing
    section: str
    is_own: bool


@access(Access.STAFF, roles=DRAFTERS)
def show_forms(request: HttpRequest) -> HttpResponse:
    """Every form, the newest work first, and how a new one is made."""
    desk = desk_of(request)
    sections = {one.id: one.name for one in organizations.list_sections(municipality_id=desk.municipality_id)}
    rows = [
        Row(one, sections.get(one.section_id, "") if one.section_id else "", _is_own(desk, one))
        for one in list_forms(municipality_id=desk.municipality_id)
    ]
    own, others = [row for row in rows if row.is_own], [row for row in rows if not row.is_own]
    context = {"own": own, "others": others, "breadcrumbs": [*way_to_list()[:-1], Link(_("フォームづくり"))]}
    return page(request, "forms/staff/list.html", context)


@access(Access.STAFF, roles=DRAFTERS)
def new_form(request: HttpRequest) -> HttpResponse:
    """Begin from blank, from a form that is there, or from a file."""
    desk = desk_of(request)
    start = request.POST.get("start", "")
    forms = _forms(request, desk, start)
    problems: list[str] = []
    form = forms.get(start)
    if form is not None and form.is_valid():
        try:
            return _begin(request, desk, start, form.cleaned_data)
        except InvalidPackError as error:
            problems = [describe_problem(one) for one in error.problems]
    invalid = bool(problems) or (form is not None and bool(form.errors))
    way = way_to_list(Link(_("新しいフォーム")))
    context = {"forms": forms, "start": start, "problems": problems, "breadcrumbs": way}
    return page(request, "forms/staff/new.html", context, status=422 if invalid else 200)


def _forms(request: HttpRequest, desk: Desk, start: str) -> dict[str, Any]:
    sections = sections_for(desk)
    published = [one for one in list_forms(municipality_id=desk.municipality_id) if one.number]

    def sent(name: str) -> dict[str, Any]:
        is_this = request.method == "POST" and start == name
        return {"data": request.POST if is_this else None, "files": request.FILES if is_this else None}

    return {
        "blank": BlankForm(**sent("blank"), prefix="blank", sections=sections),
        "copy": CopyForm(**sent("copy"), prefix="copy", sections=sections, published=published),
        "file": FileForm(**sent("file"), prefix="file", sections=sections),
    }


def _begin(request: HttpRequest, desk: Desk, start: str, data: dict[str, Any]) -> HttpResponse:
    code = data.get("code") or "form-" + "".join(secrets.choice(_LETTERS) for _n in range(6))
    content = _content(desk, start, code, data)
    if start == "file" and (found := check_form(content)):
        raise InvalidPackError(found)
    if start != "file" and (known := _find_twin(desk, content, data["section"])) is not None:
        messages.info(request, _("同じ名前の下書きがすでにあるため、それを開きました。"))
        return back_to_outline(known)
    try:
        create_form_draft(**desk.act, code=code, content=content, section_id=data["section"])
    except DomainError as error:
        refused(request, error)
        return redirect(reverse("forms:new"))
    messages.success(request, _("下書きをつくりました。質問を並べていきましょう。"))
    return back_to_outline(code)


def _find_twin(desk: Desk, content: dict[str, Any], section_id: Any) -> str | None:
    """The section's own draft of this name, e.g. where somebody went back and pressed once more."""
    title = japanese(content.get("title"))
    for one in list_forms(municipality_id=desk.municipality_id):
        if (one.title, one.section_id, one.newest_number) == (title, section_id, 0):
            return one.code
    return None


def _content(desk: Desk, start: str, code: str, data: dict[str, Any]) -> dict[str, Any]:
    if start == "file":
        return {"title": {"ja": code}, "steps": [], **read_form_file(data["pack"].read()), "code": code}
    if start == "copy":
        version = find_current_version(municipality_id=desk.municipality_id, code=data["source"])
        if version is not None:
            return {**dump(version.form), "code": code, "title": {"ja": data["title"]}}
    return new_content(code, data["title"])


def _is_own(desk: Desk, listing: FormListing) -> bool:
    return listing.section_id is not None and desk.actor.works_in([listing.section_id])
