"""The difference between two states of a plan, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.plans.domain.difference import PartDifference, PartKind
from shirube.plans.web.labels import CATEGORIES, DIRECTIONS, unit_word
from shirube.plans.web.public.texts import document_date, join_words, short_year, year_span
from shirube.ui.figures import format_figure
from shirube.ui.japanese import japanese_words

PART_KINDS: Mapping[PartKind, Promise] = {
    PartKind.PLAN: gettext_lazy("計画全体"),
    PartKind.PILLAR: gettext_lazy("柱"),
    PartKind.INITIATIVE: gettext_lazy("取組"),
    PartKind.ACTION: gettext_lazy("実施事項"),
    PartKind.KPI: gettext_lazy("評価指標"),
}
FIELDS: Mapping[str, Promise] = {
    "name": gettext_lazy("名前"),
    "title": gettext_lazy("名前"),
    "summary": gettext_lazy("説明"),
    "adopted": gettext_lazy("決めた時期"),
    "period": gettext_lazy("期間"),
    "philosophy": gettext_lazy("理念"),
    "progress_method": gettext_lazy("進み具合の確かめ方"),
    "kpi_note": gettext_lazy("評価指標についての説明"),
    "links": gettext_lazy("つながりのある計画"),
    "notices": gettext_lazy("資料についての注意"),
    "category": gettext_lazy("分類"),
    "pillar": gettext_lazy("柱の番号"),
    "dx_mark": gettext_lazy("DXマーク"),
    "responsible": gettext_lazy("担当"),
    "duties": gettext_lazy("担当の役割"),
    "notes": gettext_lazy("背景や課題"),
    "laws": gettext_lazy("関係する法律"),
    "logic": gettext_lazy("どのように効くか（ロジックモデル）"),
    "phases": gettext_lazy("工程"),
    "unit": gettext_lazy("単位"),
    "direction": gettext_lazy("よい方向"),
    "baseline": gettext_lazy("計画を作ったときの値"),
    "target": gettext_lazy("目標"),
    "intermediate": gettext_lazy("途中の目標"),
    "formula": gettext_lazy("数え方"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A row of ui/components/difference.html; None where there was or is nothing."""

    label: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """`sentence` says that the whole part came or went; empty where only fields changed."""

    caption: str
    sentence: str
    fields: tuple[FieldChange, ...]


def part_change(difference: PartDifference, language: str) -> PartChange:
    part = difference.part
    caption = f"{PART_KINDS[part.kind]}: {part.name_in(language)}"
    if difference.before is None:
        return PartChange(caption=caption, sentence=_("あとから加わりました。"), fields=())
    if difference.after is None:
        return PartChange(caption=caption, sentence=_("あとでなくなりました。"), fields=())
    unit = str(part.fields.get("unit", ""))
    fields = tuple(
        FieldChange(
            label=str(FIELDS[change.field]),
            before=field_words(change.field, change.before, unit, language),
            after=field_words(change.field, change.after, unit, language),
        )
        for change in difference.fields
    )
    return PartChange(caption=caption, sentence="", fields=fields)


def field_words(field: str, value: object, unit: str, language: str) -> str | None:
    """The value of a field as people read it; None where there is nothing."""
    if value in {None, "", ()}:
        return None
    if field in {"baseline", "target"}:
        return _figure(value, unit, language)
    if field == "intermediate":
        return join_words([_figure(stop, unit, language) or "" for stop in _several(value)], language)
    write = _WRITERS.get(field)
    return write(value, language) if write else japanese_words(str(value), language)


def _figure(value: Any, unit: str, language: str) -> str | None:
    year, figure = value
    if figure is None:
        return None
    decimals = max(0, -Decimal(figure).normalize().as_tuple().exponent)  # type: ignore[operator]
    written = format_figure(figure, unit_word(unit), decimals)
    return _("%(value)s（%(year)s）") % {"value": written, "year": short_year(year, language)}


def _several(value: Any) -> Iterable[Any]:
    return tuple(value)


def _japanese_list(value: Any, language: str) -> str:
    return japanese_words("、".join(value), language)


def _phases(value: Any, language: str) -> str:
    return join_words([f"{name} {year_span(first, last, language)}" for name, first, last in value], language)


_WRITERS: Mapping[str, Callable[[Any, str], str]] = {
    "period": lambda value, language: year_span(value[0], value[1], language),
    "adopted": lambda value, language: document_date(value, language) or "",
    "category": lambda value, _language: str(CATEGORIES[value]),
    "direction": lambda value, _language: str(DIRECTIONS[value]),
    "dx_mark": lambda value, _language: _("あり") if value else _("なし"),
    "phases": _phases,
    **dict.fromkeys(("links", "notices", "responsible", "duties", "notes", "laws"), _japanese_list),
}
