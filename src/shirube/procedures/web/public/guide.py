"""The guide: questions one by one, then what there is to do. Answers live in the address and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import segno
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shirube.kernel.words import Words
from shirube.organizations import interface as organizations
from shirube.procedures.domain.guides import (
    NO,
    UNKNOWN,
    YES,
    Certainty,
    Found,
    Given,
    LifeEvent,
    Question,
    list_asked,
    list_tasks,
    title_of,
)
from shirube.procedures.domain.reception import State
from shirube.procedures.queries.catalogue import ProcedureSummary
from shirube.procedures.queries.readers import Reader
from shirube.procedures.web.public.procedure import start_url
from shirube.procedures.web.words import plain, reception_status, say
from shirube.ui.japanese import japanese_words
from shirube.ui.links import Link
from shirube.ui.tables import Status

Procedures = Mapping[str, ProcedureSummary]


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str | SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """`kept` are the earlier answers, sent along in the address."""

    event: str | SafeString
    plain_event: str
    code: str
    text: str | SafeString
    help: str | SafeString
    choices: tuple[Choice, ...]
    kept: tuple[tuple[str, str], ...]
    number: int
    total: int
    back_url: str
    is_unanswered: bool


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that was given, and where to change it."""

    question: str | SafeString
    answer: str | SafeString
    change_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    title: str | SafeString
    url: str
    text: str | SafeString
    deadline: str | SafeString
    place: str | SafeString
    is_maybe: bool
    status: Status | None
    start_url: str
    law: str | SafeString


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to bring, and for what."""

    what: str | SafeString
    uses: tuple[str | SafeString, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    event: str | SafeString
    plain_event: str
    said: tuple[Said, ...]
    sure: tuple[ToDo, ...]
    maybe: tuple[ToDo, ...]
    things: tuple[Thing, ...]
    offices: tuple[str | SafeString, ...]
    address: str
    qr: str
    pdf_url: str
    again_url: str


def event_links(events: Iterable[LifeEvent], reader: Reader, *, procedure: str = "") -> tuple[Link, ...]:
    """The guides, all or those that lead to one procedure."""
    return tuple(
        Link(
            plain(event.title, reader.language),
            reverse("procedures:guide-event", args=[event.code]),
            plain(event.summary, reader.language),
        )
        for event in events
        if not procedure or any(task.procedure == procedure for task in event.tasks)
    )


def question_page(
    event: LifeEvent, question: Question, given: Given, reader: Reader, *, is_unanswered: bool
) -> QuestionPage:
    asked = [one.code for one in list_asked(event, given)]
    place = asked.index(question.code)
    return QuestionPage(
        event=say(event.title, reader.language),
        plain_event=plain(event.title, reader.language),
        code=question.code,
        text=say(question.text, reader.language),
        help=say(question.help, reader.language),
        choices=_choices(question, reader.language),
        kept=tuple(given.values.items()),
        number=place + 1,
        total=len(asked),
        back_url=_without(event, given, asked[place - 1]) if place else reverse("procedures:guide"),
        is_unanswered=is_unanswered,
    )


def result_page(
    event: LifeEvent, given: Given, procedures: Procedures, reader: Reader, address: str
) -> ResultPage:
    """`address`: the whole address of this page, for the link and the code that share it."""
    shown = [one for one in list_tasks(event, given) if is_offered(one, procedures)]
    todos = [(one.certainty, to_do(one, procedures, reader)) for one in shown]
    way = reverse("procedures:guide-pdf", args=[event.code])
    return ResultPage(
        event=say(event.title, reader.language),
        plain_event=plain(event.title, reader.language),
        said=_said(event, given, reader.language),
        sure=tuple(one for certainty, one in todos if certainty is Certainty.SURE),
        maybe=tuple(one for certainty, one in todos if certainty is Certainty.MAYBE),
        things=list_things(shown, procedures, reader),
        offices=_offices(shown, procedures, reader),
        address=address,
        qr=segno.make(address, error="m").svg_data_uri(scale=4, border=4),
        pdf_url=f"{way}?{urlencode(given.values)}" if given.values else way,
        again_url=reverse("procedures:guide-event", args=[event.code]),
    )


def is_offered(found: Found, procedures: Procedures) -> bool:
    """What leads nowhere in this city, and has no title of its own, is left out."""
    procedure = procedures.get(found.task.procedure or "")
    is_withdrawn = procedure is not None and procedure.state is State.WITHDRAWN
    return not is_withdrawn and (procedure is not None or found.task.title is not None)


def to_do(found: Found, procedures: Procedures, reader: Reader) -> ToDo:
    task, language = found.task, reader.language
    procedure = procedures.get(task.procedure or "")
    names = {code: one.short for code, one in procedures.items()}
    refusal = procedure.refusal_on(reader.today) if procedure else None
    is_open = procedure is not None and refusal is None
    laws = "、".join(f"{one.law} {one.article}".strip() for one in task.legal_basis)
    return ToDo(
        title=say(title_of(task, names), language),
        url=reverse("procedures:procedure", args=[procedure.code]) if procedure else "",
        text=say(task.text or (procedure.summary if procedure else None), language),
        deadline=say(task.deadline or (procedure.facts.when if procedure else None), language),
        place=_place(found, procedure, reader),
        is_maybe=found.certainty is Certainty.MAYBE,
        status=reception_status(procedure, refusal, language) if procedure else None,
        start_url=start_url(procedure.code) if procedure and is_open else "",
        law=japanese_words(laws, language),
    )


def list_things(shown: Sequence[Found], procedures: Procedures, reader: Reader) -> tuple[Thing, ...]:
    """One list for all: the same thing is brought once, however many ask for it."""
    names = {code: one.short for code, one in procedures.items()}
    uses: dict[str, tuple[Words, list[str | SafeString]]] = {}
    for found in shown:
        procedure = procedures.get(found.task.procedure or "")
        for thing in [*found.task.bring, *(procedure.facts.bring if procedure else ())]:
            kept = uses.setdefault(thing.ja, (thing, []))
            kept[1].append(say(title_of(found.task, names), reader.language))
    return tuple(
        Thing(say(thing, reader.language), tuple(dict.fromkeys(titles))) for thing, titles in uses.values()
    )


def _choices(question: Question, language: str) -> tuple[Choice, ...]:
    own = [Choice(one.value, say(one.label, language)) for one in question.options]
    given = own or [Choice(YES, _("はい")), Choice(NO, _("いいえ"))]
    return (*given, Choice(UNKNOWN, _("わからない")))


def _said(event: LifeEvent, given: Given, language: str) -> tuple[Said, ...]:
    return tuple(
        Said(
            say(question.text, language),
            next(
                one.label for one in _choices(question, language) if one.value == given.values[question.code]
            ),
            _without(event, given, question.code),
        )
        for question in event.questions
        if question.code in given.values
    )


def _without(event: LifeEvent, given: Given, code: str) -> str:
    """The address that asks the question again; later answers stay where they still make sense."""
    kept = {name: value for name, value in given.values.items() if name != code}
    way = reverse("procedures:guide-event", args=[event.code])
    return f"{way}?{urlencode(kept)}" if kept else way


def _place(found: Found, procedure: ProcedureSummary | None, reader: Reader) -> str | SafeString:
    """The section in charge where the city names one, else what the guide says."""
    section = _section(found, procedure, reader)
    if section is not None:
        return japanese_words(section.name, reader.language)
    return say(found.task.place, reader.language) or _("市の窓口")


def _section(
    found: Found, procedure: ProcedureSummary | None, reader: Reader
) -> organizations.SectionSummary | None:
    if procedure is not None:
        return reader.sections.get(procedure.section_id) if procedure.section_id else None
    kind = found.task.section_kind
    return next((one for one in reader.sections.values() if kind and one.name == kind), None)


def _offices(shown: Sequence[Found], procedures: Procedures, reader: Reader) -> tuple[str | SafeString, ...]:
    places = (_place(one, procedures.get(one.task.procedure or ""), reader) for one in shown)
    return tuple(dict.fromkeys(places))
