"""Editing one field: its question, need and settings, its options, its conditions and checks, all on one page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from shirube.forms.domain.conditions import TODAY
from shirube.forms.domain.editing import (
    Content,
    Spot,
    find_spot,
    iterate_spots,
    japanese,
    path_of,
    replace_field,
    words_of,
)
from shirube.forms.domain.outline import list_askable
from shirube.forms.interface import CONCEPTS
from shirube.forms.web.staff.condition_inputs import Picker, Posted, read_posted, show_rule
from shirube.forms.web.staff.field_types import NOT_ASKED, WITH_OPTIONS, WORDS, setting_fields
from shirube.forms.web.staff.formula_inputs import FormulaPicker, read_posted_formula, show_formula

MOST_CHECKS = 10
BLANK_OPTIONS = 3
_TODAY_WORD = "今日"
MOST_OPTIONS = 300
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


class QuestionForm(forms.Form):
    """What every field has, and the settings of its type."""

    label = forms.CharField(label="", max_length=300)
    help = forms.CharField(
        label="", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    required = forms.ChoiceField(label="", widget=forms.RadioSelect)
    key = forms.RegexField(_KEY, label="", max_length=60)
    concept = forms.ChoiceField(label="", required=False)

    def __init__(self, data: Posted | None, *, field: Content, taken: frozenset[str]) -> None:
        super().__init__(data, initial=_initial(field))
        self.field_type = str(field.get("type", ""))
        self.taken = taken
        self._say()
        self.settings = setting_fields(self.field_type)
        self.fields.update(self.settings)
        if self.field_type in NOT_ASKED:
            del self.fields["required"], self.fields["concept"]

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"])
        if key in self.taken or key == "row":
            raise forms.ValidationError(_("この名前はほかの質問が使っています。別の名前にしてください。"))
        return key

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        least, most = data.get("minimum", data.get("min_rows")), data.get("maximum", data.get("max_rows"))
        if least is not None and most is not None and least > most:
            name = "maximum" if "maximum" in data else "max_rows"
            self.add_error(name, _("小さい方の値より大きくしてください。"))
        return data

    @property
    def setting_names(self) -> tuple[str, ...]:
        return tuple(self.settings)

    def _say(self) -> None:
        self.fields["label"].error_messages["required"] = _("質問の言葉を書いてください。")
        self.fields["key"].error_messages["required"] = _("データの名前を書いてください。")
        self.fields["key"].error_messages["invalid"] = _(
            "英小文字で始め、英小文字、数字、下線だけで書いてください。"
        )
        self.fields["label"].label = _("質問")
        self.fields["label"].help_text = _("市民がいちばん先に読む言葉です。短く、ふだんの言葉で書きます。")
        self.fields["help"].label = _("説明や例")
        self.fields["help"].help_text = _("迷いそうなことだけを一文か二文で書きます。")
        need = self.fields["required"]
        need.label = _("答えの要る・要らない")
        need.choices = [  # type: ignore[attr-defined]
            ("yes", _("必須（ないと出せない）")),
            ("soft", _("できれば（なくても受け付ける）")),
            ("no", _("任意")),
        ]
        self.fields["key"].label = _("データの名前")
        self.fields["key"].help_text = _("条件や書き出しで使う名前です。英小文字、数字、下線で書きます。")
        concept = self.fields["concept"]
        concept.label = _("言葉の意味")
        concept.help_text = _("同じ意味の質問に一度答えた人には、次からその答えを見せます。")
        concept.choices = [("", _("決めない")), *((one, one) for one in sorted(CONCEPTS))]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option as inputs: its words, and the value that answers keep."""

    number: int
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check as inputs."""

    number: int
    picker: Picker
    message: str
    is_warning: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class OtherProblem:
    anchor: str
    text: str


class FieldEditor:
    """The whole page of one field: `is_valid()` after a post, then `field` is what to keep."""

    def __init__(self, posted: Posted | None, content: Content, path: str) -> None:
        self.posted = posted
        self.content = content
        self.path = path
        self.spot: Spot = find_spot(content, path)
        self.old: Content = self.spot.field
        self.form = QuestionForm(posted, field=self.old, taken=self._taken())
        self.option_problem = ""

    @property
    def field_type(self) -> str:
        return str(self.old.get("type", ""))

    @property
    def has_options(self) -> bool:
        return self.field_type in WITH_OPTIONS

    @cached_property
    def when(self) -> Picker:
        askable = list_askable(self.content, self.path)
        if self.posted is not None:
            return read_posted("when", self.posted, askable)
        return show_rule("when", self.old.get("when"), askable)

    @cached_property
    def checks(self) -> list[CheckRow]:
        askable = list_askable(self.content, self.path, whole_step=True)
        if self.posted is not None:
            return _posted_checks(self.posted, askable)
        kept = list(self.old.get("checks", []))
        rows = [_kept_check(number, one, askable) for number, one in enumerate(kept)]
        blank = show_rule(f"check.{len(kept)}", None, askable, compares=True)
        return [*rows, CheckRow(len(kept), blank, "", is_warning=False)]

    @cached_property
    def options(self) -> list[OptionRow]:
        kept = _posted_options(self.posted) if self.posted is not None else _kept_options(self.old)
        blank = range(len(kept), len(kept) + BLANK_OPTIONS)
        return [*kept, *(OptionRow(number, "", "") for number in blank)]

    @property
    def is_computed(self) -> bool:
        return self.field_type == "computed"

    @property
    def has_checks(self) -> bool:
        return self.field_type not in NOT_ASKED

    @property
    def has_check_problems(self) -> bool:
        return any(row.problem or row.picker.problems for row in self.checks)

    @cached_property
    def formula(self) -> FormulaPicker:
        askable = list_askable(self.content, self.path)
        if self.posted is not None:
            return read_posted_formula(self.posted, askable)
        return show_formula(self.old.get("formula"), askable)

    @property
    def other_problems(self) -> list[OtherProblem]:
        """What is wrong beside the plain inputs, each with the place it leads to."""
        found = [OtherProblem("options", self.option_problem)] if self.option_problem else []
        found += [OtherProblem(self.when.id, one) for one in self.when.problems]
        if self.is_computed and self.formula.problem:
            found.append(OtherProblem("formula", self.formula.problem))
        for row in self.checks if self.has_checks else []:
            texts = (*row.picker.problems, row.problem)
            found += [OtherProblem(f"check-{row.number}", one) for one in texts if one]
        return found

    def is_valid(self) -> bool:
        """Whether all parts of the page can be kept."""
        is_good = self.form.is_valid()
        if self.has_options and not any(row.label for row in self.options):
            self.option_problem = _("選択肢を一つ以上書いてください。")
        return is_good and not self.other_problems

    @property
    def field(self) -> Content:
        """The field with what was posted; words in other languages stay."""
        field = _question(self.old, self.form)
        if self.has_options:
            field["options"] = _options(self.old, self.options)
        if self.is_computed:
            field["formula"] = self.formula.rule
        _put(field, "when", self.when.rule)
        _put(field, "checks", [_check(self.old, row) for row in self.checks if row.picker.rule is not None])
        return field

    @property
    def changed(self) -> Content:
        """The whole content with the changed field in its place."""
        return replace_field(self.content, self.path, self.field)

    @property
    def new_path(self) -> str:
        key = self.form.cleaned_data["key"]
        return f"{self.spot.group}.{key}" if self.spot.group else str(key)

    def _taken(self) -> frozenset[str]:
        same = (one for one in iterate_spots(self.content) if one.group == self.spot.group)
        return frozenset(str(one.field.get("key")) for one in same if path_of(one) != self.path)


def _initial(field: Content) -> dict[str, Any]:
    values = {name: japanese(value) if name in WORDS else value for name, value in field.items()}
    values |= {name: _TODAY_WORD for name in ("not_before", "not_after") if field.get(name) == TODAY}
    need = field.get("required", "yes")
    return {
        **values,
        "label": japanese(field.get("label")),
        "help": japanese(field.get("help")),
        "required": {True: "yes", False: "no"}.get(need, need) if isinstance(need, bool) else need,
    }


def _question(old: Content, form: QuestionForm) -> Content:
    data = form.cleaned_data
    field = {name: value for name, value in old.items() if name not in {"when", "checks", "options"}}
    field["key"] = data["key"]
    for name in ("label", "help", *(one for one in form.setting_names if one in WORDS)):
        _put(field, name, _retold(old.get(name), data[name]))
    for name in form.setting_names:
        if name not in WORDS:
            _put(field, name, _plain(data[name]))
    if "required" in data:
        _put(field, "required", data["required"])
        _put(field, "concept", data["concept"])
    return field


def _retold(old: Any, japanese_text: str) -> Content | None:
    """The words with other Japanese; what was translated stays, and is marked where it has grown stale."""
    if not japanese_text:
        return None
    return {**words_of(old), "ja": japanese_text.replace("\r\n", "\n")}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return TODAY if value == _TODAY_WORD else value


def _put(field: Content, name: str, value: Any) -> None:
    """Zero is a value; nothing, an empty list and an unticked box take the key away."""
    if value is None or value is False or value in ("", [], {}):
        field.pop(name, None)
    else:
        field[name] = value


def _kept_options(field: Content) -> list[OptionRow]:
    return [
        OptionRow(number, japanese(one.get("label")), str(one.get("value", "")))
        for number, one in enumerate(field.get("options", []))
    ]


def _posted_options(posted: Posted) -> list[OptionRow]:
    rows: list[OptionRow] = []
    for number in range(MOST_OPTIONS):
        name = f"option.{number}"
        if f"{name}.label" not in posted:
            break
        label = " ".join(posted[f"{name}.label"].split())
        if label:
            rows.append(OptionRow(len(rows), label[:200], posted.get(f"{name}.value", "").strip()[:100]))
    return _moved(rows, posted.get("option_move", ""))


def _moved(rows: list[OptionRow], wish: str) -> list[OptionRow]:
    """「up:2」 exchanges two neighbours."""
    way, _colon, place = wish.partition(":")
    if not place.isdecimal():
        return rows
    start, target = int(place), int(place) + (-1 if way == "up" else 1)
    if not (0 <= start < len(rows) and 0 <= target < len(rows)):
        return rows
    rows[start], rows[target] = rows[target], rows[start]
    return [OptionRow(number, row.label, row.value) for number, row in enumerate(rows)]


def _options(old: Content, rows: list[OptionRow]) -> list[Content]:
    """New options get the smallest number that is free: answers keep the value, whatever the words become."""
    kept = {str(one.get("value")): one for one in old.get("options", [])}
    taken = {row.value for row in rows if row.value} | set(kept)
    free = (str(number) for number in range(1, 2 * MOST_OPTIONS) if str(number) not in taken)
    found = []
    for row in rows:
        if row.label:
            value = row.value or next(free)
            before: Mapping[str, Any] = kept.get(value, {})
            found.append(
                {**before, "value": value, "label": {**words_of(before.get("label")), "ja": row.label}}
            )
    return found


def _kept_check(number: int, check: Content, askable: Any) -> CheckRow:
    picker = show_rule(f"check.{number}", check.get("rule"), askable, compares=True)
    return CheckRow(number, picker, japanese(check.get("message")), check.get("severity") == "warning")


def _posted_checks(posted: Posted, askable: Any) -> list[CheckRow]:
    rows: list[CheckRow] = []
    for number in range(MOST_CHECKS):
        if f"check.{number}.message" not in posted:
            break
        picker = read_posted(f"check.{number}", posted, askable, compares=True)
        message = posted[f"check.{number}.message"].strip()[:500]
        problem = ""
        if picker.rule is not None and not message:
            problem = _("合わないときに市民へ出す言葉を書いてください。")
        elif message and picker.rule is None and not picker.problems:
            problem = _(
                "確かめる内容（質問とくらべる言葉）を選んでください。消すときは、言葉も消してください。"
            )
        rows.append(
            CheckRow(number, picker, message, posted.get(f"check.{number}.severity") == "warning", problem)
        )
    return rows


def _check(old: Content, row: CheckRow) -> Content:
    checks = old.get("checks", [])
    before = checks[row.number] if row.number < len(checks) else {}
    check = {"rule": row.picker.rule, "message": {**words_of(before.get("message")), "ja": row.message}}
    return {**check, "severity": "warning"} if row.is_warning else check
