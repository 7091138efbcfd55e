"""What happens by itself: reminders, sections that end, and how it all stood on a past day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from shirube.accounts.interface import SYSTEM
from shirube.inquiries.commands.passing import pass_on, pass_on_ended
from shirube.inquiries.commands.reminding import (
    NobodyToRemindError,
    announcing_days,
    remind_due,
    remind_sections,
)
from shirube.inquiries.commands.sending import repeat_inquiry, submit_inquiry
from shirube.inquiries.commands.talking import answer_talk, ask_about
from shirube.inquiries.domain.terms import AnswerState
from shirube.inquiries.interface import InboxKind, list_inbox, list_inquiries_for_headquarters
from shirube.inquiries.queries.figures import answered_in_time
from shirube.notices.models import Notice
from shirube.organizations.models import Municipality, Section
from tests.factories.accounts import UserFactory
from tests.factories.inquiries import DUE, NOW, asked_of, give, send, view_of, worker
from tests.factories.organizations import SectionFactory


@pytest.fixture
def inquiry_id(in_city: Municipality, asker: Section, first: Section, second: Section) -> Any:
    UserFactory(municipality=in_city, section_staff=True, section=first)
    return send(in_city, asker, [first, second])


def _letters(kind: str) -> int:
    return Notice.objects.filter(kind=f"inquiries.{kind}").count()


def test_the_deadline_is_announced_on_business_days() -> None:
    # 2026-11-30 is a Monday behind a weekend; the 23rd is a holiday.
    assert announcing_days(DUE, 3, frozenset()) == {date(2026, 11, 25), DUE}
    assert announcing_days(date(2026, 11, 29), 1, frozenset()) == {date(2026, 11, 26), date(2026, 11, 27)}


@pytest.mark.parametrize(
    ("day", "kind"), [(25, "due_soon"), (30, "due_soon"), (31, "overdue"), (26, None), (28, None)]
)
def test_who_owes_an_answer_is_reminded_once(
    in_city: Municipality, inquiry_id: Any, first: Section, day: int, kind: str | None
) -> None:
    moment = NOW + timedelta(days=day - 20)
    for _ in range(2):
        remind_due(municipality_id=in_city.pk, now=moment)

    assert {name: _letters(name) for name in ("due_soon", "overdue") if _letters(name)} == (
        {kind: 1} if kind else {}
    )


def test_who_has_answered_is_left_alone(in_city: Municipality, inquiry_id: Any, first: Section) -> None:
    give(in_city, inquiry_id, first, {"q1": 1})

    remind_due(municipality_id=in_city.pk, now=NOW + timedelta(days=10))

    assert _letters("due_soon") == 0


def test_the_button_reminds_once_a_day(in_city: Municipality, inquiry_id: Any) -> None:
    facts: dict[str, Any] = {"municipality_id": in_city.pk, "inquiry_id": inquiry_id, "actor": SYSTEM}
    assert remind_sections(**facts, now=NOW) == 2

    with pytest.raises(NobodyToRemindError):
        remind_sections(**facts, now=NOW + timedelta(hours=23))


def test_a_question_is_answered_to_everybody(in_city: Municipality, inquiry_id: Any, first: Section) -> None:
    row = asked_of(inquiry_id, first)
    facts: dict[str, Any] = {"municipality_id": in_city.pk, "actor": SYSTEM, "now": NOW}
    talk_id = ask_about(**facts, asked_id=row.pk, question="試行は入りますか")

    answer_talk(**facts, inquiry_id=inquiry_id, talk_id=talk_id, answer="入りません")

    assert _letters("talk_answered") == 1


def _end(section: Section, successor: Section | None = None) -> None:
    Section.objects.filter(pk=section.pk).update(ends_on=date(2026, 11, 22), successor=successor)


def test_a_section_that_ends_leaves_its_draft_to_the_one_that_follows(
    in_city: Municipality, inquiry_id: Any, first: Section
) -> None:
    successor = SectionFactory(municipality=in_city, name="税務・収納課")
    _end(first, successor)

    assert pass_on_ended(municipality_id=in_city.pk, now=NOW + timedelta(days=3)) == 1

    asked = next(one for one in view_of(in_city, inquiry_id).asked if one.section.id == successor.pk)
    assert (asked.state, asked.passed_from and asked.passed_from.name) == (AnswerState.UNOPENED, "税務課")


def test_a_successor_that_was_asked_too_answers_once(
    in_city: Municipality, inquiry_id: Any, first: Section, second: Section
) -> None:
    _end(first, second)

    pass_on_ended(municipality_id=in_city.pk, now=NOW + timedelta(days=3))

    view = view_of(in_city, inquiry_id)
    assert [one.state for one in view.asked] == [AnswerState.MERGED, AnswerState.UNOPENED]
    assert [one.section.id for one in view.owing] == [second.pk]


def test_nobody_follows_until_the_asker_names_a_section(
    in_city: Municipality, inquiry_id: Any, asker: Section, first: Section
) -> None:
    _end(first)
    later = NOW + timedelta(days=3)
    assert pass_on_ended(municipality_id=in_city.pk, now=later) == 0
    (line,) = list_inbox(municipality_id=in_city.pk, actor=worker(asker), on=later.date())
    assert (line.kind, line.count) == (InboxKind.ENDED, 1)

    row = asked_of(inquiry_id, first)
    pass_on(municipality_id=in_city.pk, asked_id=row.pk, section_id=asker.pk, actor=worker(asker), now=later)

    assert asked_of(inquiry_id, asker).passed_from_id == first.pk


def test_a_repeated_inquiry_begins_with_the_last_answers(
    in_city: Municipality, inquiry_id: Any, first: Section, second: Section
) -> None:
    give(in_city, inquiry_id, first, {"q1": 12, "q2": "なし"})
    facts: dict[str, Any] = {"municipality_id": in_city.pk, "actor": SYSTEM, "now": NOW}

    again = repeat_inquiry(**facts, inquiry_id=inquiry_id, due_on=date(2027, 11, 30))
    submit_inquiry(**facts, inquiry_id=again)

    rows = [asked_of(again, section) for section in (first, second)]
    assert [(row.answers, row.is_from_last) for row in rows] == [
        ({"q1": 12, "q2": "なし"}, True),
        ({}, False),
    ]


def test_the_headquarters_see_how_it_stood_on_a_day(
    in_city: Municipality, inquiry_id: Any, asker: Section, first: Section
) -> None:
    give(in_city, inquiry_id, first, {"q1": 1}, now=NOW + timedelta(days=4))

    def counts(day: date) -> list[dict[str, int]]:
        found = list_inquiries_for_headquarters(municipality_id=in_city.pk, as_of=day)
        return [{state.value: count for state, count in one.counts.items()} for one in found]

    assert counts(date(2026, 11, 19)) == []
    assert counts(date(2026, 11, 23)) == [{"unopened": 2}]
    assert counts(date(2026, 11, 24)) == [{"answered": 1, "unopened": 1}]
    (late,) = list_inquiries_for_headquarters(municipality_id=in_city.pk, as_of=date(2026, 12, 1))
    assert (late.given, late.overdue, late.asked_by) == (1, 1, "DX推進課")


def test_the_share_counts_only_what_was_due(
    in_city: Municipality, inquiry_id: Any, first: Section, second: Section
) -> None:
    give(in_city, inquiry_id, first, {"q1": 1})
    assert answered_in_time(in_city.pk, DUE).value is None
    give(in_city, inquiry_id, second, {"q1": 1}, now=NOW + timedelta(days=11))

    found = answered_in_time(in_city.pk, date(2026, 12, 2))

    assert (found.value, found.denominator) == (50, 2)
