"""Two people at the same moment: first what happens without the guard, then with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.organizations.models import Municipality, Section
from shirube.plans.commands import editing, readings, reminders, reports, reviews
from shirube.plans.domain.packs import PackInitiative
from shirube.plans.domain.terms import ActionState, ReviewMove
from shirube.plans.models import Action, ActionReport, Initiative, Kpi, Plan, Reading, Reminder, Review
from tests.factories.plans import ReviewFactory
from tests.plans.conftest import NOW
from tests.plans.race import Meeting, errors_among, together

pytestmark = pytest.mark.django_db(transaction=True)
MARCH = date(2026, 3, 31)
Deed = Callable[..., Any]


@pytest.fixture
def meeting() -> Meeting:
    return Meeting(2)


# Readings of one day.


def _look_then_write(kpi: Kpi, meeting: Meeting, value: int) -> bool:
    free = not Reading.objects.filter(kpi=kpi, measured_on=MARCH).exists()
    meeting.wait()
    facts = {"municipality_id": kpi.municipality_id, "kpi": kpi, "measured_on": MARCH, "value": value}
    with transaction.atomic():
        Reading.objects.create(**facts, source="x", actor="system", entered_at=NOW)
    return free


def test_whoever_looks_first_and_writes_then_finds_the_day_free_twice(kpi: Kpi, meeting: Meeting) -> None:
    looked = [
        partial(Reading.objects.filter, kpi=kpi, measured_on=MARCH),
        partial(Reading.objects.filter, kpi=kpi, measured_on=MARCH),
    ]
    saw = together(
        kpi.municipality_id, *(lambda look=look: (look().exists(), meeting.wait())[0] for look in looked)
    )

    written = together(
        kpi.municipality_id,
        partial(_look_then_write, kpi, meeting, 60),
        partial(_look_then_write, kpi, meeting, 61),
    )

    assert saw == [False, False]
    assert errors_among(written) == [IntegrityError]


def test_of_two_values_of_one_day_one_is_kept_and_the_other_writer_is_told(
    deed: Deed, kpi: Kpi, clerk: Actor, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "_check", meeting.wait)
    enter = partial(deed, readings.enter_reading, kpi_id=kpi.pk, measured_on=MARCH, source="x", actor=clerk)

    results = together(
        kpi.municipality_id, partial(enter, value=Decimal(60)), partial(enter, value=Decimal(61))
    )

    assert errors_among(results) == [readings.AlreadyReadError]
    assert Reading.objects.get().pk in results


def test_of_two_corrections_one_is_kept_and_the_other_writer_is_told(
    deed: Deed, kpi: Kpi, clerk: Actor, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter = partial(deed, readings.enter_reading, kpi_id=kpi.pk, measured_on=MARCH, source="x", actor=clerk)
    first = enter(value=Decimal(59))
    monkeypatch.setattr(readings, "_check", meeting.wait)
    correct = partial(enter, replace=True, seen=first)

    results = together(
        kpi.municipality_id, partial(correct, value=Decimal(60)), partial(correct, value=Decimal(61))
    )

    assert errors_among(results) == [readings.AlreadyReadError]
    assert Reading.objects.get(replaced_at__isnull=True).pk in results


# Reports of one year.


def test_of_two_reports_one_is_kept_and_the_other_writer_is_told(
    deed: Deed, action: Action, clerk: Actor, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_set_aside = reports._set_aside
    monkeypatch.setattr(reports, "_set_aside", lambda *facts: (meeting.wait(), really_set_aside(*facts)))
    report = partial(
        deed, reports.report_action, action_id=action.pk, fiscal_year=2025, actor=clerk, replaces=None
    )

    results = together(
        action.municipality_id,
        partial(report, state=ActionState.DONE),
        partial(report, state=ActionState.ON_TIME),
    )

    assert errors_among(results) == [reports.ReportedMeanwhileError]
    assert ActionReport.objects.get().pk in results


# Editors of one initiative.


def _save_title(initiative: Initiative, meeting: Meeting, title: str) -> None:
    row = Initiative.objects.get(pk=initiative.pk)
    meeting.wait()
    row.title = title
    row.save()


def test_without_the_guard_the_words_of_one_editor_are_lost_and_nobody_is_told(
    initiative: Initiative, meeting: Meeting
) -> None:
    results = together(
        initiative.municipality_id,
        partial(_save_title, initiative, meeting, "一人目の題名"),
        partial(_save_title, initiative, meeting, "二人目の題名"),
    )

    initiative.refresh_from_db()
    assert results == [None, None]
    assert initiative.title in {"一人目の題名", "二人目の題名"}


def test_of_two_editors_the_second_is_told(
    deed: Deed, initiative: Initiative, section: Section, promoter: Actor, meeting: Meeting
) -> None:
    def edit(title: str) -> object:
        meeting.wait()
        facts = {"plan_id": initiative.plan_id, "initiative_id": initiative.pk, "expected_revision": 1}
        responsible = [{"section": section.code, "label": section.name}]
        edited = PackInitiative(code="1-1", slug="1-1", title=title, responsible=responsible)
        return deed(editing.edit_initiative, edited=edited, reason="見直し", actor=promoter, **facts)

    results = together(
        initiative.municipality_id, partial(edit, "一人目の題名"), partial(edit, "二人目の題名")
    )

    initiative.refresh_from_db()
    assert errors_among(results) == [editing.EditedMeanwhileError]
    assert initiative.title == ["一人目の題名", "二人目の題名"][results.index(1)]


# Moves of one review.


def _save_state(review: Review, meeting: Meeting, state: str) -> None:
    row = Review.objects.get(pk=review.pk)
    meeting.wait()
    row.state = state
    row.save()


def test_without_the_guard_a_review_is_forwarded_and_returned_at_once(
    initiative: Initiative, meeting: Meeting
) -> None:
    review = ReviewFactory(initiative=initiative, at_dx_promotion=True)

    results = together(
        review.municipality_id,
        partial(_save_state, review, meeting, "headquarters"),
        partial(_save_state, review, meeting, "section"),
    )

    assert results == [None, None]


def test_of_two_moves_of_one_review_one_is_made(
    deed: Deed, initiative: Initiative, promoter: Actor, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = ReviewFactory(initiative=initiative, at_dx_promotion=True)
    monkeypatch.setattr(reviews, "_require_words", meeting.wait)
    move = partial(
        deed,
        reviews.move_review,
        review_id=review.pk,
        actor=promoter,
        comment="数字を足す",
        expected_revision=1,
    )

    results = together(
        review.municipality_id, partial(move, move=ReviewMove.FORWARD), partial(move, move=ReviewMove.RETURN)
    )

    review.refresh_from_db()
    assert errors_among(results) == [reviews.ReviewMovedError]
    assert review.state in results
    assert review.steps.count() == 1


# Reminders.


def test_two_people_who_remind_at_once_send_one_reminder(
    deed: Deed, kpi: Kpi, plan: Plan, section: Section, city: Municipality, promoter: Actor, meeting: Meeting
) -> None:
    def remind() -> object:
        meeting.wait()
        facts = {"plan_id": plan.pk, "section_ids": [section.pk], "actor": promoter}
        return deed(reminders.remind_sections, **facts)

    results = together(city.pk, remind, remind)

    assert errors_among(results) == [reminders.RemindedLatelyError]
    assert Reminder.objects.count() == 1
