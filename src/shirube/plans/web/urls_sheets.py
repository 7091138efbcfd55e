"""Addresses of update sheets; they belong to the names of `plans`."""

from __future__ import annotations

from django.urls import path

from shirube.plans.web import sheets_applying, sheets_views

SHEETS = "staff/plans/<slug:slug>/sheets/"

urlpatterns = [
    path(SHEETS, sheets_views.choose_sheet, name="sheets"),
    path(SHEETS + "checked/<uuid:sheet_id>/", sheets_applying.show_checked_sheet, name="checked-sheet"),
    path(SHEETS + "checked/<uuid:sheet_id>/apply/", sheets_applying.apply_sheet, name="apply-sheet"),
    path(SHEETS + "<slug:section>/<fiscalyear:year>/", sheets_views.show_sheet, name="sheet"),
    path(
        SHEETS + "<slug:section>/<fiscalyear:year>/<slug:kind>/",
        sheets_views.download_sheet,
        name="sheet-file",
    ),
]
