"""Addresses of registers for residents."""

from __future__ import annotations

from django.urls import path

from shirube.registers.web import public_views

app_name = "registers"
urlpatterns = [
    path("registers/", public_views.show_list, name="list"),
    path("registers/<slug:code>/", public_views.show_register, name="register"),
    path("registers/<slug:code>/register.csv", public_views.export_csv, name="csv"),
]
