"""The rules of a resource as staff type them."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.bookings.domain.hours import HoursInvalidError, Span, check_spans
from shirube.bookings.domain.policies import Block, LimitWindow, Policy, PolicyInvalidError, check_policy

_BLOCK = re.compile(r"^\s*([a-z0-9_-]{1,20})\s+(\d{1,2}:\d\d)\s*[-〜～ー−–]\s*(\d{1,2}:\d\d)\s*$")
_WINDOWS = (
    (LimitWindow.DAY, gettext_lazy("1日")),
    (LimitWindow.MONTH, gettext_lazy("1か月")),
    (LimitWindow.RESOURCE, gettext_lazy("期間を分けず、全部で")),
)


def _number(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=1_000_000, help_text=help_text)


class BlocksField(forms.CharField):
    """One block a line: `morning 09:00-12:00`."""

    def clean(self, value: Any) -> Any:
        lines = [line for line in str(super().clean(value)).splitlines() if line.strip()]
        blocks = tuple(self._block(line) for line in lines)
        try:
            check_spans([Span(block.begins, block.ends) for block in blocks])
        except HoursInvalidError as error:
            words = _("「%(text)s」は読み取れないか、重なっています。") % {"text": error.facts["text"]}
            raise ValidationError(words) from error
        return blocks

    def _block(self, line: str) -> Block:
        found = _BLOCK.match(line)
        if found is None:
            words = _("「%(line)s」は読み取れません。morning 09:00-12:00 のように、1行に1つ書いてください。")
            raise ValidationError(words % {"line": line[:40]})
        code, begins, ends = found.groups()
        return Block(code, begins.rjust(5, "0"), ends.rjust(5, "0"))


class RulesForm(forms.Form):
    """Every rule of domain.policies.Policy; the names are the same."""

    blocks = BlocksField(
        label=gettext_lazy("時間の区分"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy(
            "1行に1つ。例: morning 09:00-12:00（morning は午前、afternoon は午後、evening は夜間と表示します）。空にすると、下の分数で区切ります。"
        ),
    )
    minutes = _number(gettext_lazy("1枠の長さ（分）"), gettext_lazy("区分がないときに使います。"))
    horizon_days = _number(gettext_lazy("何日前から予約できるか"))
    opens_months_before = _number(
        gettext_lazy("何か月前の月の1日から予約できるか"), gettext_lazy("0のときは、上の日数を使います。")
    )
    opens_hour = _number(gettext_lazy("受付を始める時刻（時）"), gettext_lazy("0は夜の0時。"))
    lead_minutes = _number(gettext_lazy("始まる何分前まで予約できるか"), gettext_lazy("1日前は1440。"))
    cancel_until_minutes = _number(gettext_lazy("始まる何分前まで、自分で変更・取り消しができるか"))
    hold_minutes = _number(gettext_lazy("入力している間、席を取っておく時間（分）"))
    quantity_max = _number(gettext_lazy("1回に予約できる数"))
    per_person_max = _number(gettext_lazy("1人が予約できる枠の数"), gettext_lazy("0は、限りなし。"))
    per_group_max = _number(gettext_lazy("1団体が予約できる枠の数"), gettext_lazy("0は、限りなし。"))
    limit_window = forms.ChoiceField(
        label=gettext_lazy("数える期間"), choices=_WINDOWS, widget=forms.RadioSelect
    )
    needs_account = forms.BooleanField(label=gettext_lazy("サインインした人だけが予約できる"), required=False)
    needs_group = forms.BooleanField(label=gettext_lazy("登録した団体だけが予約できる"), required=False)
    needs_approval = forms.BooleanField(label=gettext_lazy("職員が承認してから決まる"), required=False)
    waiting_list = forms.BooleanField(label=gettext_lazy("空き待ちを受ける"), required=False)
    offer_hours = _number(
        gettext_lazy("空きが出たとき、返事を待つ時間（時間）"), gettext_lazy("0は、すぐに予約になります。")
    )

    def __init__(self, *args: Any, has_blocks: bool = True, **facts: Any) -> None:
        super().__init__(*args, **facts)
        if not has_blocks:
            del self.fields["blocks"]

    def policy(self, now: Policy) -> Policy:
        """What was typed; rules that do not stand in the form stay."""
        kept = {one.name: getattr(now, one.name) for one in fields(Policy)}
        typed = {**self.cleaned_data, "limit_window": LimitWindow(self.cleaned_data["limit_window"])}
        return Policy(**{**kept, **typed})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                check_policy(self.policy(Policy()))
            except PolicyInvalidError as error:
                words = _("%(least)sから%(most)sまでの数にしてください。") % error.facts
                self.add_error(str(error.facts["field"]), words)
        return cleaned


def initial_of(policy: Policy) -> dict[str, Any]:
    facts = {one.name: getattr(policy, one.name) for one in fields(Policy)}
    return {
        **facts,
        "blocks": "\n".join(f"{block.code} {block.begins}-{block.ends}" for block in policy.blocks),
    }
