"""Words for the parts of a field, and what a fragment answers to htmx."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shirube.forms.domain.editing import japanese
from shirube.forms.domain.presenting import FieldView, StepView

register = template.Library()

_WORDS: dict[str, str | Promise] = {
    "family": _("姓"),
    "given": pgettext_lazy("人の名前", "名"),
    "family_kana": _("姓（カタカナ）"),
    "given_kana": _("名（カタカナ）"),
    "old_family": _("旧姓（旧氏）"),
    "latin": _("ローマ字の氏名"),
    "alias": _("通称"),
    "era": _("元号か西暦"),
    "year": pgettext_lazy("日付", "年"),
    "month": pgettext_lazy("日付", "月"),
    "day": pgettext_lazy("日付", "日"),
    "unknown": _("月や日がわからない"),
    "postal_code": _("郵便番号"),
    "prefecture": _("都道府県"),
    "city": _("市区町村"),
    "town": _("町名・大字"),
    "number": pgettext_lazy("住所", "丁目・番地・号"),
    "building": _("建物の名前と部屋番号（あるとき）"),
    "free": _("住所（一行で）"),
    "other": _("「その他」の内容"),
    "kind": _("口座の種類"),
    "bank_name": _("金融機関の名前"),
    "bank_code": _("金融機関コード（4桁。わかるとき）"),
    "branch_name": _("支店の名前"),
    "branch_code": _("支店コード（3桁。わかるとき）"),
    "symbol": _("記号（5桁）"),
    "account_number": _("口座番号（7桁まで）"),
    "yucho_number": _("番号（8桁まで）"),
    "holder_kana": _("口座名義（カタカナ）"),
}


@register.simple_tag
def part_words(part: str, field: FieldView) -> str:
    """「姓」 for the part "family". The number of an account is not that of a street, nor that of ゆうちょ銀行."""
    if part == "number" and field.type == "bank_account":
        is_yucho = any(one.part == "symbol" for one in field.controls)
        part = "yucho_number" if is_yucho else "account_number"
    return str(_WORDS[part])


@register.filter
def at(mapping: Mapping[str, Any] | None, key: str) -> Any:
    """What lies at the key, or None."""
    return (mapping or {}).get(key)


@register.filter
def words(value: Any) -> str:
    """The Japanese of a text as drafts hold it."""
    return japanese(value)


@register.simple_tag
def list_changed(step: StepView, shown: Collection[str], asked: Any = None) -> list[FieldView]:
    """The places a fragment must exchange: what appeared, vanished or was computed, and what a button was pressed for.

    Nothing else is sent: a box in which somebody is typing is left alone.
    """
    pressed = "" if asked is None else asked.path
    whole = [one for one in step.fields if pressed and _holds(one, pressed)]
    inner = {each.path for one in whole for row in one.rows for each in row.fields}
    moved = [one for one in step.all_fields() if _has_moved(one, shown) and one.path not in inner]
    return whole + [one for one in moved if one not in whole]


def _holds(field: FieldView, path: str) -> bool:
    return field.path == path or path.startswith(f"{field.path}.")


def _has_moved(field: FieldView, shown: Collection[str]) -> bool:
    if not field.is_dependent:
        return False
    is_shown = field.path in shown
    return field.is_hidden == is_shown or (field.type in {"computed", "bank_account"} and not field.is_hidden)
