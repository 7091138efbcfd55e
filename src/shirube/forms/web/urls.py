"""Addresses of the builder, behind /staff/forms/."""

from __future__ import annotations

from django.urls import path

from shirube.forms.web.staff import (
    coming_views,
    field_views,
    list_views,
    lock_views,
    outline_views,
    step_views,
    texts_views,
    trying_views,
    version_views,
)

app_name = "forms"
FORM = "<slug:code>/"
FIELD = FORM + "fields/<str:path>/"

urlpatterns = [
    path("", list_views.show_forms, name="list"),
    path("new/", list_views.new_form, name="new"),
    path(FORM, outline_views.show_outline, name="outline"),
    path(FORM + "change/", outline_views.change_outline, name="change"),
    path(FORM + "settings/", step_views.edit_settings, name="settings"),
    path(FORM + "pages/<slug:step_code>/", step_views.edit_step, name="step"),
    path(FORM + "pages/<slug:step_code>/preview/", trying_views.show_preview, name="preview"),
    path(FIELD, field_views.edit_field, name="field"),
    path(FIELD + "preview/", field_views.preview_field, name="field-preview"),
    path(FIELD + "conditions/", field_views.show_conditions, name="conditions"),
    path(FIELD + "type/", field_views.change_type, name="field-type"),
    path(FORM + "words/", texts_views.edit_texts, name="texts-form"),
    path(FORM + "words/<slug:step_code>/", texts_views.edit_texts, name="texts"),
    path(FORM + "try/", trying_views.try_form, name="try"),
    path(FORM + "lock/", lock_views.take_lock, name="lock"),
    path(FORM + "release/", lock_views.release_lock, name="release"),
    path(FORM + "start/", lock_views.start_draft, name="start"),
    path(FORM + "discard/", lock_views.discard_draft, name="discard"),
    path(FORM + "publish/", version_views.publish, name="publish"),
    path(FORM + "versions/", version_views.show_versions, name="versions"),
    path(FORM + "start-now/", coming_views.start_now, name="start-now"),
    path(FORM + "call-off/", coming_views.call_off, name="call-off"),
    path(FORM + "compare/", version_views.compare_versions, name="compare"),
    path(FORM + "withdraw/", version_views.withdraw, name="withdraw"),
    path(FORM + "file.yaml", version_views.export, name="export"),
    path(FORM + "file/", version_views.import_file, name="file"),
]
