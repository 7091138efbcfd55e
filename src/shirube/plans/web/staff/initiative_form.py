"""The form of an initiative: from the pack to what is drawn, and from what was typed back to the pack."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.measures import interface as measures
from shirube.organizations import interface as organizations
from shirube.plans.domain.packs import FIRST_YEAR, LAST_YEAR
from shirube.plans.domain.terms import Direction, LogicStage, NoteKind
from shirube.plans.web.labels import CATEGORIES, DIRECTIONS, LOGIC_STAGES, NOTE_KINDS
from shirube.plans.web.staff.fields import SHORT, FigureField, PassageField, WordsField
from shirube.plans.web.staff.rows import Draft, Editor, Group, check_years, lines_of
from shirube.plans.web.staff.translations import translation_fields, translations_of
from shirube.ui.sentences import sentence_for

_CHOOSE = ("", _("選んでください"))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the plan around the initiative offers."""

    pillars: Sequence[tuple[str, str]]
    sections: Sequence[organizations.SectionSummary]

    @property
    def section_names(self) -> dict[str, str]:
        return {section.code: section.name for section in self.sections}


def year_field(label: Any, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        **kwargs,
    )


class PartForm(forms.Form):
    """A form within a plan; `choices` is what the plan around it offers."""

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        """Fill the selects."""


class ReasonFields(forms.Form):
    """Why the plan changes, and what the editor had read."""

    reason = WordsField(
        label=_("計画を変える理由"),
        max_length=300,
        help_text=_("版の一覧に、変えた日と一緒に載ります。市民も読みます。"),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)


class InitiativeForm(PartForm, ReasonFields):
    field_order = ["code", "slug", "title", "summary", "pillar", "category", "dx_mark", "dx_mark_basis"]

    code = WordsField(label=_("記号"), max_length=20, help_text=_("計画書の番号。1-1 など"))
    title = WordsField(label=_("取組の名前"), max_length=160)
    summary = PassageField(label=_("説明"), required=False)
    pillar = forms.ChoiceField(label=_("柱"), required=False)
    category = forms.ChoiceField(
        label=_("分類"),
        required=False,
        choices=[("", _("決めていない")), *((one.value, label) for one, label in CATEGORIES.items())],
    )
    dx_mark = forms.BooleanField(label=_("DXマークを付ける"), required=False)
    dx_mark_basis = WordsField(
        label=_("DXマークの根拠"), required=False, max_length=300, help_text=_("どの計画に、いつ載ったか")
    )
    title_en = WordsField(label=_("名前の英語訳"), required=False)
    title_easy = WordsField(label=_("名前のやさしい日本語"), required=False)
    summary_en = PassageField(label=_("説明の英語訳"), required=False)
    summary_easy = PassageField(label=_("説明のやさしい日本語"), required=False)

    TRANSLATIONS = ("title_en", "title_easy", "summary_en", "summary_easy")

    def offer(self, choices: Choices) -> None:
        pillars = [("", _("どの柱にも入らない")), *choices.pillars]
        self.fields["pillar"].choices = pillars  # type: ignore[attr-defined]


class NewInitiativeForm(InitiativeForm):
    """With the address, which cannot be changed later."""

    slug = forms.RegexField(
        label=_("ページのアドレス"),
        regex=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=40,
        help_text=_("半角の英小文字、数字、ハイフン。あとから変えられません。"),
        error_messages={"invalid": _("半角の英小文字、数字、ハイフンだけで入力してください。")},
    )


class ResponsibleForm(PartForm):
    section = forms.ChoiceField(label=_("課"), required=False)
    label = WordsField(
        label=_("書き方"),
        required=False,
        max_length=120,
        help_text=_("空なら課の名前。課を選ばずに「すべての課」などと書けます。"),
    )
    duties = PassageField(
        label=_("役割"),
        required=False,
        widget=forms.Textarea(attrs=SHORT),
        help_text=_("1行に1つ"),
    )

    def offer(self, choices: Choices) -> None:
        sections = [("", _("課を特定しない")), *choices.section_names.items()]
        self.fields["section"].choices = sections  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["label"] = data.get("label") or self.choices.section_names.get(data.get("section", ""), "")
        if not data["label"]:
            self.add_error("label", _("課を選ぶか、書き方を入力してください。"))
        return data


class NoteForm(PartForm):
    kind = forms.ChoiceField(
        label=_("種類"), choices=[_CHOOSE, *((kind.value, NOTE_KINDS[kind]) for kind in NoteKind)]
    )
    text = PassageField(label=_("文"), widget=forms.Textarea(attrs=SHORT))


class LawForm(PartForm):
    name = WordsField(label=_("法律などの名前"), max_length=160)
    clause = WordsField(label=_("条項"), required=False, max_length=160)


class FormulaField(WordsField):
    """What something is measured by: a code of a measure, or a formula over several."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=300, **kwargs)

    def clean(self, value: Any) -> str:
        formula: str = super().clean(value)
        if formula:
            try:
                measures.parse_formula(formula)
            except measures.InvalidFormulaError as error:
                raise forms.ValidationError(sentence_for(error)) from error
        return formula


class LogicForm(PartForm):
    stage = forms.ChoiceField(
        label=_("段階"), choices=[_CHOOSE, *((one.value, LOGIC_STAGES[one]) for one in LogicStage)]
    )
    text = WordsField(label=_("内容"), max_length=300)
    measure = FormulaField(
        label=_("示す数値"), help_text=_("「測る数値」のコードか式。まだ数値がないときは空")
    )


class PhaseForm(PartForm):
    name = WordsField(label=_("段階の名前"), max_length=60)
    first_year = year_field(_("始まりの年度（西暦）"))
    last_year = year_field(_("終わりの年度（西暦）"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_years(data.get("first_year"), data.get("last_year"))
        return data


class ActionForm(PartForm):
    code = forms.CharField(required=False, widget=forms.HiddenInput)
    name = WordsField(label=_("実施事項の名前"), max_length=160)
    name_en = WordsField(label=_("英語訳"), required=False)
    name_easy = WordsField(label=_("やさしい日本語"), required=False)


class StopForm(PartForm):
    fiscal_year = year_field(_("年度（西暦）"))
    value = FigureField(label=_("値"))


class KpiForm(PartForm):
    code = forms.CharField(required=False, widget=forms.HiddenInput)
    name = WordsField(label=_("指標の名前"), max_length=160)
    unit = WordsField(label=_("単位"), max_length=20)
    decimals = forms.TypedChoiceField(
        label=_("小数の桁"), coerce=int, choices=[_CHOOSE, *((str(n), str(n)) for n in range(5))]
    )
    direction = forms.ChoiceField(
        label=_("よい方向"), choices=[_CHOOSE, *((one.value, DIRECTIONS[one]) for one in Direction)]
    )
    baseline_year = year_field(_("現状の年度（西暦）"), required=False)
    baseline_value = FigureField(
        label=_("現状の値"), required=False, help_text=_("文書に値がないときは空（0とは別です）")
    )
    target_year = year_field(_("目標の年度（西暦）"))
    target_value = FigureField(label=_("目標の値"))
    formula = WordsField(label=_("数え方"), required=False, max_length=300)
    measure = FormulaField(
        label=_("測る数値"),
        help_text=_(
            "「測る数値」の一覧にあるコード。式も書けます（例 a.b / c.d * 100、a.b[channel=online]）。手で入れるときは空"
        ),
    )
    name_en = WordsField(label=_("英語訳"), required=False)
    name_easy = WordsField(label=_("やさしい日本語"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("baseline_value") is not None and data.get("baseline_year") is None:
            self.add_error("baseline_year", _("現状の値が何年度のものかを入力してください。"))
        check_years(data.get("baseline_year"), data.get("target_year"))
        return data


GROUPS = (
    Group("responsible", _("担当"), _("担当"), ResponsibleForm),
    Group(
        "actions", _("実施事項"), _("実施事項"), ActionForm, Group("phases", _("段階"), _("段階"), PhaseForm)
    ),
    Group(
        "kpis",
        _("評価指標"),
        _("評価指標"),
        KpiForm,
        Group("stops", _("途中の目標"), _("途中の目標"), StopForm),
    ),
    Group("logic", _("どのように効くか（ロジックモデル）"), _("段階"), LogicForm),
    Group("notes", _("背景・課題など"), _("文"), NoteForm),
    Group("laws", _("関係する法律"), _("法律"), LawForm),
)


def initiative_editor(
    *, choices: Choices, is_new: bool, data: Any = None, draft: Draft | None = None
) -> Editor:
    main = NewInitiativeForm if is_new else InitiativeForm
    return Editor(main, GROUPS, data=data, draft=draft, extra={"choices": choices})


def draft_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of an initiative of a pack (JSON values)."""
    return {
        **{name: content[name] for name in ("code", "title", "summary", "dx_mark", "dx_mark_basis")},
        "pillar": content["pillar"] or "",
        "category": content["category"] or "",
        **translation_fields(content["translations"], "title", "summary"),
        "responsible": [
            {"section": one["section"] or "", "label": one["label"], "duties": "\n".join(one["duties"])}
            for one in content["responsible"]
        ],
        "notes": content["notes"],
        "laws": content["laws"],
        "logic": [{**one, "measure": one["measure"] or ""} for one in content.get("logic", ())],
        "actions": [_action_draft(action) for action in content["actions"]],
        "kpis": [_kpi_draft(kpi) for kpi in content["kpis"]],
    }


def _action_draft(action: Mapping[str, Any]) -> dict[str, Any]:
    phases = [
        {"name": phase["name"], "first_year": phase["from"], "last_year": phase["to"]}
        for phase in action["phases"]
    ]
    return {
        "code": action["code"],
        "name": action["name"],
        **translation_fields(action["translations"], "name"),
        "phases": phases,
    }


def _kpi_draft(kpi: Mapping[str, Any]) -> dict[str, Any]:
    baseline = kpi["baseline"] or {"fiscal_year": "", "value": ""}
    return {
        **{name: kpi[name] for name in ("code", "name", "unit", "direction", "formula")},
        "decimals": str(kpi["decimals"]),
        "measure": kpi["measure"] or "",
        "baseline_year": baseline["fiscal_year"],
        "baseline_value": baseline["value"],
        "target_year": kpi["target"]["fiscal_year"],
        "target_value": kpi["target"]["value"],
        **translation_fields(kpi["translations"], "name"),
        "stops": kpi["intermediate"],
    }


def content_of(
    values: Mapping[str, Any], *, slug: str, taken: Collection[str], before: Mapping[str, Any]
) -> dict[str, Any]:
    """The initiative as a pack says it; `before` is how it stood, empty for a new one.

    New rows get a code of their own; `taken` are the codes of all KPIs of the plan.
    """
    return {
        **{name: values[name] for name in ("code", "title", "summary", "dx_mark", "dx_mark_basis")},
        "slug": slug,
        "pillar": values["pillar"] or None,
        "category": values["category"] or None,
        "translations": translations_of(values, before.get("translations", {}), "title", "summary"),
        "responsible": [
            {"section": one["section"] or None, "label": one["label"], "duties": lines_of(one["duties"])}
            for one in values["responsible"]
        ],
        "notes": [{"kind": one["kind"], "text": one["text"]} for one in values["notes"]],
        "laws": [{"name": one["name"], "clause": one["clause"]} for one in values["laws"]],
        "logic": [_logic(one) for one in values["logic"]],
        "actions": [_action(row, code) for row, code in _coded(values["actions"], "a", ())],
        "kpis": [_kpi(row, code) for row, code in _coded(values["kpis"], f"{slug}-k", taken)],
    }


def _logic(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"stage": row["stage"], "text": row["text"], "measure": row["measure"] or None}


def _action(row: Mapping[str, Any], code: str) -> dict[str, Any]:
    phases = [
        {"name": one["name"], "from": one["first_year"], "to": one["last_year"]} for one in row["phases"]
    ]
    return {
        "code": code,
        "name": row["name"],
        "translations": translations_of(row, {}, "name"),
        "phases": phases,
    }


def _kpi(row: Mapping[str, Any], code: str) -> dict[str, Any]:
    baseline = {"fiscal_year": row["baseline_year"], "value": row["baseline_value"]}
    stops = [{"fiscal_year": one["fiscal_year"], "value": one["value"]} for one in row["stops"]]
    return {
        **{name: row[name] for name in ("name", "unit", "decimals", "direction", "formula")},
        "code": code,
        "measure": row["measure"] or None,
        "baseline": baseline if row["baseline_year"] is not None else None,
        "target": {"fiscal_year": row["target_year"], "value": row["target_value"]},
        "intermediate": sorted(stops, key=lambda stop: stop["fiscal_year"]),
        "translations": translations_of(row, {}, "name"),
    }


def _coded(
    rows: Sequence[Mapping[str, Any]], front: str, taken: Collection[str]
) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Each row with its code: the one it has, or the next that nobody has."""
    used = {*taken, *(row["code"] for row in rows)}
    for row in rows:
        code = row["code"] or next(f"{front}{n}" for n in range(1, 10_000) if f"{front}{n}" not in used)
        used.add(code)
        yield row, code
