"""One address."""

from django.http import HttpRequest, JsonResponse
from django.urls import path

from bench.peer.models import Indicator


def show(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 — Django's signature.
    """One row by the ORM, as JSON."""
    row = Indicator.objects.get(code="online-rate")
    return JsonResponse(
        {"code": row.code, "name": row.name, "unit": row.unit, "value": row.value, "on": row.measured_on}
    )


urlpatterns = [path("", show)]
