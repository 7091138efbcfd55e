"""Addresses of halls and courses for staff, behind staff/."""

from __future__ import annotations

from django.urls import path

from shirube.venues.web.staff import courses, houses

app_name = "venues_staff"
urlpatterns = [
    path("", houses.show_home, name="home"),
    path("facilities/new/", houses.add_house, name="add-facility"),
    path("facilities/<slug:code>/edit/", houses.edit_house, name="edit-facility"),
    path("facilities/<slug:code>/new-room/", houses.add_room, name="add-room"),
    path("facilities/<slug:code>/<slug:room_code>/", houses.show_room, name="room"),
    path("facilities/<slug:code>/<slug:room_code>/edit/", houses.edit_room, name="edit-room"),
    path("reductions/", houses.show_reductions, name="reductions"),
    path("reductions/<uuid:use_id>/", houses.decide, name="decide"),
    path("courses/new/", courses.add, name="add-course"),
    path("courses/<slug:code>/", courses.show_course, name="course"),
    path("courses/<slug:code>/edit/", courses.edit, name="edit-course"),
    path("courses/<slug:code>/new-session/", courses.add_one, name="add-session"),
    path("sessions/<uuid:session_id>/", courses.show_session, name="session"),
    path("sessions/<uuid:session_id>/tick/", courses.tick, name="tick"),
    path("sessions/<uuid:session_id>/walk-in/", courses.walk_in, name="walk-in"),
    path(
        "sessions/<uuid:session_id>/walk-in/<uuid:attendance_id>/drop/",
        courses.drop_walk_in,
        name="drop-walk-in",
    ),
    path("sessions/<uuid:session_id>/seats/", courses.seats, name="seats"),
    path("sessions/<uuid:session_id>/cancel/", courses.cancel, name="cancel-session"),
    path(
        "sessions/<uuid:session_id>/certificate/<uuid:attendance_id>.pdf",
        courses.certificate,
        name="certificate",
    ),
]
