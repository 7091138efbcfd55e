"""The answers taken away: XLSX, CSV, a bundle with the files, and the report to the state on one sheet."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shirube.files import interface as files
from shirube.inquiries.domain.outputs import OutputTable, write_csv, write_report, write_workbook
from shirube.inquiries.queries.inquiries import AskedView, InquiryView, get_inquiry
from shirube.inquiries.queries.outputs import (
    OutputWords,
    answers_table,
    file_ids_of,
    items_table,
    kpis_table,
    totals_table,
)
from shirube.inquiries.web.desk import READERS, Desk, desk_of
from shirube.inquiries.web.sheet_views import XLSX
from shirube.inquiries.web.words import answer_word, counts_words
from shirube.kernel.calendar import format_date
from shirube.kernel.errors import DomainError
from shirube.organizations import interface as organizations
from shirube.ui.access import Access, access
from shirube.ui.downloads import download

# Memory: the bundle is made in it. What does not go in is named in the bundle and lies beside each section's answer.
LARGEST_BUNDLE = 150 * 1024 * 1024
_PARTS = ("answers", "items", "kpis")


@access(Access.STAFF, roles=READERS)
@require_safe
def workbook(request: HttpRequest, inquiry_id: UUID) -> FileResponse:
    """All answers, a sheet for each part."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    body = write_workbook(_tables(inquiry, desk))
    return download(body, name=f"{inquiry.title}_回答.xlsx", content_type=XLSX)


@access(Access.STAFF, roles=READERS)
@require_safe
def csv_file(request: HttpRequest, inquiry_id: UUID) -> FileResponse:
    """One part as CSV; `?part=items` or `kpis` for the others than the questions."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    part = request.GET.get("part", "")
    tables = dict(_parts(inquiry, desk))
    table = tables.get(part) or tables["answers"]
    return download(write_csv(table), name=f"{inquiry.title}_{table.name}.csv", content_type="text/csv")


@access(Access.STAFF, roles=READERS)
@require_safe
def report(request: HttpRequest, inquiry_id: UUID) -> FileResponse:
    """Everything on one sheet, for the state."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    city = organizations.get_municipality(desk.municipality_id)
    lines = [
        _("%(city)s　%(day)s現在") % {"city": city.name, "day": format_date(desk.today)},
        _("回答期限: %(day)s　%(words)s")
        % {"day": format_date(inquiry.due_on), "words": counts_words(inquiry)},
        *([inquiry.purpose] if inquiry.purpose else []),
    ]
    totals = totals_table(inquiry)
    others = [table for part, table in _parts(inquiry, desk) if part != "answers"]
    missing = _missing(inquiry)
    tables = [*([totals] if totals else []), *others, *([missing] if missing else [])]
    body = write_report(inquiry.title, lines, tables)
    return download(body, name=f"{inquiry.title}_報告.xlsx", content_type=XLSX)


@access(Access.STAFF, roles=READERS)
@require_safe
def bundle(request: HttpRequest, inquiry_id: UUID) -> FileResponse:
    """The answers and all their files, a folder for each section."""
    desk = desk_of(request)
    inquiry = get_inquiry(**desk.look, inquiry_id=inquiry_id)
    body = _write_bundle(inquiry, desk)
    return download(body, name=f"{inquiry.title}.zip", content_type="application/zip")


def downloads_of(inquiry: InquiryView) -> list[dict[str, str]]:
    """For ui/components/downloads.html."""

    def one(label: str, kind: str, name: str, query: str = "") -> dict[str, str]:
        url = reverse(f"inquiries:{name}", args=[inquiry.id]) + query
        return {"label": label, "format": kind, "url": url}

    found = [one(_("すべての回答"), _("Excelブック"), "workbook")]
    found.append(one(_("課ごとの回答"), "CSV", "csv"))
    if inquiry.register:
        found.append(one(_("台帳の項目の回答"), "CSV", "csv", "?part=items"))
    if inquiry.plan:
        found.append(one(_("指標の値の回答"), "CSV", "csv", "?part=kpis"))
    found.append(one(_("国などへの報告（1枚）"), _("Excelブック"), "report"))
    if any(file_ids_of(inquiry, asked) for asked in inquiry.asked):
        found.append(one(_("回答とファイルの一式"), "ZIP", "bundle"))
    return found


def _tables(inquiry: InquiryView, desk: Desk) -> list[OutputTable]:
    return [table for _part, table in _parts(inquiry, desk)]


def _parts(inquiry: InquiryView, desk: Desk) -> list[tuple[str, OutputTable]]:
    words = OutputWords(state=lambda one: answer_word(one.state), late=_("期限のあと"))
    tables = (
        answers_table(inquiry, words),
        items_table(municipality_id=desk.municipality_id, inquiry=inquiry, on=desk.today),
        kpis_table(municipality_id=desk.municipality_id, inquiry=inquiry, on=desk.today),
    )
    return [(part, table) for part, table in zip(_PARTS, tables, strict=True) if table is not None]


def _missing(inquiry: InquiryView) -> OutputTable | None:
    """The sections whose answers are not in the figures: a report must say so."""
    waiting = [one for one in inquiry.owing if not one.is_given]
    if not waiting:
        return None
    rows = tuple((one.section.name, answer_word(one.state)) for one in waiting)
    return OutputTable(_("まだ回答のない課（上の数に入っていません）"), (_("課"), _("状態")), rows)


def _write_bundle(inquiry: InquiryView, desk: Desk) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_("回答.xlsx"), write_workbook(_tables(inquiry, desk)))
        left_out = [line for asked in inquiry.asked for line in _write_files(archive, inquiry, asked, desk)]
        if left_out:
            archive.writestr(_("入っていないファイル.txt"), "\n".join(left_out))
    return target.getvalue()


def _write_files(archive: zipfile.ZipFile, inquiry: InquiryView, asked: AskedView, desk: Desk) -> list[str]:
    """What could not be put in, in words: not scanned yet, damaged, or too much for one bundle."""
    left_out = []
    for number, file_id in enumerate(file_ids_of(inquiry, asked), start=1):
        if archive.start_dir > LARGEST_BUNDLE:
            left_out.append(_("%(section)s: 一式が大きくなりすぎるため") % {"section": asked.section.name})
            break
        try:
            opened = files.open_file(municipality_id=desk.municipality_id, file_id=file_id)
        except DomainError as error:
            left_out.append(f"{asked.section.name}: {error.facts.get('name', file_id)}")
        else:
            archive.writestr(f"{_safe(asked.section.name)}/{number:02}_{_safe(opened.name)}", opened.content)
    return left_out


def _safe(name: str) -> str:
    """Danger: a name with slashes would leave its folder when the bundle is unpacked."""
    return "".join("_" if one in '/\\:*?"<>|' or one < " " else one for one in name).strip(". ") or "_"
