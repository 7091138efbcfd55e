"""Addresses of residents' applications, inside a municipality."""

from __future__ import annotations

from django.urls import path

from shirube.applications.web.residents import (
    cases,
    checking,
    downloads,
    receipts,
    signing,
    starting,
    steps,
)

app_name = "applications"

urlpatterns = [
    path("apply/<slug:code>/", starting.start, name="start"),
    path("drafts/<uuid:draft_id>/", starting.go_on, name="draft"),
    path("drafts/<uuid:draft_id>/resume/<str:secret>/", starting.resume, name="resume"),
    path("drafts/<uuid:draft_id>/adopt/", starting.adopt, name="adopt"),
    path("drafts/<uuid:draft_id>/check/", checking.check, name="check"),
    path("drafts/<uuid:draft_id>/renewed/", checking.renewed, name="renewed"),
    path("drafts/<uuid:draft_id>/paused/", checking.paused, name="paused"),
    path("drafts/<uuid:draft_id>/discard/", checking.discard, name="discard"),
    path("drafts/<uuid:draft_id>/document/", signing.document, name="document"),
    path("drafts/<uuid:draft_id>/files/<uuid:file_id>/", downloads.draft_file, name="draft-file"),
    path("drafts/<uuid:draft_id>/steps/<slug:step_code>/", steps.step, name="step"),
    path("drafts/<uuid:draft_id>/steps/<slug:step_code>/live/", steps.live, name="live"),
    path("drafts/<uuid:draft_id>/steps/<slug:step_code>/save/", steps.autosave, name="autosave"),
    path("cases/", cases.look_up, name="look-up"),
    path("cases/<uuid:case_id>/", cases.case, name="case"),
    path("cases/<uuid:case_id>/received/", cases.received, name="received"),
    path("cases/<uuid:case_id>/receipt.pdf", receipts.receipt, name="receipt"),
    path("cases/<uuid:case_id>/correct/", cases.correct, name="correct"),
    path("cases/<uuid:case_id>/withdraw/", cases.withdraw, name="withdraw"),
    path("cases/<uuid:case_id>/files/<uuid:file_id>/", downloads.case_file, name="case-file"),
    path("cases/<uuid:case_id>/documents/<uuid:document_id>/", downloads.document, name="document-file"),
    path("my/applications/", cases.mine, name="mine"),
]
