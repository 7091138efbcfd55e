"""`python -m bench.cold_pages COUNT PATH…`: each page drawn with nothing in memory; queries and milliseconds as JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from django.db import connection  # noqa: E402 — the application exists once Django has started.
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from shirube.plans.queries.documents import forget_documents  # noqa: E402
from shirube.ui.kept_pages import forget_pages  # noqa: E402

HOST = "127.0.0.1"


def main(total: int, paths: Sequence[str]) -> None:
    client = Client(headers={"host": HOST})
    queries = {path: _count_queries(client, path) for path in paths}
    taken = [_draw(client, paths[number % len(paths)]) for number in range(total)]
    sys.stdout.write(json.dumps({"queries": queries, "seconds": taken}) + "\n")


def _forget() -> None:
    forget_pages()
    forget_documents()


def _count_queries(client: Client, path: str) -> dict[str, int]:
    """Of the page with nothing in memory, and of the same page asked for again."""
    _forget()
    return {"cold": _count(client, path), "kept": _count(client, path)}


def _count(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        _get(client, path)
    return len(captured)


def _draw(client: Client, path: str) -> float:
    _forget()
    started = time.perf_counter()
    _get(client, path)
    return time.perf_counter() - started


def _get(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
