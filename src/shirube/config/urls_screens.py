"""What screens ask for again and again, inside a municipality: answered before anybody is asked who they are.

The same addresses stand in `urls_city`, for browsers with a session and for links.
"""

from __future__ import annotations

from django.urls import path

from shirube.visits.web.boards.views import board_now

urlpatterns = [path("boards/<slug:code>/now/", board_now)]
