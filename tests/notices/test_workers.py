"""Two workers at one notice, and a worker that dies with the letter handed over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shirube.jobs.management.worker import Worker
from shirube.kernel.clock import read_clock
from shirube.kernel.transactions import command
from shirube.notices import interface as notices
from shirube.notices.commands import attempts, delivering
from shirube.notices.models import Notice
from tests.jobs.conftest import Clock, installation
from tests.jobs.installation import wait_until
from tests.notices.conftest import NOW
from tests.people import TANAKA
from tests.plans.race import together

__all__ = ["installation"]
TRIAL = "notices.trial"


@pytest.fixture
def notice(transactional_db, in_city):
    """Of a kind that a worker in another process knows."""
    send = command(notices.send_notice)
    notice_id = send(
        municipality_id=in_city.pk,
        kind=TRIAL,
        recipient=notices.Recipient(TANAKA.email, name=TANAKA.name),
        facts={"ordered_at": "今日"},
        subject="accounts.staff:1",
        once="tests.trial:1",
        now=NOW,
    )
    return Notice.objects.get(pk=notice_id)


def deliver(notice):
    return lambda: delivering.deliver.call(municipality_id=notice.municipality_id, notice_id=str(notice.pk))


def begin(notice):
    """What a first worker does before it speaks to the mail server."""
    at = {"municipality_id": notice.municipality_id, "notice_id": notice.pk}
    return attempts.begin_attempt(**at, now=read_clock())


def test_without_the_hold_two_workers_send_one_notice_twice(notice, peer, monkeypatch):
    monkeypatch.setattr(attempts, "HOLD", timedelta(0))
    first = begin(notice)

    deliver(notice)()
    delivering._hand_over(first)

    assert len(peer.received) == 2


def test_with_the_hold_the_second_leaves_it_to_the_first(notice, peer):
    first = begin(notice)

    deliver(notice)()
    delivering._hand_over(first)

    assert len(peer.received) == 1


def test_with_the_hold_one_worker_sends_it_and_the_other_looks_again_later(notice, peer):
    together(notice.municipality_id, deliver(notice), deliver(notice))

    notice.refresh_from_db()
    assert len(peer.received) == 1
    assert (notice.state, notice.attempts) == ("sent", 1)


def test_what_has_been_sent_is_not_sent_by_a_late_repetition_of_the_job(notice, peer):
    deliver(notice)()
    deliver(notice)()

    assert len(peer.received) == 1


def kill_in_the_middle(installation, peer):
    """A worker that dies after the mail server has the letter and before it could write that down."""
    peer.silent = True
    installation.environment.update(
        DJANGO_SETTINGS_MODULE="tests.notices.smtp_settings",
        SHIRUBE_MAIL=f"smtp://127.0.0.1:{peer.port}",
        SHIRUBE_MAIL_FROM="shirube@city.example",
    )
    worker = installation.worker()
    wait_until(lambda: len(peer.received) == 1)
    worker.kill()
    worker.communicate()
    peer.silent = False
    peer.release()


@pytest.fixture
def later(monkeypatch):
    """A second worker, and its clock, which begins half a minute after now."""
    clock = Clock()
    clock.now = read_clock() + timedelta(seconds=30)
    monkeypatch.setattr(delivering, "read_clock", clock)
    return Worker(clock=clock, name="second")


def test_a_letter_whose_worker_died_is_repeated_as_the_same_letter(notice, installation, peer, later):
    kill_in_the_middle(installation, peer)
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == ("sending", 1)

    later.run(until_idle=True)
    later.clock.advance(minutes=5)
    later.run(until_idle=True)

    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == ("sent", 2)
    first, second = (letter["Message-ID"] for letter in peer.letters)
    assert first == second


def test_nobody_repeats_it_while_its_worker_may_still_live(notice, installation, peer, later):
    kill_in_the_middle(installation, peer)
    # The queue has taken the job back and gives it out again before the hold has ended.
    later.run(until_idle=True)
    later.clock.advance(seconds=70)
    later.run(until_idle=True)
    assert len(peer.received) == 1

    later.clock.advance(minutes=1)
    later.run(until_idle=True)
    assert len(peer.received) == 2
