"""Addresses of the API inside a municipality. Every view declares that it is public, and lets other sites read it."""

from __future__ import annotations

from shirube.plans.api.views import api, show_description, show_nothing
from shirube.ui.programs import public_address, public_operations

_FRONT = "api/v1/"

app_name = "plans-api"
urlpatterns = [
    *public_operations(api, _FRONT),
    public_address(_FRONT + "openapi.json", show_description, "description"),
    public_address(_FRONT + "<path:rest>", show_nothing, "nothing"),
]
