"""`python -m bench.queue_watch SECONDS`: waits until no step of any case is left to be done; prints one JSON line.

The number of cases, how many have their PDF of record, and the seconds waited.
"""

from __future__ import annotations

import json
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from shirube.applications.models import Case, ChainStep  # noqa: E402 — models exist once Django has started.
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.organizations import interface as organizations  # noqa: E402


def main(longest: float) -> None:
    (city,) = [one for one in organizations.list_municipalities() if one.demonstration]
    started = time.monotonic()
    with municipality_scope(city.id):
        open_steps = ChainStep.objects.filter(state__in=["waiting", "failed"])
        while open_steps.exists() and time.monotonic() - started < longest:
            time.sleep(0.2)
        found = {
            "cases": Case.objects.count(),
            "recorded": ChainStep.objects.filter(name="record", state="done").count(),
            "open": open_steps.count(),
            "waited": time.monotonic() - started,
        }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(float(sys.argv[1]))
