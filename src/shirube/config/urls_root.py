"""Addresses outside any municipality."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("shirube.portal.web.urls_root")),
]
