"""Addresses of those who book, inside a municipality."""

from __future__ import annotations

from django.urls import path

from shirube.bookings.web import feeds
from shirube.bookings.web.residents import (
    codes,
    groups,
    lotteries,
    lottery_entries,
    reservations,
    slots,
    turns,
)

app_name = "bookings"
urlpatterns = [
    path("bookings/<uuid:resource_id>/", slots.resource, name="resource"),
    path("bookings/<uuid:resource_id>/hold/", slots.hold, name="hold"),
    path("bookings/<uuid:resource_id>/turn/", turns.turn, name="turn"),
    path("bookings/<uuid:resource_id>/turn/<slug:deed>/", turns.act, name="turn-act"),
    path("bookings/slots/<uuid:slot_id>/wait/", slots.wait, name="wait"),
    path("calendars/<uuid:resource_id>.ics", feeds.calendar, name="feed"),
    path("reservations/", codes.look_up, name="look-up"),
    path("reservations/<str:number>/", reservations.reservation, name="reservation"),
    path("reservations/<str:number>/confirm/", reservations.confirm, name="confirm"),
    path("reservations/<str:number>/change/", reservations.change, name="change"),
    path("reservations/<str:number>/cancel/", reservations.cancel, name="cancel"),
    path("reservations/<str:number>/calendar.ics", reservations.calendar_file, name="calendar-file"),
    path("groups/", groups.start, name="groups"),
    path("groups/new/", groups.register, name="new-group"),
    path("groups/<str:group_number>/", groups.group, name="group"),
    path("groups/<str:group_number>/hand-in/", groups.hand_in, name="hand-in-group"),
    path("waiting/<str:code>/", codes.waiting, name="waiting"),
    path("waiting/<str:code>/leave/", codes.leave, name="leave"),
    path("waiting/<str:code>/reservation/", codes.go_to_reservation, name="from-waiting"),
    path("lotteries/", lotteries.lotteries, name="lotteries"),
    path("lotteries/<uuid:lottery_id>/", lotteries.lottery, name="lottery"),
    path("lotteries/<uuid:lottery_id>/enter/", lottery_entries.enter, name="enter-lottery"),
    path("lotteries/<uuid:lottery_id>/verify/", lotteries.verify, name="verify-lottery"),
    path("lotteries/<uuid:lottery_id>/protocol.json", lotteries.protocol_file, name="lottery-protocol"),
    path("lotteries/entries/<str:receipt_number>/", lottery_entries.entry, name="lottery-entry"),
    path("lotteries/entries/<str:receipt_number>/change/", lottery_entries.change, name="change-entry"),
    path("lotteries/entries/<str:receipt_number>/withdraw/", lottery_entries.withdraw, name="withdraw-entry"),
    path("lotteries/entries/<str:receipt_number>/stop/", lottery_entries.stop, name="stop-waiting"),
    path(
        "lotteries/entries/<str:receipt_number>/awards/<uuid:award_id>/",
        lottery_entries.take,
        name="take-award",
    ),
    path("my/reservations/", reservations.mine, name="mine"),
]
