"""Tasks that only tests give to the workers. What they did stands in `DONE`, or in a file when a process may die."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from shirube.jobs import interface as jobs
from shirube.kernel.errors import DomainError
from shirube.kernel.scope import find_municipality

DONE: list[object] = []
TROUBLE: list[Exception] = []
AT_ONCE = timedelta(0)


class MailServerAwayError(DomainError):
    code = "tests.mail_server_away"


@jobs.task(title="お知らせを送る")
def send(*, municipality_id, letter):
    DONE.append((municipality_id, find_municipality(), letter))


@jobs.task(title="全体の仕事")
def tidy(*, place):
    DONE.append((find_municipality(), place))


@jobs.task(
    title="つまずく仕事",
    rule=jobs.RetryRule(attempts=3, first_wait=timedelta(minutes=1), give_up_on=(KeyError,)),
)
def stumble(*, municipality_id):
    DONE.append(municipality_id)
    raise TROUBLE[0]


@jobs.task(title="毎日の仕事")
def daily(*, municipality_id, due_at):
    DONE.append((municipality_id, due_at))


@jobs.task(title="長い仕事", rule=jobs.RetryRule(attempts=3, first_wait=AT_ONCE))
def last_long(*, folder):
    """Begins, and ends when the file `release` appears."""
    note(folder, "begun")
    while not (Path(folder) / "release").exists():
        time.sleep(0.02)
    note(folder, "done")


@jobs.task(title="一度だけの仕事", rule=jobs.RetryRule(attempts=2, first_wait=AT_ONCE))
def jot(*, folder, number):
    note(folder, str(number))


def note(folder, word):
    with (Path(folder) / "notes").open("a") as notes:
        notes.write(word + "\n")


def notes_in(folder):
    path = Path(folder) / "notes"
    return path.read_text().split() if path.exists() else []
