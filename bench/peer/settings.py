"""Nothing but a database: no middleware, no sessions, no templates."""

import os
from pathlib import Path

SECRET_KEY = "a peer signs nothing"  # noqa: S105 — it signs nothing.
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["bench.peer.app.PeerConfig"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench.peer.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(Path(os.environ["SHIRUBE_DATA"]) / "peer.sqlite3"),
        "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;"},
        "CONN_MAX_AGE": None,
    }
}
USE_TZ = True
