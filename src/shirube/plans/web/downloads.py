"""Files of a plan to take away, and the feed of its changes."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from shirube.kernel.text import normalise
from shirube.kernel.typesetting import typeset
from shirube.plans.domain.outputs.csv_files import csv_archive, kpi_csv
from shirube.plans.domain.outputs.plain import plan_json
from shirube.plans.domain.outputs.report import REPORT, report_data
from shirube.plans.domain.outputs.stratml import plan_stratml
from shirube.plans.domain.outputs.workbook import plan_workbook
from shirube.plans.web.editions import PlanEdition, open_edition
from shirube.plans.web.words import word
from shirube.ui.access import Access, access
from shirube.ui.conditional import answer_if_changed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Typesetting takes some 100 ms, and a report is the same for everyone: the last ones are kept for a while.
_KEPT_SECONDS = 600
# What Windows or a shell takes for something other than a letter of a name.
_UNSAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\t', "_"))


@require_safe
@access(Access.PUBLIC)
def report_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The progress report on A4."""
    return _send(request, slug, "report", "pdf", "application/pdf", _report)


@require_safe
@access(Access.PUBLIC)
def plan_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """All tables as CSV in one zip."""
    return _send(
        request, slug, "plan", "zip", "application/zip", lambda one: csv_archive(one.document, one.edition)
    )


@require_safe
@access(Access.PUBLIC)
def kpis_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """All KPIs in one flat table."""
    kind = "text/csv; charset=utf-8"
    return _send(request, slug, "kpis", "csv", kind, lambda one: kpi_csv(one.document, one.edition))


@require_safe
@access(Access.PUBLIC)
def plan_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    """The workbook."""
    return _send(request, slug, "plan", "xlsx", XLSX, lambda one: plan_workbook(one.document, one.edition))


@require_safe
@access(Access.PUBLIC)
def plan_json_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The same JSON as the API gives."""
    return _send(request, slug, "plan", "json", "application/json", _json)


@require_safe
@access(Access.PUBLIC)
def plan_stratml_xml(request: HttpRequest, slug: str) -> HttpResponse:
    """StratML Part 2."""
    return _send(
        request,
        slug,
        "plan",
        "stratml.xml",
        "application/xml",
        lambda one: plan_stratml(one.document, one.edition),
    )


def _send(
    request: HttpRequest, slug: str, name: str, ending: str, kind: str, write: Callable[[PlanEdition], bytes]
) -> HttpResponse:
    opened = open_edition(request, slug)

    def make() -> HttpResponse:
        response = HttpResponse(write(opened), content_type=kind)
        file_name = _file_name(opened, name, ending)
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file_name)
        return response

    return answer_if_changed(request, stamp=opened.stamp, modified_at=opened.modified_at, make=make)


def _file_name(opened: PlanEdition, name: str, ending: str) -> str:
    """標市デジタル・しるべ計画_進捗報告書_2026-10-20.pdf; sent as RFC 6266 and RFC 8187 say."""
    edition = opened.edition
    title = edition.text(opened.document.translations, "name", opened.document.name)
    front = normalise(f"{title}_{word(f'file.{name}')}_{edition.on}").translate(_UNSAFE)
    return f"{front}.{ending}"


def _json(opened: PlanEdition) -> bytes:
    edition = opened.edition
    return plan_json(
        opened.document, city_code=edition.city_code, demonstration=edition.demonstration, on=edition.on
    )


def _report(opened: PlanEdition) -> bytes:
    edition = opened.edition
    # Addresses are letters that a cache's key may hold; the city's name is not.
    key = f"plans.report.{opened.stamp}.{edition.language}.{edition.address}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = typeset(REPORT, report_data(opened.document, edition))
        cache.set(key, kept, _KEPT_SECONDS)
    return kept
