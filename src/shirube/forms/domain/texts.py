"""All words of a form that residents read, in one list: for translating side by side."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shirube.forms.domain.editing import Content, words_of

OTHER_LANGUAGES = ("en", "ja-easy")
_STEP_WORDS = ("title", "explanation")
_FIELD_WORDS = ("label", "help", "text", "row_title", "unit")


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text at its place. `location` leads to it inside the content, `owner` says whose it is, `part` what it is."""

    location: tuple[str | int, ...]
    owner: str
    part: str
    identity: str
    words: Mapping[str, str]

    @property
    def name(self) -> str:
        """The place as the name of an input: steps.0.fields.2.label."""
        return ".".join(str(one) for one in self.location)

    def is_missing(self, language: str) -> bool:
        return not self.words.get(language)


def list_texts(content: Content, step_code: str = "") -> list[TextPlace]:
    """The texts of one step; without a code those of the form itself."""
    if not step_code:
        return list(_words(content, (), ("title", "intro"), "", "form"))
    return [
        place
        for number, step in enumerate(content.get("steps", []))
        if step.get("code") == step_code
        for place in _step_texts(step, ("steps", number))
    ]


def list_all_texts(content: Content) -> list[TextPlace]:
    steps = (str(step.get("code", "")) for step in content.get("steps", []))
    return [*list_texts(content), *(place for code in steps for place in list_texts(content, code))]


def set_text(content: Content, location: tuple[str | int, ...], language: str, text: str) -> Content:
    """With the text in that language; an empty one takes the translation away."""
    new = copy.deepcopy(content)
    holder: Any = new
    for part in location[:-1]:
        holder = holder[part]
    words = words_of(holder[location[-1]])
    if text:
        words[language] = text
    else:
        words.pop(language, None)
    holder[location[-1]] = words
    return new


def find_stale(content: Content, published: Content | None) -> dict[str, frozenset[str]]:
    """By the name of a place: the languages whose words stayed as published while the Japanese changed."""
    before = {place.identity: place.words for place in list_all_texts(published)} if published else {}
    found = {
        place.name: frozenset(_stale(place.words, before[place.identity]))
        for place in list_all_texts(content)
        if place.identity in before
    }
    return {name: languages for name, languages in found.items() if languages}


def _stale(now: Mapping[str, str], before: Mapping[str, str]) -> Iterator[str]:
    if now.get("ja") == before.get("ja"):
        return
    for language in OTHER_LANGUAGES:
        if now.get(language) and now.get(language) == before.get(language):
            yield language


def _step_texts(step: Content, location: tuple[str | int, ...]) -> Iterator[TextPlace]:
    identity = f"step:{step.get('code')}"
    yield from _words(step, location, _STEP_WORDS, "", identity)
    for number, field in enumerate(step.get("fields", [])):
        yield from _field_texts(field, (*location, "fields", number), "field:")


def _field_texts(field: Content, location: tuple[str | int, ...], front: str) -> Iterator[TextPlace]:
    owner = words_of(field.get("label")).get("ja", "")
    identity = f"{front}{field.get('key')}"
    yield from _words(field, location, _FIELD_WORDS, owner, identity)
    for number, option in enumerate(field.get("options", [])):
        place = (*location, "options", number)
        yield from _words(option, place, ("label", "help"), owner, f"{identity}:option:{option.get('value')}")
    for number, check in enumerate(field.get("checks", [])):
        yield from _words(
            check, (*location, "checks", number), ("message",), owner, f"{identity}:check:{number}"
        )
    for number, inner in enumerate(field.get("fields", [])):
        yield from _field_texts(inner, (*location, "fields", number), f"{identity}.")


def _words(
    holder: Content, location: tuple[str | int, ...], parts: tuple[str, ...], owner: str, identity: str
) -> Iterator[TextPlace]:
    for part in parts:
        words = words_of(holder.get(part))
        if words.get("ja"):
            yield TextPlace((*location, part), owner, part, f"{identity}:{part}", words)
