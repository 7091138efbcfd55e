"""Addresses of plans inside a municipality."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from shirube.plans.web import urls_downloads, urls_sheets
from shirube.plans.web.public import effect_views, evidence_views, history_views, plan_views

app_name = "plans"
PLAN = "plans/<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/", plan_views.show_plans, name="plan-list"),
    path(PLAN, plan_views.show_plan, name="plan"),
    path(PLAN + "pillars/<slug:pillar_slug>/", plan_views.show_pillar, name="pillar"),
    path(PLAN + "initiatives/<slug:initiative_slug>/", plan_views.show_initiative, name="initiative"),
    path(PLAN + "kpis/<slug:code>/", plan_views.show_kpi, name="kpi"),
    path(PLAN + "kpis/<slug:code>/effect/", effect_views.show_effect, name="effect"),
    path(PLAN + "kpis/<slug:code>/effect/data.csv", effect_views.effect_csv, name="effect-csv"),
    path(PLAN + "kpis/<slug:code>/effect/data.xlsx", effect_views.effect_xlsx, name="effect-xlsx"),
    path(PLAN + "roadmap/", plan_views.show_roadmap, name="roadmap"),
    path(PLAN + "dx-mark/", plan_views.show_dx_mark, name="dx-mark"),
    path(PLAN + "reviews/", plan_views.show_reviews, name="review-list"),
    path(PLAN + "reviews/<fiscalyear:fiscal_year>/", plan_views.show_review_year, name="review-year"),
    path(PLAN + "evidence/<uuid:file_id>/", evidence_views.open_published_evidence, name="evidence"),
    path(PLAN + "versions/", history_views.show_versions, name="version-list"),
    path(PLAN + "versions/at/", history_views.show_version_at, name="version-at"),
    path(PLAN + "versions/<count:number>/", history_views.show_version, name="version"),
    path("changes/", history_views.show_changes, name="changes"),
    *urls_downloads.urlpatterns,
    *urls_sheets.urlpatterns,
]
