"""What somebody has booked here, behind the number and code they were told: see, change, cancel; and the place in a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shirube.accounts.interface import SYSTEM
from shirube.bookings import interface as bookings
from shirube.kernel.errors import DomainError, NotFoundError
from shirube.ui.access import Access, access
from shirube.ui.kept_codes import keep_code, kept_code
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.tables import Status
from shirube.ui.templatetags.ui_text import moment
from shirube.venues.commands.connecting import ROOM_OWNER, SESSION_OWNER
from shirube.venues.queries.courses import SessionView, get_sessions
from shirube.venues.queries.facilities import get_rooms
from shirube.venues.queries.people import has_attended
from shirube.venues.queries.uses import UseView, find_use
from shirube.venues.web.public.reader import Reader, reader_of
from shirube.venues.web.public.rooms import choose_days, way
from shirube.venues.web.words import REDUCTIONS, Fact, day_words, plain, say, time_words, yen_words

_STATES = bookings.ReservationState


def go_to_booked(made: bookings.ReservationView, *, is_new: bool = False) -> HttpResponse:
    """To the page of a reservation, for whoever was told its code: the browser keeps it, no address holds it."""
    return _go_to("venues:booked", made.number, made.secret or made.booker.secret, is_new=is_new)


def go_to_waiting(waiting: bookings.WaitingView, *, is_new: bool = False) -> HttpResponse:
    return _go_to("venues:waiting", waiting.code, waiting.secret or waiting.booker.secret, is_new=is_new)


@access(Access.PUBLIC)
@require_safe
def show_booked(request: HttpRequest, number: str) -> HttpResponse:
    """Who neither signed in nor holds the code is asked for it.

    Danger: number and code are some 100 random bits together; neither opens the page alone.
    """
    reader = reader_of(request)
    if not _can_be_known(request, number, reader):
        return _ask_for_code(number)
    made = get_own(request, number, reader)
    details = _details(made, reader)
    context = {
        "made": made,
        "status": _status(made),
        "is_new": "new" in request.GET,
        "code": made.booker.secret,
        "is_held": made.state is _STATES.HELD,
        "hold_until": moment(made.hold_until) if made.hold_until else "",
        "can_decide": made.is_open and reader.now < made.decide_until,
        "decide_until": moment(made.decide_until),
        **details,
    }
    return _private(page(request, "venues/booked.html", context))


@access(Access.PUBLIC)
@require_POST
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    reader = reader_of(request)
    made = get_own(request, number, reader)
    try:
        bookings.cancel_reservation(**reader.look, reservation_id=made.id, actor=made.booker, now=reader.now)
        messages.success(request, _("予約を取り消しました。"))
    except DomainError as error:
        messages.error(request, sentence_for(error))
    return redirect("venues:booked", made.number)


@access(Access.PUBLIC)
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Other blocks of the same room. The new ones are taken before the old ones are free."""
    reader = reader_of(request)
    made = get_own(request, number, reader)
    if made.owner != ROOM_OWNER:
        return redirect("venues:booked", made.number)
    house, room = get_rooms(**reader.look, room_ids=[made.subject_id])[made.subject_id]
    if request.method == "POST":
        return _change(request, made, reader)
    title = plain(room.facts.title, reader.language)
    context = {
        "made": made,
        "plain_title": title,
        "title": say(room.facts.title, reader.language),
        "house": say(house.facts.title, reader.language),
        "now_words": [_slot_words(one, reader.language) for one in made.slots],
        "breadcrumbs": way(
            Link(_("あなたの予約"), reverse("venues:booked", args=[made.number])), Link(_("日時を変える"), "")
        ),
        **choose_days(request, room, reader, kept=made.slots),
    }
    return _private(page(request, "venues/change_room.html", context))


@access(Access.PUBLIC)
@require_safe
def show_waiting(request: HttpRequest, code: str) -> HttpResponse:
    reader = reader_of(request)
    if not _can_be_known(request, code, reader):
        return _ask_for_code(code)
    waiting = _own_waiting(request, code, reader)
    if waiting.state is bookings.WaitingState.TAKEN and waiting.reservation_id is not None:
        return _go_to_promoted(waiting, reader)
    session = get_sessions(**reader.look, session_ids=[waiting.subject_id])[waiting.subject_id]
    context = {
        "waiting": waiting,
        "is_new": "new" in request.GET,
        "is_waiting": waiting.state is bookings.WaitingState.WAITING,
        "place": waiting.ahead + 1,
        "title": say(session.name, reader.language),
        "plain_title": plain(session.name, reader.language),
        "facts": list(_session_facts(session, waiting.quantity, reader)),
        "code": waiting.booker.secret,
        "breadcrumbs": way(Link(_("空き待ち"), "")),
    }
    return _private(page(request, "venues/waiting.html", context))


@access(Access.PUBLIC)
@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Stand in the line no longer."""
    reader = reader_of(request)
    waiting = _own_waiting(request, code, reader)
    try:
        bookings.leave_waiting_list(
            **reader.look, waiting_id=waiting.id, actor=waiting.booker, now=reader.now
        )
        messages.success(request, _("空き待ちをやめました。"))
    except DomainError as error:
        messages.error(request, sentence_for(error))
    return redirect("venues:waiting", waiting.code)


def get_own(request: HttpRequest, number: str, reader: Reader) -> bookings.ReservationView:
    """A reservation of a room or session, for its holder by account or code. bookings.ReservationNotFoundError."""
    made = bookings.get_by_number(**reader.look, number=number, actor=_holder(request, number, reader))
    if made.owner not in {ROOM_OWNER, SESSION_OWNER}:
        raise bookings.ReservationNotFoundError
    return made


def _own_waiting(request: HttpRequest, code: str, reader: Reader) -> bookings.WaitingView:
    """A place in the line of a session. bookings.WaitingNotFoundError."""
    waiting = bookings.get_waiting(**reader.look, code=code, actor=_holder(request, code, reader))
    if waiting.owner != SESSION_OWNER:
        raise bookings.WaitingNotFoundError
    return waiting


def _holder(request: HttpRequest, number: str, reader: Reader) -> bookings.Booker:
    return bookings.Booker(resident_id=reader.resident_id, secret=kept_code(request, number))


def _can_be_known(request: HttpRequest, number: str, reader: Reader) -> bool:
    return reader.resident_id is not None or bool(kept_code(request, number))


def _ask_for_code(number: str) -> HttpResponse:
    return redirect(f"{reverse('venues:look-up')}?{urlencode({'number': number})}")


def _go_to(name: str, number: str, secret: str, *, is_new: bool) -> HttpResponse:
    response = redirect(reverse(name, args=[number]) + ("?new=1" if is_new else ""))
    keep_code(response, number, secret)
    return response


def _private(response: HttpResponse) -> HttpResponse:
    """Counters share one PC: nothing stays in its memory."""
    response["Cache-Control"] = "no-store"
    return response


def _go_to_promoted(waiting: bookings.WaitingView, reader: Reader) -> HttpResponse:
    """Whoever has shown the code of the line is told that of the reservation which came of it."""
    assert waiting.reservation_id is not None
    made = bookings.get_reservation(**reader.look, reservation_id=waiting.reservation_id, actor=SYSTEM)
    return go_to_booked(made)


def _status(made: bookings.ReservationView) -> Status:
    states = {
        _STATES.HELD: (_("仮押さえ"), "warning", "clock"),
        _STATES.ASKED: (_("申込み済み（担当が確かめています）"), "info", "clock"),
        _STATES.CONFIRMED: (_("予約できています"), "success", ""),
        _STATES.ATTENDED: (_("出席しました"), "success", "done"),
        _STATES.NO_SHOW: (_("来られませんでした"), "neutral", "stop"),
        _STATES.CANCELLED: (_("取り消されました"), "neutral", "stop"),
        _STATES.EXPIRED: (_("期限が過ぎました"), "neutral", "stop"),
    }
    return Status(*states[made.state])


def _details(made: bookings.ReservationView, reader: Reader) -> dict[str, Any]:
    return _room_details(made, reader) if made.owner == ROOM_OWNER else _session_details(made, reader)


def _room_details(made: bookings.ReservationView, reader: Reader) -> dict[str, Any]:
    house, room = get_rooms(**reader.look, room_ids=[made.subject_id])[made.subject_id]
    use = find_use(**reader.look, reservation_id=made.id)
    language = reader.language
    facts = [Fact(_("施設"), say(house.facts.title, language))]
    facts += [Fact(_("日時"), _slot_words(one, language)) for one in made.slots]
    return {
        "title": say(room.facts.title, language),
        "plain_title": plain(room.facts.title, language),
        "facts": facts + (list(_fee_facts(use, language)) if use else []),
        "is_room": True,
        "again_url": reverse("venues:room", args=[house.facts.code, room.facts.code]),
        "breadcrumbs": way(Link(_("あなたの予約"), "")),
    }


def _fee_facts(use: UseView, language: str) -> Iterator[Fact]:
    """What is to be paid as it stands, and where; payment itself is made there."""
    note = ""
    if use.reduction:
        note = str(REDUCTIONS[use.reduction_state])
        if use.full_yen != use.due_yen:
            note = _("%(state)s（もとの料金 %(full)s）") % {"state": note, "full": yen_words(use.full_yen)}
        if use.decision:
            note = f"{note} {use.decision}"
    yield Fact(_("料金"), yen_words(use.due_yen), note)
    if use.due_yen:
        yield Fact(_("料金を払うところ"), say(use.facility.pay_at, language))
    if use.purpose:
        yield Fact(_("使う目的"), use.purpose)


def _session_details(made: bookings.ReservationView, reader: Reader) -> dict[str, Any]:
    session = get_sessions(**reader.look, session_ids=[made.subject_id])[made.subject_id]
    came = has_attended(**reader.look, session_id=session.id, reservation_id=made.id)
    gives = session.course.facts.gives_certificate and came
    certificate = reverse("venues:certificate-file", args=[made.number])
    return {
        "title": say(session.name, reader.language),
        "plain_title": plain(session.name, reader.language),
        "facts": list(_session_facts(session, made.quantity, reader)),
        "certificate_url": certificate if gives else "",
        "is_room": False,
        "again_url": reverse("venues:course", args=[session.course.facts.code]),
        "breadcrumbs": way(Link(_("あなたの予約"), "")),
    }


def _session_facts(session: SessionView, quantity: int, reader: Reader) -> Iterator[Fact]:
    course, language = session.course.facts, reader.language
    when = f"{day_words(session.starts_at, language)} {time_words(session.starts_at, session.ends_at)}"
    yield Fact(_("日時"), when)
    yield Fact(_("場所"), say(session.where, language))
    yield Fact(_("人数"), _("%(n)s人") % {"n": quantity})
    if course.bring:
        yield Fact(_("持ち物"), say(course.bring, language))
    yield Fact(_("料金"), yen_words(course.fee_yen * quantity), plain(course.pay_at, language))
    if course.contact:
        yield Fact(_("問い合わせ先"), say(course.contact, language))


def _slot_words(slot: bookings.SlotTime, language: str) -> str:
    return f"{day_words(slot.starts_at, language)} {time_words(slot.starts_at, slot.ends_at)}"


def _change(request: HttpRequest, made: bookings.ReservationView, reader: Reader) -> HttpResponse:
    slot_ids = [slot_id for text in request.POST.getlist("slot")[:12] if (slot_id := _uuid(text))]
    again = reverse("venues:change-booked", args=[made.number])
    if not slot_ids:
        messages.warning(request, _("まだ区分が選ばれていません。予約は変わっていません。"))
        return redirect(again)
    try:
        bookings.change_reservation(
            **reader.look, reservation_id=made.id, slot_ids=slot_ids, actor=made.booker, now=reader.now
        )
    except DomainError as error:
        if isinstance(error, NotFoundError):
            raise
        messages.error(request, sentence_for(error))
        return redirect(again)
    messages.success(request, _("予約の日時を変えました。料金も新しい日時のものになりました。"))
    return redirect("venues:booked", made.number)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
