"""Addresses of residents' applications, inside a municipality."""

from __future__ import annotations

from django.urls import include, path

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

drafts = [
    path("", starting.go_on, name="draft"),
    path("resume/<str:secret>/", starting.resume, name="resume"),
    path("adopt/", starting.adopt, name="adopt"),
    path("check/", checking.check, name="check"),
    path("renewed/", checking.renewed, name="renewed"),
    path("paused/", checking.paused, name="paused"),
    path("discard/", checking.discard, name="discard"),
    path("document/", signing.document, name="document"),
    path("files/<uuid:file_id>/", downloads.draft_file, name="draft-file"),
    path("steps/<slug:step_code>/", steps.step, name="step"),
    path("steps/<slug:step_code>/live/", steps.live, name="live"),
    path("steps/<slug:step_code>/save/", steps.autosave, name="autosave"),
]
of_cases = [
    path("", cases.look_up, name="look-up"),
    path("<uuid:case_id>/", cases.case, name="case"),
    path("<uuid:case_id>/received/", cases.received, name="received"),
    path("<uuid:case_id>/receipt.pdf", receipts.receipt, name="receipt"),
    path("<uuid:case_id>/correct/", cases.correct, name="correct"),
    path("<uuid:case_id>/withdraw/", cases.withdraw, name="withdraw"),
    path("<uuid:case_id>/files/<uuid:file_id>/", downloads.case_file, name="case-file"),
    path("<uuid:case_id>/documents/<uuid:document_id>/", downloads.document, name="document-file"),
]

urlpatterns = [
    path("apply/<slug:code>/", starting.start, name="start"),
    path("drafts/<uuid:draft_id>/", include(drafts)),
    path("cases/", include(of_cases)),
    path("my/applications/", cases.mine, name="mine"),
]
