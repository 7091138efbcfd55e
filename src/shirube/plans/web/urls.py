"""Addresses of plans inside a municipality."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from shirube.plans.web import urls_downloads

app_name = "plans"
urlpatterns: list[URLPattern | URLResolver] = [*urls_downloads.urlpatterns]
