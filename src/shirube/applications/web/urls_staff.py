"""Addresses of the staff's pages of cases, inside a municipality and behind `staff/`."""

from __future__ import annotations

from django.urls import path

from shirube.applications.web.staff import acts, case_page, lists, writing

app_name = "applications_staff"

urlpatterns = [
    path("cases/", lists.cases, name="cases"),
    path("cases/<uuid:case_id>/", case_page.case, name="case"),
    path("cases/<uuid:case_id>/files/<uuid:file_id>/", case_page.file, name="file"),
    path("cases/<uuid:case_id>/numbers/", case_page.numbers, name="numbers"),
    path("cases/<uuid:case_id>/act/", acts.act, name="act"),
    path("cases/<uuid:case_id>/correction/", writing.send_back, name="send-back"),
    path("cases/<uuid:case_id>/proposal/", writing.propose, name="propose"),
    path("cases/<uuid:case_id>/document/", writing.issue, name="issue"),
    path("cases/<uuid:case_id>/message/", writing.message, name="message"),
    path("cases/<uuid:case_id>/note/", writing.note, name="note"),
    path("cases/<uuid:case_id>/section/", writing.move, name="move"),
]
