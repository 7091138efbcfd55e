"""Sessions and rooms as lines of lists, with what is free."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shirube.bookings import interface as bookings
from shirube.ui.tables import Status
from shirube.venues.domain.days import day_of
from shirube.venues.queries.courses import SessionView
from shirube.venues.web.public.reader import Reader
from shirube.venues.web.words import TOPICS, day_words, plain, say, slot_status, time_words

Slots = Mapping[UUID, bookings.SlotView]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """A session in a list. `enter_url` is empty where nobody can enter or wait now."""

    id: UUID
    day: date
    title: str | SafeString
    plain_title: str
    topic: str
    when: str
    day_text: str
    time_text: str
    where: str | SafeString
    status: Status
    seats: str
    url: str
    enter_url: str
    waits: bool


def slots_of(sessions: Sequence[SessionView], reader: Reader) -> Slots:
    """The slots of sessions by their id. One query."""
    resource_ids = [one.resource_id for one in sessions if one.resource_id]
    if not resource_ids:
        return {}
    found = bookings.list_slots(
        municipality_id=reader.municipality_id,
        resource_ids=resource_ids,
        since=min(one.starts_at for one in sessions),
        until=max(one.starts_at for one in sessions) + timedelta(seconds=1),
        now=reader.now,
    )
    return {slot.id: slot for slot in found}


def session_lines(sessions: Sequence[SessionView], reader: Reader) -> list[SessionLine]:
    slots = slots_of(sessions, reader)
    return [session_line(one, slots.get(one.slot_id) if one.slot_id else None, reader) for one in sessions]


def session_line(session: SessionView, slot: bookings.SlotView | None, reader: Reader) -> SessionLine:
    language = reader.language
    can_enter, waits = _can_enter(session, slot), slot is not None and slot.state is bookings.SlotState.FULL
    day, span = day_words(session.starts_at, language), time_words(session.starts_at, session.ends_at)
    return SessionLine(
        id=session.id,
        day=day_of(session.starts_at),
        title=say(session.name, language),
        plain_title=plain(session.name, language),
        topic=str(TOPICS[session.course.facts.topic]),
        when=f"{day} {span}",
        day_text=day,
        time_text=span,
        where=say(session.where, language),
        status=_status(session, slot, reader.now),
        seats=_seats(session, slot),
        url=reverse("venues:course", args=[session.course.facts.code]),
        enter_url=reverse("venues:enter", args=[session.id]) if can_enter else "",
        waits=waits,
    )


def by_day(lines: Iterable[SessionLine]) -> dict[date, list[SessionLine]]:
    found: dict[date, list[SessionLine]] = {}
    for line in lines:
        found.setdefault(line.day, []).append(line)
    return found


def _can_enter(session: SessionView, slot: bookings.SlotView | None) -> bool:
    if slot is None or not session.is_open:
        return False
    if slot.state is bookings.SlotState.FULL:
        return session.course.facts.has_waiting_list
    return slot.state in {bookings.SlotState.FREE, bookings.SlotState.FEW}


def _status(session: SessionView, slot: bookings.SlotView | None, now: datetime) -> Status:
    if not session.is_open:
        return Status(_("中止"), "error", "stop")
    if session.ends_at <= now:
        return Status(_("終わりました"), "neutral", "done")
    if slot is None:
        return Status(_("受付はこれから"), "info", "clock")
    if slot.state is bookings.SlotState.FULL and session.course.facts.has_waiting_list:
        return Status(_("満員（空き待ちできます）"), "warning", "clock")
    return slot_status(slot.state)


def _seats(session: SessionView, slot: bookings.SlotView | None) -> str:
    """定員10人、残り3人 · 定員10人、空き待ち2人; only the seats where nobody can enter."""
    whole = ngettext("定員%(n)s人", "定員%(n)s人", session.seats) % {"n": session.seats}
    if slot is None or not session.is_open:
        return whole
    if slot.waiting:
        return _("%(seats)s、空き待ち%(waiting)s人") % {"seats": whole, "waiting": slot.waiting}
    if slot.state in {bookings.SlotState.FREE, bookings.SlotState.FEW}:
        return _("%(seats)s、残り%(free)s人") % {"seats": whole, "free": slot.free}
    return whole
