"""Addresses of staff's pages of plans, behind /staff/."""

from __future__ import annotations

from django.urls import path

from shirube.plans.web.staff import (
    editing_views,
    ooda_views,
    progress_views,
    reading_views,
    report_views,
    review_views,
    workbench_views,
)

app_name = "plans_staff"
PLAN = "plans/<slug:slug>/"
INITIATIVE = "initiatives/<uuid:initiative_id>/"
YEAR = "<fiscalyear:fiscal_year>/"

urlpatterns = [
    path(PLAN, workbench_views.plan, name="plan"),
    path(PLAN + "edit/", editing_views.change_outline, name="plan-edit"),
    path(PLAN + "initiatives/new/", editing_views.new_initiative, name="initiative-new"),
    path(PLAN + "progress/", progress_views.progress, name="progress"),
    path(PLAN + "progress/remind/", progress_views.remind, name="remind"),
    path(INITIATIVE, workbench_views.workbench, name="workbench"),
    path(INITIATIVE + "edit/", editing_views.change_initiative, name="initiative-edit"),
    path(INITIATIVE + "remove/", editing_views.drop_initiative, name="initiative-remove"),
    path(INITIATIVE + "ooda/", ooda_views.ooda, name="ooda"),
    path(INITIATIVE + "reviews/" + YEAR, review_views.show_review, name="review"),
    path(INITIATIVE + "reviews/" + YEAR + "edit/", review_views.edit_review, name="review-edit"),
    path("kpis/<uuid:kpi_id>/readings/new/", reading_views.add_reading, name="reading"),
    path("actions/<uuid:action_id>/reports/" + YEAR, report_views.report, name="report"),
    path("reviews/<uuid:review_id>/move/", review_views.move, name="review-move"),
    path("evidence/<uuid:file_id>/", workbench_views.open_evidence, name="evidence"),
]
