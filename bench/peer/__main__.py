"""`python -m bench.peer PORT WORKERS`: make its table and serve it with the server and threads of the product."""

from __future__ import annotations

import datetime as dt
import sys

import django
from django.core.management import call_command
from django.db import connections

django.setup()

from granian import Granian  # noqa: E402 — models exist once Django has started.
from granian.constants import Interfaces  # noqa: E402

from bench.peer.models import Indicator  # noqa: E402
from shirube.config.cli.server import THREADS  # noqa: E402


def main(port: int, workers: int) -> None:
    call_command("migrate", run_syncdb=True, verbosity=0)
    day = dt.date(2026, 3, 31)
    Indicator.objects.get_or_create(
        code="online-rate", defaults={"name": "指標", "unit": "%", "value": 34.1, "measured_on": day}
    )
    connections.close_all()
    Granian(
        "django.core.wsgi:get_wsgi_application",
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        factory=True,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
