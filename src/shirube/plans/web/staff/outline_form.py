"""The form of what a plan says about itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.plans.domain.terms import Relation
from shirube.plans.web.labels import CATEGORIES, DOCUMENT_KINDS, RELATIONS
from shirube.plans.web.staff.fields import SHORT, PassageField, WordsField
from shirube.plans.web.staff.initiative_form import Choices, PartForm, ReasonFields, year_field
from shirube.plans.web.staff.rows import Draft, Editor, Group, check_years, lines_of
from shirube.plans.web.staff.translations import translation_fields, translations_of

_CATEGORIES = [("", _("分けていない")), *((one.value, label) for one, label in CATEGORIES.items())]
_ADOPTED = forms.RegexField(
    label=_("決めた時期"),
    required=False,
    regex=r"^\d{4}(-\d{2}(-\d{2})?)?$",
    help_text=_("2026、2026-04、2026-04-01 のどれかの形"),
    error_messages={"invalid": _("2026、2026-04、2026-04-01 のどれかの形で入力してください。")},
)


class OutlineForm(PartForm, ReasonFields):
    field_order = ("name", "document_kind", "adopted", "start", "end", "philosophy", "progress_method")

    name = WordsField(label=_("計画の名前"), max_length=120)
    document_kind = forms.ChoiceField(
        label=_("種類"), choices=[(one.value, label) for one, label in DOCUMENT_KINDS.items()]
    )
    adopted = _ADOPTED
    start = year_field(_("最初の年度（西暦）"))
    end = year_field(_("最後の年度（西暦）"))
    philosophy = WordsField(label=_("理念"), required=False, max_length=300)
    progress_method = PassageField(label=_("進み具合の確かめ方"), required=False)
    kpi_note = PassageField(label=_("評価指標についての説明"), required=False)
    notices = PassageField(
        label=_("資料についての注意"), required=False, help_text=_("1行に1つ。計画のページに出ます。")
    )
    source_title = WordsField(label=_("もとの文書の題名"))
    source_published = forms.RegexField(
        label=_("もとの文書の公表"),
        required=False,
        regex=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        error_messages={"invalid": _("2026、2026-04、2026-04-01 のどれかの形で入力してください。")},
    )
    source_publisher = WordsField(label=_("もとの文書の発行者"), required=False)
    source_note = PassageField(
        label=_("もとの文書の補足"), required=False, widget=forms.Textarea(attrs=SHORT)
    )
    name_en = WordsField(label=_("名前の英語訳"), required=False)
    name_easy = WordsField(label=_("名前のやさしい日本語"), required=False)
    philosophy_en = WordsField(label=_("理念の英語訳"), required=False)
    philosophy_easy = WordsField(label=_("理念のやさしい日本語"), required=False)

    TRANSLATIONS = ("name_en", "name_easy", "philosophy_en", "philosophy_easy")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        check_years(data.get("start"), data.get("end"))
        return data


class PillarForm(PartForm):
    slug = forms.CharField(required=False, widget=forms.HiddenInput)
    code = WordsField(label=_("記号"), max_length=20)
    name = WordsField(label=_("柱の名前"), max_length=120)
    category = forms.ChoiceField(label=_("分類"), required=False, choices=_CATEGORIES)
    name_en = WordsField(label=_("英語訳"), required=False)
    name_easy = WordsField(label=_("やさしい日本語"), required=False)


class LinkForm(PartForm):
    name = WordsField(label=_("計画の名前"), max_length=120)
    relation = forms.ChoiceField(
        label=_("つながり"),
        choices=[("", _("選んでください")), *((one.value, RELATIONS[one]) for one in Relation)],
    )
    category = forms.ChoiceField(label=_("分類"), required=False, choices=_CATEGORIES)
    part = WordsField(label=_("その計画のどの部分か"), required=False, max_length=200)
    adopted = _ADOPTED
    note = WordsField(label=_("補足"), required=False)


GROUPS = (
    Group("pillars", _("柱"), _("柱"), PillarForm),
    Group("links", _("つながりのある計画"), _("計画"), LinkForm),
)
_NAMES = ("name", "document_kind", "adopted", "philosophy", "progress_method", "kpi_note")
_SOURCE = ("title", "published", "publisher", "note")


def outline_editor(*, choices: Choices, data: Any = None, draft: Draft | None = None) -> Editor:
    return Editor(OutlineForm, GROUPS, data=data, draft=draft, extra={"choices": choices})


def outline_draft(content: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows of a plan's pack (JSON values)."""
    return {
        **{name: content[name] for name in _NAMES},
        "start": content["period"]["start"],
        "end": content["period"]["end"],
        "notices": "\n".join(content["notices"]),
        **{f"source_{name}": content["source"].get(name, "") for name in _SOURCE},
        **translation_fields(content["translations"], "name", "philosophy"),
        "pillars": [
            {
                **pillar,
                "category": pillar["category"] or "",
                **translation_fields(pillar["translations"], "name"),
            }
            for pillar in content["pillars"]
        ],
        "links": [{**link, "category": link["category"] or ""} for link in content["links"]],
    }


def outline_content(values: Mapping[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    """The whole plan with the outline that was typed; `current` is the pack as it stands."""
    slugs = {pillar["slug"] for pillar in current["pillars"]}
    return {
        **current,
        **{name: values[name] for name in _NAMES},
        "period": {"start": values["start"], "end": values["end"]},
        "notices": lines_of(values["notices"]),
        "source": {name: values[f"source_{name}"] for name in _SOURCE},
        "translations": translations_of(values, current["translations"], "name", "philosophy"),
        "pillars": list(_pillars(values["pillars"], slugs)),
        "links": [
            {
                **{name: link[name] for name in ("name", "relation", "part", "adopted", "note")},
                "category": link["category"] or None,
            }
            for link in values["links"]
        ],
    }


def _pillars(rows: Collection[Mapping[str, Any]], known: Collection[str]) -> Any:
    used = {*known}
    for row in rows:
        slug = row["slug"] if row["slug"] in known else _free_slug(used)
        used.add(slug)
        yield {
            "slug": slug,
            "code": row["code"],
            "name": row["name"],
            "category": row["category"] or None,
            "translations": translations_of(row, {}, "name"),
        }


def _free_slug(used: Collection[str]) -> str:
    return next(f"p{n}" for n in range(1, 10_000) if f"p{n}" not in used)
