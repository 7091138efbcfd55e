"""Addresses of the API inside a municipality; they stand before those of plans, which answer for all others."""

from __future__ import annotations

from shirube.bookings.api.turns import show_turn
from shirube.bookings.api.views import api, show_description
from shirube.ui.access import records_reading
from shirube.ui.programs import public_address, public_operations

_FRONT = "api/v1/"

app_name = "bookings-api"
urlpatterns = [
    public_address(_FRONT + "bookings/turn", records_reading(show_turn), "turn"),
    public_address(_FRONT + "bookings/openapi.json", show_description, "description"),
    *public_operations(api, _FRONT),
]
