"""Workers as processes: killed, told to stop, several at once."""

from __future__ import annotations

import signal

import pytest
from django_tasks_db.models import DBTaskResult

from shirube.jobs import interface as jobs
from shirube.jobs.models import Job
from tests.jobs import work
from tests.jobs.installation import finish, stop, wait_until
from tests.jobs.work import notes_in

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


@pytest.fixture
def folder(installation):
    return str(installation.folder)


def states():
    """Only of the tests' own jobs: the room's schedule may come due while they run."""
    rows = DBTaskResult.objects.filter(task_path__startswith="tests.").order_by("status")
    return list(rows.values_list("status", flat=True))


def begin_long_job(folder):
    jobs.enqueue(work.last_long, municipality_id=None, folder=folder)


def jot(folder, count):
    for number in range(count):
        jobs.enqueue(work.jot, municipality_id=None, folder=folder, number=number)


def test_a_job_whose_worker_was_killed_is_done_by_the_next(installation, folder):
    begin_long_job(folder)
    killed = installation.worker()
    wait_until(lambda: notes_in(folder) == ["begun"])
    killed.kill()
    killed.communicate()
    assert states() == ["RUNNING"]
    (installation.folder / "release").touch()
    second = installation.worker()
    wait_until(lambda: notes_in(folder) == ["begun", "begun", "done"])
    stop(second)
    assert states() == ["SUCCESSFUL"]


def test_a_worker_that_is_told_to_stop_finishes_its_job_and_takes_no_other(installation, folder):
    begin_long_job(folder)
    worker = installation.worker()
    wait_until(lambda: notes_in(folder) == ["begun"])
    jot(folder, count=1)
    worker.send_signal(signal.SIGTERM)
    (installation.folder / "release").touch()
    finish(worker)
    assert states() == ["READY", "SUCCESSFUL"]
    assert notes_in(folder) == ["begun", "done"]


def test_a_long_job_keeps_its_worker_beyond_the_lease(installation, folder):
    begin_long_job(folder)
    workers = [installation.worker(), installation.worker()]
    wait_until(lambda: notes_in(folder) == ["begun"])
    with pytest.raises(TimeoutError):
        wait_until(lambda: len(notes_in(folder)) > 1, seconds=4)
    (installation.folder / "release").touch()
    wait_until(lambda: "done" in notes_in(folder))
    stop(*workers)
    assert notes_in(folder) == ["begun", "done"]


def test_three_workers_share_the_work_and_do_none_of_it_twice(installation, folder):
    jot(folder, count=60)
    workers = [installation.worker("--until-idle") for _ in range(3)]
    for worker in workers:
        finish(worker)
    assert sorted(map(int, notes_in(folder))) == list(range(60))


def test_without_the_guard_two_workers_put_one_occurrence_into_the_queue_twice(installation):
    installation.together(RACE.format(without_guard=WITHOUT_GUARD))
    assert Job.objects.count() == 2


def test_with_the_guard_an_occurrence_is_there_once(installation):
    installation.together(RACE.format(without_guard=""))
    assert Job.objects.count() == 1
