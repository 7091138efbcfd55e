"""Pages that everybody may see: the call board of a branch, and how crowded each branch is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.ui.access import Access, access
from shirube.ui.kept_pages import kept_page
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Table
from shirube.visits.domain.learning import Part
from shirube.visits.queries.boards import (
    Board,
    LearnedRow,
    ServiceLoad,
    find_revision,
    get_board,
    list_learned,
)
from shirube.visits.queries.places import get_branch, list_branches
from shirube.visits.web.times import error_words, wait_words
from shirube.visits.web.visitor import Visitor, visitor_of

# A screen asks this often; its delay is at most this and the answer's own time.
ASKS_EVERY_MS = 600
CONGESTION_ASKS_EVERY_MS = 10_000
# More calls than a screen holds in large type are no help to anybody.
SHOWN_CALLS = 8


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A service on a board or the congestion page, in words."""

    title: str
    letter: str
    waiting: int
    wait: str
    is_served: bool
    desks: str
    error: str
    url: str


@access(Access.PUBLIC)
def board(request: HttpRequest, code: str) -> HttpResponse:
    """The screen in the hall. It asks for `board_now` by itself; without script it loads anew."""
    visitor = visitor_of(request)
    shown = get_board(code=code, **visitor.look)
    context = {
        **_board_context(shown, visitor),
        "live_url": reverse("visits:board-now", args=[code]),
        "asks_every_ms": ASKS_EVERY_MS,
    }
    return page(request, "visits/boards/board.html", context)


@access(Access.PUBLIC)
def board_now(request: HttpRequest, code: str) -> HttpResponse:
    """What changes on the board. Cost: one small query where nothing has changed, which is nearly always."""
    visitor = visitor_of(request)
    revision = find_revision(municipality_id=visitor.municipality_id, code=code, on=visitor.today)
    # The estimates move with the clock, by minutes.
    stamp = f"{revision}.{visitor.now:%Y%m%d%H%M}"
    return kept_page(
        request,
        "visits/boards/_now.html",
        stamp=stamp,
        context=lambda: _board_context(get_board(code=code, **visitor.look), visitor),
    )


@access(Access.PUBLIC)
def congestion(request: HttpRequest) -> HttpResponse:
    """How crowded each branch is, how long one would wait, and how far such words were off."""
    visitor = visitor_of(request)
    branches = list_branches(municipality_id=visitor.municipality_id, on=visitor.today)
    if not branches:
        raise Http404
    context = {
        "places": [
            _place(get_board(code=one.code, **visitor.look), visitor) for one in branches if one.is_open
        ],
        "live_url": reverse("visits:congestion"),
        "asks_every_ms": CONGESTION_ASKS_EVERY_MS,
        "breadcrumbs": [{"label": _("窓口"), "url": reverse("visits:counter")}, {"label": _("混み具合")}],
    }
    is_fragment = request.GET.get("part") == "now"
    return page(request, f"visits/boards/{'_places' if is_fragment else 'congestion'}.html", context)


@access(Access.PUBLIC)
def accuracy(request: HttpRequest, code: str) -> HttpResponse:
    """Every promise of the last 30 days against what came of it."""
    visitor = visitor_of(request)
    branch = get_branch(municipality_id=visitor.municipality_id, code=code, on=visitor.today)
    rows = list_learned(municipality_id=visitor.municipality_id, services=branch.offered)
    context = {
        "branch_title": visitor.say(branch.title),
        "table": _accuracy_table(rows, visitor),
        "breadcrumbs": [
            {"label": _("窓口"), "url": reverse("visits:counter")},
            {"label": _("混み具合"), "url": reverse("visits:congestion")},
            {"label": _("見込みの確かさ")},
        ],
    }
    return page(request, "visits/boards/accuracy.html", context)


def _board_context(shown: Board, visitor: Visitor) -> dict[str, object]:
    newest = next((one for one in shown.calls if one.is_new), None)
    return {
        "shown": shown,
        "branch_title": visitor.say(shown.branch.title),
        "calls": shown.calls[:SHOWN_CALLS],
        "newest": newest,
        "mark": f"{newest.ticket}.{newest.desk}.{newest.calls}" if newest else "",
        "loads": [_load_row(load, visitor) for load in shown.loads],
    }


def _place(shown: Board, visitor: Visitor) -> dict[str, object]:
    code = shown.branch.code
    return {
        **_board_context(shown, visitor),
        "place": visitor.say(shown.branch.place),
        "board_url": reverse("visits:board", args=[code]),
        "accuracy_url": reverse("visits:accuracy", args=[code]),
    }


def _load_row(load: ServiceLoad, visitor: Visitor) -> LoadRow:
    return LoadRow(
        title=visitor.say(load.service.title),
        letter=load.service.letter,
        waiting=load.waiting,
        wait=wait_words(load.wait_seconds),
        is_served=bool(load.desks),
        desks="・".join(str(number) for number in load.desks),
        error=error_words(load.error),
        url=reverse("visits:service", args=[load.service.id]),
    )


def _accuracy_table(rows: Sequence[LearnedRow], visitor: Visitor) -> Table:
    parts = {
        Part.MORNING: _("11時まで"),
        Part.MIDDAY: _("11時から14時"),
        Part.AFTERNOON: _("14時から"),
    }
    columns = (
        Column(_("用件")),
        Column(_("時間帯")),
        Column(_("ふだんの対応（分）"), number=True),
        Column(_("見込みを伝えた数"), number=True),
        Column(_("誤差の真ん中（分）"), number=True),
        Column(_("10回に9回の誤差（分）"), number=True),
        Column(_("5分以内だった割合（%）"), number=True),
    )
    return Table(
        _("見込みと実際の差（この30日）"),
        columns,
        tuple((Cell(visitor.say(row.service.title)), Cell(parts[row.part]), *_figures(row)) for row in rows),
        # Figures are compared from row to row.
        stack=False,
    )


def _figures(row: LearnedRow) -> tuple[Cell, ...]:
    usual = str(-(-row.usual_seconds // 60)) if row.usual_seconds else None
    error = row.error
    figures = (
        (
            str(error.promises),
            str(error.median_minutes),
            str(error.p90_minutes),
            str(error.within_five_percent),
        )
        if error
        else (None,) * 4
    )
    return tuple(Cell(text, missing=_("まだ少なく示せません")) for text in (usual, *figures))
