"""Fields for what people type in offices: full-width digits, separators, dates with slashes, several files."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from shirube.kernel.text import normalise, parse_decimal

SHORT = {"rows": 3}
Upload: TypeAlias = "UploadedFile[Any]"


class WordsField(forms.CharField):
    """Text as it was written: a plan's own （ ） and ％ are not made narrow. Invisible characters go."""

    def to_python(self, value: Any) -> str:
        written = str(super().to_python(value) or "").replace("\r\n", "\n")
        return "".join(
            c for c in written if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf"}
        ).strip()


class PassageField(WordsField):
    """Text of several lines."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 4000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
        super().__init__(**kwargs)


class FigureField(forms.Field):
    """A number as people write it: １，２３４ or 1,234 or ▲5, with or without the unit behind it."""

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput, **kwargs)
        self.unit = unit
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        text = normalise(str(value or ""))[:60]
        if not text:
            return None
        number = parse_decimal(text.removesuffix(normalise(self.unit)))
        if number is None:
            raise ValidationError(
                _("数字として読めません。1234 や 12.5 のように、数字だけを入力してください。"), code="figure"
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class DayField(forms.DateField):
    """A day, from the browser's calendar or typed as 2026/3/31, in any width."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
        super().__init__(input_formats=formats, **kwargs)

    def to_python(self, value: Any) -> date | None:
        return super().to_python(normalise(value) if isinstance(value, str) else value)


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Upload]:  # noqa: ARG002 — Django's signature.
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.FileField):
    """Several files at once; the room of files judges each of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=FilesInput, required=False, **kwargs)

    def clean(self, data: Sequence[Upload], initial: Any = None) -> list[Upload]:  # noqa: ARG002 — Django's signature.
        return list(data or [])
