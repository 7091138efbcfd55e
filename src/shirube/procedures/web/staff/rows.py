"""The city's catalogue as staff see it: lists, overrides beside the pack's values, the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.kernel.identity import IdentityLevel
from shirube.organizations import interface as organizations
from shirube.procedures.domain.layers import Origin, Override
from shirube.procedures.queries.catalogue import ProcedureSummary
from shirube.procedures.queries.history import Change
from shirube.procedures.web.staff.forms import WAYS
from shirube.procedures.web.words import LIFE_EVENTS, SHORT_LEVELS, days_words, reception_status
from shirube.ui.tables import Cell, Column, Table
from shirube.ui.templatetags.ui_text import moment

Sections = Mapping[UUID, organizations.SectionSummary]
KEYS: Mapping[str, str | Promise] = {
    "name": gettext_lazy("正式な名前"),
    "short": gettext_lazy("ふだんの呼び名"),
    "kana": gettext_lazy("読み"),
    "summary": gettext_lazy("説明"),
    "who": gettext_lazy("できる人"),
    "when": gettext_lazy("いつまでに"),
    "bring": gettext_lazy("持ち物"),
    "fee_yen": gettext_lazy("手数料"),
    "fee_note": gettext_lazy("手数料の補足"),
    "standard_days": gettext_lazy("標準処理期間"),
    "standard_days_unit": gettext_lazy("日数の数え方"),
    "level": gettext_lazy("本人確認"),
    "contact": gettext_lazy("問い合わせ先"),
    "other_ways": gettext_lazy("オンライン以外の方法"),
    "search_words": gettext_lazy("探すときの言葉"),
    "life_events": gettext_lazy("暮らしのできごと"),
    "title": gettext_lazy("題"),
    "body": gettext_lazy("文"),
    "download_days": gettext_lazy("受け取れる日数"),
    "route": gettext_lazy("決裁の順"),
    "document": gettext_lazy("交付する文書"),
    "export": gettext_lazy("書き出しの項目"),
    "retention_years": gettext_lazy("保存年数"),
    "representative": gettext_lazy("代わりの人の申請"),
    "results": gettext_lazy("結果の種類"),
    "reception": gettext_lazy("受付の期間"),
    "opens_on": gettext_lazy("受付の最初の日"),
    "closes_on": gettext_lazy("受付の最後の日"),
    "per_person": gettext_lazy("一人の回数"),
    "section": gettext_lazy("担当の課"),
    "state": gettext_lazy("オンラインの受付"),
}
_KINDS: Mapping[str, str | Promise] = {
    "loaded": gettext_lazy("パックの読み込み"),
    "edited": gettext_lazy("内容の変更"),
    "switched": gettext_lazy("受付の切替え"),
    "assigned": gettext_lazy("担当の変更"),
    "restored": gettext_lazy("パックの値に戻した"),
    "added": gettext_lazy("手続を加えた"),
}
_VALUES: Mapping[str, str | Promise] = {
    "on": gettext_lazy("受け付ける"),
    "off": gettext_lazy("受け付けない"),
    "withdrawn": gettext_lazy("取りやめ"),
    "proposed": gettext_lazy("受付の前（案）"),
    "business": gettext_lazy("開庁日"),
    "calendar": gettext_lazy("暦の日"),
    "once": gettext_lazy("1回だけ"),
    "many": gettext_lazy("何回でも"),
    **LIFE_EVENTS,
    **{level.value: SHORT_LEVELS[level] for level in IdentityLevel},
}


@dataclass(frozen=True, slots=True)
class OverrideLine:
    """A value of the city's own, with the pack's beside it. `key` is given where it can be taken back here."""

    label: str
    value: str
    packed: str
    origin: str
    key: str


def catalogue_table(entries: Sequence[ProcedureSummary], sections: Sections, today: date) -> Table:
    columns = (
        Column(_("手続")),
        Column(_("オンライン")),
        Column(_("担当")),
        Column(_("本人確認")),
        Column(_("標準処理期間")),
        Column(_("市の変更"), number=True),
    )
    rows = tuple(_row(one, sections, today) for one in entries)
    return Table(_("このまちの手続"), columns, rows)


def override_lines(procedure: ProcedureSummary) -> tuple[OverrideLine, ...]:
    return tuple(_override(one) for one in procedure.overrides)


def history_table(changes: Sequence[Change]) -> Table:
    columns = (Column(_("いつ")), Column(_("何を")), Column(_("だれが")), Column(_("内容")))
    rows = tuple(
        (
            Cell(moment(one.at)),
            Cell(str(_KINDS.get(one.kind, one.kind))),
            Cell(one.actor or _("システム")),
            Cell(_changes(one) or _first_words(one), note=one.reason),
        )
        for one in changes
    )
    return Table(_("変更の記録"), columns, rows)


def value_words(value: Any) -> str:
    """A value of a layer in words; None is said as such."""
    kinds: dict[type, Callable[[Any], str]] = {dict: _mapping, list: _list, bool: _yes_no}
    if value is None or value == "":
        return _("なし")
    return kinds.get(type(value), _scalar)(value)


def _row(one: ProcedureSummary, sections: Sections, today: date) -> tuple[Cell, ...]:
    section = sections.get(one.section_id) if one.section_id else None
    number = _("28手続の%(number)s番") % {"number": one.number} if one.number else ""
    note = _("このまちの手続") if one.is_own else number
    url = reverse("procedures_staff:procedure", args=[one.code])
    return (
        Cell(one.short.ja, url=url, note=note),
        Cell("", status=reception_status(one, one.refusal_on(today), "ja")),
        Cell(section.name if section else None, missing=_("未定")),
        Cell(str(SHORT_LEVELS[one.level])),
        Cell(days_words(one), missing=_("未定")),
        Cell(None if one.is_own else str(len(one.overrides)), missing=_("まちの手続")),
    )


def _override(one: Override) -> OverrideLine:
    is_staff = one.origin is Origin.STAFF
    return OverrideLine(
        label=str(KEYS.get(one.key, one.key)),
        value=value_words(one.value),
        packed=value_words(one.packed),
        origin=_("画面で変更") if is_staff else _("採用のパック"),
        key=one.key if is_staff else "",
    )


def _first_words(change: Change) -> str:
    return _("はじめの内容") if change.kind == "added" else _("はじめの読み込み")


def _changes(change: Change) -> str:
    lines = [
        f"{KEYS.get(key, key)}: {value_words(before)} → {value_words(after)}"
        for key, (before, after) in change.changes.items()
        if key in KEYS
    ]
    return " / ".join(line if len(line) <= 160 else line[:159] + "…" for line in lines)


def _mapping(value: dict[str, Any]) -> str:
    if "ja" in value:
        return str(value["ja"])
    if "columns" in value:
        return _("、").join(str(one["header"]) for one in value["columns"])
    if set(value) == set(WAYS):
        return _("・").join(str(label) for way, label in WAYS.items() if value[way]) or _("なし")
    return " / ".join(
        f"{KEYS.get(key, key)}: {value_words(one)}" for key, one in value.items() if key in KEYS
    )


def _list(value: list[Any]) -> str:
    return _("、").join(value_words(one) for one in value) or _("なし")


def _yes_no(value: bool) -> str:  # noqa: FBT001 - a value, not a switch
    return _("はい") if value else _("いいえ")


def _scalar(value: Any) -> str:
    return str(_VALUES.get(value, value))
