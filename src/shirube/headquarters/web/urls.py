"""The room's pages for residents."""

from __future__ import annotations

from django.urls import path

from shirube.headquarters.web import calendar_views, public_views

app_name = "headquarters"
urlpatterns = [
    path("meetings/", public_views.show_list, name="list"),
    path("meetings/meetings.ics", calendar_views.public_calendar, name="calendar"),
    path("meetings/<uuid:meeting_id>/", public_views.show_meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/minutes.pdf", public_views.pdf, name="minutes-pdf"),
]
