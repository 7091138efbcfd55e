"""Versions: looking at differences, publishing, withdrawing, going back, and the form as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.forms.domain.form_file import read_form_file, write_form_file
from shirube.forms.interface import (
    Beginning,
    FormListing,
    FormNotFoundError,
    Use,
    can_draft,
    can_publish,
    compare_forms,
    dump_form,
    find_form_draft,
    find_listing,
    form_uses,
    get_version_by_number,
    list_versions,
    publish_form,
    withdraw_form,
)
from shirube.forms.web.staff.change_words import change_rows
from shirube.forms.web.staff.coming_views import PublishForm
from shirube.forms.web.staff.desk import DRAFTERS, PUBLISHERS, Bench, Desk, desk_of, open_bench, seen_revision
from shirube.forms.web.staff.pages import back_to_outline, bench_page, refused, way_to_list
from shirube.forms.web.staff.remarks import all_remarks
from shirube.kernel.calendar import format_date
from shirube.kernel.errors import DomainError
from shirube.kernel.packs import InvalidPackError
from shirube.ui.access import Access, access
from shirube.ui.downloads import download
from shirube.ui.links import Link
from shirube.ui.pack_problems import describe_problem
from shirube.ui.pages import page


@access(Access.STAFF, roles=DRAFTERS)
def show_versions(request: HttpRequest, code: str) -> HttpResponse:
    """Every version with who published it and why; any two can be compared, any can become a draft."""
    desk = desk_of(request)
    look: dict[str, Any] = {"municipality_id": desk.municipality_id, "code": code}
    listing = find_listing(**look)
    if listing is None:
        raise FormNotFoundError(form=code)
    context: dict[str, Any] = {
        "listing": listing,
        "versions": list_versions(**look),
        "has_draft": find_form_draft(**look) is not None,
        "uses": _uses(desk, listing),
        "may_draft": can_draft(desk.actor, listing.section_id),
        "may_publish": can_publish(desk.actor, listing.section_id),
        "breadcrumbs": way_to_list(Link(listing.title)),
    }
    return page(request, "forms/staff/versions.html", context)


@access(Access.STAFF, roles=DRAFTERS)
def compare_versions(request: HttpRequest, code: str) -> HttpResponse:
    """What is different between two versions, named by their numbers."""
    desk = desk_of(request)
    old, new = (_version(desk, code, request.GET.get(name, "")) for name in ("from", "to"))
    changes = change_rows(compare_forms(old.form, new.form, language="ja"))
    here = Link(_("版をくらべる"))
    versions = Link(_("版"), reverse("forms:versions", args=[code]))
    context = {"old": old, "new": new, "changes": changes, "breadcrumbs": way_to_list(versions, here)}
    return page(request, "forms/staff/compare.html", context)


@access(Access.STAFF, roles=DRAFTERS)
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """The last look: what is wrong, what changes for residents, and the button."""
    bench = open_bench(request, code)
    form = PublishForm(request.POST or None, today=bench.desk.today)
    if form.is_valid() and (answer := _publish(request, bench, form)) is not None:
        return answer
    listing = find_listing(municipality_id=bench.desk.municipality_id, code=code)
    context: dict[str, Any] = {
        "form": form,
        "remarks": all_remarks(bench),
        "changes": None,
        "current": None,
        "listing": listing,
    }
    if listing is not None and listing.number is not None and bench.form is not None:
        current = _version(bench.desk, code, str(listing.number))
        changes = change_rows(compare_forms(current.form, bench.form, language="ja"))
        context |= {"changes": changes, "current": current}
    here = Link(_("公開の前の確かめ"))
    status = 422 if form.errors else 200
    return bench_page(request, "forms/staff/publish.html", bench, here, context=context, status=status)


def _publish(request: HttpRequest, bench: Bench, form: PublishForm) -> HttpResponse | None:
    """None where the page is to be shown again, with what stands in the way."""
    starts_on = form.cleaned_data["starts_on"]
    try:
        version = publish_form(
            **bench.desk.act,
            code=bench.code,
            seen_revision=seen_revision(request),
            note=form.cleaned_data["note"],
            starts_on=starts_on,
        )
    except InvalidPackError:
        messages.error(request, _("直すところが残っているため、まだ公開していません。"))
        return None
    except DomainError as error:
        refused(request, error)
        return back_to_outline(bench.code)
    if version.state == "coming":
        words = _("第%(number)s版を、%(day)sから使います。それまでは何も変わりません。")
        messages.success(request, words % {"number": version.number, "day": format_date(starts_on)})
    else:
        messages.success(request, _("公開しました。"))
    return redirect(reverse("forms:versions", args=[bench.code]))


@access(Access.STAFF, roles=PUBLISHERS)
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take the form out of force, once the person has said so."""
    desk = desk_of(request)
    if find_listing(municipality_id=desk.municipality_id, code=code) is None:
        raise FormNotFoundError(form=code)
    if "sure" not in request.POST:
        messages.warning(request, _("公開をやめるには、確認の欄に印を付けてください。まだ公開中です。"))
        return redirect(reverse("forms:versions", args=[code]))
    try:
        withdraw_form(**desk.act, code=code)
        messages.success(request, _("公開をやめました。これまでの版は残っています。"))
    except DomainError as error:
        refused(request, error)
    return redirect(reverse("forms:versions", args=[code]))


@access(Access.STAFF, roles=DRAFTERS)
def export(request: HttpRequest, code: str) -> FileResponse:
    """The draft, or a published version by its number, as a YAML file."""
    desk = desk_of(request)
    number = request.GET.get("number", "")
    content = dump_form(_version(desk, code, number).form) if number else open_bench(request, code).content
    body = write_form_file(content).encode()
    return download(body, name=f"{code}.yaml", content_type="application/yaml")


@access(Access.STAFF, roles=DRAFTERS)
def import_file(request: HttpRequest, code: str) -> HttpResponse:
    """Put the content of a file into the draft; every problem is told by its place, and nothing is changed then."""
    bench = open_bench(request, code)
    problems: list[str] = []
    pack = request.FILES.get("pack")
    if request.method == "POST" and pack is not None:
        try:
            content = {**read_form_file(pack.read(2 * 1024 * 1024)), "code": code}
            found = bench.problems_of(content)
            if not found:
                bench.save(content, seen_revision(request))
                messages.success(request, _("ファイルの内容を下書きに入れました。"))
                return back_to_outline(code)
            problems = [describe_problem(one) for one in found]
        except InvalidPackError as error:
            problems = [describe_problem(one) for one in error.problems]
        except DomainError as error:
            refused(request, error)
    elif request.method == "POST":
        problems = [_("ファイルを選んでください。")]
    here = Link(_("ファイル"))
    status = 422 if problems else 200
    return bench_page(
        request, "forms/staff/file.html", bench, here, context={"problems": problems}, status=status
    )


@dataclass(frozen=True, slots=True)
class UseSection:
    """Where the form is used, and how another use begins."""

    title: str
    uses: Sequence[Use]
    beginning: Beginning | None


def _uses(desk: Desk, listing: FormListing) -> list[UseSection]:
    form: dict[str, Any] = {"municipality_id": desk.municipality_id, "form_code": listing.code}
    found = []
    for one in form_uses:
        may_begin = listing.number is not None
        beginning = (
            one.find_beginning(**form, section_id=listing.section_id, actor=desk.actor) if may_begin else None
        )
        found.append(UseSection(one.title, one.list_uses(**form, on=desk.today), beginning))
    return found


def _version(desk: Desk, code: str, number: str) -> Any:
    """FormNotFoundError also for what is no number."""
    if not (number.isascii() and number.isdecimal() and len(number) < 8):
        raise FormNotFoundError(form=code)
    return get_version_by_number(municipality_id=desk.municipality_id, code=code, number=int(number))
