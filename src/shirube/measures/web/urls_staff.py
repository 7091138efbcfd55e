"""Addresses of measures for staff, behind staff/."""

from __future__ import annotations

from django.urls import path

from shirube.measures.web import staff_views

app_name = "measures_staff"
urlpatterns = [
    path("measures/", staff_views.measure_list, name="list"),
    path("measures/<str:measure_code>/", staff_views.measure, name="measure"),
    path("measures/<str:measure_code>/rows/", staff_views.rows, name="rows"),
]
