"""Addresses inside a municipality, behind its slug (or host) and language."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    # Cost: addresses are tried in this order. Nobody waits for more pages in a row than who applies; and when a course
    # opens, hundreds book in one minute.
    path("", include("shirube.applications.web.urls")),
    path("", include("shirube.bookings.api.urls")),
    path("", include("shirube.bookings.web.urls")),
    path("", include("shirube.accounts.web.urls")),
    path("", include("shirube.portal.web.urls_city")),
    path("", include("shirube.procedures.web.urls")),
    path("", include("shirube.plans.web.urls")),
    path("", include("shirube.registers.web.urls")),
    path("venues/", include("shirube.venues.web.urls")),
    path("", include("shirube.measures.web.urls")),
    path("staff/", include("shirube.procedures.web.urls_staff")),
    path("staff/", include("shirube.plans.web.urls_staff")),
    path("staff/registers/", include("shirube.registers.web.urls_staff")),
    path("staff/venues/", include("shirube.venues.web.urls_staff")),
    path("staff/forms/", include("shirube.forms.web.urls")),
    path("staff/", include("shirube.notices.web.urls")),
    path("staff/", include("shirube.measures.web.urls_staff")),
    path("staff/", include("shirube.bookings.web.urls_staff")),
    path("staff/", include("shirube.applications.web.urls_staff")),
    path("staff/", include("shirube.visits.web.urls_staff")),
    path("", include("shirube.visits.web.urls")),
    path("", include("shirube.headquarters.web.urls")),
    path("staff/inquiries/", include("shirube.inquiries.web.urls_staff")),
    path("staff/headquarters/proposals/", include("shirube.headquarters.web.proposals.urls")),
    path("staff/headquarters/support/", include("shirube.headquarters.web.support.urls")),
    path("staff/headquarters/", include("shirube.headquarters.web.urls_staff")),
    path("staff/", include("shirube.visits.web.interviews.urls_staff")),
    path("", include("shirube.visits.web.interviews.urls")),
    path("", include("shirube.procedures.api.urls")),
    path("", include("shirube.registers.api.urls")),
    path("", include("shirube.portal.api.urls")),
    # Last of the programs' addresses: it answers for those that are none.
    path("", include("shirube.plans.api.urls")),
]

handler400 = "shirube.ui.errors.bad_request"
handler403 = "shirube.ui.errors.permission_denied"
handler404 = "shirube.ui.errors.page_not_found"
handler500 = "shirube.ui.errors.server_error"
