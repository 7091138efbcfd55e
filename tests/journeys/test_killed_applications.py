"""kill -9 of web and worker at ten moments under load: every acknowledged application is there, once, and gets done."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench import reception
from bench.applicants import FRONT
from bench.load import Connection, RequestFailedError
from bench.visitors import Visitor
from tests.databases import give_tables
from tests.journeys.product import Product, end, run

pytestmark = [pytest.mark.journey, pytest.mark.long]
# Web and worker are killed in each round, at a moment of its own: ten kills.
ROUNDS, PEOPLE = 5, 4
LONGEST_SECONDS = 0.8
NUMBER = re.compile(r"<dd>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</dd>")
OPEN_STEPS = "SELECT count(*) FROM applications_chainstep WHERE state NOT IN ('done', 'skipped')"
LEASES_END = "UPDATE jobs_job SET leased_until = '2000-01-01 00:00:00' WHERE leased_until IS NOT NULL"
RECORDS = (
    "SELECT count(*) FROM files_storedfile WHERE purpose = 'applications.record' AND attached_to IS NOT NULL"
)


@pytest.mark.timeout(600)
def test_what_was_acknowledged_is_there_once_and_gets_done(tmp_path: Path) -> None:
    seed = random.randrange(10_000)  # noqa: S311 — tells a failure apart.
    moments = random.Random(seed)  # noqa: S311 — when to kill, no secret.
    data = tmp_path / "data"
    give_tables(data)
    reception.make_installation(data)
    product = Product(data)
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        with people_applying(product, acknowledged) as victims:
            for victim in victims if number % 2 else reversed(victims):
                time.sleep(moments.uniform(0, LONGEST_SECONDS))
                kill(victim)
    finish(product)

    kept = Counter(number for (number,) in ask(product, "SELECT receipt_number FROM applications_case"))
    assert len(acknowledged) >= ROUNDS, seed
    assert {number: kept[number] for number in acknowledged} == dict.fromkeys(acknowledged, 1), seed
    assert ask(product, RECORDS) == [(kept.total(),)], seed
    assert "✖" not in product.command_line.do("verify-audit")
    assert not product.defects()


@contextmanager
def people_applying(product: Product, acknowledged: list[str]) -> Iterator[list[subprocess.Popen[str]]]:
    """Web and worker, at work for people who apply until both are dead."""
    worker = run(product.data, "worker", log=product.log, settings=product.settings)
    product.start()
    port = urlsplit(product.address).port
    assert port
    assert product.process is not None
    crowd = [threading.Thread(target=apply_until_killed, args=(port, acknowledged)) for _ in range(PEOPLE)]
    for one in crowd:
        one.start()
    wait_for_another(acknowledged, len(acknowledged))
    yield [product.process, worker]
    for one in crowd:
        one.join()


def kill(victim: subprocess.Popen[str]) -> None:
    """kill -9 for it and all its processes: nobody gets to tidy up."""
    os.killpg(victim.pid, signal.SIGKILL)
    end(victim)


def wait_for_another(acknowledged: list[str], before: int) -> None:
    """The first answers of a process come late; from then on any moment will do."""
    deadline = time.monotonic() + 60
    while len(acknowledged) == before:
        assert time.monotonic() < deadline, "nobody got a receipt"
        time.sleep(0.01)


def apply_until_killed(port: int, acknowledged: list[str]) -> None:
    with suppress(OSError, RequestFailedError):
        while True:
            with closing(Connection(port)) as connection:
                acknowledged.append(apply_once(connection))


def apply_once(connection: Connection) -> str:
    """From the first page to the receipt number, which somebody writes down."""
    visitor = Visitor(connection)
    page = visitor.send(visitor.get(FRONT), [])
    for typed in reception.TYPED.values():
        page = visitor.send(page, [*typed, ("_next", "1")])
    found = NUMBER.search(visitor.send(page, []).body.decode())
    assert found
    return found[1]


def finish(product: Product) -> None:
    """Started once more, the worker finds what was left undone. What a dead one had in hand is free after a minute, which
    nobody waits for here."""
    ask(product, LEASES_END)
    worker = run(product.data, "worker", log=product.log, settings=product.settings)
    deadline = time.monotonic() + 120
    try:
        while ask(product, OPEN_STEPS) != [(0,)]:
            assert time.monotonic() < deadline, "the chain of some application never ends"
            time.sleep(0.2)
    finally:
        end(worker)


def ask(product: Product, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(product.data / "shirube.sqlite3", timeout=30)) as tables, tables:
        return list(tables.execute(question))
