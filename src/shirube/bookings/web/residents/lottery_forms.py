"""What people type to enter a lottery."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shirube.bookings.commands.lotteries.entering import LotteryWish
from shirube.bookings.domain.lotteries import LotteryRules
from shirube.bookings.queries.groups import GroupView
from shirube.bookings.queries.lotteries import LotterySlotView
from shirube.bookings.queries.lottery_entries import LotteryEntryView
from shirube.bookings.web.lottery_words import month_words, slot_words
from shirube.bookings.web.residents.forms import BookerForm


class WishForm(forms.Form):
    """Wishes in order, and what else the rules of the lottery ask for."""

    def __init__(
        self, *args: Any, rules: LotteryRules, slots: Sequence[LotterySlotView], language: str, **facts: Any
    ) -> None:
        super().__init__(*args, **facts)
        self.rules = rules
        asked = _class_field(rules, language) | _wish_fields(rules, slots, language) | _number_fields(rules)
        self.fields = {**asked, "no_later": _later_field(), **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = _chosen(self.rules, cleaned)
        for number, code in enumerate(chosen, 1):
            if code and code in chosen[: number - 1]:
                self.add_error(f"wish{number}", _("同じ枠が2回選ばれています。ちがう枠にしてください。"))
        return cleaned

    def wish(self) -> LotteryWish:
        typed = self.cleaned_data
        return LotteryWish(
            wishes=tuple(filter(None, _chosen(self.rules, typed))),
            quantity=typed.get("quantity") or 1,
            most=typed.get("most") or 1,
            priority_class=typed.get("priority_class", ""),
            waits=not typed.get("no_later"),
        )


class EnterLotteryForm(WishForm, BookerForm):
    """Wishes, and who asks; for one of the registered groups the visitor acts for, where there are some."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: Sequence[GroupView] = (), **facts: Any) -> None:
        super().__init__(*args, **facts)
        if groups:
            mine = [(one.number, one.facts.name) for one in groups]
            choices = [("", _("団体ではなく、個人で申し込む")), *mine]
            self.fields["group"] = forms.ChoiceField(label=_("申し込む団体"), choices=choices, required=False)


def known_wish(entry: LotteryEntryView) -> dict[str, Any]:
    """What was wished for, as the form begins with it."""
    wishes = {f"wish{number}": slot.code for number, slot in enumerate(entry.wishes, 1)}
    return {
        **wishes,
        "priority_class": entry.priority_class,
        "quantity": entry.quantity,
        "most": entry.most,
        "no_later": not entry.waits,
    }


def _class_field(rules: LotteryRules, language: str) -> dict[str, forms.Field]:
    if not rules.classes:
        return {}
    return {
        "priority_class": forms.ChoiceField(
            label=_("申し込む人の区分"),
            choices=[(one.code, one.title_in(language)) for one in rules.classes],
            widget=forms.RadioSelect,
            help_text=_("抽選の前に、担当が確かめます。ちがうときは直して、お知らせします。"),
        )
    }


def _later_field() -> forms.Field:
    return forms.BooleanField(
        label=_("外れたら、あとから空いた枠はいらない"),
        required=False,
        help_text=_("印を付けないと、当選した方が辞退したときに、順番にお知らせします。"),
    )


def _wish_fields(
    rules: LotteryRules, slots: Sequence[LotterySlotView], language: str
) -> dict[str, forms.Field]:
    """The choices are made once: a hall has hundreds of slots, and each wish offers all of them."""
    months = groupby(slots, key=lambda slot: month_words(slot, language))
    groups = [
        (month, [(slot.code, slot_words(slot, language)) for slot in of_month]) for month, of_month in months
    ]
    choices: list[Any] = [("", _("選んでください")), *groups]
    return {
        f"wish{number}": forms.ChoiceField(
            label=_("第%(n)s希望") % {"n": number}, choices=choices, required=number == 1
        )
        for number in range(1, min(rules.wishes_most, len(slots)) + 1)
    }


def _number_fields(rules: LotteryRules) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    if rules.quantity_most > 1:
        fields["quantity"] = forms.IntegerField(
            label=_("数"), min_value=1, max_value=rules.quantity_most, initial=1
        )
    if rules.wins_most > 1:
        fields["most"] = forms.IntegerField(
            label=_("取りたい枠の数（最大）"),
            min_value=1,
            max_value=rules.wins_most,
            initial=1,
            help_text=_("抽選でこの数まで枠を取ります。"),
        )
    return fields


def _chosen(rules: LotteryRules, typed: dict[str, Any]) -> list[str]:
    return [typed.get(f"wish{number}") or "" for number in range(1, rules.wishes_most + 1)]
