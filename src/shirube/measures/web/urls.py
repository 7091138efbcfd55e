"""Addresses of measures for everybody."""

from __future__ import annotations

from django.urls import path

from shirube.measures.web import exports, nation_views, public_views

app_name = "measures"
urlpatterns = [
    path("measures/<str:measure_code>/", public_views.measure, name="measure"),
    path("measures/<str:measure_code>/compare/", nation_views.nation, name="nation"),
    path("measures/<str:measure_code>/data.csv", exports.export_csv, name="export-csv"),
    path("measures/<str:measure_code>/compare/data.csv", exports.export_nation, name="export-nation"),
    path("measures/<str:measure_code>/data.xlsx", exports.export_xlsx, name="export-xlsx"),
    path("measures/<str:measure_code>/data.json", exports.export_json, name="export-json"),
]
