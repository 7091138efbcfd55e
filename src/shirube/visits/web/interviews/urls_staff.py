"""Addresses of the interview at the desk, behind `staff/`."""

from __future__ import annotations

from django.urls import path

from shirube.visits.web.interviews import desk, paper, review

app_name = "interviews_staff"

urlpatterns = [
    path("interviews/", desk.interviews, name="interviews"),
    path("interviews/visits/<uuid:visit_id>/", desk.meet, name="meet"),
    path("sheets/", paper.sheets, name="sheets"),
    path("sheets/print/", paper.print_sheet, name="print-sheet"),
    path("sheets/scans/<uuid:file_id>/", paper.scan, name="scan"),
    path("sheets/<slug:code>/", paper.type_in, name="type-in"),
    path("interviews/<uuid:interview_id>/", desk.interview, name="interview"),
    path("interviews/<uuid:interview_id>/review/", review.review, name="review"),
    path("interviews/<uuid:interview_id>/status/", review.status, name="status"),
    path("interviews/<uuid:interview_id>/act/", review.act, name="act"),
    path("interviews/<uuid:interview_id>/done/", review.done, name="done"),
    path("interviews/<uuid:interview_id>/read/<slug:reader>/", desk.read_card, name="read-card"),
    path("interviews/<uuid:interview_id>/sheets/<slug:procedure>.pdf", review.sheet, name="sheet"),
    path("interviews/<uuid:interview_id>/ask/<slug:step_code>/", desk.step, name="step"),
    path("interviews/<uuid:interview_id>/ask/<slug:step_code>/live/", desk.live, name="live"),
    path("interviews/<uuid:interview_id>/ask/<slug:step_code>/autosave/", desk.autosave, name="autosave"),
]
