"""Background work: the end of holds, letters, the nightly slots, the steps of lotteries."""

from __future__ import annotations

from uuid import UUID

from shirube.bookings.commands.cutting import extend_slots
from shirube.bookings.commands.forgetting import forget_bookers
from shirube.bookings.commands.groups import expire_groups
from shirube.bookings.commands.groups import tell_group as write_to_group
from shirube.bookings.commands.lotteries.moving import move_on
from shirube.bookings.commands.lotteries.settling import pass_on_slot
from shirube.bookings.commands.lotteries.telling import tell_entrant as tell_of_entry
from shirube.bookings.commands.releasing import expire_hold
from shirube.bookings.commands.telling import remind_of_tomorrow
from shirube.bookings.commands.telling import tell_booker as tell
from shirube.bookings.queries.lotteries import list_due_lotteries
from shirube.bookings.queries.slots import list_cut_resources, list_stale_holds
from shirube.jobs import interface as jobs
from shirube.kernel.clock import read_clock


@jobs.task(title="仮押さえの期限切れ")
def end_hold(*, municipality_id: UUID, reservation_id: str) -> None:
    """Ordered with each hold for the moment it ends."""
    expire_hold(municipality_id=municipality_id, reservation_id=UUID(reservation_id), now=read_clock())


@jobs.task(title="予約のお知らせ")
def tell_booker(*, municipality_id: UUID, reservation_id: str, letter: str, revision: int) -> None:
    """Write what the booker is to know."""
    tell(
        municipality_id=municipality_id,
        reservation_id=UUID(reservation_id),
        letter=letter,
        revision=revision,
        now=read_clock(),
    )


@jobs.task(title="団体登録のお知らせ")
def tell_group(*, municipality_id: UUID, group_id: str, letter: str, revision: int) -> None:
    """Write what a group's representative is to know."""
    write_to_group(
        municipality_id=municipality_id,
        group_id=UUID(group_id),
        letter=letter,
        revision=revision,
        now=read_clock(),
    )


@jobs.task(title="団体登録の期限切れ")
def end_groups(*, municipality_id: UUID, due_at: str) -> None:
    """Daily: registrations end with the fiscal year."""
    del due_at
    expire_groups(municipality_id=municipality_id, now=read_clock())


@jobs.task(title="終わった予約の個人情報を忘れる")
def forget(*, municipality_id: UUID, due_at: str) -> None:
    """Nightly: who booked, once nobody needs to know it any more."""
    del due_at
    forget_bookers(municipality_id=municipality_id, now=read_clock())


@jobs.task(title="予約の枠を先の日まで用意する")
def extend(*, municipality_id: UUID, due_at: str) -> None:
    """Nightly: slots of the days that have come within the horizon."""
    del due_at
    for resource_id in list_cut_resources(municipality_id=municipality_id):
        extend_slots(municipality_id=municipality_id, resource_id=resource_id, now=read_clock())


@jobs.task(title="明日の予約のお知らせ")
def remind(*, municipality_id: UUID, due_at: str) -> None:
    """Daily: the day before."""
    del due_at
    remind_of_tomorrow(municipality_id=municipality_id, now=read_clock())


@jobs.task(title="残った仮押さえの片付け")
def sweep(*, municipality_id: UUID, due_at: str) -> None:
    """Hourly: holds whose own job was given up."""
    del due_at
    now = read_clock()
    for reservation_id in list_stale_holds(municipality_id=municipality_id, now=now):
        expire_hold(municipality_id=municipality_id, reservation_id=reservation_id, now=now)


@jobs.task(title="抽選の次の段階")
def move_lottery(*, municipality_id: UUID, lottery_id: str) -> None:
    """Ordered with each lottery for its closing, its draw and its opening to all."""
    move_on(municipality_id=municipality_id, lottery_id=UUID(lottery_id), now=read_clock())


@jobs.task(title="抽選の枠を次の人に回す")
def pass_on(*, municipality_id: UUID, slot_id: str) -> None:
    """Ordered wherever a place of a lottery's slot becomes free."""
    pass_on_slot(municipality_id=municipality_id, slot_id=UUID(slot_id), now=read_clock())


@jobs.task(title="抽選のお知らせ")
def tell_entrant(*, municipality_id: UUID, entry_id: str, letter: str, revision: int) -> None:
    """Write what somebody who entered is to know."""
    tell_of_entry(
        municipality_id=municipality_id,
        entry_id=UUID(entry_id),
        letter=letter,
        revision=revision,
        now=read_clock(),
    )


@jobs.task(title="抽選の遅れの取り戻し")
def move_lotteries(*, municipality_id: UUID, due_at: str) -> None:
    """Hourly: lotteries whose own job was given up."""
    del due_at
    now = read_clock()
    for lottery_id in list_due_lotteries(municipality_id=municipality_id, now=now):
        move_on(municipality_id=municipality_id, lottery_id=lottery_id, now=now)
