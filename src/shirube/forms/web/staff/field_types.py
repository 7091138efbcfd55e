"""The types of fields as staff know them: what each is called, how it begins, and what may be set on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# In the order in which they are offered.
GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (
        gettext_lazy("よく使うもの"),
        ("text", "long_text", "choice", "choices", "yes_no", "date", "number", "yen"),
    ),
    (
        gettext_lazy("人と連絡先"),
        ("person_name", "kana", "address", "phone", "email", "bank_account", "my_number"),
    ),
    (gettext_lazy("そのほか"), ("files", "group", "consent", "explanation", "computed")),
)
NAMES: dict[str, str | Promise] = {
    "text": gettext_lazy("短い文字（一行）"),
    "long_text": gettext_lazy("長い文章"),
    "choice": gettext_lazy("一つ選ぶ"),
    "choices": gettext_lazy("いくつも選ぶ"),
    "yes_no": gettext_lazy("はい・いいえ"),
    "date": gettext_lazy("日付（和暦・西暦）"),
    "number": gettext_lazy("数"),
    "yen": gettext_lazy("金額（円）"),
    "person_name": gettext_lazy("氏名とフリガナ"),
    "kana": gettext_lazy("フリガナ"),
    "address": gettext_lazy("住所（郵便番号から）"),
    "phone": gettext_lazy("電話番号"),
    "email": gettext_lazy("メールアドレス"),
    "bank_account": gettext_lazy("振込先の口座"),
    "my_number": gettext_lazy("個人番号（法律で認められた手続だけ）"),
    "files": gettext_lazy("写真・ファイル"),
    "group": gettext_lazy("くり返し（家族など）"),
    "consent": gettext_lazy("同意"),
    "explanation": gettext_lazy("説明の文"),
    "computed": gettext_lazy("計算した値"),
}
# The question as most forms ask it: saves typing, and can be changed at once.
_USUAL: dict[str, str | Promise] = {
    "person_name": gettext_lazy("氏名"),
    "kana": gettext_lazy("フリガナ"),
    "address": gettext_lazy("住所"),
    "phone": gettext_lazy("電話番号"),
    "email": gettext_lazy("メールアドレス"),
    "bank_account": gettext_lazy("振込先"),
    "my_number": gettext_lazy("個人番号（マイナンバー）"),
    "files": gettext_lazy("写真やファイル"),
    "date": gettext_lazy("日付"),
    "consent": gettext_lazy("確認と同意"),
    "explanation": gettext_lazy("お知らせ"),
}
_CONCEPTS = {
    "person_name": "person.name",
    "address": "address.current",
    "phone": "contact.phone",
    "email": "contact.email",
    "bank_account": "bank.account",
    "my_number": "person.my_number",
}
# A question of these types is of no use before more is said about it.
NEED_MORE = frozenset({"choice", "choices", "group", "consent", "explanation", "computed"})
# Neither answered nor needed.
NOT_ASKED = frozenset({"explanation", "computed"})
WITH_OPTIONS = frozenset({"choice", "choices"})
# Settings that residents read.
WORDS = frozenset({"text", "unit", "row_title"})


def new_field(field_type: str, label: str, *, taken_concepts: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A field that works as it is; `label` may be empty."""
    words = label or str(_USUAL.get(field_type, "")) or _("新しい質問")
    field: dict[str, Any] = {"type": field_type, "label": {"ja": words}}
    concept = _CONCEPTS.get(field_type, "")
    if concept and concept not in taken_concepts:
        field["concept"] = concept
    return {**field, **_beginnings(field_type)}


def _beginnings(field_type: str) -> dict[str, Any]:
    match field_type:
        case "choice" | "choices":
            return {
                "options": [{"value": str(n), "label": {"ja": _("選択肢%(n)s") % {"n": n}}} for n in (1, 2)]
            }
        case "group":
            name = {"key": "name", "type": "text", "label": {"ja": _("名前")}}
            return {"fields": [name], "row_title": {"ja": _("人")}, "max_rows": 10}
        case "consent":
            return {"text": {"ja": _("上の内容を確かめ、同意します。")}}
        case "explanation":
            return {"text": {"ja": _("ここに説明を書きます。")}}
        case "computed":
            return {"formula": 0}
        case _:
            return {}


def choices_by_group() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select: the names under their groups."""
    return [(str(title), [(one, str(NAMES[one])) for one in types]) for title, types in GROUPS]


def setting_fields(field_type: str) -> dict[str, forms.Field]:
    """What may be set on a field of this type, beside its question, help and need."""
    return _SETTINGS[field_type]() if field_type in _SETTINGS else {}


def _whole(label: str, least: int, most: int, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, min_value=least, max_value=most, required=False)


def _amount(label: str) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, max_digits=13, decimal_places=4)


def _words(label: str, *, long: bool = False, hint: str = "", needed: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5}) if long else forms.TextInput()
    return forms.CharField(
        label=label, help_text=hint, required=needed, max_length=2000 if long else 60, widget=widget
    )


def _yes(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def _one(label: str, *choices: tuple[str, str]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _day(label: str) -> forms.CharField:
    return forms.RegexField(
        r"^(今日|today|\d{4}-\d{2}-\d{2})$",
        label=label,
        required=False,
        help_text=_("2026-04-01 のように書くか、「今日」と書きます。"),
        error_messages={"invalid": _("2026-04-01 のように書くか、「今日」と書いてください。")},
    )


def _text_settings() -> dict[str, forms.Field]:
    return {
        "max_length": _whole(_("文字の数の上限"), 1, 300, _("書かないと100文字までです。")),
        "pattern": _one(
            _("使える文字"),
            ("none", _("決めない")),
            ("digits", _("数字だけ")),
            ("latin", _("英字だけ")),
            ("katakana", _("カタカナだけ")),
        ),
    }


def _range(kind: str) -> dict[str, forms.Field]:
    amount = {"minimum": _amount(_("いちばん小さい値")), "maximum": _amount(_("いちばん大きい値"))}
    if kind == "yen":
        return {**amount}
    return {
        **amount,
        "unit": _words(_("単位（人、個など）")),
        "decimals": _whole(_("小数点より下のけた数"), 0, 6, _("書かないと整数だけです。")),
    }


_SETTINGS: dict[str, Any] = {
    "text": _text_settings,
    "long_text": lambda: {
        "max_length": _whole(_("文字の数の上限"), 1, 10_000, _("書かないと2000文字までです。"))
    },
    "person_name": lambda: {
        "old_name": _yes(_("旧姓（旧氏）もきく")),
        "latin": _yes(_("ローマ字の氏名と通称もきく")),
    },
    "date": lambda: {
        "calendar": _one(_("先に出すのは"), ("era", _("和暦")), ("western", _("西暦"))),
        "unknown_day": _yes(_("「日がわからない」を選べるようにする")),
        "not_before": _day(_("この日より前は受け付けない")),
        "not_after": _day(_("この日より後は受け付けない")),
    },
    "number": lambda: _range("number"),
    "yen": lambda: _range("yen"),
    "choice": lambda: {"other": _yes(_("「その他」を書けるようにする"))},
    "choices": lambda: {
        "other": _yes(_("「その他」を書けるようにする")),
        "minimum": _whole(_("少なくともいくつ"), 1, 100),
        "maximum": _whole(_("多くていくつ"), 1, 100),
    },
    "consent": lambda: {"text": _words(_("同意してもらう文"), long=True, needed=True)},
    "explanation": lambda: {"text": _words(_("説明の文"), long=True, needed=True)},
    "files": lambda: {
        "max_files": _whole(_("いくつまで"), 1, 20),
        "kinds": _one(
            _("種類"), ("any", _("写真と書類")), ("photos", _("写真だけ")), ("documents", _("書類だけ"))
        ),
    },
    "group": lambda: {
        "row_title": _words(_("何をくり返すか"), hint=_("「お子さん」と書くと「1人目のお子さん」と出ます。")),
        "min_rows": _whole(_("少なくともいくつ"), 0, 50),
        "max_rows": _whole(_("多くていくつ"), 1, 50),
    },
    "computed": lambda: {"unit": _words(_("単位（円など）"))},
}
