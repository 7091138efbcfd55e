"""Addresses of the catalogue and the guide inside a municipality."""

from __future__ import annotations

from django.urls import path

from shirube.procedures.web.public import guide_views, sheet_views, views
from shirube.procedures.web.public.catalogue import Order

app_name = "procedures"
PROCEDURE = "procedures/<slug:code>/"

urlpatterns = [
    path("procedures/", views.show_catalogue, name="catalogue"),
    path("procedures/sections/", views.show_catalogue, {"order": Order.SECTION}, name="catalogue-sections"),
    path("procedures/letters/", views.show_catalogue, {"order": Order.LETTER}, name="catalogue-letters"),
    path("procedures/search/", views.search, name="search"),
    path(PROCEDURE, views.show_procedure, name="procedure"),
    path(PROCEDURE + "form/", views.show_form, name="form"),
    path(PROCEDURE + "sheet.pdf", sheet_views.print_sheet, name="sheet"),
    path("guide/", guide_views.show_guide, name="guide"),
    path("guide/<slug:event>/", guide_views.show_event, name="guide-event"),
    path("guide/<slug:event>/list.pdf", guide_views.print_event, name="guide-pdf"),
]
