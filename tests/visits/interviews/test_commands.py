"""The interview's commands: what comes out, what is guarded, what is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shirube.applications.models import Case
from shirube.audit.models import Entry
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.visits import interface as visits
from shirube.visits.commands.interviews import forgetting
from shirube.visits.commands.interviews.rating import UnknownRatingError, rate_visit
from shirube.visits.commands.interviews.starting import finish_preparation
from shirube.visits.domain.interview.codes import carried_code
from shirube.visits.domain.interview.states import Origin
from shirube.visits.models import Interview, InterviewCase
from shirube.visits.queries.interviews import figures
from shirube.visits.queries.interviews.reading import (
    find_by_screen,
    get_preparation,
    list_interviews,
)
from tests.factories.organizations import MunicipalityFactory
from tests.visits.counters import make_counter
from tests.visits.interviews.desks import NOW, Desk
from tests.visits.interviews.packages import everything

pytestmark = pytest.mark.django_db
SEVEN = {"had_dog": False}


@pytest.fixture
def whole(desk: Desk) -> visits.InterviewView:
    """Everything was asked; no dog."""
    return desk.answer(desk.start(), {**everything("okuyami", 0), **SEVEN})


def test_the_second_click_gives_the_same_applications(desk: Desk, whole: visits.InterviewView) -> None:
    checked = desk.check(whole)
    first = desk.hand_in(checked)
    again = desk.hand_in(desk.look(whole.id))
    assert list(again) == list(first)
    with pytest.raises(visits.InterviewMovedError):
        desk.hand_in(checked)
    assert Case.objects.filter(municipality_id=desk.city.pk).count() == 3


def test_one_that_is_refused_takes_all_back(
    desk: Desk, whole: visits.InterviewView, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shirube.applications import interface as applications  # noqa: PLC0415

    original = applications.take_in_at_counter

    def refuse_one(**facts: Any) -> Any:
        if facts["procedure_code"] == "suidou-meigi":
            raise applications.ProcedureNotOfferedError(procedure="suidou-meigi")
        return original(**facts)

    checked = desk.check(whole)
    monkeypatch.setattr(applications, "take_in_at_counter", refuse_one)
    with pytest.raises(applications.ProcedureNotOfferedError):
        desk.hand_in(checked)
    assert Case.objects.filter(municipality_id=desk.city.pk).count() == 0
    assert desk.look(whole.id).state == "checked"


def test_nothing_is_handed_in_before_the_resident_has_checked(
    desk: Desk, whole: visits.InterviewView
) -> None:
    with pytest.raises(visits.InterviewMovedError):
        desk.hand_in(whole)


def test_what_is_checked_is_not_changed_behind_the_residents_back(
    desk: Desk, whole: visits.InterviewView
) -> None:
    checked = desk.check(whole)
    with pytest.raises(visits.InterviewMovedError):
        visits.save_answers(interview=checked, bound=forms.Bound({}), now=NOW)


def test_the_screen_confirms_only_what_it_showed(desk: Desk, whole: visits.InterviewView) -> None:
    code = visits.pair_screen(interview=whole, **desk.by)
    visits.ask_check(interview=desk.look(whole.id), **desk.by)
    seen = find_by_screen(municipality_id=desk.city.pk, code=code, now=NOW)
    assert seen is not None
    visits.reopen_interview(interview=desk.look(whole.id), actor="test", now=NOW)
    visits.ask_check(interview=desk.look(whole.id), **desk.by)
    with pytest.raises(visits.InterviewMovedError):
        visits.confirm_on_screen(interview=seen, now=NOW)


def test_two_tablets_do_not_write_over_each_other(desk: Desk) -> None:
    one, other = (found := desk.start()), desk.look(found.id)
    desk.answer(one, {"had_care": True})
    with pytest.raises(visits.InterviewMovedError):
        desk.answer(other, {"had_care": False})


def test_answers_are_sealed_where_they_lie(desk: Desk, whole: visits.InterviewView) -> None:
    row = Interview.objects.get(pk=whole.id)
    family = everything("okuyami", 0)["represented_name"]["family"]
    assert family.encode() not in bytes(row.content or b"")
    assert desk.look(whole.id).answers["represented_name"]["family"] == family


def test_a_card_fills_what_is_open_and_is_marked(desk: Desk) -> None:
    found = desk.answer(desk.start(), {"had_insurance": True, "contact_phone": "0225111111"})
    reading = visits.readers["simulated_card"].read({})
    filled = visits.take_reading(interview=found, reading=reading, **desk.by)
    after = desk.look(found.id)
    assert set(filled) == {"person_name", "address_current"}
    assert {after.contents.sources[key] for key in filled} == {"card"}
    assert after.contents.sources["contact_phone"] == "typed"


def test_a_card_never_replaces_what_was_said(desk: Desk) -> None:
    said = {"family": "山田", "given": "凪", "family_kana": "ヤマダ", "given_kana": "ナギ"}
    found = desk.answer(desk.start(), {"person_name": said})
    visits.take_reading(interview=found, reading=visits.readers["simulated_card"].read({}), **desk.by)
    assert desk.look(found.id).answers["person_name"] == said


def test_a_procedure_can_be_left_for_another_day(desk: Desk, whole: visits.InterviewView) -> None:
    visits.leave_out(interview=whole, procedure="suidou-meigi", is_left_out=True, **desk.by)
    after = desk.look(whole.id)
    assert "suidou-meigi" not in desk.codes_of(after)
    assert len(desk.hand_in(desk.check(after))) == 2


def prepare(desk: Desk, origin: Origin = Origin.HOME) -> tuple[Any, str]:
    started = visits.start_preparation(
        municipality_id=desk.city.pk, package="okuyami", origin=origin, language="en", now=desk.now
    )
    found = get_preparation(
        municipality_id=desk.city.pk, interview_id=started.interview_id, code=started.code, now=desk.now
    )
    visits.save_answers(interview=found, bound=forms.Bound({"had_care": True}), now=desk.now)
    return started.interview_id, started.code


def test_what_was_prepared_at_home_goes_on_at_the_desk(desk: Desk) -> None:
    interview_id, code = prepare(desk)
    found = visits.take_over(**desk.act, typed=carried_code(desk.city.code, code))
    assert found == interview_id
    assert desk.look(found).answers["had_care"] is True
    assert desk.look(found).contents.sources["had_care"] == "prefilled"
    assert visits.take_over(**desk.act, typed=code.lower()) == interview_id


def test_a_code_of_another_city_opens_nothing_and_says_so(desk: Desk) -> None:
    _, code = prepare(desk)
    with pytest.raises(visits.CodeOfElsewhereError):
        visits.take_over(**desk.act, typed=carried_code("042021", code))


def test_a_code_opens_nothing_in_another_city(desk: Desk) -> None:
    _, code = prepare(desk)
    other = MunicipalityFactory(slug="yamabe")
    with pytest.raises(visits.UnknownCodeError):
        visits.take_over(municipality_id=other.pk, typed=code, **desk.by)


@pytest.mark.parametrize("typed", ["", "おくやみ", "1234", "990019-7KMX-4QRA-9TWC", "https://example.jp/x"])
def test_what_is_no_code_is_refused(desk: Desk, typed: str) -> None:
    with pytest.raises((visits.UnknownCodeError, visits.CodeOfElsewhereError)):
        visits.take_over(**desk.act, typed=typed)


def test_a_terminal_forgets_after_three_minutes(desk: Desk) -> None:
    interview_id, code = prepare(desk, Origin.TERMINAL)
    place = {"municipality_id": desk.city.pk, "interview_id": interview_id}
    late = NOW + timedelta(minutes=3)
    with pytest.raises(visits.InterviewForgottenError):
        get_preparation(**place, code=code, now=late)
    assert forgetting.forget_if_over(**place, now=NOW + timedelta(minutes=2)) == late
    assert forgetting.forget_if_over(**place, now=late) is None
    assert Interview.objects.get(pk=interview_id).wrapped is None


def test_whoever_goes_on_writing_at_a_terminal_is_not_forgotten(desk: Desk) -> None:
    interview_id, code = prepare(desk, Origin.TERMINAL)
    place = {"municipality_id": desk.city.pk, "interview_id": interview_id}
    at = NOW + timedelta(minutes=2)
    found = get_preparation(**place, code=code, now=at)
    visits.save_answers(interview=found, bound=forms.Bound({"had_care": False}), now=at)
    assert get_preparation(**place, code=code, now=NOW + timedelta(minutes=4)).answers == {"had_care": False}


def test_what_was_finished_at_a_terminal_is_seen_at_the_counter_only(desk: Desk) -> None:
    interview_id, code = prepare(desk, Origin.TERMINAL)
    place = {"municipality_id": desk.city.pk, "interview_id": interview_id, "code": code, "now": NOW}
    finish_preparation(interview=get_preparation(**place), now=NOW)
    with pytest.raises(visits.InterviewNotFoundError):
        get_preparation(**place)
    assert visits.take_over(**desk.later(hours=1).act, typed=code) == interview_id


def test_what_is_open_when_the_branch_closes_is_marked_once(desk: Desk) -> None:
    counter = make_counter(desk.city)
    ticket = counter.take()
    found = desk.start(visit_id=ticket.visit_id)
    place = {"municipality_id": desk.city.pk, "branch_id": counter.branch_id, "now": NOW}
    assert forgetting.close_interviews(**place) == 1
    assert forgetting.close_interviews(**place) == 0
    (line,) = list_interviews(municipality_id=desk.city.pk, now=NOW)
    assert (line.id, line.was_open_at_closing, line.ticket) == (found.id, True, ticket.ticket)


def test_closing_the_day_marks_what_is_open(
    desk: Desk, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    counter = make_counter(desk.city)
    found = desk.start(visit_id=counter.take().visit_id)
    with django_capture_on_commit_callbacks(execute=True):
        counter.close_day()

    assert Interview.objects.get(pk=found.id).was_open_at_closing
    assert desk.look(found.id).state == "open"


def test_an_abandoned_interview_leaves_nothing(desk: Desk, whole: visits.InterviewView) -> None:
    visits.abandon_interview(interview=whole, **desk.by)
    row = Interview.objects.get(pk=whole.id)
    assert (row.wrapped, row.content, row.secrets) == (None, None, None)
    assert not list_interviews(municipality_id=desk.city.pk, now=NOW)


def test_whoever_looks_is_written_down_once_a_quarter_of_an_hour(desk: Desk) -> None:
    found = desk.start()
    visits.open_interview(**desk.act, interview_id=found.id)
    visits.open_interview(**desk.act, interview_id=found.id)
    visits.open_interview(**desk.later(minutes=16).act, interview_id=found.id)
    assert Entry.objects.filter(action="visits.interview_viewed").count() == 2


def test_the_figures_count_sheets_and_packages(desk: Desk, whole: visits.InterviewView) -> None:
    desk.hand_in(desk.check(whole))
    facts = {"municipality_id": desk.city.pk, "on": NOW.date()}
    assert figures.count_sheets_not_written(**facts) == 3
    assert figures.count_by_package(**facts) == {"okuyami": 1}


def test_one_tap_is_kept_and_the_last_counts(desk: Desk, whole: visits.InterviewView) -> None:
    desk.hand_in(desk.check(whole))
    place = {"municipality_id": desk.city.pk, "interview_id": whole.id}
    rate_visit(**place, rating=1)
    rate_visit(**place, rating=3)
    assert figures.count_ratings(municipality_id=desk.city.pk, on=NOW.date()) == (1, 1)
    with pytest.raises(UnknownRatingError):
        rate_visit(**place, rating=0)


def test_nothing_is_handed_in_where_nothing_applies(desk: Desk) -> None:
    nothing = dict.fromkeys(desk.start().talk.package.opening_keys, False)
    found = desk.check(desk.answer(desk.start(), nothing))
    with pytest.raises(visits.NothingToHandInError):
        desk.hand_in(found)
    assert not InterviewCase.objects.filter(municipality_id=desk.city.pk).exists()


def test_what_an_older_backup_brings_back_of_an_interview_is_forgotten_again(
    desk: Desk,
    settings: Any,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    interview_id, code = prepare(desk)
    place = {"municipality_id": desk.city.pk, "interview_id": interview_id}
    before = Interview.objects.get(pk=interview_id)
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.throw_away(interview=get_preparation(**place, code=code, now=NOW), now=NOW)
    assert Interview.objects.get(pk=interview_id).wrapped is None

    before.save()
    assert files.forget_again(municipality_id=desk.city.pk, now=NOW).again == 1
    with pytest.raises(visits.InterviewForgottenError):
        get_preparation(**place, code=code, now=NOW)
    assert files.forget_again(municipality_id=desk.city.pk, now=NOW).again == 0


def test_one_that_lives_on_is_not_in_the_ledger(
    desk: Desk, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    interview_id, _ = prepare(desk)
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.forget_expired(municipality_id=desk.city.pk, now=NOW + timedelta(days=1))
    assert files.forget_again(municipality_id=desk.city.pk, now=NOW).known == 0
    assert Interview.objects.get(pk=interview_id).wrapped is not None
