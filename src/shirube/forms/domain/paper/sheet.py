"""The sheet for those who stay with paper: large type, boxes, marks at the corners and a code on each page."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import segno

from shirube.forms.domain.definition import Form, GroupField, SimpleField, Step
from shirube.forms.domain.fields.bank import KINDS, YUCHO
from shirube.forms.domain.fields.choices import ChoiceField, ChoicesField
from shirube.forms.domain.labels import text_of
from shirube.forms.domain.summary import SummaryLine, summarise
from shirube.forms.domain.wording.paper import SHEET, words_for
from shirube.forms.domain.wording.parts import ACCOUNTS, ERAS, NO, OTHER, PARTS, YEN, YES
from shirube.kernel.typesetting import typeset

SHEET_TEMPLATE = Path(__file__).resolve().parents[2] / "templates_typst" / "sheet.typ"
# A sheet longer than this is no sheet any more; its last code stands on the pages beyond.
MOST_PAGES = 30
# Rows with more fields than a few fill half a page each.
_PRINTED_ROWS, _PRINTED_LARGE_ROWS, _FEW_FIELDS = 4, 2, 4
_LONG_TEXT_LINES = 5
Drawing = dict[str, Any]


def make_sheet_pdf(form: Form, *, sheet_code: str, language: str) -> bytes:
    """The sheet. `sheet_code` tells the scanner which form and version this is; each page carries it with its number."""
    return typeset(SHEET_TEMPLATE, sheet_data(form, sheet_code, language))


def make_filled_sheet_pdf(
    form: Form, answers: Mapping[str, Any], *, sheet_code: str, language: str, today: date
) -> bytes:
    """The sheet with the answers in its boxes, for where paper is needed. Numbers come masked (`split_secret`)."""
    return typeset(SHEET_TEMPLATE, filled_sheet_data(form, answers, sheet_code, language, today))


def filled_sheet_data(
    form: Form, answers: Mapping[str, Any], sheet_code: str, language: str, today: date
) -> dict[str, Any]:
    """As `sheet_data`, with only the questions that these answers call for."""
    sections = summarise(form, answers, language=language, today=today)
    steps = [
        {
            "title": section.title,
            "explanation": "",
            "is_for_some": False,
            "fields": [_answered(line) for line in section.lines],
        }
        for section in sections
    ]
    return {**sheet_data(form, sheet_code, language), "intro": "", "steps": steps}


def _answered(line: SummaryLine) -> Drawing:
    bare = {"note": "", "help": "", "is_for_some": False, "text": ""}
    return {**bare, "label": line.label, "kind": "answer", "value": line.value}


def sheet_data(form: Form, sheet_code: str, language: str) -> dict[str, Any]:
    return {
        "language": "en" if language == "en" else "ja",
        "words": words_for(SHEET, language),
        "title": form.title.in_language(language),
        "intro": "" if form.intro is None else form.intro.in_language(language),
        "code": sheet_code,
        "marks": [draw_code(f"{sheet_code}/{page}") for page in range(1, MOST_PAGES + 1)],
        "steps": [_step(step, language) for step in form.steps],
    }


@cache
def draw_code(text: str) -> str:
    """A QR code (ISO/IEC 18004) as SVG, error correction M: a fold across it may not cost the sheet."""
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(
        out, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None
    )
    return out.getvalue().decode()


def _step(step: Step, language: str) -> Drawing:
    return {
        "title": step.title.in_language(language),
        "explanation": "" if step.explanation is None else step.explanation.in_language(language),
        "is_for_some": step.when is not None,
        "fields": [_field(one, language) for one in step.fields if one.type != "computed"],
    }


def _field(field: SimpleField | GroupField, language: str) -> Drawing:
    note = {"soft": SHEET["soft"], "no": SHEET["optional"]}.get(field.required)
    drawing: Drawing = {
        "label": field.label.in_language(language),
        "note": note(language) if note and field.is_asked else "",
        "help": "" if field.help is None else field.help.in_language(language),
        "is_for_some": field.when is not None,
        "text": text_of(field, language),
    }
    if isinstance(field, GroupField):
        title = (field.row_title or field.label).in_language(language)
        inner = [_field(one, language) for one in field.fields if one.type not in {"computed", "explanation"}]
        room = _PRINTED_ROWS if len(inner) <= _FEW_FIELDS else _PRINTED_LARGE_ROWS
        count = max(field.min_rows, min(field.max_rows, room))
        rows = [{"title": f"{title} {number}", "fields": inner} for number in range(1, count + 1)]
        return {**drawing, "kind": "group", "rows": rows, "has_more": field.max_rows > count}
    return {**drawing, **_DRAWINGS.get(field.type, _line)(field, language)}


def _line(field: Any, language: str) -> Drawing:
    unit = getattr(field, "unit", None)
    return {"kind": "line", "unit": "" if unit is None else unit.in_language(language)}


def _yen(field: Any, language: str) -> Drawing:  # noqa: ARG001
    return {"kind": "line", "unit": YEN(language)}


def _long(field: Any, language: str) -> Drawing:  # noqa: ARG001
    return {"kind": "lines", "count": _LONG_TEXT_LINES}


def _name(field: Any, language: str) -> Drawing:
    return {"kind": "parts", "parts": [_part(part, language) for part in _kana_first(field.parts)]}


def _kana_first(parts: tuple[str, ...]) -> list[str]:
    """On paper the kana stand above the name, as on every form of an office."""
    return sorted(parts, key=lambda part: (not part.endswith("_kana"), parts.index(part)))


def _part(part: str, language: str, cells: int = 0) -> Drawing:
    return {"label": PARTS[part](language), "cells": cells}


def _date(field: Any, language: str) -> Drawing:
    is_birth = str(field.concept).endswith("born_on")
    codes = (*(("taisho", "showa") if is_birth else ()), "heisei", "reiwa", "western")
    if field.calendar == "western":
        codes = ("western",)
    return {
        "kind": "date",
        "eras": [ERAS[code](language) for code in codes],
        "units": [PARTS[part](language) for part in ("year", "month", "day")],
        "unknown": SHEET["unknown_day"](language) if field.unknown_day else "",
    }


def _address(field: Any, language: str) -> Drawing:  # noqa: ARG001
    return {"kind": "address", "postal": PARTS["postal_code"](language)}


def _options(field: ChoiceField | ChoicesField, language: str) -> Drawing:
    names = [one.label.in_language(language) for one in field.options]
    return {"kind": "boxes", "options": names, "other": OTHER(language) if field.other else ""}


def _yes_no(field: Any, language: str) -> Drawing:  # noqa: ARG001
    return {"kind": "boxes", "options": [YES(language), NO(language)], "other": ""}


def _consent(field: Any, language: str) -> Drawing:  # noqa: ARG001
    return {"kind": "boxes", "options": [SHEET["agree"](language)], "other": ""}


def _files(field: Any, language: str) -> Drawing:  # noqa: ARG001
    return {"kind": "boxes", "options": [SHEET["enclosed"](language)], "other": ""}


def _account(field: Any, language: str) -> Drawing:  # noqa: ARG001
    bank = [
        _part("bank_name", language),
        _part("branch_name", language),
        _part("account_number", language, cells=7),
        _part("holder_kana", language),
    ]
    yucho = [_part("symbol", language, cells=5), {"label": PARTS["number"](language), "cells": 8}]
    yucho[1]["label"] = PARTS["account_number"](language)
    kinds = [ACCOUNTS[kind](language) for kind in KINDS if kind != YUCHO]
    return {
        "kind": "account",
        "kinds": kinds,
        "bank": bank,
        "yucho_word": ACCOUNTS[YUCHO](language),
        "yucho": yucho,
    }


def _cells(count: int) -> Callable[[Any, str], Drawing]:
    return lambda _field, _language: {"kind": "cells", "count": count}


def _words_only(field: Any, language: str) -> Drawing:  # noqa: ARG001
    return {"kind": "words"}


_DRAWINGS: Mapping[str, Callable[[Any, str], Drawing]] = {
    "long_text": _long,
    "person_name": _name,
    "date": _date,
    "address": _address,
    "phone": _cells(11),
    "yen": _yen,
    "choice": _options,
    "choices": _options,
    "yes_no": _yes_no,
    "consent": _consent,
    "files": _files,
    "bank_account": _account,
    "my_number": _cells(12),
    "explanation": _words_only,
}
