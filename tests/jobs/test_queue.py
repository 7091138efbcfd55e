"""From the order to the work done."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from shirube.audit import interface as audit
from shirube.jobs import interface as jobs
from shirube.jobs.commands.pruning import prune_finished_jobs
from shirube.jobs.commands.work import (
    LeaseLostError,
    _take,
    finish_job,
    reap_abandoned_jobs,
    renew_lease,
    take_next_job,
)
from shirube.jobs.models import Job
from shirube.kernel.scope import find_municipality
from tests.jobs import work
from tests.jobs.conftest import NOW

LEASE = timedelta(seconds=60)


def enqueue(city, **arguments):
    return jobs.enqueue(work.send, municipality_id=city.pk, letter="催促", **arguments)


def stumble(city):
    return jobs.enqueue(work.stumble, municipality_id=city.pk)


def stuck(city, now=NOW):
    found = jobs.list_stuck(municipality_id=city.pk, now=now)
    return [(job.title, job.state.value, job.attempts, job.error) for job in found]


def run_through(worker, clock, turns):
    for _ in range(turns):
        worker.run_one()
        clock.advance(hours=2)


def test_a_job_works_in_the_scope_of_its_municipality(worker, city):
    enqueue(city)
    assert worker.run_one()
    assert [(city.pk, city.pk, "催促")] == work.DONE
    assert find_municipality() is None


def test_a_job_of_the_whole_installation_has_no_scope(worker):
    jobs.enqueue(work.tidy, municipality_id=None, place="机")
    worker.run_one()
    assert work.DONE == [(None, "机")]


def test_a_job_is_done_once(worker, city):
    enqueue(city)
    assert [worker.run_one(), worker.run_one()] == [True, False]
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_job_vanishes_with_the_command_that_was_rolled_back(worker, city):
    with transaction.atomic():
        enqueue(city)
        transaction.set_rollback(True)
    assert not worker.run_one()
    assert not Job.objects.exists()


def test_a_job_waits_for_its_time(worker, clock, city):
    enqueue(city, run_after=NOW + timedelta(hours=1))
    assert not worker.run_one()
    clock.advance(hours=1)
    assert worker.run_one()


@pytest.mark.parametrize("arguments", [{"leter": "x"}, {"letter": uuid4()}, {}])
def test_an_order_that_cannot_work_is_refused_where_it_is_given(city, arguments):
    with pytest.raises(TypeError):
        jobs.enqueue(work.send, municipality_id=city.pk, **arguments)


def test_a_failed_job_is_tried_again_after_its_wait(worker, clock, city):
    stumble(city)
    worker.run_one()
    assert not worker.run_one()
    clock.advance(minutes=1, seconds=7)
    assert worker.run_one()
    assert len(work.DONE) == 2


def test_a_job_is_given_up_after_its_last_attempt_and_shown_to_staff(worker, clock, city):
    stumble(city)
    run_through(worker, clock, 5)
    assert len(work.DONE) == 3
    assert stuck(city) == [("つまずく仕事", "failed", 3, "RuntimeError")]


def test_an_error_that_is_final_is_not_tried_again(worker, clock, city):
    work.TROUBLE[:] = [KeyError("letter")]
    stumble(city)
    run_through(worker, clock, 3)
    assert stuck(city) == [("つまずく仕事", "failed", 1, "KeyError")]


def test_a_broken_rule_is_kept_by_its_code(worker, city):
    work.TROUBLE[:] = [work.MailServerAwayError(host="mail")]
    stumble(city)
    worker.run_one()
    assert Job.objects.get().last_error == "tests.mail_server_away"


def test_the_queue_keeps_no_message_of_an_error(worker, city):
    stumble(city)
    worker.run_one()
    result = DBTaskResult.objects.get()
    assert "raise TROUBLE" in result.traceback
    assert "山田" not in result.traceback + str(Job.objects.get().last_error)


def test_a_task_that_is_no_longer_in_the_code_is_stuck_not_fatal(worker, clock, city):
    enqueue(city)
    DBTaskResult.objects.update(task_path="shirube.gone.tasks.send")
    run_through(worker, clock, 8)
    assert stuck(city) == [("shirube.gone.tasks.send", "failed", 8, "ModuleNotFoundError")]


def test_staff_of_another_city_see_none_of_it(worker, clock, city, other_city):
    stumble(city)
    run_through(worker, clock, 3)
    assert stuck(other_city) == []
    job_id = Job.objects.get().pk
    with pytest.raises(jobs.JobNotFoundError):
        jobs.retry_job(municipality_id=other_city.pk, job_id=job_id, actor="staff:1", now=NOW)


def test_staff_put_a_stuck_job_back_and_the_log_says_so(worker, clock, in_city):
    job_id = stumble(in_city)
    run_through(worker, clock, 3)
    jobs.retry_job(municipality_id=in_city.pk, job_id=job_id, actor="staff:1", now=clock.now)
    assert worker.run_one()
    (entry,) = audit.list_entries(municipality_id=in_city.pk)
    assert (entry.actor, entry.action) == ("staff:1", "jobs.job_retried")


def test_a_job_that_did_not_fail_cannot_be_put_back(worker, in_city):
    job_id = enqueue(in_city)
    worker.run_one()
    with pytest.raises(jobs.JobNotFailedError):
        jobs.retry_job(municipality_id=in_city.pk, job_id=job_id, actor="staff:1", now=NOW)


def test_a_job_nobody_takes_is_stuck_after_a_quarter_of_an_hour(city):
    enqueue(city, run_after=NOW)
    assert stuck(city, NOW + timedelta(minutes=14)) == []
    assert stuck(city, NOW + timedelta(minutes=15)) == [("お知らせを送る", "overdue", 0, "")]


@pytest.mark.usefixtures("worker")
def test_two_workers_that_saw_one_job_do_not_both_get_it(city):
    job_id = enqueue(city)
    claims = [_take(job_id=job_id, worker=name, lease=LEASE, now=NOW) for name in ("worker-1", "worker-2")]
    assert [claim and claim.worker for claim in claims] == ["worker-1", None]


@pytest.mark.usefixtures("worker")
def test_a_silent_worker_loses_its_job_when_the_lease_is_over(city):
    stumble(city)
    take_next_job(worker="worker-1", lease=LEASE, now=NOW)
    assert reap_abandoned_jobs(now=NOW + LEASE) == 0
    late = NOW + LEASE + timedelta(seconds=1)
    assert stuck(city, late) == [("つまずく仕事", "abandoned", 1, "")]
    assert reap_abandoned_jobs(now=late) == 1
    assert take_next_job(worker="worker-2", lease=LEASE, now=late + timedelta(minutes=2)).attempt == 2


@pytest.mark.usefixtures("worker")
def test_a_sign_of_life_keeps_the_job(city):
    stumble(city)
    claim = take_next_job(worker="worker-1", lease=LEASE, now=NOW)
    assert renew_lease(claim, lease=LEASE, now=NOW + timedelta(seconds=50))
    assert reap_abandoned_jobs(now=NOW + timedelta(seconds=100)) == 0


@pytest.mark.usefixtures("worker")
def test_a_worker_that_comes_back_from_the_dead_cannot_finish_what_it_lost(city):
    stumble(city)
    claim = take_next_job(worker="worker-1", lease=LEASE, now=NOW)
    reap_abandoned_jobs(now=NOW + timedelta(minutes=5))
    assert not renew_lease(claim, lease=LEASE, now=NOW)
    with pytest.raises(LeaseLostError):
        finish_job(claim, now=NOW)


@pytest.mark.usefixtures("worker")
def test_a_job_that_kills_every_worker_is_given_up(city):
    stumble(city)
    for hour in range(3):
        take_next_job(worker="worker-1", lease=LEASE, now=NOW + timedelta(hours=hour))
        reap_abandoned_jobs(now=NOW + timedelta(hours=hour, minutes=5))
    assert stuck(city) == [("つまずく仕事", "failed", 3, "worker_died")]


def test_finished_jobs_are_forgotten_after_two_weeks_and_failed_ones_after_three_months(worker, clock, city):
    work.TROUBLE[:] = [KeyError()]
    enqueue(city)
    stumble(city)
    run_through(worker, clock, 2)
    assert prune_finished_jobs(now=NOW + timedelta(days=13)) == 0
    assert prune_finished_jobs(now=NOW + timedelta(days=15)) == 1
    assert prune_finished_jobs(now=NOW + timedelta(days=91)) == 1
    assert not Job.objects.exists()
