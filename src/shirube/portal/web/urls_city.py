"""Addresses of the portal inside a municipality."""

from __future__ import annotations

from django.urls import path

from shirube.portal.web import counting, my_page, staff, views
from shirube.portal.web.now import views as now
from shirube.portal.web.office import views as office

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("now/", now.show_now, name="now"),
    path("now.atom", now.show_feed, name="now-atom"),
    path("my/", my_page.my_page, name="my-page"),
    path("staff/", staff.staff_home, name="staff-home"),
    path("staff/office/", office.show_office, name="office"),
    path("staff/office/<slug:section>/", office.show_section, name="office-section"),
    path("staff/audit/", staff.audit_log, name="audit-log"),
    path("staff/measures/count/", counting.count_measures, name="count-measures"),
    path("staff/measures/<str:measure_code>/rebuild/", counting.rebuild_measure, name="rebuild-measure"),
]
