"""Names of states, origins and sources."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from shirube.visits.domain.interview.states import InterviewState, Origin, Source
from shirube.visits.queries.interviews.reading import InterviewView
from shirube.visits.queries.interviews.renewal import find_renewal

STATES = {
    InterviewState.PREPARING: _("本人が準備中"),
    InterviewState.PREPARED: _("窓口を待っている"),
    InterviewState.OPEN: _("聞き取り中"),
    InterviewState.CHECKING: _("本人が確認中"),
    InterviewState.CHECKED: _("確認済み、提出前"),
    InterviewState.CONFIRMED: _("提出済み"),
    InterviewState.ABANDONED: _("取りやめ"),
}
ORIGINS = {Origin.DESK: _("窓口"), Origin.HOME: _("自宅で準備"), Origin.TERMINAL: _("記載台")}
_SOURCES = {
    Source.CARD: _("マイナンバーカードから読み取り"),
    Source.LICENCE: _("運転免許証から読み取り"),
    Source.PREFILLED: _("来庁前に本人が入力"),
}


def source_words(source: str) -> str:
    """Where an answer came from; empty for what was typed at the desk."""
    known = {one.value: words for one, words in _SOURCES.items()}
    return str(known.get(source, ""))


def renewal_context(found: InterviewView, *, language: str, today: date, url: str) -> dict[str, Any]:
    """What `_renewal.html` takes: nothing to tell where the forms are those of the day, or the resident is checking."""
    is_written = found.state in {InterviewState.OPEN, InterviewState.PREPARING}
    renewal = find_renewal(found, language=language, today=today) if is_written else None
    return {"renewal": renewal, "renew_url": url}


def draw_qr(text: str) -> SafeString:
    """A QR code as SVG for the page; the text stands beside it for those who cannot scan."""
    out = io.BytesIO()
    # Without a size of its own it has a view box, and shrinks as a whole: half a code opens nothing.
    segno.make_qr(text, error="m").save(
        out, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308 — drawn by the library from a code of ours.
