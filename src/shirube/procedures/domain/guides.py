"""From an event of life to what there is to do: questions, and the procedures and tasks that follow from the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from shirube.kernel.packs import PackModel, PackProblem
from shirube.kernel.words import Words, WordsOrText
from shirube.procedures.domain.facts import LIFE_EVENT, Code, LegalBasis, ShortText
from shirube.procedures.domain.rules import Answer, Answers, Rule, Verdict, evaluate, names_in

Name = Annotated[str, Field(max_length=40, pattern=LIFE_EVENT)]
# What the address says for an answer that the reader does not know.
UNKNOWN, YES, NO = "unknown", "yes", "no"


class Option(PackModel):
    value: Name
    label: WordsOrText


class Question(PackModel):
    """Yes or no, or one of `options`; "I don't know" can always be said."""

    code: Name
    text: WordsOrText
    help: WordsOrText | None = None
    options: Annotated[list[Option], Field(max_length=12)] = []
    when: Rule | None = None

    @property
    def values(self) -> tuple[str, ...]:
        return (*(one.value for one in self.options), UNKNOWN) if self.options else (YES, NO, UNKNOWN)


class Task(PackModel):
    """A procedure of the catalogue, or something else to do with a title of its own.

    `within_days` orders the list: days from the event, as the law or the practice sets them.
    """

    code: Name
    procedure: Code | None = None
    title: WordsOrText | None = None
    text: WordsOrText | None = None
    when: Rule | None = None
    deadline: WordsOrText | None = None
    within_days: Annotated[int, Field(ge=0, le=3650, strict=True)] | None = None
    bring: list[WordsOrText] = []
    section_kind: ShortText | None = None
    place: WordsOrText | None = None
    legal_basis: list[LegalBasis] = []

    @model_validator(mode="after")
    def _is_something(self) -> Self:
        if not self.procedure and not self.title:
            raise ValueError("task_without_title")
        return self


class LifeEvent(PackModel):
    code: Name
    title: WordsOrText
    summary: WordsOrText
    search_words: list[ShortText] = []
    questions: Annotated[list[Question], Field(max_length=15)] = []
    tasks: Annotated[list[Task], Field(min_length=1, max_length=60)]


class GuidePackModel(PackModel):
    kind: Literal["guide"] = "guide"
    version: Annotated[int, Field(ge=1)] = 1
    code: Code
    events: Annotated[list[LifeEvent], Field(min_length=1, max_length=40)]


class Certainty(StrEnum):
    """`MAYBE`: it depends on a question to which the reader does not know the answer."""

    SURE = "sure"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Found:
    task: Task
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Given:
    """What the reader has said so far, as the address says it: {question: value}. Unknown questions are left out."""

    values: Mapping[str, str]

    @property
    def answers(self) -> Answers:
        return {code: _answer(value) for code, value in self.values.items()}


def read_answers(event: LifeEvent, typed: Mapping[str, str]) -> Given:
    """The answers in an address that this guide asks for; anything else is ignored."""
    kept: dict[str, str] = {}
    for question in event.questions:
        value = typed.get(question.code, "")
        if value in question.values and _is_asked(question, Given(kept)):
            kept[question.code] = value
    return Given(kept)


def list_asked(event: LifeEvent, given: Given) -> Sequence[Question]:
    """The questions that matter after what was said."""
    return [question for question in event.questions if _is_asked(question, given)]


def find_next_question(event: LifeEvent, given: Given) -> Question | None:
    """None where everything that matters has been asked."""
    return next((one for one in list_asked(event, given) if one.code not in given.values), None)


def list_tasks(event: LifeEvent, given: Given) -> Sequence[Found]:
    """What there is to do, the shortest deadline first, things without one last."""
    verdicts = [(task, _verdict(event, task, given)) for task in event.tasks]
    found = [
        Found(task, Certainty.SURE if verdict else Certainty.MAYBE)
        for task, verdict in verdicts
        if verdict is not False
    ]
    return sorted(found, key=lambda one: (one.task.within_days is None, one.task.within_days or 0))


def list_guide_problems(pack: GuidePackModel) -> Iterator[PackProblem]:
    """What a look at one part alone cannot find."""
    yield from _twins("events", [event.code for event in pack.events])
    for place, event in enumerate(pack.events, 1):
        yield from _event_problems(f"events[{place}]", event)


def _event_problems(path: str, event: LifeEvent) -> Iterator[PackProblem]:
    yield from _twins(f"{path} › questions", [one.code for one in event.questions])
    yield from _twins(f"{path} › tasks", [one.code for one in event.tasks])
    earlier: set[str] = set()
    for place, question in enumerate(event.questions, 1):
        yield from _rule_problems(f"{path} › questions[{place}] › when", question.when, earlier)
        earlier.add(question.code)
    for place, task in enumerate(event.tasks, 1):
        yield from _rule_problems(f"{path} › tasks[{place}] › when", task.when, earlier)


def _rule_problems(path: str, rule: object, known: set[str]) -> Iterator[PackProblem]:
    for name in names_in(rule):
        if name not in known:
            yield PackProblem(path, "unknown_question", name)


def _twins(path: str, codes: Sequence[str]) -> Iterator[PackProblem]:
    counts = Counter(codes)
    for place, code in enumerate(codes, 1):
        if counts[code] > 1:
            yield PackProblem(f"{path}[{place}] › code", "repeated", code)


def _is_asked(question: Question, given: Given) -> bool:
    """A question that depends on something the reader does not know is asked: its answer may still tell."""
    return question.when is None or evaluate(question.when, given.answers) is not False


def _verdict(event: LifeEvent, task: Task, given: Given) -> Verdict:
    """A question that was not asked, because an earlier answer made it pointless, counts as no."""
    asked = {one.code for one in list_asked(event, given)}
    unasked: dict[str, Answer] = {one.code: False for one in event.questions if one.code not in asked}
    return True if task.when is None else evaluate(task.when, {**unasked, **given.answers})


def _answer(value: str) -> Answer | None:
    return {YES: True, NO: False, UNKNOWN: None}.get(value, value)


def title_of(task: Task, names: Mapping[str, Words]) -> Words | None:
    """The task's own title, else the plain name of its procedure; None where the city does not have that."""
    return task.title or (names.get(task.procedure) if task.procedure else None)
