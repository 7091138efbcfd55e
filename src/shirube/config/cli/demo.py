"""`./shirube demo`: from nothing to a running Shirube with four cities and an invented fifth, on this machine only."""

from __future__ import annotations

import fcntl
import hashlib
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from shirube.config import messages
from shirube.config.cli import packs, schema, server, static_files
from shirube.config.cli.output import CannotContinueError, say, step
from shirube.kernel.clock import read_clock
from shirube.organizations import interface as organizations

PACKS_STAMP = "packs.txt"
LOCK = "demo.lock"


def run(options: Namespace) -> int:
    """Make what is missing, then serve until stopped. May be interrupted anywhere and started again."""
    with _only_one(options.data):
        messages.compile_all()
        schema.migrate()
        _load_packs_once(options.data)
        static_files.collect()
        place = server.choose_place("127.0.0.1", options.port)
        words = _words(place)
        server.serve(place, workers=options.workers, background=True, on_ready=lambda: say(words))
    return 0


@contextmanager
def _only_one(data: Path) -> Iterator[None]:
    """Two demonstrations on one folder would load the same packs at the same time."""
    with (data / LOCK).open("w") as handle:
        deadline = time.monotonic() + 3
        while not _locked(handle.fileno()):
            if time.monotonic() > deadline:
                raise CannotContinueError(
                    f"このデータ（{data}）を使うデモがすでに動いています。そちらを止めるか、--data で別のフォルダーを指定してください。"
                )
            time.sleep(0.2)
        yield


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _load_packs_once(data: Path) -> None:
    """Load the packs when one of them has changed since the last time, or the database is a new one."""
    stamp, paths = data / PACKS_STAMP, packs.find_packs([settings.PACKS])
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
    known = stamp.exists() and stamp.read_text() == digest
    if known and organizations.list_municipalities():
        return
    with step(f"パックを取り込み（{len(paths)} 件）"):
        packs.load(paths, now=read_clock())
    stamp.write_text(digest)


def _words(place: server.Place) -> str:
    """The addresses and sign-ins, and `ready` as the last line."""
    lines = ["", f"しるべ  {place.address}/"]
    lines += [
        f"  {place.address}/{municipality.slug}/  {municipality.name}{'（架空）' if municipality.demonstration else ''}"
        for municipality in organizations.list_municipalities()
    ]
    if sign_ins := packs.list_demonstration_sign_ins():
        lines += ["", f"職員としてのサインイン（パスワードはどれも {packs.DEMONSTRATION_PASSWORD}）"]
        lines += [f"  {place.address}/{who.slug}/  {who.email}  {who.name}（{who.role}）" for who in sign_ins]
    return "\n".join([*lines, "", "止めるには Ctrl-C", "ready"])
