"""Addresses of the portal inside a municipality."""

from __future__ import annotations

from django.urls import path

from shirube.portal.web import my_page, staff, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("my/", my_page.my_page, name="my-page"),
    path("staff/", staff.staff_home, name="staff-home"),
    path("staff/audit/", staff.audit_log, name="audit-log"),
]
