"""Papers that stay as they were sent, decisions on what was sent, and the tasks that follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from shirube.headquarters.commands.agenda import ItemDecidedError, ItemEntry, change_item
from shirube.headquarters.commands.deciding import (
    ChangedSincePapersError,
    ReportNotDecidedError,
    reword_decision,
)
from shirube.headquarters.commands.followups import (
    NotYourTaskError,
    TaskClosedError,
    TaskOwnerMissingError,
    close_task,
    remind_due_tasks,
)
from shirube.headquarters.commands.meetings import NotYetHeldError, PapersNotSentError
from shirube.headquarters.commands.sending import (
    NothingChangedError,
    PapersSentError,
    send_supplement,
)
from shirube.headquarters.domain.papers import Figure, PaperContent, Paragraph
from shirube.headquarters.domain.terms import ItemKind, Outcome, SendingKind, TaskState
from shirube.headquarters.models import Decision
from shirube.headquarters.queries.decisions import (
    DecisionPoint,
    get_task,
    list_decisions,
    list_open_tasks,
    list_tasks_of,
)
from shirube.headquarters.queries.papers import list_sendings
from shirube.headquarters.registry import AgendaKind, Choice, DecidedItem, agenda_kinds
from shirube.headquarters.tasks import send_task_letter
from shirube.kernel.clock import JAPAN
from shirube.kernel.errors import ConflictError
from shirube.organizations.models import Municipality, Section
from tests.factories import headquarters as hq
from tests.factories.accounts import UserFactory
from tests.factories.organizations import SectionFactory


@dataclass
class Things:
    """A kind of things that can stand on an agenda: one thing, whose text and stamp a test changes."""

    text: str = "案の本文"
    stamp: str = "1"
    told: list[DecidedItem] = field(default_factory=list)
    refuses: bool = False

    def list_choices(self, **_: Any) -> list[Choice]:
        return [Choice("one", "突発的な案件")]

    def paper(self, **_: Any) -> PaperContent:
        return PaperContent("突発的な案件", (Paragraph(self.text),), self.stamp)

    def on_decided(self, *, decided: DecidedItem, **_: Any) -> None:
        if self.refuses:
            raise ConflictError(thing="one")
        self.told.append(decided)


@pytest.fixture
def things() -> Iterator[Things]:
    made = Things()
    agenda_kinds.register(
        AgendaKind(
            identifier="thing",
            label="もの",
            list_choices=made.list_choices,
            paper=made.paper,
            on_decided=made.on_decided,
        )
    )
    yield made
    # Registries live as long as the process.
    agenda_kinds._entries.pop("thing")


@pytest.fixture
def thing(in_city: Municipality, meeting: UUID, things: Things) -> UUID:
    return hq.item(in_city, meeting, "", about=("thing", "one"))


def _change(city: Municipality, item_id: UUID, **written: Any) -> None:
    one = hq.item_of(city, item_id)
    entry = ItemEntry(kind=one.kind, title=one.title, **written)
    change_item(item_id=item_id, entry=entry, seen_revision=one.revision, **hq.by_promoter(city))


def _papers(city: Municipality, meeting: UUID) -> list[Any]:
    return [
        (sending.kind, paper.paper)
        for sending in list_sendings(municipality_id=city.pk, meeting_id=meeting)
        for paper in sending.papers
    ]


def test_what_was_sent_stays_as_it_was(
    in_city: Municipality, meeting: UUID, thing: UUID, things: Things
) -> None:
    _change(in_city, thing, points="初めの説明", figures=[Figure("費用", "100", "万円")])
    hq.send(in_city, meeting)
    things.text = "あとから変えた本文"
    _change(in_city, thing, points="あとから変えた説明")

    ((kind, paper),) = _papers(in_city, meeting)
    assert (kind, paper.points, paper.figures[0].value) == (SendingKind.PAPERS, "初めの説明", "100")
    assert paper.blocks == (Paragraph("案の本文"),)


def test_papers_are_sent_once(in_city: Municipality, meeting: UUID, item: UUID) -> None:
    hq.send(in_city, meeting)
    with pytest.raises(PapersSentError):
        hq.send(in_city, meeting)


def test_a_supplement_holds_only_what_changed(in_city: Municipality, meeting: UUID, item: UUID) -> None:
    hq.item(in_city, meeting, "変わらない議題")
    hq.send(in_city, meeting)
    _change(in_city, item, points="直した説明")
    send_supplement(meeting_id=meeting, note="説明を直しました", **hq.by_promoter(in_city))

    assert [(kind, paper.title) for kind, paper in _papers(in_city, meeting)][2:] == [
        (SendingKind.SUPPLEMENT, "窓口の予約を広げる")
    ]
    with pytest.raises(NothingChangedError):
        send_supplement(meeting_id=meeting, note="もう一度", **hq.by_promoter(in_city))


def test_nothing_is_decided_before_the_papers_went_out(in_city: Municipality, item: UUID) -> None:
    with pytest.raises(PapersNotSentError):
        hq.decide(in_city, item)


def test_nothing_is_decided_before_the_day(in_city: Municipality, item: UUID, meeting: UUID) -> None:
    hq.send(in_city, meeting)
    later = hq.meeting(in_city, "令和8年度 第3回", held_on=date(2026, 12, 1))
    coming = hq.item(in_city, later)
    hq.send(in_city, later)
    with pytest.raises(NotYetHeldError):
        hq.decide(in_city, coming)
    hq.decide(in_city, item)


def test_a_changed_item_is_not_decided_on(in_city: Municipality, meeting: UUID, item: UUID) -> None:
    hq.send(in_city, meeting)
    _change(in_city, item, points="費用を倍にした")
    with pytest.raises(ChangedSincePapersError):
        hq.decide(in_city, item)
    assert not Decision.objects.exists()


def test_neither_is_a_thing_that_changed_behind_the_item(
    in_city: Municipality, meeting: UUID, thing: UUID, things: Things
) -> None:
    hq.send(in_city, meeting)
    things.stamp = "2"
    with pytest.raises(ChangedSincePapersError):
        hq.decide(in_city, thing)
    assert things.told == []


def test_a_supplement_makes_it_decidable(in_city: Municipality, meeting: UUID, item: UUID) -> None:
    hq.send(in_city, meeting)
    _change(in_city, item, points="費用を倍にした")
    send_supplement(meeting_id=meeting, note="費用", **hq.by_promoter(in_city))
    hq.decide(in_city, item)

    assert not list_decisions(municipality_id=in_city.pk, meeting_id=meeting)[item].took_note


def test_whoever_takes_note_keeps_what_lay_on_the_table(
    in_city: Municipality, meeting: UUID, item: UUID
) -> None:
    hq.send(in_city, meeting)
    _change(in_city, item, points="費用を倍にした")
    hq.decide(in_city, item, takes_note=True)

    assert list_decisions(municipality_id=in_city.pk, meeting_id=meeting)[item].took_note
    kind, paper = _papers(in_city, meeting)[-1]
    assert (kind, paper.points) == (SendingKind.TABLED, "費用を倍にした")


def test_the_thing_is_told_of_the_decision(
    in_city: Municipality, meeting: UUID, thing: UUID, things: Things
) -> None:
    hq.send(in_city, meeting)
    hq.decide(in_city, thing, Outcome.RETURNED, "費用を見直す。")

    (told,) = things.told
    assert (told.key, told.outcome, told.wording, told.decided_on) == (
        "one",
        Outcome.RETURNED,
        "費用を見直す。",
        hq.DAY,
    )


def test_what_the_thing_refuses_is_not_decided(
    in_city: Municipality, meeting: UUID, thing: UUID, things: Things
) -> None:
    hq.send(in_city, meeting)
    things.refuses = True
    with pytest.raises(ConflictError):
        hq.decide(in_city, thing)
    assert not Decision.objects.exists()


def test_an_item_is_decided_on_once(in_city: Municipality, meeting: UUID, item: UUID) -> None:
    hq.send(in_city, meeting)
    hq.decide(in_city, item)
    with pytest.raises(ItemDecidedError):
        hq.decide(in_city, item, Outcome.REFUSED)
    with pytest.raises(ItemDecidedError):
        _change(in_city, item, points="あとから")


def test_a_report_is_noted_and_not_decided(in_city: Municipality, meeting: UUID) -> None:
    report = hq.item(in_city, meeting, "報告", kind=ItemKind.REPORT)
    hq.send(in_city, meeting)
    with pytest.raises(ReportNotDecidedError):
        hq.decide(in_city, report)
    hq.decide(in_city, report, Outcome.NOTED, "了承した。")


def test_the_words_are_mended_and_the_outcome_stays(in_city: Municipality, meeting: UUID, item: UUID) -> None:
    hq.send(in_city, meeting)
    hq.decide(in_city, item)
    points = [DecisionPoint("①", "予約の枠を増やす")]
    reword_decision(
        item_id=item, wording="次のとおり決定した。", points=points, **hq.by_promoter(in_city, hq.DURING)
    )

    decision = list_decisions(municipality_id=in_city.pk, meeting_id=meeting)[item]
    assert (decision.outcome, decision.wording) == (Outcome.DECIDED, "次のとおり決定した。")
    assert decision.points == tuple(points)


@pytest.fixture
def section(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, name="市民課")


def test_steps_become_tasks_when_the_meeting_is_over(
    in_city: Municipality, meeting: UUID, item: UUID, section: Section
) -> None:
    hq.task(in_city, item, section_id=section.pk, person="", due_on=date(2026, 12, 25))
    hq.send(in_city, meeting)
    assert not list_open_tasks(municipality_id=in_city.pk)
    assert hq.close(in_city, meeting) == 1

    (task,) = list_tasks_of(municipality_id=in_city.pk, actor=hq.clerk_in(section.pk))
    assert (task.text, task.section, task.is_late(date(2026, 12, 26))) == ("枠を増やす", "市民課", True)
    assert not list_tasks_of(municipality_id=in_city.pk, actor=hq.member())


def test_a_task_has_an_owner(in_city: Municipality, item: UUID) -> None:
    with pytest.raises(TaskOwnerMissingError):
        hq.task(in_city, item, person="")


def test_the_section_ends_its_task_and_drops_none(
    in_city: Municipality, meeting: UUID, item: UUID, section: Section
) -> None:
    hq.send(in_city, meeting)
    hq.close(in_city, meeting)
    task = hq.task(in_city, item, section_id=section.pk, person="")
    act = {
        "municipality_id": in_city.pk,
        "task_id": task,
        "actor": hq.clerk_in(section.pk),
        "now": hq.DURING,
        "result": "枠を10増やした",
    }
    with pytest.raises(NotYourTaskError):
        close_task(done=False, **act)
    close_task(done=True, **act)

    assert get_task(municipality_id=in_city.pk, task_id=task).state is TaskState.DONE
    with pytest.raises(TaskClosedError):
        close_task(done=True, **act)


def test_owners_are_reminded_before_the_day_and_weekly_behind_it(
    in_city: Municipality, meeting: UUID, item: UUID, mailoutbox: list[Any]
) -> None:
    owner = UserFactory(municipality=in_city, dx_promotion=True)
    hq.task(in_city, item, staff_id=owner.pk, person="", due_on=date(2026, 11, 30))
    hq.send(in_city, meeting)
    hq.close(in_city, meeting)
    days = [26, 27, 28, 30]
    before = [remind_due_tasks(municipality_id=in_city.pk, now=_morning(11, day)) for day in days]
    behind = [remind_due_tasks(municipality_id=in_city.pk, now=_morning(12, day)) for day in (1, 4, 5, 11)]

    assert (before, behind) == ([0, 1, 0, 0], [0, 1, 0, 1])
    (task,) = list_open_tasks(municipality_id=in_city.pk)
    send_task_letter.func(municipality_id=in_city.pk, task_id=str(task.id))
    assert mailoutbox[-1].to == [owner.email]


def _morning(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 8, tzinfo=JAPAN)
