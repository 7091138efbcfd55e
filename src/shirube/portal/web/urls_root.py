"""Addresses of the portal outside any municipality."""

from __future__ import annotations

from django.urls import path

from shirube.portal.web import views

app_name = "portal"
urlpatterns = [
    path("", views.municipality_list, name="municipality-list"),
    path("comparisons/<slug:slug>/", views.comparison, name="comparison"),
]
