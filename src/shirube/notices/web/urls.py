"""Addresses of the notices room, behind staff/."""

from __future__ import annotations

from django.urls import path

from shirube.notices.web import log_views, text_views

app_name = "notices"
urlpatterns = [
    path("notices/", log_views.notice_list, name="notice-list"),
    path("notices/trial/", log_views.trial, name="trial"),
    path("notices/<uuid:notice_id>/", log_views.notice, name="notice"),
    path("notices/<uuid:notice_id>/again/", log_views.again, name="again"),
    path("notices/<uuid:notice_id>/told/", log_views.told, name="told"),
    path("notice-texts/", text_views.text_list, name="text-list"),
    path("notice-texts/<str:notice_kind>/<slug:language>/", text_views.text, name="text"),
    path(
        "notice-texts/<str:notice_kind>/<slug:language>/versions/<count:text_number>/",
        text_views.version,
        name="version",
    ),
    path(
        "notice-texts/<str:notice_kind>/<slug:language>/versions/<count:text_number>/restore/",
        text_views.restore,
        name="restore",
    ),
]
