"""Addresses of the support desk, behind staff/headquarters/support/."""

from __future__ import annotations

from django.urls import path

from shirube.headquarters.web.support import duty_views, views

app_name = "support_staff"
urlpatterns = [
    path("", views.show_list, name="list"),
    path("new/", views.ask, name="new"),
    path("duties/", duty_views.show_duties, name="duties"),
    path("duties/new/", duty_views.add_duty, name="add-duty"),
    path("duties/<uuid:duty_id>/", duty_views.finish_duty, name="end-duty"),
    path("<uuid:request_id>/", views.show_request, name="request"),
    path("<uuid:request_id>/act/", views.act, name="act"),
]
