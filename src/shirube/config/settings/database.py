"""Where the tables live: an embedded SQLite file, or PostgreSQL when SHIRUBE_DATABASE names one."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import unquote, urlsplit

from shirube.config.settings.environment import DATA


def sqlite_database(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "shirube.kernel.sqlite",
        "NAME": name,
        "OPTIONS": {
            # Danger: a transaction that reads first and writes later could not be upgraded while another writes.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # synchronous=FULL keeps a confirmed write through a power cut; NORMAL may lose the last ones.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
        },
        "CONN_MAX_AGE": None,
    }


def postgresql_database(address: str) -> dict[str, Any]:
    """postgresql://user:password@host:port/name, or with an empty host and ?host=/folder for a local socket."""
    parts = urlsplit(address)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "shirube.kernel.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # A transaction-pooling proxy cannot keep a server-side cursor open between two statements.
        "DISABLE_SERVER_SIDE_CURSORS": "pooled" in query,
    }


_ADDRESS = os.environ.get("SHIRUBE_DATABASE", "")
DATABASES = {
    "default": postgresql_database(_ADDRESS) if _ADDRESS else sqlite_database(str(DATA / "shirube.sqlite3"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
