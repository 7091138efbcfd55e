"""Papers and minutes as PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from shirube.headquarters.domain.papers import ItemPaper
from shirube.headquarters.queries.meetings import MeetingLine
from shirube.kernel.typesetting import typeset

_FOLDER = Path(__file__).parent.parent / "templates_typst"
PAPERS = _FOLDER / "papers.typ"
MINUTES = _FOLDER / "minutes.typ"


def papers_pdf(
    meeting: MeetingLine,
    city: str,
    facts: Mapping[str, str],
    sheets: Sequence[tuple[str, ItemPaper]],
    *,
    is_demonstration: bool,
) -> bytes:
    """`facts`: kind, as_of, note, when. `sheets`: the item's number in words, and its paper."""
    data = {
        "city": city,
        "title": meeting.title,
        "place": meeting.place,
        **facts,
        "demonstration": _("見本のデータです") if is_demonstration else "",
        "words": _words(),
        "sheets": [{**paper.to_json(), "number": number} for number, paper in sheets],
    }
    return typeset(PAPERS, data)


def minutes_pdf(
    meeting: MeetingLine,
    city: str,
    facts: Mapping[str, str],
    parts: Sequence[Mapping[str, Any]],
    *,
    is_demonstration: bool,
) -> bytes:
    """`facts`: kind, when, state, attended, source. `parts`: as minutes_pages makes them plain, without what is withheld."""
    data: dict[str, Any] = {
        "city": city,
        "title": meeting.title,
        "place": meeting.place,
        **facts,
        "demonstration": _("見本のデータです") if is_demonstration else "",
        "words": {
            **_words(),
            "decision": _("決定"),
            "withheld": _("この部分は公開していません。"),
            "continues": _("決定はまだありません。"),
            "source": _("もとの資料"),
            "attended": _("出席した人"),
        },
        "parts": parts,
    }
    return typeset(MINUTES, data)


def _words() -> Mapping[str, Any]:
    return {
        "agenda": _("次第"),
        "points": _("（1）主な内容"),
        "future": _("（2）今後の予定"),
        "other": _("【その他】"),
        "figures": _("数字"),
        "attachments": _("添付資料"),
        "steps": _("課題"),
        "what": _("何を"),
        "who": _("担当"),
        "due": _("期限"),
        "section": _("説明"),
        "nothing": _("記載なし"),
        "unmeasured": _("未測定"),
        "page": _("ページ"),
    }
