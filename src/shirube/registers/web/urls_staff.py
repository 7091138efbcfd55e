"""Addresses of registers for staff, behind staff/registers/."""

from __future__ import annotations

from django.urls import path

from shirube.registers.web import (
    editing_views,
    home_views,
    item_views,
    ordinance_views,
    register_views,
    sheet_views,
)

app_name = "registers_staff"
urlpatterns = [
    path("", home_views.show_home, name="home"),
    path("hand-over/", home_views.hand_over, name="hand-over"),
    path("items/<uuid:item_id>/", item_views.find, name="row"),
    path("<slug:code>/", register_views.show_table, name="table"),
    path("<slug:code>/board/", register_views.show_board, name="board"),
    path("<slug:code>/timeline/", register_views.show_timeline, name="timeline"),
    path("<slug:code>/register.csv", register_views.export_csv, name="csv"),
    path("<slug:code>/new/", item_views.add, name="add"),
    path("<slug:code>/sheet/", sheet_views.show_sheet, name="sheet"),
    path("<slug:code>/sheet/register.xlsx", sheet_views.download_sheet, name="sheet-file"),
    path("<slug:code>/sheet/<uuid:sheet_id>/", sheet_views.show_checked, name="checked-sheet"),
    path("<slug:code>/sheet/<uuid:sheet_id>/apply/", sheet_views.apply, name="apply-sheet"),
    path("<slug:code>/ordinances/", ordinance_views.show_ordinances, name="ordinances"),
    path("<slug:code>/ordinances/<uuid:ordinance_id>/", ordinance_views.show_ordinance, name="ordinance"),
    path("<slug:code>/ordinances/<uuid:ordinance_id>/<uuid:hit_id>/", ordinance_views.decide, name="decide"),
    path("<slug:code>/items/<uuid:item_id>/", item_views.show_item, name="item"),
    path("<slug:code>/items/<uuid:item_id>/edit/", editing_views.edit_item, name="edit"),
    path("<slug:code>/items/<uuid:item_id>/edit/<slug:field>/", editing_views.edit_field, name="edit-field"),
    path("<slug:code>/items/<uuid:item_id>/remove/", item_views.remove, name="remove"),
    path("<slug:code>/items/<uuid:item_id>/files/", item_views.add_file, name="add-file"),
    path("<slug:code>/items/<uuid:item_id>/files/<uuid:file_id>/", item_views.show_file, name="file"),
]
