"""Conditions as inputs: rows of field – comparison – value, read from what was posted and drawn again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.forms.domain.conditions import (
    TODAY,
    Comparison,
    Condition,
    Conditions,
    comparisons_for,
    compile_conditions,
    read_conditions,
    shown_rule,
)
from shirube.forms.domain.outline import Askable
from shirube.kernel.text import parse_decimal

Posted = Mapping[str, str]
C = Comparison
MOST_ROWS = 10
_NUMBERS = frozenset({"number", "yen", "computed"})
_COUNTED = frozenset({C.AGE_AT_LEAST, C.AGE_AT_MOST, C.COUNT_AT_LEAST, C.COUNT_AT_MOST})
_YES = {"はい": True, "yes": True, "true": True, "いいえ": False, "no": False, "false": False}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
WORDS: dict[Comparison, str | Promise] = {
    C.IS: gettext_lazy("と同じ"),
    C.IS_NOT: gettext_lazy("と違う"),
    C.CONTAINS: gettext_lazy("を選んだ"),
    C.LACKS: gettext_lazy("を選んでいない"),
    C.AT_LEAST: gettext_lazy("以上（その日以後）"),
    C.AT_MOST: gettext_lazy("以下（その日以前）"),
    C.MORE: gettext_lazy("より大きい（その日より後）"),
    C.LESS: gettext_lazy("より小さい（その日より前）"),
    C.AGE_AT_LEAST: gettext_lazy("今日の年齢が〜歳以上"),
    C.AGE_AT_MOST: gettext_lazy("今日の年齢が〜歳以下"),
    C.COUNT_AT_LEAST: gettext_lazy("の数が〜以上"),
    C.COUNT_AT_MOST: gettext_lazy("の数が〜以下"),
    C.FILLED: gettext_lazy("に答えた"),
    C.EMPTY: gettext_lazy("に答えていない"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the picker. `values` are offered where the field has options; else the value is typed."""

    name: str
    number: int
    fields: tuple[Choice, ...]
    comparisons: tuple[Choice, ...]
    values: tuple[Choice, ...] = ()
    value: str = ""
    others: tuple[Choice, ...] = ()
    has_value: bool = True
    problem: str = ""

    @property
    def id(self) -> str:
        return "id_" + self.name.replace(".", "-")


@dataclass(slots=True)
class Picker:
    """The conditions at one place, as they were posted or as they are."""

    prefix: str
    askable: Sequence[Askable]
    rule: Any = None
    rows: list[RowView] = field(default_factory=list)
    is_any: bool = False
    # The rule as text, where the picker cannot show it or somebody chose to write it.
    advanced: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return "conditions-" + self.prefix.replace(".", "-")


def show_rule(prefix: str, rule: Any, askable: Sequence[Askable], *, compares: bool = False) -> Picker:
    """The picker for a rule that is kept."""
    picker = Picker(prefix, askable, rule)
    found = read_conditions(rule)
    if found is None:
        picker.advanced = shown_rule(rule)
        return picker
    picker.is_any = found.is_any
    for number, one in enumerate(found.items):
        picker.rows.append(_row(picker, number, _posted(one), compares=compares))
    picker.rows.append(_row(picker, len(found.items), {}, compares=compares))
    return picker


def read_posted(prefix: str, posted: Posted, askable: Sequence[Askable], *, compares: bool = False) -> Picker:
    """The picker with what was posted; `rule` is what it compiles to, `problems` say what is missing."""
    picker = Picker(prefix, askable)
    advanced = posted.get(f"{prefix}.advanced", "").strip()
    if advanced:
        return _read_advanced(picker, advanced)
    picker.is_any = posted.get(f"{prefix}.join") == "any"
    conditions: list[Condition] = []
    for number in range(MOST_ROWS):
        sent = {part: posted.get(f"{prefix}.{number}.{part}", "").strip() for part in _PARTS}
        if sent["field"]:
            sent["comparison"] = sent["comparison"] or _usual_comparison(sent["field"], askable)
            _read_row(picker, number, sent, conditions, compares=compares)
    picker.rows.append(_row(picker, len(picker.rows), {}, compares=compares))
    picker.rule = compile_conditions(Conditions(tuple(conditions), is_any=picker.is_any))
    return picker


def _usual_comparison(name: str, askable: Sequence[Askable]) -> str:
    """What most people mean by "this question, this answer": the first word of the list need not be picked."""
    asked = next((one for one in askable if one.name == name), None)
    return str(comparisons_for(asked.type)[0]) if asked else ""


_PARTS = ("field", "comparison", "value", "other")


def describe(rule: Any, askable: Sequence[Askable]) -> str:
    """The rule in words, for the outline; an advanced one is said to be one."""
    found = read_conditions(rule)
    if found is None:
        return _("詳しい条件（式）")
    labels = {one.name: one for one in askable}
    joint = _(" または ") if found.is_any else _(" かつ ")
    return joint.join(_describe(one, labels) for one in found.items)


def _describe(condition: Condition, labels: Mapping[str, Askable]) -> str:
    asked = labels.get(condition.field)
    name = f"「{asked.label if asked else condition.field}」"
    words = str(WORDS[condition.comparison])
    if not condition.needs_value:
        return f"{name}{words}"
    if condition.other:
        other = labels.get(condition.other)
        return f"{name}が「{other.label if other else condition.other}」{words}"
    shown = _shown(condition.value, asked)
    if "〜" in words:
        return f"{name}{words.replace('〜', shown)}"
    return f"{name}が「{shown}」{words}" if words[0] != "を" else f"{name}で「{shown}」{words}"


def _shown(value: Any, asked: Askable | None) -> str:
    if value is True or value is False:
        return _("はい") if value else _("いいえ")
    if value == TODAY:
        return _("今日")
    return dict(asked.options).get(str(value), str(value)) if asked else str(value)


def _read_advanced(picker: Picker, text: str) -> Picker:
    picker.advanced = text
    try:
        picker.rule = json.loads(text)
    except ValueError:
        picker.problems.append(_("式がJSONの形をしていません。かっこと引用符を確かめてください。"))
    return picker


def _read_row(
    picker: Picker, number: int, sent: dict[str, str], conditions: list[Condition], *, compares: bool
) -> None:
    condition, problem = _understand(sent, picker.askable)
    if condition is not None:
        conditions.append(condition)
    if problem:
        picker.problems.append(problem)
    picker.rows.append(_row(picker, number, sent, problem, compares=compares))


def _understand(sent: dict[str, str], askable: Sequence[Askable]) -> tuple[Condition | None, str]:
    asked = next((one for one in askable if one.name == sent["field"]), None)
    if asked is None:
        return None, _("条件で使う質問を選び直してください。")
    allowed = comparisons_for(asked.type)
    if sent["comparison"] not in {str(one) for one in allowed}:
        return None, _("「%(label)s」とくらべる言葉を選んでください。") % {"label": asked.label}
    comparison = C(sent["comparison"])
    if comparison in {C.FILLED, C.EMPTY}:
        return Condition(asked.name, comparison), ""
    if sent["other"] and any(one.name == sent["other"] for one in askable):
        return Condition(asked.name, comparison, None, sent["other"]), ""
    value = _value(sent["value"], asked, comparison)
    if value is None:
        return None, _wanted(asked, comparison)
    return Condition(asked.name, comparison, value), ""


def _value(text: str, asked: Askable, comparison: Comparison) -> Any:
    """The value that was meant, or None."""
    if comparison in _COUNTED or asked.type in _NUMBERS:
        return _number(text)
    if asked.type in {"yes_no", "consent"}:
        return _YES.get(text.lower())
    if asked.type == "date":
        return TODAY if text in {TODAY, "今日"} else (text if _DATE.fullmatch(text) else None)
    if asked.options:
        by_label = {label: value for value, label in asked.options}
        return text if text in by_label.values() else by_label.get(text)
    return text or None


def _number(text: str) -> int | float | None:
    number = parse_decimal(text) if 0 < len(text) <= 40 else None
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def _wanted(asked: Askable, comparison: Comparison) -> str:
    label = {"label": asked.label}
    if comparison in _COUNTED or asked.type in _NUMBERS:
        return _("「%(label)s」とくらべる数を入れてください。") % label
    if asked.type == "date":
        return (
            _("「%(label)s」とくらべる日を、2026-04-01 のように入れるか、「今日」と入れてください。") % label
        )
    if asked.options:
        return _("「%(label)s」の選択肢から選んでください。") % label
    return _("「%(label)s」とくらべる値を入れてください。") % label


def _posted(condition: Condition) -> dict[str, str]:
    """What would have to be posted for this condition."""
    value = condition.value
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return {
        "field": condition.field,
        "comparison": str(condition.comparison),
        "value": "" if value is None else str(value),
        "other": condition.other,
    }


def _row(
    picker: Picker, number: int, sent: Mapping[str, str], problem: str = "", *, compares: bool
) -> RowView:
    chosen, wanted = sent.get("field", ""), sent.get("comparison", "")
    asked = next((one for one in picker.askable if one.name == chosen), None)
    allowed = comparisons_for(asked.type) if asked else tuple(C)
    return RowView(
        name=f"{picker.prefix}.{number}",
        number=number + 1,
        fields=tuple(Choice(one.name, one.label, one.name == chosen) for one in picker.askable),
        comparisons=tuple(Choice(str(one), str(WORDS[one]), str(one) == wanted) for one in allowed),
        values=_values(asked, sent.get("value", "")),
        value=sent.get("value", ""),
        others=_others(picker.askable, sent) if compares or sent.get("other") else (),
        has_value=wanted not in {C.FILLED, C.EMPTY},
        problem=problem,
    )


def _values(asked: Askable | None, value: str) -> tuple[Choice, ...]:
    if asked is None:
        return ()
    pairs = asked.options
    if asked.type in {"yes_no", "consent"}:
        pairs = (("yes", _("はい")), ("no", _("いいえ")))
    return tuple(Choice(one, label, value in {one, label}) for one, label in pairs)


def _others(askable: Sequence[Askable], sent: Mapping[str, str]) -> tuple[Choice, ...]:
    chosen = sent.get("other", "")
    return tuple(
        Choice(one.name, one.label, one.name == chosen)
        for one in askable
        if one.name != sent.get("field") and one.type in {"date", *_NUMBERS}
    )
