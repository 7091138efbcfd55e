"""Addresses of plans inside a municipality."""

from __future__ import annotations

app_name = "plans"
urlpatterns: list[object] = []
