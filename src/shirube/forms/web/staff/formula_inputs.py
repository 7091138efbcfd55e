"""A calculation as inputs: its kind and the questions it uses, or the formula as text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.forms.domain.formulas import MADE_OF, Calculation, Formula, compile_formula, fits, read_formula
from shirube.forms.domain.outline import Askable
from shirube.forms.web.staff.condition_inputs import Choice, Posted

WORDS: Mapping[Calculation, str | Promise] = {
    Calculation.SUM: gettext_lazy("足す（合計）"),
    Calculation.DIFFERENCE: gettext_lazy("引く（一つ目から残りを）"),
    Calculation.PRODUCT: gettext_lazy("かける"),
    Calculation.AGE: gettext_lazy("今日の年齢（生まれた日から）"),
    Calculation.DAYS: gettext_lazy("日数（一つ目の日から二つ目の日まで）"),
    Calculation.COUNT: gettext_lazy("数える（くり返し、ファイル、選んだ数）"),
}
_USABLE = frozenset[str]().union(*(types for types, _least, _most in MADE_OF.values()))


@dataclass(frozen=True, slots=True)
class FormulaPicker:
    """What the page shows; `rule` is what is kept."""

    kinds: tuple[Choice, ...]
    names: tuple[Choice, ...]
    rule: Any
    advanced: str = ""
    problem: str = ""


def show_formula(rule: Any, askable: Sequence[Askable]) -> FormulaPicker:
    """The picker for a formula that is kept; one it cannot show stands there as text."""
    found = read_formula(rule)
    is_new = rule in (None, 0)
    advanced = "" if found or is_new else json.dumps(rule, ensure_ascii=False)
    return _picker(found or Formula(Calculation.SUM, ()), askable, rule, advanced)


def read_posted_formula(posted: Posted, askable: Sequence[Askable]) -> FormulaPicker:
    kind = posted.get("formula.kind", "")
    names = set(posted.getlist("formula.names")) if hasattr(posted, "getlist") else set()
    formula = Formula(
        Calculation(kind) if kind in {str(one) for one in Calculation} else Calculation.SUM,
        tuple(one.name for one in askable if one.name in names),
    )
    advanced = posted.get("formula.advanced", "").strip()
    if advanced:
        return _read_advanced(formula, askable, advanced)
    types = [one.type for one in askable if one.name in formula.names]
    if not fits(formula, types):
        return _picker(formula, askable, 0, problem=_wanted(formula.calculation))
    return _picker(formula, askable, compile_formula(formula))


def _read_advanced(formula: Formula, askable: Sequence[Askable], text: str) -> FormulaPicker:
    try:
        return _picker(formula, askable, json.loads(text), text)
    except ValueError:
        problem = _("式がJSONの形をしていません。かっこと引用符を確かめてください。")
        return _picker(formula, askable, 0, text, problem)


def _wanted(calculation: Calculation) -> str:
    _types, least, most = MADE_OF[calculation]
    if calculation in {Calculation.AGE, Calculation.DAYS}:
        return _("日付の質問を%(n)sつ選んでください。") % {"n": most}
    if calculation is Calculation.COUNT:
        return _("数える質問（くり返し、ファイル、いくつも選ぶ）を一つ選んでください。")
    return _("数か金額の質問を%(n)sつ以上選んでください。") % {"n": least}


def _picker(
    formula: Formula, askable: Sequence[Askable], rule: Any, advanced: str = "", problem: str = ""
) -> FormulaPicker:
    return FormulaPicker(
        kinds=tuple(Choice(str(one), str(WORDS[one]), one is formula.calculation) for one in Calculation),
        names=tuple(
            Choice(one.name, one.label, one.name in formula.names) for one in askable if one.type in _USABLE
        ),
        rule=rule,
        advanced=advanced,
        problem=problem,
    )
