"""Addresses of halls, courses and events for residents."""

from __future__ import annotations

from django.urls import path

from shirube.venues.web.public import booked, courses, files, finding, renting, rooms

app_name = "venues"
urlpatterns = [
    path("", finding.show_home, name="home"),
    path("facilities/", rooms.show_facilities, name="facilities"),
    path("facilities/<slug:code>/", rooms.show_facility, name="facility"),
    path("facilities/<slug:code>/<slug:room_code>/", rooms.show_room, name="room"),
    path("facilities/<slug:code>/<slug:room_code>/book/", renting.book, name="book-room"),
    path("events/", courses.show_events, name="events"),
    path("events/<str:month>/", courses.show_month, name="month"),
    path("courses/<slug:code>/", courses.show_course, name="course"),
    path("sessions/<uuid:session_id>/", courses.enter, name="enter"),
    path("booked/", files.look_up, name="look-up"),
    path("booked/<str:number>/", booked.show_booked, name="booked"),
    path("booked/<str:number>/cancel/", booked.cancel, name="cancel-booked"),
    path("booked/<str:number>/change/", booked.change, name="change-booked"),
    path("booked/<str:number>/certificate.pdf", files.certificate, name="certificate-file"),
    path("waiting/<str:code>/", booked.show_waiting, name="waiting"),
    path("waiting/<str:code>/leave/", booked.leave, name="leave-waiting"),
    path("data/facilities.csv", files.facilities_csv, name="facilities-csv"),
    path("data/events.csv", files.events_csv, name="events-csv"),
]
