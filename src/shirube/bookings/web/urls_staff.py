"""Addresses of staff, behind staff/."""

from __future__ import annotations

from django.urls import path

from shirube.bookings.web.staff import (
    calendars,
    days,
    desk,
    groups,
    lotteries,
    lottery_checks,
    rules,
    rush,
    slots,
)

app_name = "bookings_staff"
urlpatterns = [
    path("bookings/", desk.desk, name="desk"),
    path("bookings/calendars/new/", calendars.new_calendar, name="new-calendar"),
    path("bookings/calendars/<uuid:calendar_id>/", calendars.calendar, name="calendar"),
    path("bookings/calendars/<uuid:calendar_id>/days/", calendars.other_hours, name="other-hours"),
    path(
        "bookings/calendars/<uuid:calendar_id>/days/<str:day>/usual/",
        calendars.usual_hours,
        name="usual-hours",
    ),
    path("bookings/groups/", groups.groups, name="groups"),
    path("bookings/groups/<uuid:group_id>/", groups.group, name="group"),
    path("bookings/resources/<uuid:resource_id>/days/<str:day>/", days.day, name="day"),
    path("bookings/resources/<uuid:resource_id>/lottery/", lotteries.announce, name="announce"),
    path("bookings/lotteries/", lotteries.lotteries, name="lotteries"),
    path("bookings/lotteries/<uuid:lottery_id>/", lotteries.lottery, name="lottery"),
    path("bookings/lotteries/<uuid:lottery_id>/enter/", lotteries.enter, name="enter-lottery"),
    path("bookings/lotteries/<uuid:lottery_id>/entrants/", lottery_checks.entrants, name="lottery-entrants"),
    path(
        "bookings/lotteries/<uuid:lottery_id>/entrants/<int:entry_number>/",
        lottery_checks.correct,
        name="lottery-class",
    ),
    path("bookings/lotteries/<uuid:lottery_id>/value/", lotteries.public_value, name="public-value"),
    path("bookings/lotteries/<uuid:lottery_id>/call-off/", lotteries.call_off, name="call-off"),
    path("bookings/resources/<uuid:resource_id>/rules/", rules.rules, name="rules"),
    path("bookings/resources/<uuid:resource_id>/rush/", rush.rush, name="rush"),
    path("bookings/resources/<uuid:resource_id>/rush/end/", rush.end, name="rush-end"),
    path("bookings/slots/<uuid:slot_id>/", slots.slot, name="slot"),
    path("bookings/slots/<uuid:slot_id>/book/", slots.book, name="book"),
    path("bookings/slots/<uuid:slot_id>/capacity/", slots.capacity, name="capacity"),
    path("bookings/slots/<uuid:slot_id>/close/", slots.close, name="close"),
    path("bookings/slots/<uuid:slot_id>/reopen/", slots.reopen, name="reopen"),
    path("bookings/reservations/<uuid:reservation_id>/cancel/", days.cancel, name="cancel"),
    path("bookings/reservations/<uuid:reservation_id>/<slug:deed>/", days.mark, name="mark"),
]
