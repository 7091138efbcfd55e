"""Addresses of the counter for residents and screens, inside a municipality."""

from __future__ import annotations

from django.urls import path

from shirube.visits.web.boards import views as boards
from shirube.visits.web.interviews import preparing
from shirube.visits.web.kiosk import views as kiosks
from shirube.visits.web.waiting import coming, counter, reserving, tickets

app_name = "visits"

urlpatterns = [
    path("counter/", counter.counter, name="counter"),
    path("counter/congestion/", boards.congestion, name="congestion"),
    path("counter/services/<uuid:service_id>/", counter.service, name="service"),
    path("counter/services/<uuid:service_id>/reserve/", reserving.reserve, name="reserve"),
    path("counter/<slug:code>/accuracy/", boards.accuracy, name="accuracy"),
    path("boards/<slug:code>/", boards.board, name="board"),
    path("boards/<slug:code>/now/", boards.board_now, name="board-now"),
    path("kiosk/<slug:code>/", kiosks.kiosk, name="kiosk"),
    path("kiosk/<slug:code>/check-in/", kiosks.check_in, name="kiosk-check-in"),
    path("kiosk/<slug:code>/tickets/<str:visit_code>/", kiosks.kiosk_ticket, name="kiosk-ticket"),
    path("tickets/", coming.door, name="ticket-door"),
    path("tickets/<str:code>/", tickets.ticket, name="ticket"),
    path("tickets/<str:code>/prepare/", preparing.prepare_visit, name="ticket-prepare"),
    path("tickets/<str:code>/change/", coming.change, name="ticket-change"),
    path("tickets/<str:code>/leave/", tickets.leave, name="ticket-leave"),
    path("tickets/<str:code>/cancel/", tickets.cancel, name="ticket-cancel"),
]
