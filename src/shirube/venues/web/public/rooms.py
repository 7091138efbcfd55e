"""Houses and rooms for residents: what there is, what it costs, which blocks are free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shirube.bookings import interface as bookings
from shirube.kernel.calendar import format_date
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Status, Table
from shirube.venues.domain.days import day_of, moment_of
from shirube.venues.domain.facts import Block, FacilityFacts, RoomFacts, clock
from shirube.venues.domain.fees import quote
from shirube.venues.queries.facilities import FacilityView, RoomView, get_facility, get_room, list_facilities
from shirube.venues.queries.obstacles import Obstacle, find_obstacles
from shirube.venues.web.public.drawn import lottery_days, lottery_notice, monthly_words, running_lotteries
from shirube.venues.web.public.reader import Reader, reader_of
from shirube.venues.web.words import Fact, plain, say, slot_status, time_words, yen_words

DAYS = 14
_FARTHEST = 400
Own = frozenset[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLine:
    """A block of a day. Only with a `slot_id` can it be chosen."""

    title: str | SafeString
    time_text: str
    status: Status
    slot_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLines:
    """A day with its blocks; `note` says why none can be chosen where it is not for being full.

    `lottery_url`: where one enters the lottery that decides about blocks of the day.
    """

    day: date
    day_text: str
    blocks: tuple[BlockLine, ...]
    note: str = ""
    lottery_url: str = ""


@access(Access.PUBLIC)
@require_safe
def show_facilities(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    houses = list_facilities(**reader.look)
    context = {
        "houses": [(say(one.facts.title, reader.language), _room_links(one, reader)) for one in houses],
        "breadcrumbs": way(Link(_("施設の一覧"), "")),
    }
    return page(request, "venues/facilities.html", context)


@access(Access.PUBLIC)
@require_safe
def show_facility(request: HttpRequest, code: str) -> HttpResponse:
    reader = reader_of(request)
    house = get_facility(**reader.look, code=code)
    title = plain(house.facts.title, reader.language)
    context = {
        "title": say(house.facts.title, reader.language),
        "plain_title": title,
        "about": say(house.facts.about, reader.language),
        "facts": list(_house_facts(house.facts, reader.language)),
        "rooms": _room_links(house, reader),
        "breadcrumbs": way(Link(title, "")),
    }
    return page(request, "venues/facility.html", context)


@access(Access.PUBLIC)
@require_safe
def show_room(request: HttpRequest, code: str, room_code: str) -> HttpResponse:
    """What a room is and costs, and two weeks of its blocks; `?from=` begins on another day."""
    reader = reader_of(request)
    house, room = get_room(**reader.look, code=code, room_code=room_code)
    title = plain(room.facts.title, reader.language)
    lotteries = running_lotteries(room, reader)
    context = {
        "title": say(room.facts.title, reader.language),
        "plain_title": title,
        "house": say(house.facts.title, reader.language),
        "about": say(room.facts.about, reader.language),
        "facts": list(_room_facts(house.facts, room.facts, reader.language)),
        "fees": fee_table(house.facts, room.facts, reader.language),
        "lotteries": [lottery_notice(one, reader.language) for one in lotteries],
        "book_url": reverse("venues:book-room", args=[code, room_code]),
        **choose_days(request, room, reader),
        "breadcrumbs": way(house_link(house, reader.language), Link(title, "")),
    }
    return page(request, "venues/room.html", context)


def choose_days(
    request: HttpRequest,
    room: RoomView,
    reader: Reader,
    *,
    kept: Sequence[bookings.SlotTime] = (),
) -> dict[str, Any]:
    """Two weeks of blocks for _days.html. `kept`: blocks that are one's own and may stay."""
    since = _first_day(request.GET.get("from", ""), reader)
    own = frozenset(one.slot_id for one in kept)
    return {
        "days": _days(room, since, own, reader),
        "since": since,
        "own": own,
        "previous_url": _move(since, -DAYS, reader),
        "next_url": _move(since, DAYS, reader),
    }


def way(*steps: Link) -> list[Link]:
    return [Link(_("施設・講座の予約"), reverse("venues:home")), *steps]


def house_link(house: FacilityView, language: str) -> Link:
    return Link(plain(house.facts.title, language), reverse("venues:facility", args=[house.facts.code]))


def fee_table(house: FacilityFacts, room: RoomFacts, language: str) -> Table:
    """Block by fee class; equipment costs the same for everybody."""
    classes = [Column(plain(one.title, language), number=True) for one in house.fee_classes]
    rows = [_fee_row(house, room, block, language) for block in room.blocks]
    rows += [
        (
            Cell(plain(one.title, language), note=_("1区分につき")),
            *[Cell(yen_words(one.fee_yen))] * len(classes),
        )
        for one in room.equipment
    ]
    return Table(_("料金（1区分）"), (Column(_("区分")), *classes), tuple(rows), stack=True)


def _fee_row(house: FacilityFacts, room: RoomFacts, block: Block, language: str) -> tuple[Cell, ...]:
    name = Cell(plain(block.title, language), note=f"{clock(block.starts)}–{clock(block.ends)}")
    fees = [quote(house, room, blocks=[block.code], fee_class=one.code).full_yen for one in house.fee_classes]
    return (name, *(Cell(yen_words(fee)) for fee in fees))


def _house_facts(facts: FacilityFacts, language: str) -> Iterator[Fact]:
    yield Fact(_("住所"), facts.place.address)
    yield Fact(
        _("開いている時間"), f"{clock(facts.opens)}–{clock(facts.closes)}", _closed_words(facts, language)
    )
    if facts.phone:
        yield Fact(_("電話"), facts.phone, facts.contact_note, url=f"tel:{facts.phone.replace('-', '')}")
    if facts.barrier_free:
        yield Fact(_("バリアフリー"), say(facts.barrier_free, language))
    yield Fact(_("料金を払うところ"), say(facts.pay_at, language))


def _closed_words(facts: FacilityFacts, language: str) -> str:
    names = (_("月曜"), _("火曜"), _("水曜"), _("木曜"), _("金曜"), _("土曜"), _("日曜"))
    closed = [names[number] for number in facts.closed_weekdays]
    closed += [_("祝日")] if facts.closed_on_holidays else []
    words = _("休み: %(days)s、年末年始") % {"days": "、".join(closed)} if closed else _("休み: 年末年始")
    note = plain(facts.hours_note, language)
    return f"{words} / {note}" if note else words


def _room_facts(house: FacilityFacts, room: RoomFacts, language: str) -> Iterator[Fact]:
    yield Fact(_("入れる人数"), _("%(n)s人まで") % {"n": room.people})
    if room.area_m2:
        yield Fact(_("広さ"), f"{room.area_m2} m²")
    if room.floor:
        yield Fact(_("階"), room.floor)
    first = _("使う月の%(months)sか月前の月の1日から") % {"months": room.months_ahead}
    until = _("使う%(days)s日前まで") % {"days": room.book_until_days}
    yield Fact(_("予約できるとき"), f"{first} / {until}", _approval_words(room))
    if room.monthly_lottery:
        yield Fact(_("抽選"), monthly_words(room.monthly_lottery))
    yield Fact(_("料金を払うところ"), say(house.pay_at, language))


def _approval_words(room: RoomFacts) -> str:
    return _("申し込みのあと、担当が確かめてから決まります。") if room.needs_approval else ""


def _room_links(house: FacilityView, reader: Reader) -> list[Link]:
    """Large links of ui/components/link_list.html."""
    code = house.facts.code
    return [
        Link(
            plain(one.facts.title, reader.language),
            reverse("venues:room", args=[code, one.facts.code]),
            _("%(n)s人まで") % {"n": one.facts.people},
        )
        for one in house.rooms
    ]


def _first_day(text: str, reader: Reader) -> date:
    """The day that was asked for, within reach; else today."""
    try:
        asked = parse_date(text)
    except ValueError:
        asked = None
    farthest = reader.today + timedelta(days=_FARTHEST)
    return asked if asked and reader.today <= asked <= farthest else reader.today


def _move(since: date, days: int, reader: Reader) -> str:
    wanted = since + timedelta(days=days)
    if wanted + timedelta(days=DAYS) <= reader.today or wanted > reader.today + timedelta(days=_FARTHEST):
        return ""
    return f"?from={max(wanted, reader.today).isoformat()}#days"


def _days(room: RoomView, since: date, own: Own, reader: Reader) -> list[DayLines]:
    slots = bookings.list_slots(
        municipality_id=reader.municipality_id,
        resource_ids=[room.resource_id] if room.resource_id else [],
        since=moment_of(since, 0),
        until=moment_of(since + timedelta(days=DAYS), 0),
        now=reader.now,
    )
    obstacles = find_obstacles(**reader.look, room=room, slots=slots)
    found: dict[date, list[BlockLine]] = {}
    for slot in slots:
        line = _block(room, slot, obstacles.get(slot.id), own, reader)
        found.setdefault(day_of(slot.starts_at), []).append(line)
    days = [since + timedelta(days=number) for number in range(DAYS)]
    is_drawn = Obstacle.LOTTERY in obstacles.values()
    drawn = lottery_days(slots, running_lotteries(room, reader)) if is_drawn else {}
    return [_day(day, found.get(day, ()), drawn.get(day, ""), reader) for day in days]


def _day(day: date, blocks: Sequence[BlockLine], lottery_url: str, reader: Reader) -> DayLines:
    return DayLines(
        day=day,
        day_text=format_date(day, reader.language),
        blocks=tuple(blocks),
        note="" if blocks else _("休み、または予約を受け付けていない日です"),
        lottery_url=lottery_url,
    )


def _block(
    room: RoomView, slot: bookings.SlotView, obstacle: Obstacle | None, own: Own, reader: Reader
) -> BlockLine:
    named = room.facts.block(slot.label)
    is_own = slot.id in own
    is_free = slot.state in {bookings.SlotState.FREE, bookings.SlotState.FEW}
    can_book = is_own or (is_free and obstacle is None)
    return BlockLine(
        title=say(named.title, reader.language) if named else slot.label,
        time_text=time_words(slot.starts_at, slot.ends_at),
        status=Status(_("今の予約"), "info", "flag") if is_own else _block_status(slot, obstacle, reader),
        slot_id=slot.id if can_book else None,
    )


def _block_status(slot: bookings.SlotView, obstacle: Obstacle | None, reader: Reader) -> Status:
    states = bookings.SlotState
    if obstacle is Obstacle.YEAR_END:
        return slot_status(states.CLOSED)
    if obstacle is Obstacle.SESSION:
        return Status(_("市の講座で使います"), "neutral", "stop")
    if slot.state is states.NOT_YET:
        day = format_date(day_of(slot.opens_at), reader.language)
        return Status(_("%(day)sから受け付けます") % {"day": day}, "info", "clock")
    # A room has one place only: it is free or taken, never nearly full.
    taken = Status(_("予約済み"), "neutral", "stop")
    return {states.FULL: taken, states.FEW: slot_status(states.FREE)}.get(slot.state) or slot_status(
        slot.state
    )
