"""Plausible answers of nobody: fills any form of the packs, so that a test can see that people can, too."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from shirube.forms import interface as forms

TODAY = date(2026, 11, 21)
_ADDRESS = {
    "postal_code": "9860825",
    "prefecture": "宮城県",
    "city": "石巻市",
    "town": "穀町",
    "number": "99-99",
}
_DAYS = (0, -1, -3, -12, -25, -50, -120, -380, -900, 2, 9, 25, 50, 120, 260)
_ADULT, _CHILD, _ANY_AGE = (30, 90), (0, 17), (0, 90)


class Filler:
    """One person's way through a form. The same seed takes the same way."""

    def __init__(self, form: forms.Form, seed: int) -> None:
        self.form, self.answers = form, dict[str, Any]()
        self._random = random.Random(seed)  # noqa: S311 — a choice of test data, no secret.

    def fill(self) -> dict[str, Any]:
        """Answers that may be handed in."""
        for step in self.form.steps:
            self._fill_step(step.code)
        return forms.compute_answers(self.form, self.answers, today=TODAY)

    def _fill_step(self, code: str) -> None:
        done: set[str] = set()
        while left := [(path, field) for path, field in self._visible(code) if path not in done]:
            path, field = left[0]
            done.add(path)
            self._answer(path, field)

    def _visible(self, code: str) -> list[tuple[str, Any]]:
        return forms.list_visible_fields(self.form, code, self.answers, today=TODAY)

    def _answer(self, path: str, field: Any) -> None:
        if not field.is_asked:
            return
        for value in self._candidates(path, field):
            self._put(path, value)
            if not any(one.path == path for one in self._errors()):
                return
        raise AssertionError(f"{self.form.code}: no answer found for {path}")

    def _errors(self) -> list[forms.Problem]:
        found = forms.check_answers(self.form, self.answers, today=TODAY)
        return [one for one in found if one.severity == "error"]

    def _candidates(self, path: str, field: Any) -> Iterator[Any]:
        # Somebody always leaves out what may be left out.
        if field.required != "yes" and self._random.random() < 0.3:
            yield None
        values = list(_MAKERS[field.type](self, path, field))
        self._random.shuffle(values)
        yield from values

    def _put(self, path: str, value: Any) -> None:
        key, _, rest = path.partition(".")
        if rest:
            row_id, _, inner = rest.partition(".")
            row = next(row for row in self.answers[key] if row["_row"] == row_id)
            _set(row, inner, value)
        else:
            _set(self.answers, key, value)

    def rows(self, field: Any) -> list[list[dict[str, str]]]:
        counts = {max(1, field.min_rows), min(3, field.max_rows)}
        return [[{"_row": f"r{number}"} for number in range(count)] for count in counts]

    def options(self, field: Any) -> list[str]:
        return [one.value for one in field.options] + (["other:そのほか"] if field.other else [])

    def several(self, field: Any) -> list[list[str]]:
        ordered = self.options(field)
        few = [[one] for one in ordered]
        return [*few, ordered[:2]] if field.maximum is None or field.maximum >= 2 else few

    def days(self, path: str) -> list[str]:
        if "born_on" not in path:
            return [(TODAY + timedelta(days=days)).isoformat() for days in _DAYS]
        low, high = _CHILD if path.startswith("child") else _ANY_AGE if "." in path else _ADULT
        return [f"{TODAY.year - age}-{1 + age % 12:02}-15" for age in range(low, high)]


def _set(place: dict[str, Any], key: str, value: Any) -> None:
    if value is None:
        place.pop(key, None)
    else:
        place[key] = value


def _files(field: Any) -> list[list[dict[str, Any]]]:
    counts = {1, min(3, field.max_files)}
    return [[_file(number) for number in range(count)] for count in counts]


def _file(number: int) -> dict[str, Any]:
    return {
        "id": f"file-{number}", "name": f"写真{number}.jpg", "size": 123_456,
        "sha256": "0" * 64, "content_type": "image/jpeg",
    }  # fmt: skip


def _numbers(field: Any) -> list[int]:
    low, high = field.minimum or 0, field.maximum if field.maximum is not None else 90_000
    return sorted({low, min(high, low + 1), min(high, low + 4), min(high, low + 38)})


_NAME = {"family": "標", "given": "みなと", "family_kana": "シルベ", "given_kana": "ミナト"}
_ACCOUNT = {
    "kind": "ordinary", "bank_name": "しるべ銀行", "branch_name": "本店", "number": "0012345",
    "holder_kana": "シルベ ミナト",
}  # fmt: skip
_YUCHO = {"kind": "yucho", "symbol": "18190", "number": "12345671", "holder_kana": "シルベ ミナト"}
_Maker = Callable[[Filler, str, Any], list[Any]]
_MAKERS: dict[str, _Maker] = {
    "text": lambda _f, _p, field: (
        ["0123456789"[: field.max_length]] if field.pattern == "digits" else ["見本"]
    ),
    "long_text": lambda _f, _p, _field: ["ふつうの言葉で書いた見本です。"],
    "person_name": lambda _f, _p, _field: [_NAME],
    "kana": lambda _f, _p, _field: ["シルベ"],
    "date": lambda filler, path, _field: filler.days(path),
    "address": lambda _f, _p, _field: [_ADDRESS, {"free": "しるべ小学校の避難所"}],
    "phone": lambda _f, _p, _field: ["0225000000"],
    "email": lambda _f, _p, _field: ["minato@resident.example"],
    "number": lambda _f, _p, field: _numbers(field),
    "yen": lambda _f, _p, field: _numbers(field),
    "choice": lambda filler, _p, field: filler.options(field),
    "choices": lambda filler, _p, field: filler.several(field),
    "yes_no": lambda _f, _p, _field: [True, False],
    "consent": lambda _f, _p, _field: [True],
    "files": lambda _f, _p, field: _files(field),
    "group": lambda filler, _p, field: filler.rows(field),
    "bank_account": lambda _f, _p, _field: [_ACCOUNT, _YUCHO],
    "my_number": lambda _f, _p, _field: ["123456789018"],
}
