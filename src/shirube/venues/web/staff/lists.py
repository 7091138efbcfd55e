"""What staff write line by line: blocks, equipment, fee classes, reductions. `記号, 名前, …`"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shirube.kernel.packs import PackModel
from shirube.kernel.text import normalise


class LinesField(forms.CharField):
    """One thing a line, its parts apart by commas: as many as `names`. The last ones are whole numbers where `numbers`."""

    def __init__(self, *, names: Sequence[str], numbers: Sequence[str] = (), **kwargs: Any) -> None:
        self.names, self.numbers = names, numbers
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, **kwargs)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        text = super().clean(value)
        lines = [line for line in str(text or "").splitlines() if line.strip()]
        return [self._read(number, line) for number, line in enumerate(lines, 1)]

    def _read(self, number: int, line: str) -> dict[str, Any]:
        parts = [normalise(part) for part in line.replace("，", ",").split(",")]
        if len(parts) != len(self.names):
            raise forms.ValidationError(
                _("%(n)s行目: 「,」で区切って%(count)s個書いてください。")
                % {"n": number, "count": len(self.names)}
            )
        found: dict[str, Any] = dict(zip(self.names, parts, strict=True))
        for name in self.numbers:
            if not (found[name].isascii() and found[name].isdecimal() and len(found[name]) <= 9):
                raise forms.ValidationError(_("%(n)s行目: 数字を整数で書いてください。") % {"n": number})
            found[name] = int(found[name])
        return found


def write_lines(things: Iterable[PackModel], write: Mapping[str, Any]) -> str:
    """The lines that the field reads. `write`: name → how a thing says it."""
    return "\n".join(", ".join(str(tell(one)) for tell in write.values()) for one in things)


def with_words(lines: Iterable[Mapping[str, Any]], before: Iterable[Any]) -> list[dict[str, Any]]:
    """Titles as words: where the Japanese is what it was, its translations stay."""
    known = {one.code: one.title for one in before}
    found = []
    for line in lines:
        old = known.get(line["code"])
        words = old.model_dump(by_alias=True) if old and old.ja == line["title"] else {"ja": line["title"]}
        found.append({**line, "title": words})
    return found
