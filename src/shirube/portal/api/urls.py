"""Addresses of the API inside a municipality; they stand before those of plans, which answer for all others."""

from __future__ import annotations

from shirube.portal.api.views import api, show_description
from shirube.ui.programs import public_address, public_operations

_FRONT = "api/v1/"

app_name = "now-api"
urlpatterns = [
    public_address(_FRONT + "now/openapi.json", show_description, "description"),
    *public_operations(api, _FRONT),
]
