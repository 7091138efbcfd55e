"""The list of the guide as data for templates_typst/checklist.typ: every text ready to print."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.kernel.languages import ENGLISH
from shirube.procedures.queries.readers import Reader
from shirube.procedures.web.public.guide import ResultPage, ToDo

CHECKLIST = Path(__file__).resolve().parents[2] / "templates_typst" / "checklist.typ"
_TAGS = re.compile(r"<[^>]*>")


def checklist_data(page: ResultPage, reader: Reader) -> Mapping[str, Any]:
    city = reader.city
    notice = _("これは見本です。「%(city)s」は架空のまちです。") % {"city": city.name_in(reader.language)}
    return {
        "language": "en" if reader.language == ENGLISH.code else "ja",
        "title": _("%(event)s: 手続きの一覧") % {"event": page.plain_event},
        "city": city.name_in(reader.language),
        "as_of": _("%(day)sに作った一覧です") % {"day": format_date(reader.today, reader.language)},
        "demonstration": notice if city.demonstration else "",
        "words": _words(),
        "said": [{"question": _text(one.question), "answer": _text(one.answer)} for one in page.said],
        "sure": [_to_do(one) for one in page.sure],
        "maybe": [_to_do(one) for one in page.maybe],
        "things": [
            {"what": _text(one.what), "uses": "、".join(_text(use) for use in one.uses)}
            for one in page.things
        ],
        "offices": [_text(one) for one in page.offices],
        "address": page.address,
        "qr": _square_code(page.address),
    }


def _square_code(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=4, border=4)
    return drawn.getvalue().decode()


def _words() -> Mapping[str, str]:
    return {
        "sure": _("すること"),
        "maybe": _("あてはまるかもしれないもの"),
        "deadline": _("期限"),
        "place": _("窓口"),
        "things": _("持ち物"),
        "offices": _("行くところ"),
        "said": _("あなたの答え"),
        "again": _("この一覧をもう一度開く"),
        "code": _("この一覧のページへの二次元コード"),
        "page": _("ページ"),
    }


def _to_do(one: ToDo) -> Mapping[str, str]:
    return {
        "title": _text(one.title),
        "text": _text(one.text),
        "deadline": _text(one.deadline),
        "place": _text(one.place),
        "law": _text(one.law),
    }


def _text(shown: str) -> str:
    """Without the marks of a page: 児童手当（じどうてあて） keeps its reading in brackets on paper."""
    return _TAGS.sub("", shown)
