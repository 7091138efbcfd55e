"""Addresses of plans inside a municipality."""

from __future__ import annotations

from django.urls import path

app_name = "plans"
urlpatterns: list[object] = []
