"""Choosing a section's sheet, and sending it filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.kernel.calendar import format_fiscal_year
from shirube.organizations import interface as organizations


class SheetChoiceForm(forms.Form):
    section = forms.ChoiceField(label=_("課"))
    year = forms.TypedChoiceField(label=_("年度"), coerce=int)

    def __init__(
        self,
        *args: Any,
        sections: Sequence[organizations.SectionSummary],
        years: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(section.code, section.name) for section in sections]
        self.fields["section"].choices = choices  # type: ignore[attr-defined]
        labels = [(year, format_fiscal_year(year)) for year in years]
        self.fields["year"].choices = labels  # type: ignore[attr-defined]


class SheetUploadForm(forms.Form):
    # An empty file gets the sheet's own sentence, as all other faults of a file do.
    file = forms.FileField(
        label=_("記入したシート"),
        help_text=_("Excelブック（.xlsx）かCSV、10MBまで。"),
        allow_empty_file=True,
        error_messages={"required": _("送るファイルを選んでください。")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
