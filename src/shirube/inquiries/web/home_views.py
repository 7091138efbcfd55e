"""The first page: what was sent to one's own sections, and what they ask others."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.inquiries.domain.terms import InquiryState
from shirube.inquiries.queries.inquiries import AskedView, InquiryView, list_asked_by, list_received
from shirube.inquiries.web.desk import READERS, WRITERS, Desk, desk_of, way
from shirube.inquiries.web.words import answer_status, counts_words, due_words, inquiry_status, late_note
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Table


@access(Access.STAFF, roles=READERS)
def show_home(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    context = {
        "received": _received(list_received(**desk.look), desk) if desk.actor.sections else None,
        "asked": _asked(list_asked_by(**desk.look), desk),
        "may_ask": desk.actor.holds(*WRITERS),
        "breadcrumbs": [*way()[:-1], Link(_("照会・回答"), "")],
    }
    return page(request, "inquiries/home.html", context)


def _received(found: Sequence[tuple[InquiryView, AskedView]], desk: Desk) -> Table:
    columns = (Column(_("照会")), Column(_("状態")), Column(_("期限")), Column(_("照会した課")))
    several = len({section_id for _role, section_id in desk.actor.sections}) > 1
    rows = tuple(
        (
            Cell(
                inquiry.title,
                url=reverse("inquiries:answer", args=[asked.id]),
                note=asked.section.name if several else "",
            ),
            Cell(
                late_note(asked),
                status=answer_status(asked, desk.today, is_closed=inquiry.state is InquiryState.CLOSED),
            ),
            Cell(due_words(asked.due_on, desk.today, is_settled=asked.is_settled)),
            Cell(inquiry.section.name if inquiry.section else None),
        )
        for inquiry, asked in found
    )
    return Table(_("あなたの課に届いた照会"), columns, rows)


def _asked(found: Sequence[InquiryView], desk: Desk) -> Table:
    columns = (
        Column(_("照会")),
        Column(_("状態")),
        Column(_("回答")),
        Column(_("期限")),
        Column(_("照会した課")),
    )
    rows = tuple(
        (
            Cell(one.title, url=reverse("inquiries:inquiry", args=[one.id])),
            Cell("", status=inquiry_status(one, desk.today)),
            Cell(counts_words(one)),
            Cell(
                due_words(
                    one.due_on,
                    desk.today,
                    is_settled=one.state is InquiryState.CLOSED or one.known_until is not None,
                )
            ),
            Cell(one.section.name if one.section else None, missing=_("資料にない")),
        )
        for one in found
    )
    return Table(_("出した照会"), columns, rows)
