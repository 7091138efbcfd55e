"""`python -m bench.hand_over`: makes the file of all cases that wait for the core system; prints one JSON line.

Seconds until the last byte and those of the processor in this process, which does nothing else; its peak memory; rows
and bytes of the file.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from bench.desks import OVERSEER  # noqa: E402 — the application exists once Django has started.
from bench.reception import CITY, CODE  # noqa: E402
from shirube.accounts.models import User  # noqa: E402
from shirube.applications import interface as applications  # noqa: E402
from shirube.kernel.clock import read_clock  # noqa: E402
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.organizations import interface as organizations  # noqa: E402


def main() -> None:
    city = organizations.find_municipality_by_slug(CITY)
    assert city is not None
    started, worked, rows, size = time.monotonic(), time.process_time(), 0, 0
    with municipality_scope(city.id):
        act: dict[str, Any] = {
            "municipality_id": city.id,
            "actor": User.objects.get(email=OVERSEER).as_actor(),
        }
        handover_id = applications.start_hand_over(procedure_code=CODE, now=read_clock(), **act)
        for chunk in applications.stream_hand_over(handover_id=handover_id, now=read_clock(), **act):
            rows += chunk.count(b"\r\n")
            size += len(chunk)
    found = {
        "seconds": time.monotonic() - started,
        "processor_s": time.process_time() - worked,
        # Without the line of headings.
        "rows": rows - 1,
        "bytes": size,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
