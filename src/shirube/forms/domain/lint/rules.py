"""The rules, one function each, over a form."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shirube.forms.domain.definition import Form, GroupField, SimpleField, Step
from shirube.forms.domain.lint.notes import LintNote
from shirube.forms.domain.lint.wording import (
    Finding,
    find_in_easy,
    find_in_english,
    find_in_japanese,
    find_vague,
)
from shirube.forms.domain.words import Words

AnyOne = SimpleField | GroupField
MOST_QUESTIONS, LONGEST_LABEL = 12, 30
_NEEDS_HELP = frozenset({"my_number", "files"})
_SHOWN = frozenset({"explanation", "computed"})
_OTHER = re.compile(r"\s*(その他|そのほか|上記以外|other|none of the above).*", re.IGNORECASE)
# What a label says it asks for, and the type that asks for it well.
_BETTER: Mapping[str, re.Pattern[str]] = {
    "my_number": re.compile(r"個人番号|マイナンバー(?!カード)"),
    "date": re.compile(r"生年月日|年月日$|誕生日"),
    "phone": re.compile(r"電話番号|連絡先電話|携帯番号"),
    "email": re.compile(r"メールアドレス|電子メール"),
    "address": re.compile(r"^(?:現)?住所$|^所在地$"),
    "person_name": re.compile(r"^(?:お)?(?:氏名|名前)$|の(?:氏名|お名前)$"),
    "bank_account": re.compile(r"口座番号|振込先"),
    "yen": re.compile(r"金額|（円）$"),
}
_PLAIN_TYPES = frozenset({"text", "long_text"})
_FINDERS: Mapping[str, Callable[[str], Iterator[Finding]]] = {
    "ja": find_in_japanese,
    "easy": find_in_easy,
    "en": find_in_english,
}
_LANGUAGES = {"en": "en", "easy": "ja-easy"}


def lint_form(form: Form) -> list[LintNote]:
    """All advice about the form, in reading order."""
    notes = [*_wording("", "title", form.title, plain=False), *_wording("", "intro", form.intro)]
    for step in form.steps:
        notes += _lint_step(step)
    return [*notes, *_asked_twice(form)]


def _lint_step(step: Step) -> Iterator[LintNote]:
    path = f"step:{step.code}"
    yield from _wording(path, "title", step.title)
    yield from _wording(path, "explanation", step.explanation)
    yield from _too_many(path, step)
    yield from _same_labels("", step.fields)
    for field in step.fields:
        yield from _lint_field(field.key, field)
        if isinstance(field, GroupField):
            yield from _same_labels(f"{field.key}.", field.fields)
            for one in field.fields:
                yield from _lint_field(f"{field.key}.{one.key}", one)


def _lint_field(path: str, field: AnyOne) -> Iterator[LintNote]:
    for part, words in _texts(field):
        yield from _wording(path, part, words)
    yield from _messages(path, field)
    yield from _label(path, field)
    if field.type in _NEEDS_HELP and field.help is None:
        yield LintNote(path, "help_missing", {"type": field.type})
    yield from _other_without_text(path, field)
    yield from _better_type(path, field)


def _texts(field: AnyOne) -> Iterator[tuple[str, Words | None]]:
    for part in ("label", "help", "text", "row_title"):
        yield part, getattr(field, part, None)
    for number, option in enumerate(getattr(field, "options", ()), 1):
        yield f"options[{number}]", option.label
        yield f"options[{number}]", option.help


def _wording(path: str, part: str, words: Words | None, *, plain: bool = True) -> Iterator[LintNote]:
    """The wording in each language. A form's title is the law's; only its translations are looked for."""
    if words is None:
        return
    for attribute, find in _FINDERS.items() if plain else ():
        for code, facts in find(getattr(words, attribute)):
            yield LintNote(path, code, {"part": part, **facts})
    for attribute, language in _LANGUAGES.items():
        if not getattr(words, attribute):
            yield LintNote(path, "translation_missing", {"part": part, "language": language})


def _messages(path: str, field: AnyOne) -> Iterator[LintNote]:
    for number, check in enumerate(field.checks, 1):
        part = f"checks[{number}]"
        yield from _wording(path, part, check.message)
        found = find_vague(check.message.ja)
        if found:
            yield LintNote(path, "vague_message", {"part": part, "found": found})


def _label(path: str, field: AnyOne) -> Iterator[LintNote]:
    label = field.label.ja
    if not any(unicodedata.category(one)[0] == "L" for one in label):
        yield LintNote(path, "label_symbol_only", {"label": label})
    if len(label) > LONGEST_LABEL and field.type not in _SHOWN:
        yield LintNote(path, "label_long", {"label": label, "length": len(label), "most": LONGEST_LABEL})


def _same_labels(prefix: str, fields: Any) -> Iterator[LintNote]:
    """Who hears the labels one after the other must be able to tell them apart."""
    counts = Counter(one.label.ja for one in fields if one.type not in _SHOWN)
    for one in fields:
        if one.type not in _SHOWN and counts[one.label.ja] > 1:
            yield LintNote(f"{prefix}{one.key}", "label_twice", {"label": one.label.ja})


def _other_without_text(path: str, field: AnyOne) -> Iterator[LintNote]:
    if getattr(field, "other", True):
        return
    for option in getattr(field, "options", ()):
        if _OTHER.fullmatch(option.label.ja):
            yield LintNote(path, "other_without_text", {"option": option.label.ja})


def _better_type(path: str, field: AnyOne) -> Iterator[LintNote]:
    if field.type not in _PLAIN_TYPES:
        return
    for better, pattern in _BETTER.items():
        if pattern.search(field.label.ja):
            # A number typed into a plain box is neither masked nor kept apart.
            code = "number_in_the_open" if better == "my_number" else "better_type"
            yield LintNote(path, code, {"type": field.type, "better": better})
            return


def _too_many(path: str, step: Step) -> Iterator[LintNote]:
    count = sum(one.type not in _SHOWN for one in step.fields)
    if count > MOST_QUESTIONS:
        yield LintNote(path, "too_many_questions", {"count": count, "most": MOST_QUESTIONS})


def _asked_twice(form: Form) -> Iterator[LintNote]:
    first: dict[str, str] = {}
    for field in form.by_key.values():
        if field.concept is None:
            continue
        if field.concept in first:
            facts = {"concept": field.concept, "first": form.by_key[first[field.concept]].label.ja}
            yield LintNote(field.key, "fact_asked_twice", facts)
        first.setdefault(field.concept, field.key)
