"""The union of the questions of all forms of a package: one form for the conversation, and the way back into each form.

Fields that ask for the same fact (by concept, or because the package says so) become one question. It is asked when any of
the forms would ask it. Files are no question: papers are seen at the counter. The order is the package's; what the package
does not place follows by procedure. Forms are handled in their written shape (`forms.dump_form`), so that nothing here
needs the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shirube.visits.domain.interview.blending import Content, Kind, blend, kind_of
from shirube.visits.domain.interview.giving_back import (
    applying_rows,
    derived,
    is_own,
    key_of,
    of_row,
    own_rows,
    rows_from,
    value_in_row,
)
from shirube.visits.domain.interview.ordering import OPENING, Placed, arrange, in_order
from shirube.visits.domain.interview.packages import Fact, Package, Part
from shirube.visits.domain.interview.renaming import Names, either, every, names_in

_DROPPED = frozenset({"explanation", "files"})


@dataclass(frozen=True, slots=True)
class Offered:
    """A procedure of the package as the city offers it: its plain name and its form in force, both as written."""

    part: Part
    name: Mapping[str, str]
    form: Mapping[str, Any]

    @property
    def slug(self) -> str:
        return self.part.procedure.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Paper:
    """Something to be shown or handed in, which no typing replaces."""

    procedure: str
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Union:
    """`content` is a form in its written shape. `names` leads from each procedure's keys to the conversation's."""

    content: Mapping[str, Any]
    names: Mapping[str, Names]
    papers: Sequence[Paper]
    parts: Mapping[str, Part]

    def applying_rows(self, procedure: str, answers: Mapping[str, Any]) -> list[str]:
        """The ids of the people for each of whom an application is handed in; "" where it is one in all."""
        return applying_rows(self.parts[procedure], answers)

    def name_in(self, procedure: str, row_id: str, answers: Mapping[str, Any]) -> Any:
        """The answer that tells the applications of one procedure apart."""
        part = self.parts[procedure]
        if part.each is None:
            return None
        return value_in_row(part.each.of, row_id, part.each.name, answers)

    def distribute(self, procedure: str, answers: Mapping[str, Any], row_id: str = "") -> dict[str, Any]:
        """The answers of one procedure's form: what was asked once for all, what the package fixes, and what is `row_id`'s."""
        names, part = self.names[procedure], self.parts[procedure]
        own = {key: answers[named] for key, named in names.keys.items() if answers.get(named) is not None}
        for key in names.inner:
            rows = [*rows_from(part, key, answers), *own_rows(part, names, key, answers)]
            own.pop(key, None)
            if rows:
                own[key] = rows
        return {**own, **derived(part, answers), **of_row(part, row_id, answers), **names.fixed}

    def path_in(self, procedure: str, path: str, row_id: str = "") -> str:
        """The question behind a path of one procedure's form; empty where nobody is asked for it."""
        names, each = self.names[procedure], self.parts[procedure].each
        key, _, rest = path.partition(".")
        if each is not None and key in each.facts:
            return f"{key_of(each.of)}.{row_id}.{key_of(each.facts[key])}"
        if not rest or key not in names.inner:
            return names.keys.get(key, "")
        row_id, _, inner = rest.partition(".")
        named = names.inner[key].get(inner)
        return f"{names.keys[key]}.{row_id}.{named}" if named and is_own(row_id) else names.keys[key]


@dataclass(slots=True)
class _Question:
    """All fields that ask for one fact, each with the condition under which its form asks."""

    key: str
    fact: str
    procedure: str
    fields: list[Mapping[str, Any]] = field(default_factory=list)
    conditions: list[Any] = field(default_factory=list)
    checks: list[Content] = field(default_factory=list)
    inner: dict[str, _Question] = field(default_factory=dict)


def unite(package: Package, offered: Sequence[Offered]) -> Union:
    """Fields of one fact that are not of one kind stay two questions: a city may have changed one of its forms."""
    questions: dict[str, _Question] = {}
    kinds: dict[str, Kind] = {}
    names = {one.part.procedure: _names_of(one, kinds) for one in offered}
    for one in offered:
        _gather(one, names[one.part.procedure], questions)
    built = [_placed(package, one) for one in questions.values()]
    titles = {one.part.procedure: dict(one.name) for one in offered}
    opening = [Placed(OPENING, dict(one)) for one in package.opening]
    extra = [Placed("", dict(one), str(one["key"])) for one in _extra(package, questions)]
    content = {
        "code": f"interview-{package.code}",
        "title": _plain(package.title),
        "steps": arrange(package, titles, [*opening, *extra, *built]),
    }
    papers = tuple(paper for one in offered for paper in _papers(one))
    return Union(content, names, papers, {one.part.procedure: one.part for one in offered})


def _extra(package: Package, questions: Mapping[str, _Question]) -> list[Content]:
    """Questions of the package alone; not those that hang on a procedure which is not offered, or left out today."""
    extra = list(package.extra.get("", ()))
    while True:
        known = {*package.opening_keys, *questions, *(str(one["key"]) for one in extra)}
        kept = [one for one in extra if names_in(one.get("when")) <= known]
        if len(kept) == len(extra):
            return kept
        extra = kept


def _names_of(one: Offered, kinds: dict[str, Kind]) -> Names:
    keys: dict[str, str] = {}
    inner: dict[str, dict[str, str]] = {}
    for content in _fields(one.form):
        key = content["key"]
        if content["type"] in _DROPPED or key in one.part.told or not _is_needed(one, content):
            continue
        keys[key] = _key(one, key, content, kinds)
        if content["type"] == "group":
            asked = [each for each in content["fields"] if each["type"] not in _DROPPED]
            place = f"{keys[key]}."
            inner[key] = {
                each["key"]: _key(one, f"{key}.{each['key']}", each, kinds, place) for each in asked
            }
    return Names(keys, inner, dict(one.part.fixed))


def _is_needed(one: Offered, content: Mapping[str, Any]) -> bool:
    """A computed value is carried along only where something hangs on it."""
    return content["type"] != "computed" or content["key"] in _asked_for(one.form)


def _asked_for(form: Mapping[str, Any]) -> set[str]:
    rules = [step.get("when") for step in form["steps"]]
    for content in _fields(form):
        rules += [content.get("when"), *(check["rule"] for check in content.get("checks", ()))]
        for each in content.get("fields", ()):
            rules += [each.get("when"), *(check["rule"] for check in each.get("checks", ()))]
    return names_in(rules)


def _fact(one: Offered, path: str, content: Mapping[str, Any]) -> str:
    return one.part.same.get(path) or str(content.get("concept") or "")


def _key(one: Offered, path: str, content: Mapping[str, Any], kinds: dict[str, Kind], group: str = "") -> str:
    """The question that a field becomes: that of its fact, where the first who asked for it asked in the same way."""
    key = _fact(one, path, content).replace(".", "_")
    kind = kind_of(content)
    if key and kinds.setdefault(f"{group}{key}", kind) == kind:
        return key
    return f"{one.slug}__{path.rpartition('.')[2]}"[:60]


def _gather(one: Offered, names: Names, questions: dict[str, _Question]) -> None:
    for step in one.form["steps"]:
        for content in step["fields"]:
            key = names.keys.get(content["key"])
            if key is None:
                continue
            own = [names.rename(step.get("when")), names.rename(content.get("when"))]
            condition = every([one.part.when, *own])
            fact = _fact(one, content["key"], content)
            question = questions.setdefault(key, _Question(key, fact, one.part.procedure))
            _add(question, one, content, condition, names)
            for each in content.get("fields", ()):
                _gather_inner(question, one, names, content, each)


def _gather_inner(
    question: _Question, one: Offered, names: Names, group: Mapping[str, Any], each: Mapping[str, Any]
) -> None:
    key = names.inner[group["key"]].get(each["key"])
    if key is None:
        return
    inner = question.inner.setdefault(key, _Question(key, "", one.part.procedure))
    inner.fact = _fact(one, f"{group['key']}.{each['key']}", each)
    flag = one.part.only.get(group["key"])
    flagged = None if flag is None else {"==": [{"var": f"row.{flag}"}, True]}
    condition = every([one.part.when, flagged, names.rename(each.get("when"), group["key"])])
    _add(inner, one, each, condition, names, group["key"])


def _add(
    question: _Question,
    one: Offered,
    content: Mapping[str, Any],
    condition: Any,
    names: Names,
    group: str = "",
) -> None:
    renamed = dict(content)
    if content["key"] in one.part.rows or content["key"] in one.part.only:
        # Its rows come from elsewhere, too: none need be typed here.
        renamed = {**renamed, "required": "no", "min_rows": 0}
    known = sum(source.each is None for source in one.part.rows.get(content["key"], ()))
    if known and "max_rows" in content:
        renamed["max_rows"] = max(content["max_rows"] - known, 1)
    if "formula" in content:
        renamed["formula"] = names.rename(content["formula"], group)
    question.fields.append(renamed)
    question.conditions.append(condition)
    for check in content.get("checks", ()):
        rule = names.rename(check["rule"], group)
        # A check of a form that is not asked for today must not hold up the others.
        guarded = rule if one.part.when is None else {"or": [{"!": [one.part.when]}, rule]}
        question.checks.append({**check, "rule": guarded})


def _placed(package: Package, question: _Question) -> Placed:
    built = _build(package, question)
    if question.inner:
        inner = [_build(package, one, question) for one in question.inner.values()]
        built["fields"] = in_order([*package.extra.get(question.key, ()), *inner])
    asked = question.fact or f"{question.procedure}:{question.fields[0]['key']}"
    return Placed(question.procedure, built, asked)


def _build(package: Package, question: _Question, group: _Question | None = None) -> Content:
    built = blend(question.key, question.fields, _words_for(package, question, group))
    when = either(question.conditions)
    if when is not None:
        built["when"] = when
    if question.checks:
        built["checks"] = _distinct(question.checks)[:10]
    return built


def _words_for(package: Package, question: _Question, group: _Question | None) -> Fact | None:
    name = question.fact or f"{question.procedure.replace('-', '_')}.{question.fields[0]['key']}"
    if group is not None and not question.fact:
        name = f"{question.procedure.replace('-', '_')}.{group.fields[0]['key']}.{question.fields[0]['key']}"
    return package.facts.get(name)


def _distinct(checks: list[Content]) -> list[Content]:
    found: list[Content] = []
    for one in checks:
        if one["rule"] not in [other["rule"] for other in found]:
            found.append(one)
    return found


def _papers(one: Offered) -> Iterator[Paper]:
    for content in _fields(one.form):
        if content["type"] == "files":
            yield Paper(one.part.procedure, content["label"])


def _fields(form: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for step in form["steps"]:
        yield from step["fields"]


def _plain(words: Any) -> dict[str, str]:
    plain: dict[str, str] = words.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return plain
