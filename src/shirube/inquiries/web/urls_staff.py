"""Addresses of inquiries for staff, behind staff/inquiries/."""

from __future__ import annotations

from django.urls import path

from shirube.inquiries.web import (
    answer_views,
    contents_views,
    draft_views,
    home_views,
    inquiry_views,
    look_views,
    output_views,
    sheet_views,
)

app_name = "inquiries"
urlpatterns = [
    path("", home_views.show_home, name="home"),
    path("new/", draft_views.new, name="new"),
    path("answers/<uuid:asked_id>/", answer_views.answer, name="answer"),
    path("answers/<uuid:asked_id>/act/", answer_views.act, name="answer-act"),
    path("answers/<uuid:asked_id>/others/", answer_views.others, name="others"),
    path("answers/<uuid:asked_id>/look/", look_views.look, name="look"),
    path("answers/<uuid:asked_id>/decide/", inquiry_views.decide, name="decide"),
    path("answers/<uuid:asked_id>/hand-over/", inquiry_views.hand_over, name="hand-over"),
    path("answers/<uuid:asked_id>/files/<uuid:file_id>/", answer_views.show_file, name="file"),
    path("answers/<uuid:asked_id>/sheet/", sheet_views.show_sheet, name="sheet"),
    path("answers/<uuid:asked_id>/sheet/answer.xlsx", sheet_views.download_sheet, name="sheet-file"),
    path("<uuid:inquiry_id>/", inquiry_views.show_inquiry, name="inquiry"),
    path("<uuid:inquiry_id>/act/", inquiry_views.act, name="act"),
    path("<uuid:inquiry_id>/due/", inquiry_views.change_due, name="change-due"),
    path("<uuid:inquiry_id>/more/", inquiry_views.ask_more, name="ask-more"),
    path("<uuid:inquiry_id>/repeat/", inquiry_views.repeat, name="repeat"),
    path("<uuid:inquiry_id>/talks/<uuid:talk_id>/", inquiry_views.reply, name="reply"),
    path("<uuid:inquiry_id>/edit/", draft_views.edit, name="edit"),
    path("<uuid:inquiry_id>/sections/", draft_views.sections, name="sections"),
    path("<uuid:inquiry_id>/discard/", draft_views.discard, name="discard"),
    path("<uuid:inquiry_id>/questions/", contents_views.questions, name="questions"),
    path("<uuid:inquiry_id>/rows/", contents_views.rows, name="rows"),
    path("<uuid:inquiry_id>/kpis/", contents_views.kpis, name="kpis"),
    path("<uuid:inquiry_id>/answers.xlsx", output_views.workbook, name="workbook"),
    path("<uuid:inquiry_id>/answers.csv", output_views.csv_file, name="csv"),
    path("<uuid:inquiry_id>/report.xlsx", output_views.report, name="report"),
    path("<uuid:inquiry_id>/bundle.zip", output_views.bundle, name="bundle"),
]
