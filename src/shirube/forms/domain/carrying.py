"""Answers taken into another version of their form: what still fits stays, what does not is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shirube.forms.domain.answers import ROW, Answers, rows_of
from shirube.forms.domain.checking import check_files
from shirube.forms.domain.definition import Form, GroupField, SimpleField
from shirube.forms.domain.fields.choices import ChoicesField
from shirube.forms.domain.fields.files import FilesField
from shirube.forms.domain.fields.my_number import MyNumberField, is_mask
from shirube.forms.domain.labels import label_of
from shirube.forms.domain.summary import tell

# An answer to one of these may become an answer to another, if that takes it.
_TEXTS = frozenset({"text", "long_text", "kana"})
_NUMBERS = frozenset({"number", "yen"})


@dataclass(frozen=True, slots=True)
class Loss:
    """An answer that has no place in the new form, or only a part of it; in words, to be told."""

    path: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """`kept` and `lost` together name every answer there was; a path is in both where a part of it was lost.

    `added`: keys of questions that are new; `changed`: of those that are put differently now.
    """

    answers: Answers
    kept: tuple[str, ...]
    lost: tuple[Loss, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]


def carry_over(old: Form, new: Form, answers: Mapping[str, Any], *, language: str = "ja") -> CarriedOver:
    """The answers of a draft in the newer version of its form. Labels of losses in the reader's language."""
    carrier = _Carrier(old, new, answers, language)
    for key, value in answers.items():
        carrier.carry(key, value)
    shared = [key for key in new.by_key if key in old.by_key]
    return CarriedOver(
        answers=carrier.answers,
        kept=tuple(carrier.kept),
        lost=tuple(carrier.lost),
        added=tuple(key for key in new.by_key if key not in old.by_key),
        changed=tuple(key for key in shared if new.by_key[key] != old.by_key[key]),
    )


class _Carrier:
    def __init__(self, old: Form, new: Form, answers: Mapping[str, Any], language: str) -> None:
        self.old, self.new, self.before, self.language = old, new, answers, language
        self.answers: Answers = {}
        self.kept: list[str] = []
        self.lost: list[Loss] = []

    def carry(self, key: str, value: Any) -> None:
        source = self.old.by_key.get(key)
        target = self.new.by_key.get(key) or self._renamed(key)
        if isinstance(source, GroupField) and isinstance(target, GroupField) and isinstance(value, list):
            self._carry_rows(key, source, target, value)
        elif (
            source is None
            or target is None
            or isinstance(source, GroupField)
            or isinstance(target, GroupField)
        ):
            self._lose(key, source, value)
        else:
            fitting, rest = fit(source, target, value)
            self._keep(key, source, fitting, rest)
            if fitting is not None:
                self.answers[target.key] = fitting

    def _renamed(self, key: str) -> SimpleField | GroupField | None:
        """A question under another key that asks for the same fact in the same way."""
        source = self.old.by_key.get(key)
        if source is None or source.concept is None:
            return None
        for field in self.new.by_key.values():
            is_free = field.key not in self.old.by_key and field.key not in self.answers
            if is_free and field.concept == source.concept and field.type == source.type:
                return field
        return None

    def _carry_rows(self, key: str, source: GroupField, target: GroupField, rows: list[Any]) -> None:
        carried = []
        for row in rows_of(rows):
            now: Answers = {ROW: row[ROW]}
            for name, value in row.items():
                if name == ROW:
                    continue
                fitting, rest = self._fit_in_row(source, target, name, value)
                self._keep(f"{key}.{row[ROW]}.{name}", source.by_key.get(name), fitting, rest)
                if fitting is not None:
                    now[name] = fitting
            carried.append(now)
        if carried:
            self.answers[target.key] = carried

    def _fit_in_row(self, source: GroupField, target: GroupField, name: str, value: Any) -> tuple[Any, Any]:
        if name not in source.by_key or name not in target.by_key:
            return None, value
        return fit(source.by_key[name], target.by_key[name], value)

    def _keep(self, path: str, source: SimpleField | None, fitting: Any, rest: Any) -> None:
        if fitting is not None:
            self.kept.append(path)
        if rest is not None:
            self._lose(path, source, rest)

    def _lose(self, path: str, source: SimpleField | GroupField | None, value: Any) -> None:
        label = label_of(self.old, path, self.before, self.language)
        told = str(value) if source is None else tell(source, value, self.language)
        self.lost.append(Loss(path, label, told))


def fit(source: SimpleField, target: SimpleField, value: Any) -> tuple[Any, Any]:
    """(what the target takes of the value, what it does not take); either is None where there is nothing."""
    if not source.is_asked or not target.is_asked:
        # Worked out anew, or no longer: nobody has typed it.
        return (value, None) if source.type == target.type else (None, value)
    if not _alike(source.type, target.type):
        return None, value
    if isinstance(target, ChoicesField) and isinstance(value, list):
        return _fit_choices(target, value)
    fitting = _as_it_is(target, value) if _is_kept_apart(target, value) else _read_anew(target, value)
    return fitting, (None if fitting is not None and _says_the_same(fitting, value) else value)


def _is_kept_apart(target: SimpleField, value: Any) -> bool:
    """What nobody can type again: files, and a number of which only the mask is here."""
    return isinstance(target, FilesField) or (isinstance(target, MyNumberField) and is_mask(value))


def _as_it_is(target: SimpleField, value: Any) -> Any:
    # Too many files are told by the check; none is thrown away.
    broken = isinstance(target, FilesField) and any(
        one.code == "not_canonical" for one in check_files(target, value)
    )
    return None if broken else value


def _read_anew(target: SimpleField, value: Any) -> Any:
    inputs = target.write(value)
    reading = None if inputs is None else target.read(inputs, None)
    return None if reading is None or reading.has_errors else reading.value


def _alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= kinds for kinds in (_TEXTS, _NUMBERS))


def _says_the_same(now: Any, before: Any) -> bool:
    """A line more or less, or kana of another kind, is no loss; fewer words are."""
    if isinstance(now, str) and isinstance(before, str):
        return len("".join(now.split())) == len("".join(before.split()))
    return bool(now == before)


def _fit_choices(target: SimpleField, values: Iterable[Any]) -> tuple[Any, Any]:
    """Options that are still there stay, even if the others are gone."""
    chosen = list(values)
    fitting = [one for one in chosen if _reads(target, [one])]
    rest = [one for one in chosen if one not in fitting]
    return fitting or None, rest or None


def _reads(target: SimpleField, value: Any) -> bool:
    inputs = target.write(value)
    if inputs is None:
        return False
    problems = target.read(inputs, None).problems
    # How many there must be is for the check to say, not for this.
    return all(one.code in {"too_few_choices", "too_many_choices"} for one in problems)
