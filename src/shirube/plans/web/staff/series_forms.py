"""The forms of imported series."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.kernel.sheets.workbook import LARGEST_FILE
from shirube.measures import interface as measures
from shirube.plans.web.staff.fields import WordsField


class SeriesForm(forms.Form):
    """What shall be imported."""

    code = forms.RegexField(
        regex=re.compile(r"[a-z][a-z0-9_]{0,59}"),
        label=gettext_lazy("コード"),
        help_text=gettext_lazy(
            "英小文字、数字、下線。評価指標には series. を前に付けて書きます。同じコードなら書き直しになります。"
        ),
    )
    name = WordsField(label=gettext_lazy("名前"), max_length=160)
    unit = WordsField(label=gettext_lazy("単位"), max_length=20)
    source = WordsField(
        label=gettext_lazy("出典"), max_length=300, help_text=gettext_lazy("だれが、どこで公表している数値か")
    )
    formula = WordsField(label=gettext_lazy("数え方"), required=False, max_length=300)

    def series(self) -> measures.PackSeries:
        data = self.cleaned_data
        return measures.PackSeries(
            code=data["code"],
            names=data["name"],
            unit=data["unit"],
            source=data["source"],
            formula=data["formula"],
        )


class ImportForm(forms.Form):
    """A file or an address, and which columns hold what."""

    file = forms.FileField(label=gettext_lazy("ファイル（XLSX・CSV）"), required=False)
    url = forms.URLField(
        label=gettext_lazy("またはファイルのアドレス（https）"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    day_head = WordsField(
        label=gettext_lazy("日付の列の見出し"),
        max_length=80,
        help_text=gettext_lazy(
            "日付のほか「2026年9月」「2026年度」も読めます。月や年度はその末日の値とします。"
        ),
    )
    value_head = WordsField(label=gettext_lazy("値の列の見出し"), max_length=80)
    source = WordsField(
        label=gettext_lazy("今回の出典"), max_length=300, help_text=gettext_lazy("資料の名前と公表の日")
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("ファイルは10MBまでです。"))
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and bool(data.get("file")) == bool(data.get("url")):
            self.add_error("file", _("ファイルかアドレスの、どちらか一つを入れてください。"))
        return data
