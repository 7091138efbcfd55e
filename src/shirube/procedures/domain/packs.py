"""The packs of this room: a procedure with its form, and what a city makes of a whole pack of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from shirube.kernel.calendar import DaysUnit
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.packs import PackModel, PackProblem
from shirube.kernel.words import WordsOrText
from shirube.procedures.domain.facts import (
    Code,
    Days,
    DecisionDocument,
    Export,
    Facts,
    OtherWays,
    PerPerson,
    ShortText,
    Yen,
)
from shirube.procedures.domain.reception import State

# What stands in curly brackets in the body of a decision document, beside {answers.<key>}.
PLACEHOLDERS = frozenset(
    [
        "applicant_name",
        "submitted_on",
        "decided_on",
        "receipt_number",
        "municipality_name",
        "section_name",
        "officer_note",
    ]
)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ANSWER = "answers."


def _switch(content: Any) -> Any:
    """YAML reads on and off as true and false."""
    return {True: "on", False: "off"}.get(content, content) if isinstance(content, bool) else content


def _decided(state: State) -> State:
    """A proposal is made and agreed to by people, never by a file."""
    if state is State.PROPOSED:
        raise ValueError("unknown_choice")
    return state


Switch = Annotated[State, BeforeValidator(_switch), AfterValidator(_decided)]


class ProcedurePack(Facts):
    """One file. The form is the engine's: kept as it stands, parsed by the room that knows forms."""

    kind: Literal["procedure"] = "procedure"
    version: Annotated[int, Field(ge=1)] = 1
    form: dict[str, Any]

    @property
    def facts(self) -> Facts:
        return Facts.model_validate(self.model_dump(by_alias=True, exclude={"kind", "version", "form"}))


class FieldOverride(PackModel):
    """What a city says differently of one field of the form."""

    label: WordsOrText | None = None
    help: WordsOrText | None = None
    required: Literal["yes", "soft", "no"] | bool | None = None


class FormOverrides(PackModel):
    """`add_fields` by the code of the step they are put at the end of."""

    fields: dict[str, FieldOverride] = {}
    add_fields: dict[str, list[dict[str, Any]]] = {}
    drop_fields: list[str] = []


class Overrides(PackModel):
    """What a city says differently of one procedure. What is not named stays as the pack says."""

    reception: Switch | None = None
    section: ShortText | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    per_person: PerPerson | None = None
    name: WordsOrText | None = None
    short: WordsOrText | None = None
    summary: WordsOrText | None = None
    who: WordsOrText | None = None
    when: WordsOrText | None = None
    bring: list[WordsOrText] | None = None
    fee_yen: Yen | None = None
    fee_note: WordsOrText | None = None
    standard_days: Days | None = None
    standard_days_unit: DaysUnit | None = None
    contact: WordsOrText | None = None
    level: IdentityLevel | None = None
    representative: bool | None = None
    other_ways: OtherWays | None = None
    life_events: list[ShortText] | None = None
    search_words: list[ShortText] | None = None
    route: list[ShortText] | None = None
    document: DecisionDocument | None = None
    retention_years: Annotated[int, Field(ge=1, le=50, strict=True)] | None = None
    export: Export | None = None
    form: FormOverrides | None = None


class AdoptionPack(PackModel):
    """A city takes over a pack. `sections` leads from the pack's usual section to the city's own, by name or code."""

    kind: Literal["adoption"] = "adoption"
    version: Annotated[int, Field(ge=1)] = 1
    municipality: ShortText
    pack: Code
    sections: dict[str, ShortText] = {}
    reception: Switch = State.OFF
    overrides: dict[str, Overrides] = {}


def list_placeholder_problems(pack: ProcedurePack) -> Iterator[PackProblem]:
    """Brackets in the decision document that no case can fill, and columns of the export that no answer has."""
    keys = _answer_keys(pack.form)
    if pack.document is not None:
        for language, text in pack.document.body.model_dump(by_alias=True).items():
            for name in _PLACEHOLDER.findall(text):
                if name not in PLACEHOLDERS and not _is_answer(name, keys):
                    yield PackProblem(f"document › body › {language}", "unknown_placeholder", name)
    for place, column in enumerate(pack.export.columns if pack.export else (), 1):
        if column.value != "receipt_number" and not _is_answer(column.value, keys):
            yield PackProblem(f"export › columns[{place}] › value", "unknown_answer", column.value)


def _is_answer(name: str, keys: frozenset[str]) -> bool:
    return name.startswith(_ANSWER) and name.removeprefix(_ANSWER).partition(".")[0] in keys


def _answer_keys(form: dict[str, Any]) -> frozenset[str]:
    """Keys of the fields outside groups; a form that is wrong in itself is told of by the engine."""
    steps = form.get("steps") if isinstance(form.get("steps"), list) else []
    fields = [one for step in steps or [] if isinstance(step, dict) for one in step.get("fields") or []]
    return frozenset(str(one.get("key")) for one in fields if isinstance(one, dict))
