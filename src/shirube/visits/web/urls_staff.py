"""Addresses of the counter's pages for staff, inside a municipality and behind `staff/`."""

from __future__ import annotations

from django.urls import path

from shirube.visits.web.desk import reception, views
from shirube.visits.web.setup import times
from shirube.visits.web.setup import views as setup

app_name = "visits_staff"
SETUP = "counter/setup/<slug:code>/"
BRANCH = "counter/<slug:code>/"

urlpatterns = [
    path("counter/", views.counter, name="counter"),
    path("counter/setup/", setup.setup, name="setup"),
    path(SETUP, setup.branch, name="setup-branch"),
    path(SETUP + "services/<slug:service_code>/", setup.service, name="setup-service"),
    path(SETUP + "services/<slug:service_code>/times/", times.times, name="setup-times"),
    path(SETUP + "desks/<int:number>/", setup.desk, name="setup-desk"),
    path(SETUP + "kiosk/", setup.kiosk, name="kiosk"),
    path(SETUP + "kiosks/renew/", setup.renew_kiosks, name="renew-kiosks"),
    path(BRANCH + "reception/", reception.reception, name="reception"),
    path(BRANCH + "reception/arrive/", reception.check_in, name="arrive"),
    path(BRANCH + "reception/tickets/<uuid:visit_id>/", reception.ticket, name="ticket"),
    path(BRANCH + "closing/", reception.closing, name="closing"),
    path(BRANCH + "desks/<int:number>/", views.desk, name="desk"),
    path(BRANCH + "desks/<int:number>/act/", views.act, name="act"),
]
