"""Addresses of ad-hoc proposals, behind staff/headquarters/proposals/."""

from __future__ import annotations

from django.urls import path

from shirube.headquarters.web.proposals import (
    after_views,
    file_views,
    list_views,
    opinion_views,
    page_views,
    writing_views,
)

app_name = "proposals_staff"
urlpatterns = [
    path("", list_views.show_list, name="list"),
    path("new/", writing_views.write, name="new"),
    path("opinions/<uuid:opinion_id>/", opinion_views.answer, name="answer"),
    path("opinions/<uuid:opinion_id>/remind/", opinion_views.remind, name="remind"),
    path("<uuid:proposal_id>/", page_views.show_proposal, name="proposal"),
    path("<uuid:proposal_id>/edit/", writing_views.rewrite, name="edit"),
    path("<uuid:proposal_id>/move/", page_views.move, name="move"),
    path("<uuid:proposal_id>/files/", file_views.add_file, name="add-file"),
    path("<uuid:proposal_id>/files/<uuid:file_id>/", file_views.show_file, name="file"),
    path("<uuid:proposal_id>/ask/", opinion_views.ask, name="ask"),
    path("<uuid:proposal_id>/budget/", after_views.tell_budget, name="budget"),
    path("<uuid:proposal_id>/plan/", after_views.place, name="place"),
]
