"""A package: an event of life with the procedures that may follow from it, and the order in which people talk about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from shirube.kernel.packs import PackModel, PackProblem
from shirube.kernel.words import WordsOrText

CODE = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
NAME = r"^[a-z][a-z0-9_.]*$"
Code = Annotated[str, Field(max_length=60, pattern=CODE)]
Name = Annotated[str, Field(max_length=60, pattern=NAME)]
# JSON Logic; the engine of forms checks it when the union is read.
Rule = dict[str, Any]


class Fact(PackModel):
    """What is asked once for all forms, in the words of the counter. `text` is that of a confirmation."""

    label: WordsOrText
    help: WordsOrText | None = None
    text: WordsOrText | None = None


class Rows(PackModel):
    """People who are known already become rows of a group: `facts` leads from the row's keys to questions.

    `each`: one row for every row of that question, else one row in all. `flag`: the yes-or-no question that says so.
    """

    each: Name | None = None
    flag: Name
    facts: dict[str, Name]
    fixed: dict[str, Any] = {}


class Each(PackModel):
    """One application for each row of the question `of` whose `flag` says yes (a nursery place for each child).

    `facts` leads from keys of the form to questions of the row; what else the form asks is asked once, for all of them.
    `name`: the question of the row by which people tell the applications apart.
    """

    of: Name
    flag: Name
    facts: Annotated[dict[str, Name], Field(min_length=1)]
    name: Name


class Part(PackModel):
    """A procedure of the package.

    `when` asks the opening questions. `same` leads from a key of its form ("name", or "children.name" in a group) to the
    fact it asks for, where its concept does not say so. `fixed` holds answers that follow from the package itself,
    `derived` those that are part of another ("address.previous" and its "city"). `only`: a group takes the rows for which
    the flag says yes. `rows`: rows of a group from people who are known. `each`: one application for each of several people.
    """

    procedure: Code
    when: Rule | None = None
    same: dict[str, Name] = {}
    fixed: dict[str, Any] = {}
    derived: dict[str, tuple[Name, str]] = {}
    only: dict[str, Name] = {}
    rows: dict[str, list[Rows]] = {}
    each: Each | None = None

    @property
    def told(self) -> frozenset[str]:
        """Keys of its form that nobody is asked for by this form."""
        return frozenset((*self.fixed, *self.derived, *(self.each.facts if self.each else ())))


class Topic(PackModel):
    """A part of the conversation. `asks`: facts, or "procedure:key" for a question of one form."""

    code: Annotated[str, Field(max_length=60, pattern=r"^[a-z][a-z0-9_-]*$")]
    title: WordsOrText
    explanation: WordsOrText | None = None
    asks: list[Annotated[str, Field(max_length=130)]] = []


class Remaining(PackModel):
    """What is to be done after the visit, and not by the city: where, and by when."""

    code: Name
    title: WordsOrText
    place: WordsOrText
    deadline: WordsOrText
    when: Rule | None = None


class Package(PackModel):
    """`life_event` is that of the guide; `opening` are fields in the shape of forms, asked before everything else."""

    kind: Literal["visit_package"] = "visit_package"
    version: Annotated[int, Field(ge=1)] = 1
    code: Code
    life_event: Annotated[str, Field(max_length=40)]
    title: WordsOrText
    summary: WordsOrText
    minutes: Annotated[int, Field(ge=5, le=240)] = 45
    opening_title: WordsOrText
    opening: Annotated[list[dict[str, Any]], Field(max_length=20)] = []
    # Questions that only the package asks, in the shape of forms: beside the others (""), or in the rows of a group.
    extra: dict[str, list[dict[str, Any]]] = {}
    facts: dict[Name, Fact] = {}
    topics: Annotated[list[Topic], Field(max_length=20)] = []
    procedures: Annotated[list[Part], Field(min_length=1, max_length=25)]
    bring: list[WordsOrText] = []
    remaining: Annotated[list[Remaining], Field(max_length=20)] = []

    @property
    def opening_keys(self) -> frozenset[str]:
        return frozenset(str(one.get("key")) for one in self.opening)

    def part_of(self, procedure: str) -> Part | None:
        return next((one for one in self.procedures if one.procedure == procedure), None)


def list_package_problems(package: Package) -> Iterator[PackProblem]:
    """What a look at one part alone cannot find."""
    yield from _twins("procedures", [one.procedure for one in package.procedures])
    yield from _twins("topics", [one.code for one in package.topics])
    asked = [name for topic in package.topics for name in topic.asks]
    yield from _twins("topics › asks", asked)
    rules: Mapping[str, Rule | None] = {
        **{f"procedures › {one.procedure}": one.when for one in package.procedures},
        **{f"remaining › {one.code}": one.when for one in package.remaining},
    }
    for path, rule in rules.items():
        unknown = sorted(_names_in(rule) - package.opening_keys)
        yield from (PackProblem(f"{path} › when", "unknown_name", name) for name in unknown)


def _twins(path: str, names: list[str]) -> Iterator[PackProblem]:
    yield from (PackProblem(path, "used_twice", name) for name, count in Counter(names).items() if count > 1)


def _names_in(rule: Any) -> set[str]:
    if isinstance(rule, list):
        return {name for one in rule for name in _names_in(one)}
    if not isinstance(rule, dict):
        return set()
    if "var" in rule:
        return {str(rule["var"])}
    return {name for one in rule.values() for name in _names_in(one)}
