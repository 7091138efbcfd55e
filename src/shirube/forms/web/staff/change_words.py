"""Differences between two versions, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.forms.interface import FormChange
from shirube.forms.web.staff.field_types import NAMES

_NEEDS: Mapping[str, str | Promise] = {
    "yes": gettext_lazy("必須"),
    "soft": gettext_lazy("できれば"),
    "no": gettext_lazy("任意"),
}
_ASPECTS: Mapping[str, str | Promise] = {
    "title": gettext_lazy("見出し"),
    "intro": gettext_lazy("はじめに読む文"),
    "explanation": gettext_lazy("説明"),
    "label": gettext_lazy("質問の言葉"),
    "help": gettext_lazy("説明や例"),
    "text": gettext_lazy("文"),
    "required": gettext_lazy("答えの要る・要らない"),
    "type": gettext_lazy("種類"),
    "options": gettext_lazy("選択肢"),
    "when": gettext_lazy("出す条件"),
    "checks": gettext_lazy("答えの確かめ"),
    "formula": gettext_lazy("計算のしかた"),
    "unit": gettext_lazy("単位"),
    "concept": gettext_lazy("言葉の意味"),
    "row_title": gettext_lazy("くり返しの名前"),
    "step": gettext_lazy("ページ"),
    "place": gettext_lazy("並び順"),
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A row of ui/components/difference.html."""

    label: str
    before: str | None
    after: str | None


def change_rows(changes: Iterable[FormChange]) -> list[ChangeRow]:
    return [_row(one) for one in changes]


def _row(change: FormChange) -> ChangeRow:
    name = _("ページ「%(label)s」") if change.subject == "step" else "「%(label)s」"
    label = name % {"label": change.label}
    if change.kind == "added":
        return ChangeRow(label, None, _("加わります"))
    if change.kind == "removed":
        return ChangeRow(label, _("あり"), None)
    if change.kind == "moved" and change.aspect == "place":
        return ChangeRow(label, _("前の並び"), _("並び順が変わります"))
    aspect = str(_ASPECTS.get(change.aspect, _("設定")))
    return ChangeRow(
        f"{label} {aspect}", _told(change.aspect, change.before), _told(change.aspect, change.after)
    )


def _told(aspect: str, value: str) -> str | None:
    if aspect == "required":
        return str(_NEEDS.get(value, value))
    if aspect == "type":
        return str(NAMES.get(value, value))
    return value or None
