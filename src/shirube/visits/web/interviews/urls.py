"""Addresses of the interview for residents: at home, at the writing desk, at the second screen, afterwards."""

from __future__ import annotations

from django.urls import path

from shirube.visits.web.interviews import afterwards, preparing, screen

app_name = "interviews"

urlpatterns = [
    path("prepare/", preparing.packages, name="packages"),
    path("prepare/i/<uuid:interview_id>/", preparing.prepared, name="prepared"),
    path("prepare/i/<uuid:interview_id>/<slug:step_code>/", preparing.step, name="prepare-step"),
    path("prepare/i/<uuid:interview_id>/<slug:step_code>/live/", preparing.live, name="prepare-live"),
    path(
        "prepare/i/<uuid:interview_id>/<slug:step_code>/autosave/",
        preparing.autosave,
        name="prepare-autosave",
    ),
    path("prepare/<slug:package>/", preparing.prepare, name="prepare"),
    path("desk/<slug:package>/", preparing.terminal, name="terminal"),
    path("desk/<slug:package>/forgotten/", preparing.forgotten, name="forgotten"),
    path("screen/", screen.door, name="screen-door"),
    path("screen/<slug:code>/", screen.screen, name="screen"),
    path("screen/<slug:code>/watch/", screen.watch, name="screen-watch"),
    path("after/<slug:code>/", afterwards.after, name="after"),
]
