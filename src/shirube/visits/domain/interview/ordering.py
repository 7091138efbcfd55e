"""The order of the conversation: the package's topics first, the rest by procedure, nothing before what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shirube.visits.domain.interview.packages import Package
from shirube.visits.domain.interview.renaming import names_in

Content = dict[str, Any]
OPENING = "opening"


@dataclass(slots=True)
class Placed:
    """A question and what it is called in `topics › asks`; `home` is the procedure it came from first."""

    home: str
    content: Content
    asked: str = ""

    @property
    def key(self) -> str:
        return str(self.content["key"])

    @property
    def needs(self) -> set[str]:
        """Questions that must stand before it."""
        rules = [self.content.get("when"), self.content.get("formula")]
        rules += [one.get(name) for one in self.content.get("fields", ()) for name in ("when", "formula")]
        return {name for name in names_in(rules) if not name.startswith("row.")}


def arrange(package: Package, titles: Mapping[str, Any], questions: Sequence[Placed]) -> list[Content]:
    """The steps of the conversation."""
    step_of = _settle(_wanted(package, questions), questions)
    heads = _heads(package, titles)
    steps = []
    for code, head in heads.items():
        fields = [one.content for one, step in step_of if step == code]
        if fields:
            steps.append({**head, "code": code, "fields": fields})
    _keep_checks_that_can_tell(steps)
    return steps


def _wanted(package: Package, questions: Sequence[Placed]) -> list[tuple[Placed, str]]:
    """Every question with the topic it belongs to, in the order of the conversation."""
    place = {name: (topic.code, at) for topic in package.topics for at, name in enumerate(topic.asks)}
    rank = {code: at for at, code in enumerate(_codes(package))}
    found = [(one, *place.get(one.asked, (one.home, 1000))) for one in questions]
    ordered = sorted(found, key=lambda each: (rank.get(each[1], 999), each[2]))
    return [(one, code) for one, code, _at in ordered]


def _codes(package: Package) -> list[str]:
    """Opening, topics, procedures; a last topic that is called "end" stands behind everything."""
    topics = [one.code for one in package.topics]
    ends = [code for code in topics if code == "end"]
    procedures = [one.procedure for one in package.procedures]
    return [OPENING, *(code for code in topics if code != "end"), *procedures, *ends]


def _heads(package: Package, titles: Mapping[str, Any]) -> dict[str, Content]:
    topics = {one.code: one for one in package.topics}
    heads: dict[str, Content] = {}
    for code in _codes(package):
        if code == OPENING:
            heads[code] = {"title": _plain(package.opening_title)}
        elif code in topics:
            one = topics[code]
            told = {} if one.explanation is None else {"explanation": _plain(one.explanation)}
            heads[code] = {"title": _plain(one.title), **told}
        elif code in titles:
            heads[code] = {"title": titles[code]}
    return heads


def _settle(wanted: list[tuple[Placed, str]], questions: Sequence[Placed]) -> list[tuple[Placed, str]]:
    """Whatever stands before something it needs moves behind it, into the topic of that."""
    known = {one.key for one in questions}
    settled: list[tuple[Placed, str]] = []
    done: set[str] = set()
    waiting: list[tuple[Placed, str]] = []
    for one, code in wanted:
        waiting.append((one, code))
        settled.extend((ready, code) for ready in _ready(waiting, known, done))
    if waiting:
        raise ValueError(f"questions hang on each other: {sorted(one.key for one, _ in waiting)}")
    return settled


def in_order(fields: Sequence[Content]) -> list[Content]:
    """The questions of a row, flags that others hang on before those."""
    done: list[Content] = []
    left = list(fields)
    while left:
        known = {str(one["key"]) for one in done}
        ready = next((one for one in left if _row_needs(one, fields) <= known), left[0])
        left.remove(ready)
        done.append(ready)
    return done


def _row_needs(one: Content, fields: Sequence[Content]) -> set[str]:
    keys = {f"row.{each['key']}" for each in fields}
    asked = names_in([one.get("when"), one.get("formula")]) & keys
    return {name.removeprefix("row.") for name in asked}


def _ready(waiting: list[tuple[Placed, str]], known: set[str], done: set[str]) -> Iterator[Placed]:
    found = True
    while found:
        found = False
        for entry in list(waiting):
            if (entry[0].needs & known) - {entry[0].key} <= done:
                waiting.remove(entry)
                done.add(entry[0].key)
                found = True
                yield entry[0]


def _keep_checks_that_can_tell(steps: list[Content]) -> None:
    """A check sees its own step and those before it; what looks further is left to the check of each form."""
    before: set[str] = set()
    for step in steps:
        before |= {str(one["key"]) for one in step["fields"]}
        for one in step["fields"]:
            for each in (one, *one.get("fields", ())):
                kept = [check for check in each.get("checks", ()) if _sees(check["rule"], before)]
                each.pop("checks", None)
                if kept:
                    each["checks"] = kept


def _sees(rule: Any, before: set[str]) -> bool:
    return all(name.startswith("row.") or name in before for name in names_in(rule))


def _plain(words: Any) -> dict[str, str]:
    plain: dict[str, str] = words.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return plain
