"""Invented inquiries for the demonstration city, lived through the same commands that staff use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from shirube.accounts.interface import SYSTEM, Actor
from shirube.accounts.models import User
from shirube.config.demonstration import NotADemonstrationError
from shirube.inquiries.commands.answering import (
    AnswerDraft,
    approve_answer,
    open_asked,
    save_answer,
    submit_answer,
)
from shirube.inquiries.commands.drafting import (
    Contents,
    InquiryEntry,
    choose_contents,
    choose_sections,
    draft_inquiry,
)
from shirube.inquiries.commands.extending import request_extension
from shirube.inquiries.commands.looking import accept_answer
from shirube.inquiries.commands.sending import approve_inquiry, close_inquiry, submit_inquiry
from shirube.inquiries.commands.talking import answer_talk, ask_about
from shirube.inquiries.domain.questions import Question, add_question
from shirube.inquiries.domain.terms import InquiryState, Visibility
from shirube.inquiries.models import AskedSection, Inquiry, Talk
from shirube.kernel.clock import JAPAN, japan_date
from shirube.kernel.packs import PackModel
from shirube.organizations import interface as organizations
from shirube.plans.models import Kpi

Deed = Callable[[], object]


class DemoQuestion(PackModel):
    label: str
    type: str
    unit: str = ""
    required: bool = False


class DemoAnswer(PackModel):
    """`by` and `chief` are the parts of staff mail addresses before the @.

    `readings`: value and note by the code of the KPI. Nobody named: the system itself, for a section in which nobody has
    an account. Without a chief the section has none.
    """

    section: str
    by: str = ""
    chief: str = ""
    at: int
    values: dict[str, Any] = {}
    readings: dict[str, tuple[str, str]] = {}
    remark: str = ""
    not_applicable: bool = False
    draft: bool = False
    accepted: bool = False


class DemoTalk(PackModel):
    section: str
    by: str
    at: int
    question: str
    answer: str
    reply_by: str


class DemoExtension(PackModel):
    section: str
    by: str
    at: int
    to: int
    reason: str


class DemoInquiry(PackModel):
    """Days are counted from the day of loading, so that the demonstration does not grow old. `is_draft`: it was not sent."""

    key: str
    title: str
    purpose: str
    contact: str
    section: str
    sent: int
    due: int
    closed: int | None = None
    is_draft: bool = False
    visibility: Visibility = Visibility.OFF
    by: str
    chief: str
    register_code: str = Field(default="", alias="register")
    fields: list[str] = []
    plan: str = ""
    measured_on: date | None = None
    questions: list[DemoQuestion] = []
    sections: list[str]
    answers: list[DemoAnswer] = []
    questions_about: list[DemoTalk] = []
    extensions: list[DemoExtension] = []


class DemoInquiriesPack(PackModel):
    kind: Literal["demonstration_inquiries"]
    version: Literal[1]
    municipality: str
    inquiries: list[DemoInquiry]


@dataclass(frozen=True, slots=True)
class _Stage:
    """The city, and what the pack's codes stand for."""

    municipality_id: UUID
    sections: Mapping[str, UUID]
    now: datetime

    def at(self, days: int, hour: int = 10) -> datetime:
        day = japan_date(self.now) + timedelta(days=days)
        return datetime.combine(day, time(hour), JAPAN)

    def actor(self, name: str) -> Actor:
        if not name:
            return SYSTEM
        email = f"{name}@shirube.example"
        return User.objects.get(municipality_id=self.municipality_id, email=email).as_actor()

    def facts(self, by: str, days: int, hour: int = 10) -> dict[str, Any]:
        return {
            "municipality_id": self.municipality_id,
            "actor": self.actor(by),
            "now": self.at(days, hour),
        }

    def readings(self, given: Mapping[str, tuple[str, str]]) -> dict[str, dict[str, str]]:
        """As an answer keeps them: by the id of the KPI."""
        rows = Kpi.objects.filter(municipality_id=self.municipality_id, code__in=given)
        return {
            str(kpi_id): {"value": given[code][0], "note": given[code][1]}
            for kpi_id, code in rows.values_list("pk", "code")
        }

    def asked(self, inquiry_id: UUID, section: str) -> AskedSection:
        return AskedSection.objects.get(
            municipality_id=self.municipality_id,
            inquiry_id=inquiry_id,
            section_id=self.sections[section],
        )


def load_demonstration_inquiries(
    *, municipality: organizations.MunicipalitySummary, pack: DemoInquiriesPack, now: datetime
) -> None:
    """Live through what has not been lived through yet; an inquiry is known by its title. NotADemonstrationError."""
    if not municipality.demonstration:
        raise NotADemonstrationError(municipality.code)
    sections = {one.code: one.id for one in organizations.list_sections(municipality_id=municipality.id)}
    stage = _Stage(municipality.id, sections, now)
    for one in pack.inquiries:
        _live(stage, one)


def _live(stage: _Stage, one: DemoInquiry) -> None:
    known = Inquiry.objects.filter(municipality_id=stage.municipality_id, title=one.title).first()
    if known is not None and known.state == InquiryState.CLOSED:
        return
    inquiry_id = known.pk if known else _draft(stage, one)
    if not known and not one.is_draft:
        submit_inquiry(**stage.facts(one.by, one.sent, 9) | {"inquiry_id": inquiry_id})
        approve_inquiry(**stage.facts(one.chief, one.sent) | {"inquiry_id": inquiry_id})
    for _, deed in sorted(_deeds(stage, one, inquiry_id), key=lambda entry: entry[0]):
        deed()


def _draft(stage: _Stage, one: DemoInquiry) -> UUID:
    facts = stage.facts(one.by, one.sent, 9)
    entry = InquiryEntry(
        title=one.title,
        section_id=stage.sections[one.section],
        due_on=japan_date(stage.at(one.due)),
        purpose=one.purpose,
        contact=one.contact,
        visibility=one.visibility,
    )
    inquiry_id = draft_inquiry(**facts, entry=entry)
    form: dict[str, Any] = {}
    for question in one.questions:
        asked = Question(
            label=question.label, type=question.type, unit=question.unit, is_required=question.required
        )
        form = add_question(form, asked, one.title)
    contents = Contents(
        form=form,
        register=one.register_code,
        register_fields=one.fields,
        plan=one.plan,
        measured_on=one.measured_on,
    )
    choose_contents(**facts, inquiry_id=inquiry_id, contents=contents, seen_revision=1)
    chosen = [stage.sections[code] for code in one.sections]
    choose_sections(**facts, inquiry_id=inquiry_id, section_ids=chosen)
    return inquiry_id


def _deeds(stage: _Stage, one: DemoInquiry, inquiry_id: UUID) -> Iterator[tuple[int, Deed]]:
    for answer in one.answers:
        yield answer.at, partial(_answer, stage, inquiry_id, answer, one.by)
    for talk in one.questions_about:
        yield talk.at, partial(_talk, stage, inquiry_id, talk)
    for extension in one.extensions:
        yield extension.at, partial(_extend, stage, inquiry_id, extension)
    if one.closed is not None:
        yield one.closed, partial(close_inquiry, **stage.facts(one.by, one.closed), inquiry_id=inquiry_id)


def _answer(stage: _Stage, inquiry_id: UUID, answer: DemoAnswer, asker: str) -> None:
    row = stage.asked(inquiry_id, answer.section)
    if row.edited_at is not None:
        return
    facts = {**stage.facts(answer.by, answer.at), "asked_id": row.pk}
    open_asked(**facts)
    draft = AnswerDraft(
        answers=answer.values,
        readings=stage.readings(answer.readings),
        remark=answer.remark,
        is_not_applicable=answer.not_applicable,
    )
    revision = save_answer(**facts, draft=draft, seen_revision=row.revision)
    if answer.draft:
        return
    if not submit_answer(**facts, seen_revision=revision):
        chief = stage.facts(answer.chief, answer.at, 16)
        approve_answer(**chief, asked_id=row.pk, seen_revision=revision + 1)
    if answer.accepted:
        row.refresh_from_db()
        looked = stage.facts(asker, answer.at + 1, 9)
        accept_answer(**looked, asked_id=row.pk, seen_revision=row.revision, seen_items={})


def _talk(stage: _Stage, inquiry_id: UUID, talk: DemoTalk) -> None:
    if Talk.objects.filter(inquiry_id=inquiry_id, question=talk.question).exists():
        return
    row = stage.asked(inquiry_id, talk.section)
    asked = stage.facts(talk.by, talk.at)
    open_asked(**asked, asked_id=row.pk)
    talk_id = ask_about(**asked, asked_id=row.pk, question=talk.question)
    replied = stage.facts(talk.reply_by, talk.at, 15)
    answer_talk(**replied, inquiry_id=inquiry_id, talk_id=talk_id, answer=talk.answer)


def _extend(stage: _Stage, inquiry_id: UUID, one: DemoExtension) -> None:
    row = stage.asked(inquiry_id, one.section)
    if row.extensions.exists():
        return
    wanted = japan_date(stage.at(one.to))
    facts = stage.facts(one.by, one.at)
    open_asked(**facts, asked_id=row.pk)
    request_extension(**facts, asked_id=row.pk, wanted_on=wanted, reason=one.reason)
