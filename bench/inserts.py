"""`python -m bench.inserts`: how fast the bare database takes the rows that one application leaves behind.

Reads the rows of the newest case of the installation from every table it wrote, and inserts copies of them into tables
without indexes, constraints or policies: one transaction for each application, two processes, no ORM in between.
Prints one JSON line: applications per second, and how many rows of which tables each has.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from django.db import connection, connections, transaction  # noqa: E402 — settings exist once Django has started.

from bench.reception import CITY  # noqa: E402
from shirube.applications.models import Case  # noqa: E402
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.organizations import interface as organizations  # noqa: E402

PROCESSES = 2
SECONDS = 5.0
Rows = list[tuple[str, list[Any]]]


def main() -> None:
    city = organizations.find_municipality_by_slug(CITY)
    assert city is not None
    with municipality_scope(city.id):
        rows = _rows_of_newest_case()
    _make_bare_tables({table for table, _ in rows})
    # Each process opens a connection of its own.
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        counts = pool.map(_insert_for_a_while, [rows] * PROCESSES)
    found = {"per_s": sum(counts) / SECONDS, "rows": Counter(table for table, _ in rows)}
    sys.stdout.write(json.dumps(found) + "\n")


def _rows_of_newest_case() -> Rows:
    """From every table that names the case, its dossier or its job."""
    case = Case.objects.order_by("-pk")[0]
    job_id = case.chain.values_list("job_id", flat=True)[0]
    own = ("answersversion", "casestep", "chainstep", "nametoken", "casestatistic")
    wanted = [
        ("applications_case", "id", case.pk),
        ("applications_dossier", "id", case.dossier_id),
        *((f"applications_{name}", "case_id", case.pk) for name in own),
        ("audit_entry", "subject", f"applications.case:{case.pk}"),
        ("jobs_job", "result_id", job_id),
        ("django_tasks_database_dbtaskresult", "id", job_id),
    ]
    with transaction.atomic():
        return [(table, row) for table, column, value in wanted for row in _read(table, column, value)]


def _read(table: str, column: str, value: Any) -> list[list[Any]]:
    # SQLite keeps ids as 32 hexadecimal digits.
    key = value.hex if connection.vendor == "sqlite" and isinstance(value, UUID) else value
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {column} = %s", [key])  # noqa: S608 — names of ours.
        return [_plain(row) for row in cursor.fetchall()]


def _plain(row: Sequence[Any]) -> list[Any]:
    """JSON columns come as objects from PostgreSQL and go back as text."""
    return [json.dumps(value) if isinstance(value, dict | list) else value for value in row]


def _make_bare_tables(tables: set[str]) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DROP TABLE IF EXISTS bare_{table}")
            cursor.execute(f"CREATE TABLE bare_{table} AS SELECT * FROM {table} WHERE 1 = 0")  # noqa: S608 — as above.


def _insert_for_a_while(rows: Rows) -> int:
    statements = [
        (f"INSERT INTO bare_{table} VALUES ({', '.join(['%s'] * len(values))})", values)  # noqa: S608 — as above.
        for table, values in rows
    ]
    connection.ensure_connection()
    done, until = 0, time.monotonic() + SECONDS
    while time.monotonic() < until:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, values in statements:
                cursor.execute(statement, values)
        done += 1
    return done


if __name__ == "__main__":
    main()
