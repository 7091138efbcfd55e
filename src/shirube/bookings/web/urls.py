"""Addresses of those who book, inside a municipality."""

from __future__ import annotations

from django.urls import path

from shirube.bookings.web import feeds
from shirube.bookings.web.residents import codes, reservations, slots

app_name = "bookings"
urlpatterns = [
    path("bookings/<uuid:resource_id>/", slots.resource, name="resource"),
    path("bookings/<uuid:resource_id>/hold/", slots.hold, name="hold"),
    path("bookings/slots/<uuid:slot_id>/wait/", slots.wait, name="wait"),
    path("calendars/<uuid:resource_id>.ics", feeds.calendar, name="feed"),
    path("reservations/", codes.look_up, name="look-up"),
    path("reservations/<str:number>/", reservations.reservation, name="reservation"),
    path("reservations/<str:number>/confirm/", reservations.confirm, name="confirm"),
    path("reservations/<str:number>/change/", reservations.change, name="change"),
    path("reservations/<str:number>/cancel/", reservations.cancel, name="cancel"),
    path("reservations/<str:number>/calendar.ics", reservations.calendar_file, name="calendar-file"),
    path("waiting/<str:code>/", codes.waiting, name="waiting"),
    path("waiting/<str:code>/leave/", codes.leave, name="leave"),
    path("waiting/<str:code>/reservation/", codes.go_to_reservation, name="from-waiting"),
    path("my/reservations/", reservations.mine, name="mine"),
]
