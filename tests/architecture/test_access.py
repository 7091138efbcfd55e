"""Nobody forgets to say who may open a page."""

from __future__ import annotations

import pytest

from tests.architecture.routes import Route, all_routes

# Third-party views that guard themselves; each line says why it may be silent.
SILENT = {
    "django.views.static",  # files of the look
}


@pytest.mark.parametrize("route", all_routes(), ids=str)
def test_every_view_declares_its_access(route: Route) -> None:
    assert hasattr(route.callback, "access") or route.module.startswith(tuple(SILENT))
