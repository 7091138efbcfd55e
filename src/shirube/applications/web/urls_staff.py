"""Addresses of the staff's pages of cases, inside a municipality and behind `staff/`."""

from __future__ import annotations

from django.urls import path

from shirube.applications.web.staff import (
    acts,
    case_page,
    characters,
    editing,
    export_columns,
    exports,
    intake,
    labels,
    lists,
    opinions,
    trail,
    upkeep,
    writing,
)

app_name = "applications_staff"

urlpatterns = [
    path("cases/", lists.cases, name="cases"),
    path("cases/labels/", labels.labels, name="labels"),
    path("cases/trail/", trail.trails, name="trails"),
    path("cases/stuck/", upkeep.stuck, name="stuck"),
    path("cases/retention/", upkeep.retention, name="retention"),
    path("cases/intake/", intake.intake, name="intake"),
    path("cases/intake/entries/<uuid:entry_id>/", intake.resume, name="entry"),
    path("cases/intake/entries/<uuid:entry_id>/discard/", intake.discard, name="discard-entry"),
    path("cases/intake/<slug:code>/", intake.take_in, name="take-in"),
    path("cases/intake/<slug:code>/live/", intake.live, name="take-in-live"),
    path("cases/intake/<slug:code>/save/", intake.autosave, name="take-in-save"),
    path("cases/exports/", exports.exports, name="exports"),
    path("cases/exports/<slug:code>/", exports.export, name="export"),
    path("cases/exports/<slug:code>/columns/", export_columns.columns, name="export-columns"),
    path("cases/characters/", characters.characters, name="characters"),
    path("cases/exported/<uuid:handover_id>/", exports.export_file, name="export-file"),
    path("cases/opinions/", opinions.asked, name="opinions"),
    path("cases/opinions/<uuid:opinion_id>/", opinions.answer, name="opinion"),
    path("cases/<uuid:case_id>/", case_page.case, name="case"),
    path("cases/<uuid:case_id>/files/<uuid:file_id>/", case_page.file, name="file"),
    path("cases/<uuid:case_id>/numbers/", case_page.numbers, name="numbers"),
    path("cases/<uuid:case_id>/trail/", trail.trail, name="trail"),
    path("cases/<uuid:case_id>/act/", acts.act, name="act"),
    path("cases/<uuid:case_id>/correction/", writing.send_back, name="send-back"),
    path("cases/<uuid:case_id>/proposal/", writing.propose, name="propose"),
    path("cases/<uuid:case_id>/document/", writing.issue, name="issue"),
    path("cases/<uuid:case_id>/message/", writing.message, name="message"),
    path("cases/<uuid:case_id>/note/", writing.note, name="note"),
    path("cases/<uuid:case_id>/section/", writing.move, name="move"),
    path("cases/<uuid:case_id>/edit/", editing.edit, name="edit"),
    path("cases/<uuid:case_id>/edit/live/", editing.live, name="edit-live"),
    path("cases/<uuid:case_id>/opinion/", opinions.ask, name="ask"),
    path("cases/<uuid:case_id>/retry/", upkeep.retry, name="retry"),
]
