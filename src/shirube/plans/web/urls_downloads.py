"""Addresses of the files of a plan and of the feed; part of the namespace `plans`."""

from __future__ import annotations

from django.urls import path

from shirube.plans.web import downloads, feeds

_PLAN = "plans/<slug:slug>/"

urlpatterns = [
    path(_PLAN + "report.pdf", downloads.report_pdf, name="download-pdf"),
    path(_PLAN + "plan.csv", downloads.plan_csv, name="download-csv"),
    path(_PLAN + "kpis.csv", downloads.kpis_csv, name="download-kpis"),
    path(_PLAN + "plan.xlsx", downloads.plan_xlsx, name="download-xlsx"),
    path(_PLAN + "plan.json", downloads.plan_json_file, name="download-json"),
    path(_PLAN + "plan.stratml.xml", downloads.plan_stratml_xml, name="download-stratml"),
    path("changes.atom", feeds.changes_atom, name="changes-atom"),
]
