"""The web server: granian with worker processes, and beside it one process for background work."""

from __future__ import annotations

import contextlib
import gc
import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.management import get_commands
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from shirube.config.cli import family, processes
from shirube.config.cli.output import CannotContinueError, tell

APPLICATION = "shirube.config.wsgi:application"
# More threads than this only wait for each other: the interpreter runs one at a time.
THREADS = 4
RESTART_SECONDS = 3.0
FIRST_ANSWER_SECONDS = 60.0
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s granian %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "stream": "ext://sys.stderr", "formatter": "plain"}
    },
    "loggers": {"_granian": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}


@dataclass(frozen=True, slots=True)
class Place:
    host: str
    port: int

    @property
    def address(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def choose_place(host: str, port: int, patience_seconds: float = 3.0) -> Place:
    """The place to listen at; port 0 is a free one. CannotContinueError where somebody listens there.

    Waits a little: a server that was killed lets go of its port a moment later.
    """
    deadline = time.monotonic() + patience_seconds
    while True:
        try:
            return Place(host, _bind(host, port))
        except OSError as error:
            if time.monotonic() > deadline:
                raise CannotContinueError(
                    f"{host}:{port} では待ち受けできません（{error.strerror}）。ほかのプログラムが使っていないか確かめるか、"
                    "--port で別の番号を指定してください。"
                ) from error
            time.sleep(0.2)


def _bind(host: str, port: int) -> int:
    family_ = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family_, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((host, port))
        trial.listen(1)
        return int(trial.getsockname()[1])


def serve(place: Place, *, workers: int, background: bool, on_ready: Callable[[], None]) -> None:
    """Serve until told to stop. `on_ready` is called once, when the server really answers."""
    # Danger: the workers are forked; a database connection shared by two processes corrupts what both read.
    connections.close_all()
    server = Granian(
        APPLICATION,
        address=place.host,
        port=place.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
    )
    with contextlib.ExitStack() as stack:
        if background and "run_jobs" in get_commands():
            stack.enter_context(_background_worker())
        threading.Thread(target=_announce, args=(place, on_ready), daemon=True).start()
        server.serve(target_loader=load_application)


def load_application(target: str) -> Any:  # noqa: ARG001 — the name of the application, known here.
    """What each worker process runs first (granian calls it there)."""
    family.end_with_parent()
    from shirube.config.wsgi import application  # noqa: PLC0415 — in the worker, not in its parent.

    # Cost: looking through all that was loaded, again and again, for cycles to free takes some five in a hundred of a
    # page's time. What is here now stays until the end; what pages leave behind is looked through more rarely.
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
    return application


def _announce(place: Place, on_ready: Callable[[], None]) -> None:
    deadline = time.monotonic() + FIRST_ANSWER_SECONDS
    while time.monotonic() < deadline:
        # The first look comes after the workers have been forked: no lock may be held then.
        time.sleep(0.15)
        status = _first_page_status(place)
        if status and status < 500:
            on_ready()
            return
        if status:
            tell(
                f"サーバーは動いていますが、最初のページが {status} を返しました。上の記録を確かめてください。"
            )
            time.sleep(5)
    tell("サーバーが最初のページを返しません。")


def _first_page_status(place: Place) -> int:
    """0 while nobody answers."""
    connection = http.client.HTTPConnection(place.host, place.port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


@contextlib.contextmanager
def _background_worker() -> Iterator[None]:
    """Keep one `worker` process running beside the server; a crash of it is told and mended."""
    ended = threading.Event()
    watcher = threading.Thread(target=_keep_running, args=(ended,), name="background-worker")
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _keep_running(ended: threading.Event) -> None:
    command = [sys.executable, "-m", "shirube.config.cli", "worker", "--with-parent"]
    # The first start waits until the server has forked and answered.
    delay = RESTART_SECONDS
    while not ended.wait(delay):
        worker = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 — ourselves.
        while worker.poll() is None and not ended.wait(0.5):
            pass
        if not ended.is_set():
            tell(f"背景の仕事のプロセスが終わりました（終了コード {worker.returncode}）。もう一度始めます。")
        processes.stop(worker)
