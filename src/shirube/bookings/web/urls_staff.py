"""Addresses of staff, behind staff/."""

from __future__ import annotations

from django.urls import path

from shirube.bookings.web.staff import calendars, days, desk, slots

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
    path("bookings/resources/<uuid:resource_id>/days/<str:day>/", days.day, name="day"),
    path("bookings/slots/<uuid:slot_id>/", slots.slot, name="slot"),
    path("bookings/slots/<uuid:slot_id>/book/", slots.book, name="book"),
    path("bookings/slots/<uuid:slot_id>/capacity/", slots.capacity, name="capacity"),
    path("bookings/slots/<uuid:slot_id>/close/", slots.close, name="close"),
    path("bookings/slots/<uuid:slot_id>/reopen/", slots.reopen, name="reopen"),
    path("bookings/reservations/<uuid:reservation_id>/cancel/", days.cancel, name="cancel"),
    path("bookings/reservations/<uuid:reservation_id>/<slug:deed>/", days.mark, name="mark"),
]
