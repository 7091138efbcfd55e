"""What goes to the log: plain lines on stderr, every 5xx with its traceback, nothing that tells of a person."""

from __future__ import annotations

import logging
from typing import Any


class PlainFormatter(logging.Formatter):
    """One line, then the traceback where there is one.

    Law: 個人情報保護法第66条 (safe handling). PostgreSQL's DETAIL line quotes the values of the row, so it is left out;
    a traceback itself shows code, never the contents of variables.
    """

    def formatException(self, ei: Any) -> str:  # noqa: N802 — the name in Python's library.
        lines = super().formatException(ei).splitlines()
        return "\n".join(line for line in lines if not line.lstrip().startswith("DETAIL:"))


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "shirube.config.settings.log.PlainFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers give way to ours: one line for each event, not two.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # A page that is not found is the visitor's affair; an error of ours is logged with its traceback.
        "django.request": {"level": "ERROR"},
        # Scanners ask for any host name; each is answered with 400 and would only fill the log.
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL"},
        "shirube": {"level": "INFO"},
    },
}
