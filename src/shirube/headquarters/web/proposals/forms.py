"""Forms of proposals."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from shirube.headquarters.domain.proposals import Cost, MoneySource, ProposalContent, Stance
from shirube.headquarters.web.proposals.places import Choices, place_key, read_place_key
from shirube.headquarters.web.proposals.words import CATEGORIES, PARTS, SOURCES, STANCES
from shirube.kernel.calendar import format_fiscal_year

_MOST_YEN = 10**13
_SPARE_ROWS = 4
_YEARS_AHEAD = 10
_LONG = forms.Textarea(attrs={"rows": 4})


class YenField(forms.CharField):
    """１，２００，０００円 is 1200000. None where empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = unicodedata.normalize("NFKC", super().clean(value))
        digits = typed.replace(",", "").removesuffix("円").strip()
        if not digits:
            return None
        if not (digits.isascii() and digits.isdecimal()) or int(digits[:20]) > _MOST_YEN:
            raise forms.ValidationError(_("円の額として読み取れません。0以上の整数で書いてください。"))
        return int(digits)


class CostForm(forms.Form):
    fiscal_year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)
    source = forms.ChoiceField(label=_("財源"), required=False)
    yen = YenField(label=_("額（円）"), max_length=40)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fiscal_year"].choices = [("", "—"), *_year_choices(years)]  # type: ignore[attr-defined]
        sources = [(one.value, SOURCES[one]) for one in MoneySource]
        self.fields["source"].choices = [("", "—"), *sources]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        said = [cleaned.get(name) not in {None, ""} for name in ("fiscal_year", "source", "yen")]
        if any(said) and not all(said) and not self.errors:
            raise forms.ValidationError(_("年度、財源、額の三つをそろえてください。"))
        return cleaned

    @property
    def cost(self) -> Cost | None:
        data = self.cleaned_data
        if data.get("yen") is None or not data.get("fiscal_year"):
            return None
        return Cost(data["fiscal_year"], MoneySource(data["source"]), data["yen"])


_CostFormSet = formset_factory(CostForm, extra=_SPARE_ROWS, max_num=60, absolute_max=60)


def cost_forms(data: Any, content: ProposalContent | None, years: Sequence[int]) -> BaseFormSet[Any]:
    """A row for each cost, and some spare ones."""
    rows = [asdict(cost) | {"source": cost.source.value} for cost in content.costs] if content else []
    return _CostFormSet(data, initial=rows, prefix="costs", form_kwargs={"years": years})


class ProposalForm(forms.Form):
    """Everything but the title may wait; what is missing is told when the proposal is handed in."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    section = forms.ChoiceField(label=_("提案する課"))
    title = forms.CharField(max_length=150, help_text=_("計画に載るときの名前になります。"))
    purpose = forms.CharField(
        max_length=2000, required=False, widget=_LONG,
        help_text=_("決定すると、計画の説明として市民にも読まれます。"),
    )  # fmt: skip
    necessity = forms.CharField(max_length=2000, required=False, widget=_LONG)
    alternatives = forms.CharField(max_length=2000, required=False, widget=_LONG)
    effect = forms.CharField(max_length=2000, required=False, widget=_LONG)
    measure = forms.CharField(
        max_length=300, required=False,
        help_text=_("何を数え、いつまでにいくつにするか。例: 窓口の平均待ち時間を10分にする"),
    )  # fmt: skip
    category = forms.ChoiceField(required=False, choices=list(CATEGORIES.items()), widget=forms.RadioSelect)
    category_reason = forms.CharField(
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    place = forms.ChoiceField(label=_("計画での位置"), required=False)
    first_year = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    last_year = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    needs_no_money = forms.BooleanField(required=False)
    reason = forms.CharField(
        label=_("直す理由"), max_length=500, required=False, help_text=_("提案の履歴に残ります。")
    )

    def __init__(
        self,
        *args: Any,
        sections: Sequence[tuple[str, str]],
        places: Choices,
        years: Sequence[int],
        corrects: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        asked: dict[str, Any] = dict(self.fields)
        for name in PARTS.keys() & asked.keys():
            asked[name].label = PARTS[name]
        asked["section"].choices = sections
        asked["place"].choices = [("", _("まだ決めていない")), *places]
        for name in ("first_year", "last_year"):
            asked[name].choices = [("", "—"), *_year_choices(years)]
        if len(sections) == 1:
            self.fields["section"].widget = forms.HiddenInput()
            self.initial.setdefault("section", sections[0][0])
        if not sections:
            del self.fields["section"]
        if not corrects:
            del self.fields["reason"]

    def content(self, costs: BaseFormSet[Any]) -> ProposalContent:
        data = self.cleaned_data
        plan_id, pillar, initiative = read_place_key(data["place"])
        plain = (
            "title", "purpose", "necessity", "alternatives", "effect", "measure", "category", "category_reason",
            "first_year", "last_year", "needs_no_money",
        )  # fmt: skip
        return ProposalContent(
            **{name: data[name] for name in plain},
            plan_id=plan_id,
            pillar=pillar,
            initiative=initiative,
            costs=tuple(form.cost for form in costs if form.cost is not None),
        )


def initial_of(content: ProposalContent, revision: int) -> dict[str, Any]:
    return {**asdict(content), "place": place_key(content), "revision": revision}


def years_from(first: int, content: ProposalContent | None = None) -> list[int]:
    """The years to choose from: ten from `first` on, with those that are written already."""
    said = (
        {content.first_year, content.last_year, *(cost.fiscal_year for cost in content.costs)}
        if content
        else set()
    )
    return sorted({*range(first, first + _YEARS_AHEAD), *(year for year in said if year)})


class MoveForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    comment = forms.CharField(
        label=_("理由や申し送り"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("差し戻すとき、検討に戻すとき、取り下げるときは必ず書いてください。"),
    )  # fmt: skip


class AskForm(forms.Form):
    sections = forms.MultipleChoiceField(
        label=_("意見を求める課"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("課を一つ以上選んでください。")},
    )  # fmt: skip
    question = forms.CharField(
        label=_("聞きたいこと"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("何についての意見がほしいかを書いてください。")},
    )  # fmt: skip
    due_on = forms.DateField(
        label=_("回答の期限"), widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("期限の日を選んでください。"), "invalid": _("期限の日を選んでください。")},
    )  # fmt: skip

    def __init__(self, *args: Any, sections: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = sections  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    stance = forms.ChoiceField(
        label=_("課の意見"), choices=[(one.value, STANCES[one]) for one in Stance], widget=forms.RadioSelect,
        error_messages={"required": _("一つ選んでください。")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("理由や条件"), max_length=2000, required=False, widget=_LONG,
        help_text=_("異議がないときは、空のままで構いません。"),
    )  # fmt: skip


class BudgetForm(forms.Form):
    result = forms.ChoiceField(
        label=_("予算の結果"), choices=[("approved", _("予算がついた")), ("refused", _("つかなかった"))],
        widget=forms.RadioSelect, error_messages={"required": _("結果を選んでください。")},
    )  # fmt: skip
    yen = YenField(label=_("ついた額（円）"), max_length=40)
    on = forms.DateField(
        label=_("決まった日"), widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("日を選んでください。"), "invalid": _("日を選んでください。")},
    )  # fmt: skip
    note = forms.CharField(label=_("メモ"), max_length=300, required=False)


class PlacingForm(forms.Form):
    place = forms.ChoiceField(label=_("計画での位置"))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]


def _year_choices(years: Sequence[int]) -> list[tuple[int, str]]:
    return [(year, format_fiscal_year(year)) for year in years]
