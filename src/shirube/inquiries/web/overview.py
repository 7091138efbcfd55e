"""The page of an inquiry as values: sections with their states, what waits for the asker, what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts import interface as accounts
from shirube.inquiries.commands.sending import living_successor
from shirube.inquiries.domain.terms import AnswerState, InquiryState
from shirube.inquiries.queries.inquiries import AskedView, InquiryView
from shirube.inquiries.queries.talks import (
    ExtensionView,
    StepLine,
    TalkView,
    list_extensions,
    list_steps,
    list_talks,
)
from shirube.inquiries.web.desk import Desk, way
from shirube.inquiries.web.forms import DecisionForm, PassForm, TalkForm, section_choices
from shirube.inquiries.web.words import (
    answer_status,
    answer_word,
    counts_words,
    day_of,
    due_words,
    inquiry_status,
    late_note,
    step_words,
    visibility_words,
)
from shirube.kernel.calendar import format_date
from shirube.organizations import interface as organizations
from shirube.plans import interface as plans
from shirube.registers import interface as registers
from shirube.ui.links import Link
from shirube.ui.tables import Cell, Column, Status, Table
from shirube.ui.templatetags.ui_text import moment

_STATES = (
    AnswerState.UNOPENED,
    AnswerState.OPENED,
    AnswerState.ANSWERING,
    AnswerState.APPROVING,
    AnswerState.ANSWERED,
    AnswerState.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class OpenExtension:
    section: str
    wanted: str
    reason: str
    url: str
    form: DecisionForm


@dataclass(frozen=True, slots=True)
class Ended:
    """A section that has ended and owes an answer; `follows` is the one that took over, "" where nobody did."""

    section: str
    follows: str
    url: str
    form: PassForm


@dataclass(frozen=True, slots=True)
class TalkLine:
    section: str
    talk: TalkView
    url: str
    form: TalkForm


def overview(inquiry: InquiryView, desk: Desk) -> dict[str, Any]:
    steps = list_steps(municipality_id=desk.municipality_id, inquiry_id=inquiry.id)
    return {
        "inquiry": inquiry,
        "status": inquiry_status(inquiry, desk.today),
        "words": counts_words(inquiry),
        "facts": facts_of(inquiry, desk),
        "contents": contents_of(inquiry, desk),
        "counts": [(answer_word(one), inquiry.counts.get(one, 0)) for one in _STATES],
        "table": _table(inquiry, desk),
        "extensions": _extensions(inquiry, desk),
        "ended": _ended(inquiry, desk),
        "talks": talks_of(inquiry, desk),
        "to_look_at": [
            Link(one.section.name, reverse("inquiries:look", args=[one.id]))
            for one in inquiry.asked
            if one.is_given and one.accepted_at is None
        ],
        "history": history(steps, inquiry),
        "is_open": inquiry.state is InquiryState.SENT,
        "breadcrumbs": way(Link(inquiry.title, "")),
    }


def facts_of(inquiry: InquiryView, desk: Desk) -> list[dict[str, Any]]:
    """The head of the inquiry, for definition_list.html."""
    asker = inquiry.section.name if inquiry.section else None
    settled = inquiry.state is InquiryState.CLOSED or inquiry.known_until is not None
    facts: list[dict[str, Any]] = [
        {"term": _("照会する課"), "text": asker, "note": inquiry.contact, "missing": _("資料にない")},
        {"term": _("回答の期限"), "text": due_words(inquiry.due_on, desk.today, is_settled=settled)},
    ]
    if inquiry.addressees:
        facts.append({"term": _("照会の相手"), "text": inquiry.addressees})
    if inquiry.is_out:
        facts.append({"term": _("送った日"), "text": day_of(inquiry.sent_at), "missing": _("資料にない")})
    if inquiry.closed_at:
        facts.append({"term": _("締め切った日"), "text": day_of(inquiry.closed_at)})
    if inquiry.known_until is None:
        facts.append({"term": _("ほかの課の回答"), "text": visibility_words(inquiry.visibility)})
    return facts


def contents_of(inquiry: InquiryView, desk: Desk) -> list[dict[str, str]]:
    """What is asked, a line for each part: for definition_list.html."""
    parts = []
    if inquiry.form is not None:
        count = len(inquiry.form.by_key)
        parts.append({"term": _("質問"), "text": _("%(count)s問") % {"count": count}})
    if inquiry.register:
        parts.append({"term": _("台帳の項目"), "text": _register_words(inquiry, desk)})
    if inquiry.plan and inquiry.measured_on:
        parts.append({"term": _("指標の値"), "text": _plan_words(inquiry, desk)})
    return parts


def _register_words(inquiry: InquiryView, desk: Desk) -> str:
    register = registers.find_register(
        municipality_id=desk.municipality_id, code=inquiry.register, on=desk.today
    )
    if register is None:
        return inquiry.register
    fields = [one.label for code, one in register.fields.items() if code in inquiry.register_fields]
    return _("%(title)s（%(fields)s）") % {"title": register.pack.title, "fields": "、".join(fields)}


def _plan_words(inquiry: InquiryView, desk: Desk) -> str:
    assert inquiry.measured_on is not None
    known = plans.list_plans(municipality_id=desk.municipality_id)
    name = next((one.name for one in known if one.slug == inquiry.plan), inquiry.plan)
    return _("%(plan)s、%(day)sの値") % {"plan": name, "day": format_date(inquiry.measured_on)}


def _table(inquiry: InquiryView, desk: Desk) -> Table:
    people = [one.person for one in inquiry.asked if one.person]
    names = accounts.names_of(municipality_id=desk.municipality_id, user_ids=people) if people else {}
    columns = (
        Column(_("課")),
        Column(_("状態")),
        Column(_("期限")),
        Column(_("担当者")),
        Column(_("回答した日")),
        Column(_("照会元の確認")),
    )
    rows = tuple(_row(one, inquiry, names, desk) for one in inquiry.asked)
    return Table(_("課ごとの状況"), columns, rows)


def _row(asked: AskedView, inquiry: InquiryView, names: Mapping[UUID, str], desk: Desk) -> tuple[Cell, ...]:
    passed = asked.passed_from
    note = _("%(name)sから引き継ぎ") % {"name": passed.name} if passed else ""
    url = reverse("inquiries:look", args=[asked.id]) if inquiry.is_out and asked.is_given else ""
    is_closed = inquiry.state is InquiryState.CLOSED
    return (
        Cell(asked.section.name, url=url, note=note),
        Cell("", status=answer_status(asked, desk.today, is_closed=is_closed), note=late_note(asked)),
        Cell(
            format_date(asked.due_on),
            note=_("延長") if asked.is_extended else "",
        ),
        Cell(names.get(asked.person) if asked.person else None, missing=_("決めていない")),
        Cell(day_of(asked.answered_at) if asked.is_given else None, missing=_("まだ")),
        _looked(asked),
    )


def _looked(asked: AskedView) -> Cell:
    if asked.accepted_at:
        return Cell("", status=Status(_("確認済み"), "success", "done"))
    if asked.is_given:
        return Cell("", status=Status(_("確認待ち"), "info", "arrow"))
    return Cell(None, missing=_("まだ"))


def _extensions(inquiry: InquiryView, desk: Desk) -> list[OpenExtension]:
    waiting = [one for one in inquiry.asked if one.wanted_extension]
    if not waiting:
        return []
    found: Sequence[ExtensionView] = list_extensions(
        municipality_id=desk.municipality_id, asked_ids=[one.id for one in waiting]
    )
    open_ones = {one.asked_id: one for one in found if one.is_granted is None}
    return [
        OpenExtension(
            section=one.section.name,
            wanted=format_date(open_ones[one.id].wanted_on),
            reason=open_ones[one.id].reason,
            url=reverse("inquiries:decide", args=[one.id]),
            form=DecisionForm(
                initial={"granted_to": open_ones[one.id].wanted_on}, auto_id=f"id_{one.id.hex}_%s"
            ),
        )
        for one in waiting
        if one.id in open_ones
    ]


def _ended(inquiry: InquiryView, desk: Desk) -> list[Ended]:
    if inquiry.state is not InquiryState.SENT:
        return []
    gone = [one for one in inquiry.asked if one.needs_section(desk.today)]
    if not gone:
        return []
    sections = {one.id: one for one in organizations.list_sections(municipality_id=desk.municipality_id)}
    living = organizations.list_sections(municipality_id=desk.municipality_id, on=desk.today)
    found = []
    for one in gone:
        follows = living_successor(sections, one.section.id, desk.today)
        form = PassForm(
            choices=section_choices(living),
            initial={"section": str(follows) if follows else ""},
            auto_id=f"id_{one.id.hex}_%s",
        )
        url = reverse("inquiries:hand-over", args=[one.id])
        found.append(Ended(one.section.name, sections[follows].name if follows else "", url, form))
    return found


def talks_of(inquiry: InquiryView, desk: Desk) -> list[TalkLine]:
    names = {one.section.id: one.section.name for one in inquiry.asked}
    names |= {one.passed_from.id: one.passed_from.name for one in inquiry.asked if one.passed_from}
    return [
        TalkLine(
            names.get(one.section_id, ""),
            one,
            reverse("inquiries:reply", args=[inquiry.id, one.id]),
            TalkForm(auto_id=f"id_{one.id.hex}_%s"),
        )
        for one in list_talks(municipality_id=desk.municipality_id, inquiry_id=inquiry.id)
    ]


def history(steps: Sequence[StepLine], inquiry: InquiryView) -> Table:
    names = {one.id: one.section.name for one in inquiry.asked}
    columns = (Column(_("いつ")), Column(_("何を")), Column(_("課")), Column(_("だれが")))
    rows = tuple(
        (
            Cell(moment(one.at)),
            Cell(step_words(one.kind), note=one.note),
            Cell(names.get(one.asked_id, "") if one.asked_id else _("照会全体")),
            Cell(one.by or _("システム")),
        )
        for one in steps
    )
    return Table(_("記録"), columns, rows)
