"""Addresses inside a municipality, behind its slug (or host) and language."""

from __future__ import annotations

from django.urls import include, path

from django.http import HttpResponse
from shirube.ui.access import Access, access
_tmp = access(Access.PUBLIC)(lambda request, code="": HttpResponse("tmp"))
urlpatterns = [
    path("procedures/", include(([path("", _tmp, name="catalogue"), path("<slug:code>/", _tmp, name="procedure")], "procedures"))),
    path("", include("shirube.accounts.web.urls")),
    path("", include("shirube.portal.web.urls_city")),
    path("", include("shirube.procedures.web.urls")),
    path("", include("shirube.plans.web.urls")),
    path("staff/", include("shirube.plans.web.urls_staff")),
    path("staff/forms/", include("shirube.forms.web.urls")),
    path("staff/", include("shirube.notices.web.urls")),
    path("staff/", include("shirube.applications.web.urls_staff")),
    path("", include("shirube.plans.api.urls")),
    path("", include("shirube.applications.web.urls")),
]

handler400 = "shirube.ui.errors.bad_request"
handler403 = "shirube.ui.errors.permission_denied"
handler404 = "shirube.ui.errors.page_not_found"
handler500 = "shirube.ui.errors.server_error"
