"""Two people of the headquarters at the same moment: papers go out once, an item is decided once, minutes begin once."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from shirube.headquarters.commands import deciding, sending
from shirube.headquarters.commands.agenda import ItemDecidedError
from shirube.headquarters.commands.deciding import DecisionEntry, decide_item
from shirube.headquarters.commands.followups import TaskClosedError, close_task, remind_due_tasks
from shirube.headquarters.commands.meetings import close_meeting
from shirube.headquarters.commands.minutes import (
    MinutesBegunError,
    MinutesMovedError,
    draft_minutes,
    submit_minutes,
)
from shirube.headquarters.commands.proposals import ProposalMovedError
from shirube.headquarters.commands.sending import NothingChangedError, PapersSentError, send_supplement
from shirube.headquarters.domain.proposals import Move
from shirube.headquarters.domain.terms import Outcome
from shirube.headquarters.models import Decision, Meeting, Minutes, Proposal, Sending, Task
from shirube.organizations.models import Municipality
from tests.factories import headquarters as hq
from tests.factories import proposals
from tests.factories.organizations import SectionFactory
from tests.factories.published_plan import published_plan_of
from tests.plans import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def barrier() -> race.Meeting:
    return race.Meeting(2)


def _look_then_send(meeting_id: UUID, barrier: race.Meeting) -> bool:
    state = Meeting.objects.get(pk=meeting_id).state
    barrier.wait()
    return state == "planned" and bool(Meeting.objects.filter(pk=meeting_id).update(state="sent"))


def test_without_the_guard_the_papers_go_out_twice(
    in_city: Municipality, meeting: UUID, barrier: race.Meeting
) -> None:
    results = race.together(in_city.pk, *[partial(_look_then_send, meeting, barrier)] * 2)

    assert results == [True, True]


def test_papers_go_out_once(
    in_city: Municipality,
    meeting: UUID,
    item: UUID,
    barrier: race.Meeting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    really = sending.get_open_meeting
    monkeypatch.setattr(sending, "get_open_meeting", lambda *key: (really(*key), barrier.wait())[0])

    results = race.together(in_city.pk, *[partial(hq.send, in_city, meeting)] * 2)

    assert race.errors_among(results) == [PapersSentError]
    assert list(Sending.objects.values_list("number", flat=True)) == [1]


def test_two_supplements_do_not_take_one_number(in_city: Municipality, meeting: UUID, item: UUID) -> None:
    hq.send(in_city, meeting)
    hq.item(in_city, meeting, "急ぎの報告")
    supplement = partial(send_supplement, meeting_id=meeting, note="加えました", **hq.by_promoter(in_city))

    results = race.together(in_city.pk, supplement, supplement)

    assert race.errors_among(results) == [NothingChangedError]
    assert list(Sending.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_an_item_is_decided_once(
    in_city: Municipality,
    meeting: UUID,
    item: UUID,
    barrier: race.Meeting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hq.send(in_city, meeting)
    seen, really = hq.item_of(in_city, item).revision, deciding.get_item_row
    monkeypatch.setattr(deciding, "get_item_row", lambda *key: (really(*key), barrier.wait())[0])

    def decide(outcome: Outcome) -> object:
        entry = DecisionEntry(outcome=outcome, wording="このとおり。")
        return decide_item(
            item_id=item, entry=entry, seen_revision=seen, **hq.by_promoter(in_city, hq.DURING)
        )

    results = race.together(in_city.pk, partial(decide, Outcome.DECIDED), partial(decide, Outcome.REFUSED))

    stands = Outcome.REFUSED if isinstance(results[0], Exception) else Outcome.DECIDED
    assert race.errors_among(results) == [ItemDecidedError]
    assert Decision.objects.get().outcome == stands


def _held(city: Municipality, meeting: UUID, item: UUID) -> None:
    hq.send(city, meeting)
    hq.decide(city, item)
    hq.close(city, meeting)


def test_a_meeting_is_closed_once_and_its_steps_become_tasks_once(
    in_city: Municipality, meeting: UUID, item: UUID
) -> None:
    hq.task(in_city, item)
    hq.send(in_city, meeting)
    end = partial(close_meeting, meeting_id=meeting, ends_time=None, **hq.by_promoter(in_city, hq.DURING))

    results = race.together(in_city.pk, end, end)

    assert len(race.errors_among(results)) == 1
    assert Task.objects.filter(state="open").count() == 1


def test_minutes_begin_once_and_are_handed_in_once(in_city: Municipality, meeting: UUID, item: UUID) -> None:
    _held(in_city, meeting, item)
    begin = partial(draft_minutes, meeting_id=meeting, **hq.by_promoter(in_city, hq.DURING))
    hand_in = partial(submit_minutes, meeting_id=meeting, **hq.by_promoter(in_city, hq.DURING))

    begun = race.together(in_city.pk, begin, begin)
    handed = race.together(in_city.pk, hand_in, hand_in)

    assert race.errors_among(begun) == [MinutesBegunError]
    assert race.errors_among(handed) == [MinutesMovedError]
    assert Minutes.objects.count() == 1


def test_a_task_is_ended_once_and_reminded_of_once(in_city: Municipality, meeting: UUID, item: UUID) -> None:
    task_id = hq.task(in_city, item, due_on=hq.DAY)
    _held(in_city, meeting, item)
    remind = partial(remind_due_tasks, municipality_id=in_city.pk, now=hq.DURING)
    end: dict[str, Any] = {"task_id": task_id, "done": True, **hq.by_promoter(in_city, hq.DURING)}

    reminded = race.together(in_city.pk, remind, remind)
    ended = race.together(
        in_city.pk, partial(close_task, result="甲", **end), partial(close_task, result="乙", **end)
    )

    assert sorted(reminded, key=repr) == [0, 1]
    assert race.errors_among(ended) == [TaskClosedError]
    assert Task.objects.get(pk=task_id).result == ("乙" if isinstance(ended[0], Exception) else "甲")


def test_two_proposals_get_a_number_each_and_one_is_taken_up_once(in_city: Municipality) -> None:
    plan, section = published_plan_of(in_city), SectionFactory(municipality=in_city)
    chief = proposals.chief_of(section)
    rows = [proposals.write(in_city, section, proposals.content_for(plan)) for _ in range(2)]

    for row in rows:
        proposals.make(row, Move.APPROVE, chief)

    take = [partial(proposals.make, row, Move.TAKE_UP, proposals.office()) for row in (*rows, rows[0])]
    taken = race.together(in_city.pk, *take)

    assert race.errors_among(taken) == [ProposalMovedError]
    assert set(Proposal.objects.values_list("number", flat=True)) == {1, 2}
