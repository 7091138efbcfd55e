"""What staff do about letters that did not arrive, and what is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shirube.accounts.interface import SYSTEM, Actor, Role
from shirube.audit import interface as audit
from shirube.kernel.ids import new_id
from shirube.kernel.transactions import command
from shirube.notices import interface as notices
from shirube.notices.commands.settling import (
    CannotBeSentAgainError,
    MayNotSettleError,
    NoticeNotFailedError,
    mark_told,
    send_again,
)
from tests.factories.notices import NoticeFactory
from tests.notices.conftest import NOW, SUBJECT
from tests.people import YAMADA

CLERK = Actor(staff_id=new_id(), roles=frozenset({Role.SECTION_STAFF}))
AUDITOR = Actor(staff_id=new_id(), roles=frozenset({Role.AUDITOR}))


def act(notice, actor=CLERK):
    return {"municipality_id": notice.municipality_id, "notice_id": notice.pk, "actor": actor, "now": NOW}


def test_a_failed_notice_is_sent_again_as_a_letter_of_its_own(order, worker, peer):
    peer.rcpt = ["550 5.7.1 Blocked"]
    notice = order()
    worker.run(until_idle=True)

    send_again(**act(notice))
    worker.run(until_idle=True)

    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.reason) == ("sent", 2, "")
    assert peer.letters[0]["Message-ID"] == f"<{notice.pk}.2@city.example>"


def test_a_notice_without_an_address_cannot_be_sent_again(order):
    notice = order(recipient=notices.Recipient(""))

    with pytest.raises(CannotBeSentAgainError):
        send_again(**act(notice))


def test_what_was_forgotten_cannot_be_sent_again(in_city):
    with pytest.raises(CannotBeSentAgainError):
        send_again(**act(NoticeFactory(failed=True, sealed="")))


def test_staff_note_that_they_told_the_person_by_telephone(in_city):
    notice = NoticeFactory(failed=True)

    mark_told(means=notices.Means.PHONE, note="4月2日に伝えた", **act(notice))

    notice.refresh_from_db()
    assert (notice.state, notice.told_means, notice.told_by) == ("told", "phone", CLERK.log_name)
    (entry,) = audit.list_entries_about(municipality_id=in_city.pk, subject=f"notices.notice:{notice.pk}")
    assert (entry.action, entry.facts) == ("notices.told_otherwise", {"means": "phone"})


@pytest.mark.parametrize("state", ["sent", "told"])
def test_what_has_been_settled_stays_so(in_city, state):
    notice = NoticeFactory(**{state: True})

    with pytest.raises(NoticeNotFailedError):
        send_again(**act(notice))
    with pytest.raises(NoticeNotFailedError):
        mark_told(means=notices.Means.LETTER, note="", **act(notice))


@pytest.mark.parametrize("actor", [AUDITOR, SYSTEM])
def test_who_only_reads_settles_nothing(in_city, actor):
    with pytest.raises(MayNotSettleError):
        send_again(**act(NoticeFactory(failed=True), actor))


def test_contents_are_forgotten_after_thirty_days_and_the_line_stays(order, worker, peer, in_city, clock):
    notice = order(recipient=notices.Recipient(YAMADA.email, resident_id=new_id()))
    worker.run_one()
    early, late = NOW + timedelta(days=30), NOW + timedelta(days=30, seconds=1)

    assert notices.forget_contents(municipality_id=in_city.pk, now=early) == 0
    assert notices.forget_contents(municipality_id=in_city.pk, now=late) == 1

    notice.refresh_from_db()
    assert (notice.sealed, notice.resident_id) == ("", None)
    assert (notice.state, notice.masked_address) == ("sent", "y***@resident.example")


def test_what_still_waits_is_not_forgotten(in_city):
    NoticeFactory()

    assert notices.forget_contents(municipality_id=in_city.pk, now=NOW + timedelta(days=365)) == 0


def test_with_a_case_everything_that_was_sent_about_it_is_erased(order, in_city):
    notice, other = order(), NoticeFactory(sent=True, subject="applications.application:2")

    erase = command(notices.forget_notices_about)
    assert erase(municipality_id=in_city.pk, subject=SUBJECT) == 1

    notice.refresh_from_db()
    other.refresh_from_db()
    assert (notice.sealed, other.sealed) == ("", "sealed")


def test_a_case_knows_what_was_sent_about_it(order, in_city):
    order()

    (line,) = notices.list_notices_about(municipality_id=in_city.pk, subject=SUBJECT)
    assert (line.kind_name, line.state) == ("受付のお知らせ", notices.NoticeState.WAITING)
