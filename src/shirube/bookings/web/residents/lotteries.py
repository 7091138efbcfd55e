"""Lotteries for everybody: when they are, how they work, and how to check that they were fair."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _

from shirube.bookings.domain.lotteries import Stage
from shirube.bookings.queries.lotteries import LotteryView, get_lottery, list_lotteries, list_lottery_slots
from shirube.bookings.queries.lottery_protocols import protocol_of
from shirube.bookings.queries.rights import describe_all
from shirube.bookings.queries.wording import closing_words, title_words
from shirube.bookings.web.lottery_words import lottery_words, slot_words, stage_status
from shirube.bookings.web.residents.visit import Visit, visit_of
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Table

_ROWS = 100
_MARK = 64


@access(Access.PUBLIC)
def lotteries(request: HttpRequest) -> HttpResponse:
    """All of the city: those that take entries first."""
    visit = visit_of(request)
    found = list_lotteries(municipality_id=visit.municipality_id, now=visit.now)
    lines = _lines(visit, found)
    is_open = [line for line in lines if line["stage"] in {Stage.OPEN, Stage.COMING}]
    context = {
        "open": is_open,
        "others": [line for line in lines if line not in is_open][::-1],
        "breadcrumbs": [_home(), {"label": _("抽選"), "url": ""}],
    }
    return page(request, "bookings/lotteries.html", context)


def _lines(visit: Visit, found: Sequence[LotteryView]) -> list[dict[str, Any]]:
    told = describe_all(
        municipality_id=visit.municipality_id, things=[(one.owner, one.subject_id) for one in found]
    )
    return [
        {
            "id": one.id,
            "stage": one.stage,
            "title": title_words(told.get((one.owner, one.subject_id)), visit.language),
            "use_from": one.use_from,
            "use_until": one.use_until,
            "closes": closing_words(one.times.closes_at, visit.language),
            "status": stage_status(one.stage),
        }
        for one in found
    ]


@access(Access.PUBLIC)
def lottery(request: HttpRequest, lottery_id: UUID) -> HttpResponse:
    """How it works and when, what is given out, and the commitment."""
    visit = visit_of(request)
    found = get_lottery(municipality_id=visit.municipality_id, lottery_id=lottery_id, now=visit.now)
    slots = list_lottery_slots(municipality_id=visit.municipality_id, lottery_id=lottery_id)
    words = lottery_words(found, visit.municipality_id, visit.language)
    context = {
        **words,
        "slots": [slot_words(one, visit.language) for one in slots],
        "breadcrumbs": way_to_lottery(words),
    }
    return page(request, "bookings/lottery.html", context)


@access(Access.PUBLIC)
def verify(request: HttpRequest, lottery_id: UUID) -> HttpResponse:
    """What was promised before and published after, the order of the draw, and how anybody repeats it.

    `?mark=` finds one's own entry; `?from=` begins the list at another place.
    """
    visit = visit_of(request)
    found = get_lottery(municipality_id=visit.municipality_id, lottery_id=lottery_id, now=visit.now)
    protocol = protocol_of(municipality_id=visit.municipality_id, lottery_id=lottery_id, now=visit.now)
    mark = request.GET.get("mark", "").strip().lower()[:_MARK]
    lines = _draw_lines(protocol)
    slots = list_lottery_slots(municipality_id=visit.municipality_id, lottery_id=lottery_id)
    words_of = {one.code: slot_words(one, visit.language) for one in slots}
    mine = next((line for line in lines if mark and line["receipt"] == mark), None)
    first = mine["place"] if mine else _first_place(request.GET.get("from", ""), len(lines))
    words = lottery_words(found, visit.municipality_id, visit.language)
    context = {
        **words,
        "protocol": protocol,
        "mark": mark,
        "mine": mine,
        "mine_won": [words_of[code] for code in mine["won"]] if mine else [],
        "count": len(protocol["entries"]),
        "table": _table(lines[first - 1 : first - 1 + _ROWS], words_of),
        "later": [{**one, "time": words_of[one["slot"]]} for one in protocol["later"]],
        "previous_url": f"?from={max(first - _ROWS, 1)}#order" if first > 1 else "",
        "next_url": f"?from={first + _ROWS}#order" if first + _ROWS <= len(lines) else "",
        "breadcrumbs": way_to_lottery(words, _("抽選を確かめる")),
    }
    return page(request, "bookings/verify_lottery.html", context)


@access(Access.PUBLIC)
def protocol_file(request: HttpRequest, lottery_id: UUID) -> HttpResponse:
    """The protocol as JSON, for the script and for whoever writes another one."""
    visit = visit_of(request)
    content = protocol_of(municipality_id=visit.municipality_id, lottery_id=lottery_id, now=visit.now)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="protocol.json"'
    return response


def way_to_lottery(words: dict[str, Any], *here: str) -> list[dict[str, str]]:
    """From the city's home to a page of a lottery, whose words these are; `here` is a page behind the lottery's own."""
    lottery = {"label": words["title"], "url": reverse("bookings:lottery", args=[words["lottery"].id])}
    behind = [{"label": label, "url": ""} for label in here]
    return [_home(), {"label": _("抽選"), "url": reverse("bookings:lotteries")}, lottery, *behind]


def _home() -> dict[str, str]:
    return {"label": _("ホーム"), "url": get_script_prefix()}


def _draw_lines(protocol: dict[str, Any]) -> list[dict[str, Any]]:
    """By place; without names, which stand nowhere in the protocol."""
    entries = {one["number"]: one for one in protocol["entries"]}
    return [{**entries[one["number"]], **one} for one in protocol["result"]]


def _table(lines: Sequence[dict[str, Any]], words_of: Mapping[str, str]) -> Table:
    columns = (
        Column(_("順番"), number=True),
        Column(_("申し込みの番号"), number=True),
        Column(_("優先"), number=True),
        Column(_("照合の記号（はじめの16文字）")),
        Column(_("当選した枠")),
    )
    rows = tuple(
        (
            Cell(str(line["place"])),
            Cell(str(line["number"])),
            Cell(str(line["priority"])),
            Cell(line["receipt"][:16]),
            Cell("、".join(words_of[code] for code in line["won"]) or None, missing=_("なし")),
        )
        for line in lines
    )
    return Table(_("抽選の順番と結果"), columns, rows, stack=True)


def _first_place(text: str, count: int) -> int:
    """A place that is in the list; the first one where it is none."""
    place = int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 1
    return place if 1 <= place <= max(count, 1) else 1
