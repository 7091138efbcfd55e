"""Addresses of staff's pages of plans, behind /staff/."""

from __future__ import annotations

from django.urls import path

from shirube.plans.web.staff import (
    confirming_views,
    editing_views,
    ooda_views,
    progress_views,
    reading_views,
    report_views,
    review_views,
    series_views,
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
    path("readings/<uuid:reading_id>/confirm/", confirming_views.confirm, name="confirm-reading"),
    path("actions/<uuid:action_id>/reports/" + YEAR, report_views.report, name="report"),
    path("reviews/<uuid:review_id>/move/", review_views.move, name="review-move"),
    path("series/", series_views.series_list, name="series-list"),
    path("series/<str:series_code>/", series_views.series, name="series"),
    path("series/<str:series_code>/take-in/", series_views.take_in, name="series-take-in"),
    path("evidence/<uuid:file_id>/", workbench_views.open_evidence, name="evidence"),
]
