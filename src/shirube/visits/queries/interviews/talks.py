"""A package with the city's own forms: the questions of the conversation, and what belongs to which procedure."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Any
from uuid import UUID

from shirube.forms import interface as forms
from shirube.procedures import interface as procedures
from shirube.visits.domain.interview.packages import Package, Remaining
from shirube.visits.domain.interview.union import Offered, Paper, Union, unite
from shirube.visits.queries.interviews.packages import get_package

_MOST_REMEMBERED = 32
_remembered: OrderedDict[tuple[Any, ...], Talk]
_lock = Lock()


@dataclass(frozen=True, slots=True)
class TalkPart:
    """A procedure of the talk with the form that is asked from; `is_outdated` where another one is in force today.

    Of several people's, `row` is the one and `of` their name.
    """

    code: str
    name: forms.Words
    section_id: UUID
    version: forms.FormVersionSummary
    is_outdated: bool = False
    row: str = ""
    of: str = ""

    def name_in(self, language: str) -> str:
        """The procedure, and for whom where there are several: "…（山田 一郎）"."""
        name = self.name.in_language(language)
        return f"{name}（{self.of}）" if self.of else name


@dataclass(frozen=True, slots=True)
class Talk:
    """`form` is the union; `parts` are the procedures it serves, in the package's order."""

    package: Package
    union: Union
    form: forms.Form
    parts: Mapping[str, TalkPart]

    @property
    def versions(self) -> dict[str, str]:
        """By procedure the id of its form version, as `get_talk` takes them."""
        return {code: str(part.version.id) for code, part in self.parts.items()}

    @property
    def outdated(self) -> Sequence[TalkPart]:
        return [one for one in self.parts.values() if one.is_outdated]

    def list_applying(self, answers: Mapping[str, Any], today: date) -> Sequence[TalkPart]:
        """The procedures that follow from the opening answers, one of several people once for each of them."""
        opening = {key: answers.get(key) for key in self.package.opening_keys}
        return [
            part
            for one in self.package.procedures
            if one.procedure in self.parts and _holds(one.when, opening, today)
            for part in self._for_each(one.procedure, answers)
        ]

    def _for_each(self, procedure: str, answers: Mapping[str, Any]) -> Iterator[TalkPart]:
        for row in self.union.applying_rows(procedure, answers):
            of = _plain_name(self.union.name_in(procedure, row, answers))
            yield replace(self.parts[procedure], row=row, of=of)

    def list_remaining(self, answers: Mapping[str, Any], today: date) -> Sequence[Remaining]:
        """What is left to do elsewhere."""
        opening = {key: answers.get(key) for key in self.package.opening_keys}
        return [one for one in self.package.remaining if _holds(one.when, opening, today)]

    def list_papers(self, applying: Sequence[TalkPart]) -> Sequence[Paper]:
        """What is to be shown or handed in for the procedures that apply, each label once."""
        codes = {one.code for one in applying}
        papers = {paper.label.get("ja", ""): paper for paper in self.union.papers if paper.procedure in codes}
        return list(papers.values())

    def answers_for(self, part: TalkPart, answers: Mapping[str, Any], today: date) -> dict[str, Any]:
        """The answers of one procedure's form, nothing in them that it does not ask."""
        own = self.union.distribute(part.code, answers, part.row)
        return forms.drop_hidden(part.version.form, own, today=today)

    def check(
        self, applying: Sequence[TalkPart], answers: Mapping[str, Any], today: date
    ) -> list[tuple[TalkPart, forms.Problem]]:
        """What each form has against its answers; papers are looked at by people."""
        found = []
        for part in applying:
            own = self.answers_for(part, answers, today)
            problems = forms.check_answers(part.version.form, own, today=today)
            found += [(part, one) for one in problems if one.code != "files_missing"]
        return found


_remembered = OrderedDict()


def get_talk(
    *,
    municipality_id: UUID,
    package: str,
    on: date,
    begun_with: Mapping[str, str] | None = None,
    left_out: Collection[str] = (),
) -> Talk:
    """The talk in the forms of the day `on`, but for those that it was `begun_with`: these stay. PackageNotFoundError.

    Cost: two queries a procedure; the union is made anew only when a form has changed.
    """
    found = get_package(municipality_id=municipality_id, code=package)
    asked = {one.procedure: (begun_with or {}).get(one.procedure) for one in found.procedures}
    parts = {
        code: part
        for code, version_id in asked.items()
        if code not in left_out and (part := _part(municipality_id, code, version_id, on)) is not None
    }
    marks = ((one.code, one.version.id, one.is_outdated) for one in parts.values())
    key = (municipality_id, found.model_dump_json(), *marks)
    with _lock:
        known = _remembered.get(key)
    return known or _remember(key, _make(found, parts))


def _remember(key: tuple[Any, ...], talk: Talk) -> Talk:
    with _lock:
        _remembered[key] = talk
        while len(_remembered) > _MOST_REMEMBERED:
            _remembered.popitem(last=False)
    return talk


def _make(package: Package, parts: Mapping[str, TalkPart]) -> Talk:
    offered = [
        Offered(one, _plain(parts[one.procedure].name), forms.dump_form(parts[one.procedure].version.form))
        for one in package.procedures
        if one.procedure in parts
    ]
    union = unite(package, offered)
    return Talk(package, union, forms.parse_form(union.content), parts)


def _part(municipality_id: UUID, code: str, begun_with: str | None, on: date) -> TalkPart | None:
    """None where the city does not receive the procedure."""
    found = procedures.find_procedure(municipality_id=municipality_id, code=code)
    if found is None or found.section_id is None or found.state != procedures.State.ON:
        return None
    current = forms.find_current_version(municipality_id=municipality_id, code=found.form_code, on=on)
    if current is None or begun_with in {None, str(current.id)}:
        return None if current is None else TalkPart(code, found.short, found.section_id, current)
    begun = forms.get_form_version(municipality_id=municipality_id, version_id=UUID(begun_with))
    # The procedure may have been given another form altogether: then the talk goes on in that one.
    is_same_form = begun.code == current.code
    return TalkPart(
        code, found.short, found.section_id, begun if is_same_form else current, is_outdated=is_same_form
    )


def _plain(words: forms.Words) -> dict[str, str]:
    plain: dict[str, str] = words.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return plain


def _plain_name(answer: Any) -> str:
    """A name as it is written; that in Latin letters where there is no other."""
    known = answer if isinstance(answer, Mapping) else {}
    parts = [str(known.get(key) or "") for key in ("family", "given")]
    return " ".join(filter(None, parts)) or str(known.get("latin") or "")


def _holds(rule: Any, facts: Mapping[str, Any], today: date) -> bool:
    return rule is None or forms.Rule(rule).holds(facts, today)
