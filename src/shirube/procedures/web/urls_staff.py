"""Addresses of staff's pages of the catalogue, behind staff/."""

from __future__ import annotations

from django.urls import path

from shirube.procedures.web.staff import own_views, views

app_name = "procedures_staff"
ENTRY = "procedures/<slug:code>/"

urlpatterns = [
    path("procedures/", views.show_list, name="procedure-list"),
    path("procedures/new/", own_views.choose_form, name="choose"),
    path("procedures/new/<slug:form_code>/", own_views.add, name="add"),
    path(ENTRY, views.show_entry, name="procedure"),
    path(ENTRY + "reception/", views.switch, name="reception"),
    path(ENTRY + "open/", own_views.open_reception, name="open"),
    path(ENTRY + "discard/", own_views.discard, name="discard"),
    path(ENTRY + "edit/", views.edit, name="edit"),
    path(ENTRY + "section/", views.assign, name="section"),
    path(ENTRY + "restore/", views.restore, name="restore"),
]
