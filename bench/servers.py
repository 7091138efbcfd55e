"""Installations and servers to measure: the product as it is served, and a peer beside it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.load import LOOPBACK, Connection, RequestFailedError

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 120
WORKERS = 2


def surroundings(data: Path, database: str = "") -> dict[str, str]:
    """The variables of an installation in `data`, without those of any other. `database` is its PostgreSQL, if any."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("SHIRUBE_", "DJANGO_"))}
    named = {"SHIRUBE_DATABASE": database} if database else {}
    return (
        own
        | named
        | {
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "SHIRUBE_DATA": str(data),
            "SHIRUBE_HTTPS": "no",
            "SHIRUBE_REQUIRE_MFA": "no",
            # All visitors of a measurement come from one address.
            "SHIRUBE_STARTS_PER_MINUTE": "0",
            "SHIRUBE_BOOKINGS_PER_MINUTE": "0",
            "SHIRUBE_TURNS_PER_MINUTE": "0",
        }
    )


def run(module: str, *words: str, data: Path, database: str = "", said: str = "") -> str:
    """`python -m MODULE WORDS…` on the installation; what it says on stdout. Its progress passes through.

    `said` is what it hears on stdin.
    """
    command = [sys.executable, "-m", module, *words]
    finished = subprocess.run(  # noqa: S603 — our own modules.
        command,
        env=surroundings(data, database),
        input=said,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return finished.stdout


def make_installation(data: Path, *packs: str, database: str = "") -> None:
    """Keys, tables and packs (all where none is named)."""
    run("shirube.config.cli", "make-keys", data=data, database=database)
    run("shirube.config.cli", "migrate", data=data, database=database)
    run("shirube.config.cli", "load", *(packs or ["--all"]), data=data, database=database)


@contextmanager
def serving(data: Path, *, database: str = "", background: bool = False) -> Iterator[int]:
    """The product with two worker processes, and one for background work where that is asked for; its port."""
    port = free_port()
    command = _serve_at(port, background=background)
    with _running(command, surroundings(data, database), port, "/"):
        yield port


def start(data: Path, port: int, *, database: str = "") -> subprocess.Popen[bytes]:
    """The same in a process group of its own, to be killed as a whole; it may not answer yet."""
    return subprocess.Popen(  # noqa: S603 — our own modules.
        _serve_at(port, background=False),
        env=surroundings(data, database),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
        start_new_session=True,
    )


def _serve_at(port: int, *, background: bool) -> list[str]:
    words = ["serve", "--port", str(port), "--workers", str(WORKERS)]
    return [sys.executable, "-m", "shirube.config.cli", *words, *([] if background else ["--no-worker"])]


@contextmanager
def serving_peer(data: Path) -> Iterator[int]:
    """A bare Django: one view, one query by the ORM, JSON; the same server with as many processes and threads."""
    port = free_port()
    variables = surroundings(data) | {"DJANGO_SETTINGS_MODULE": "bench.peer.settings"}
    with _running([sys.executable, "-m", "bench.peer", str(port), str(WORKERS)], variables, port, "/"):
        yield port


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind((LOOPBACK, 0))
        return int(trial.getsockname()[1])


@contextmanager
def _running(command: Sequence[str], variables: Mapping[str, str], port: int, path: str) -> Iterator[None]:
    process = subprocess.Popen(  # noqa: S603 — our own modules.
        command, env=dict(variables), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=ROOT
    )
    try:
        wait_for_answer(process, port, path)
        yield
    finally:
        process.terminate()
        process.wait(20)


def wait_for_answer(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    """RuntimeError where it does not within START_SECONDS."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError, RequestFailedError):
            connection = Connection(port)
            connection.get(path)
            connection.close()
            return
        time.sleep(0.2)
    raise RuntimeError("the server does not answer")
