"""Addresses of the portal inside a municipality."""

from __future__ import annotations

from django.urls import path

from shirube.portal.web import staff, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("staff/", staff.staff_home, name="staff-home"),
    path("staff/audit/", staff.audit_log, name="audit-log"),
]
