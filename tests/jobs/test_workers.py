"""Workers as processes: killed, told to stop, several at once."""

from __future__ import annotations

import signal

import pytest

from tests.jobs.installation import finish, wait_until
from tests.jobs.work import notes_in

LONG = "jobs.enqueue(work.last_long, municipality_id=None, folder={folder!r})\n"
JOT = "[jobs.enqueue(work.jot, municipality_id=None, folder={folder!r}, number=n) for n in range({count})]\n"
STATES = (
    "from django_tasks_db.models import DBTaskResult as R\nprint(*R.objects.values_list('status', flat=True))"
)
RACE = """
import time
from datetime import UTC, datetime
from shirube.jobs.commands import schedule
from shirube.jobs.tasks import prune
jobs.schedules._entries.clear()
jobs.schedules.register(jobs.Schedule(identifier="t", task=prune, when=jobs.Daily(9), per_municipality=False))
place = schedule.place_orders
schedule.place_orders = lambda orders: (time.sleep(0.5), place(orders))
{without_guard}
schedule.enqueue_due_work(now=datetime(2026, 4, 1, 1, tzinfo=UTC))
"""
WITHOUT_GUARD = "import uuid; schedule.occurrence_id = lambda *_: uuid.uuid4()"
COUNT = "from shirube.jobs.models import Job\nprint(Job.objects.count())"


@pytest.fixture
def folder(installation):
    return str(installation.folder)


def test_a_job_whose_worker_was_killed_is_done_by_the_next(installation, folder):
    installation.python(LONG.format(folder=folder))
    killed = installation.worker()
    wait_until(lambda: notes_in(folder) == ["begun"])
    killed.kill()
    killed.communicate()
    assert installation.python(STATES) == "RUNNING"
    (installation.folder / "release").touch()
    second = installation.worker()
    wait_until(lambda: notes_in(folder) == ["begun", "begun", "done"])
    second.terminate()
    finish(second)
    assert installation.python(STATES) == "SUCCESSFUL"


def test_a_worker_that_is_told_to_stop_finishes_its_job_and_takes_no_other(installation, folder):
    installation.python(LONG.format(folder=folder) + JOT.format(folder=folder, count=1))
    worker = installation.worker()
    wait_until(lambda: notes_in(folder) == ["begun"])
    worker.send_signal(signal.SIGTERM)
    (installation.folder / "release").touch()
    finish(worker)
    assert sorted(installation.python(STATES).split()) == ["READY", "SUCCESSFUL"]
    assert notes_in(folder) == ["begun", "done"]


def test_a_long_job_keeps_its_worker_beyond_the_lease(installation, folder):
    installation.python(LONG.format(folder=folder))
    holder, idle = installation.worker(), installation.worker()
    wait_until(lambda: notes_in(folder) == ["begun"])
    with pytest.raises(TimeoutError):
        wait_until(lambda: len(notes_in(folder)) > 1, seconds=5)
    (installation.folder / "release").touch()
    wait_until(lambda: "done" in notes_in(folder))
    for worker in (holder, idle):
        worker.terminate()
        finish(worker)
    assert notes_in(folder) == ["begun", "done"]


def test_three_workers_share_the_work_and_do_none_of_it_twice(installation, folder):
    installation.python(JOT.format(folder=folder, count=60))
    workers = [installation.worker("--until-idle") for _ in range(3)]
    for worker in workers:
        finish(worker)
    assert sorted(map(int, notes_in(folder))) == list(range(60))


def test_without_the_guard_two_workers_put_one_occurrence_into_the_queue_twice(installation):
    installation.together(RACE.format(without_guard=WITHOUT_GUARD))
    assert installation.python(COUNT) == "2"


def test_with_the_guard_an_occurrence_is_there_once(installation):
    installation.together(RACE.format(without_guard=""))
    assert installation.python(COUNT) == "1"
