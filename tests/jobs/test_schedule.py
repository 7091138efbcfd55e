"""Work that comes due by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shirube.jobs import interface as jobs
from shirube.jobs.commands.schedule import enqueue_due_work
from shirube.jobs.models import Job
from shirube.jobs.tasks import prune
from tests.jobs import work
from tests.jobs.conftest import NOW

# NOW is nine in the morning in Japan.
AT_NINE = jobs.Schedule(identifier="tests.daily", task=work.daily, when=jobs.Daily(9))


@pytest.fixture
def declare(monkeypatch):
    monkeypatch.setattr(jobs.schedules, "_entries", {})
    return jobs.schedules.register


def test_each_municipality_gets_its_own_job(worker, city, other_city, declare):
    declare(AT_NINE)
    worker.run(until_idle=True)
    assert sorted(work.DONE) == sorted((each.pk, "2026-04-01T09:00:00+09:00") for each in (city, other_city))  # type: ignore[type-var]


@pytest.mark.usefixtures("worker")
def test_an_occurrence_is_put_into_the_queue_once(declare):
    declare(AT_NINE)
    assert enqueue_due_work(now=NOW) == ("tests.daily",)
    assert enqueue_due_work(now=NOW + timedelta(hours=1)) == ()
    assert enqueue_due_work(now=NOW + timedelta(days=1)) == ("tests.daily",)


@pytest.mark.usefixtures("city")
def test_a_distribution_that_was_interrupted_can_be_repeated(worker, clock, declare):
    declare(AT_NINE)
    worker.run(until_idle=True)
    Job.objects.get(for_municipality=None).result.__class__.objects.update(status="READY")
    clock.advance(minutes=1)
    worker.run(until_idle=True)
    assert Job.objects.count() == 2


@pytest.mark.usefixtures("worker")
def test_what_was_missed_by_too_long_is_skipped(declare):
    declare(AT_NINE)
    assert enqueue_due_work(now=NOW + timedelta(hours=12, seconds=1)) == ()


def test_work_for_the_whole_installation_is_one_job(worker, declare):
    declare(jobs.Schedule(identifier="tests.tidy", task=prune, when=jobs.Daily(9), per_municipality=False))
    worker.run(until_idle=True)
    assert Job.objects.count() == 1


def test_a_schedule_may_not_come_later_than_finished_jobs_are_remembered():
    with pytest.raises(ValueError, match="7 days"):
        jobs.Schedule(identifier="x", task=work.daily, when=jobs.Daily(9), late_by=timedelta(days=8))


def test_a_task_that_cannot_be_called_by_schedule_is_refused_when_it_is_declared():
    with pytest.raises(TypeError):
        jobs.Schedule(identifier="x", task=work.send, when=jobs.Daily(9))


def test_the_room_forgets_finished_jobs_every_night():
    assert jobs.schedules["jobs.prune"].when == jobs.Daily(3, 40)
