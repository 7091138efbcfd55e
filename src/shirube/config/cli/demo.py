"""`./shirube demo`: from nothing to a running Shirube with four cities and an invented fifth, on this machine only."""

from __future__ import annotations

import fcntl
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from shirube.config import demonstration_sign_ins, messages, packs
from shirube.config.cli import load, schema, server, static_files
from shirube.config.cli.output import CannotContinueError, say, step
from shirube.config.middleware import CITY_URLS
from shirube.organizations import interface as organizations

PACKS_STAMP = "packs.txt"
LOCK = "demo.lock"


def run(options: Namespace) -> int:
    """Make what is missing, then serve until stopped. May be interrupted anywhere and started again."""
    with _only_one(options.data):
        place = server.choose_place("127.0.0.1", options.port)
        messages.compile_all()
        schema.migrate()
        _load_packs_once(options.data)
        static_files.collect()
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
                    f"このデータ（{data}）を使うデモがすでに動いています。"
                    "そちらを止めるか、--data で別のフォルダーを指定してください。"
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
    stamp, files = data / PACKS_STAMP, packs.find_pack_files(settings.PACKS)
    digest = packs.packs_digest(files)
    known = stamp.exists() and stamp.read_text() == digest
    if known and organizations.list_municipalities():
        return
    stamp.unlink(missing_ok=True)
    with step(f"パックを取り込み（{len(files)} 件）"):
        load.load(files, goes_on=True)
        demonstration_sign_ins.give_passwords()
    stamp.write_text(digest)


def _words(place: server.Place) -> str:
    """The addresses and sign-ins, and `ready` as the last line."""
    municipalities = organizations.list_municipalities()
    lines = ["", f"しるべ  {place.address}/"]
    lines += [f"  {place.address}/{each.slug}/  {_name(each)}" for each in municipalities]
    return "\n".join([*lines, *_sign_in_lines(place), "", "止めるには Ctrl-C", "ready"])


def _name(municipality: organizations.MunicipalitySummary) -> str:
    return f"{municipality.name}（架空）" if municipality.demonstration else municipality.name


def _sign_in_lines(place: server.Place) -> Sequence[str]:
    people = demonstration_sign_ins.list_sign_ins()
    if not people:
        return []
    password = demonstration_sign_ins.PASSWORD
    lines = [f"  {who.role:　<8}{who.email}  {who.name}" for who in people]
    address = f"{place.address}/{people[0].slug}{reverse('account_login', urlconf=CITY_URLS)}"
    # Browsers tie a passkey to a name: an address of digits can have none.
    by_name = address.replace("//127.0.0.1:", "//localhost:")
    return [
        "",
        f"職員のサインイン  {address}  パスワードはどれも {password}",
        *lines,
        f"パスキーを試すとき  {by_name}",
    ]
