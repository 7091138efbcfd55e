"""How the office stands on a day, for the headquarters: what is late, missing, and waits for a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.headquarters import interface as headquarters
from shirube.inquiries import interface as inquiries
from shirube.organizations import interface as organizations
from shirube.plans import interface as plans
from shirube.portal.queries.plans import list_running
from shirube.registers import interface as registers

T = TypeVar("T")
# They wait at a desk of DX promotion or of the headquarters, and not for a section.
_AT_DESKS = frozenset({plans.WaitKind.CONFIRM, plans.WaitKind.DECIDE})
# What lies with the headquarters' office or is ready for a meeting; the nearest to a decision first.
_ON_THE_WAY = (
    headquarters.ProposalState.READY,
    headquarters.ProposalState.TAKEN_UP,
    headquarters.ProposalState.SUBMITTED,
)
# An indicator that is behind is read first, one that is ahead last.
_WORST_FIRST = (plans.Grade.BEHIND, plans.Grade.CANNOT_JUDGE, plans.Grade.ON_COURSE, plans.Grade.AHEAD)


@dataclass(frozen=True, slots=True)
class LateItem:
    register: registers.RegisterStanding
    item: registers.LateItem


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionStanding:
    """What a section owes, and what is late in it. `section` is None for work of which none is named."""

    section: organizations.SectionSummary | None
    on: date
    owed: Sequence[plans.Waiting]
    tasks: Sequence[headquarters.TaskView]
    actions: Sequence[plans.LateAction]
    items: Sequence[LateItem]

    @property
    def overdue(self) -> int:
        """How much of what it has to do is past its day."""
        return _count_late(self.owed, self.tasks, self.on)

    @property
    def late(self) -> int:
        return self.overdue + len(self.actions) + len(self.items)

    @property
    def is_in_order(self) -> bool:
        return not (self.owed or self.late)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeStanding:
    """`late` counts work of several sections once. `sections` are all, in office order, and last what names none.

    `to_decide` are reviews, `proposals` come before a meeting. `meeting` is the next one. `tasks` follow from decisions, `inquiries` still wait for answers; the first due first.
    """

    on: date
    documents: Sequence[plans.PlanDocument]
    kpis: Sequence[plans.KpiStanding]
    to_decide: Sequence[plans.Waiting]
    proposals: Sequence[headquarters.ProposalLine]
    meeting: headquarters.MeetingLine | None
    tasks: Sequence[headquarters.TaskView]
    inquiries: Sequence[inquiries.InquiryStanding]
    sections: Sequence[SectionStanding]
    registers: Sequence[registers.RegisterStanding]
    late: int

    @property
    def troubled(self) -> Sequence[SectionStanding]:
        """Those that are not in order, the most late first."""
        found = [one for one in self.sections if not one.is_in_order]
        return sorted(found, key=lambda one: (-one.late, -len(one.owed)))

    @property
    def in_order(self) -> int:
        """How many sections that exist on the day are late with nothing and owe nothing."""
        return sum(one.is_in_order and _exists(one.section, self.on) for one in self.sections)

    @property
    def unreported(self) -> int:
        """How many sections owe something."""
        return sum(bool(one.owed) for one in self.sections if one.section)


def get_office_standing(*, municipality_id: UUID, actor: Actor, on: date) -> OfficeStanding:
    """Cost: a query for the plans and one each, two for reviews, one for sections, three for all registers, three for
    meetings and tasks, three for proposals, four for inquiries; however many sections there are.
    """
    documents = list_running(municipality_id=municipality_id, on=on)
    waiting = plans.list_owed(municipality_id=municipality_id, documents=documents, on=on)
    kept = registers.list_standings(municipality_id=municipality_id, actor=actor, on=on)
    tasks = headquarters.list_open_tasks(municipality_id=municipality_id)
    asked = inquiries.list_inquiries_for_headquarters(municipality_id=municipality_id, as_of=on)
    work = _Work(
        owed=[one for one in waiting if one.kind not in _AT_DESKS],
        tasks=tasks,
        actions=[one for document in documents for one in plans.late_actions(document, on)],
        items=[LateItem(register, item) for register in kept for item in register.late],
    )
    return OfficeStanding(
        on=on,
        documents=documents,
        kpis=_worst_first(documents, on),
        to_decide=[one for one in waiting if one.kind in _AT_DESKS],
        proposals=_on_the_way(municipality_id, actor),
        meeting=_next_meeting(municipality_id, on),
        tasks=tasks,
        inquiries=[one for one in asked if not one.is_closed],
        sections=work.share_out(organizations.list_sections(municipality_id=municipality_id), on),
        registers=kept,
        late=work.count_late(on),
    )


def get_section_standing(office: OfficeStanding, code: str) -> SectionStanding:
    """SectionNotFoundError."""
    found = next((one for one in office.sections if one.section and one.section.code == code), None)
    if found is None:
        raise organizations.SectionNotFoundError(section_code=code)
    return found


def _worst_first(documents: Iterable[plans.PlanDocument], on: date) -> list[plans.KpiStanding]:
    standings = [one for document in documents for one in plans.kpi_standings(document, on)]
    return sorted(standings, key=lambda one: _WORST_FIRST.index(one.kpi.grade))


def _on_the_way(municipality_id: UUID, actor: Actor) -> list[headquarters.ProposalLine]:
    proposals = headquarters.list_proposals(municipality_id=municipality_id, actor=actor)
    found = [one for one in proposals if one.state in _ON_THE_WAY]
    return sorted(found, key=lambda one: _ON_THE_WAY.index(one.state))


def _next_meeting(municipality_id: UUID, on: date) -> headquarters.MeetingLine | None:
    meetings = headquarters.list_meetings(municipality_id=municipality_id)
    ahead = [one for one in meetings if one.held_on >= on and not one.is_over]
    return min(ahead, key=lambda one: (one.held_on, one.starts_time), default=None)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be shared out among the sections that carry it."""

    owed: Sequence[plans.Waiting]
    tasks: Sequence[headquarters.TaskView]
    actions: Sequence[plans.LateAction]
    items: Sequence[LateItem]

    def count_late(self, on: date) -> int:
        return _count_late(self.owed, self.tasks, on) + len(self.actions) + len(self.items)

    def share_out(self, sections: Sequence[organizations.SectionSummary], on: date) -> list[SectionStanding]:
        known = frozenset(one.id for one in sections)
        owed = _by_section(self.owed, known, lambda one: one.section_ids)
        tasks = _by_section(self.tasks, known, lambda one: [one.section_id])
        actions = _by_section(
            self.actions, known, lambda one: [r.section_id for r in one.initiative.responsible]
        )
        items = _by_section(self.items, known, lambda one: [one.item.section_id])
        return [
            SectionStanding(
                section=section,
                on=on,
                owed=owed[section.id if section else None],
                tasks=tasks[section.id if section else None],
                actions=actions[section.id if section else None],
                items=items[section.id if section else None],
            )
            for section in (*sections, None)
        ]


def _count_late(owed: Iterable[plans.Waiting], tasks: Iterable[headquarters.TaskView], on: date) -> int:
    return sum(one.is_late(on) for one in owed) + sum(one.is_late(on) for one in tasks)


def _by_section(
    things: Iterable[T], known: frozenset[UUID], sections_of: Callable[[T], Iterable[UUID | None]]
) -> Mapping[UUID | None, list[T]]:
    """Each thing under all its sections; under None where it names none that is known."""
    found: defaultdict[UUID | None, list[T]] = defaultdict(list)
    for thing in things:
        mine: set[UUID | None] = {one for one in sections_of(thing) if one in known}
        for section_id in mine or {None}:
            found[section_id].append(thing)
    return found


def _exists(section: organizations.SectionSummary | None, on: date) -> bool:
    return section is not None and (section.ends_on is None or section.ends_on > on)
