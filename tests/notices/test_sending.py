"""Letters through a real mail server."""

from __future__ import annotations

import pytest

from shirube.kernel.transactions import command
from shirube.notices import interface as notices
from shirube.notices.models import Notice
from tests.notices.conftest import FACTS, NOW, SUBJECT, SUBMITTED
from tests.notices.smtp import free_port
from tests.people import YAMADA


def text_of(letter):
    return letter.get_content().replace("\r\n", "\n")


def reasons(notice):
    return list(notice.tried.order_by("number").values_list("reason", "reply"))


def test_a_letter_arrives_in_the_readers_words(order, worker, only_letter):
    order()

    worker.run_one()

    letter = only_letter()
    assert (letter["Subject"], letter["To"]) == ("受け付けました（7K3M-PQ24）", YAMADA.email)
    assert "山田 花子 様\n\n児童手当 認定請求を受け付けました。" in text_of(letter)


def test_a_reader_of_english_gets_the_english_letter(order, worker, only_letter):
    order(recipient=notices.Recipient(YAMADA.email, language="en"))

    worker.run_one()

    assert only_letter()["Subject"] == "Received: 7K3M-PQ24"
    assert "Minato City" in str(only_letter()["From"])


def test_the_log_keeps_what_was_sent_and_no_address(order, worker, peer):
    notice = order()

    worker.run_one()

    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.text_number) == (notices.NoticeState.SENT, 1, 0)
    assert notice.masked_address == "y***@resident.example"
    assert YAMADA.email not in notice.sealed


def test_headers_say_that_a_machine_wrote_and_which_letter_it_is(order, worker, only_letter):
    notice = order()

    worker.run_one()

    assert only_letter()["Auto-Submitted"] == "auto-generated"
    assert only_letter()["Message-ID"] == f"<{notice.pk}.1@city.example>"


def test_no_line_on_the_way_is_longer_than_78_characters(order, worker, peer):
    order(facts={"receipt_number": "7K3M-PQ24", "procedure": "長い名前の手続" * 60})

    worker.run_one()

    assert max(len(line) for line in peer.received[0].splitlines()) <= 78
    assert "長い名前の手続" * 60 in text_of(peer.letters[0])


def test_a_second_order_with_the_same_key_sends_nothing(order, worker, peer):
    first, second = order(), order(facts={**FACTS, "receipt_number": "OTHER"})

    worker.run(until_idle=True)

    assert first.pk == second.pk
    assert len(peer.received) == 1


def test_what_is_rolled_back_is_never_sent(in_city, worker, peer):
    @command
    def fail():
        notices.send_notice(
            municipality_id=in_city.pk,
            kind=SUBMITTED.identifier,
            recipient=notices.Recipient(YAMADA.email),
            facts=FACTS,
            subject=SUBJECT,
            once="x",
            now=NOW,
        )
        raise KeyError

    with pytest.raises(KeyError):
        fail()

    assert not worker.run_one()
    assert not Notice.objects.exists()


@pytest.mark.parametrize("facts", [{"receipt_number": "1"}, {**FACTS, "my_number": "123456789018"}])
def test_a_notice_says_neither_less_nor_more_than_its_facts(order, facts):
    with pytest.raises(ValueError, match="facts"):
        order(facts=facts)


def test_a_busy_server_is_asked_again_after_a_while(order, worker, peer, clock):
    peer.rcpt = ["451 4.7.1 Greylisted"]
    notice = order()
    worker.run(until_idle=True)
    notice.refresh_from_db()
    assert (notice.state, notice.reason) == (notices.NoticeState.WAITING, notices.Reason.BUSY)

    clock.advance(minutes=2)
    worker.run(until_idle=True)

    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == (notices.NoticeState.SENT, 2)
    assert reasons(notice) == [("busy", "451 4.7.1"), ("", "")]


@pytest.mark.parametrize(
    ("stage", "reason"), [("rcpt", "address_refused"), ("data", "letter_refused")], ids=["address", "letter"]
)
def test_a_refusal_for_good_is_told_at_once(order, worker, peer, clock, stage, reason):
    setattr(peer, stage, ["550 5.1.1 <yamada@resident.example> unknown"])
    notice = order()

    worker.run(until_idle=True)
    clock.advance(days=1)
    worker.run(until_idle=True)

    notice.refresh_from_db()
    assert (notice.state, notice.reason, notice.attempts) == (notices.NoticeState.FAILED, reason, 1)
    assert reasons(notice) == [(reason, "550 5.1.1")]


def test_after_the_last_attempt_the_notice_has_failed(order, worker, settings, peer, clock):
    settings.EMAIL_PORT = free_port()
    notice = order()
    for _ in range(13):
        worker.run_one()
        clock.advance(hours=3)

    notice.refresh_from_db()
    assert (notice.state, notice.reason, notice.attempts) == ("failed", "unreachable", 12)
    assert not worker.run_one()


def test_a_server_that_falls_silent_holds_nobody_for_long(order, worker, peer):
    peer.silent = True
    notice = order()

    worker.run_one()

    notice.refresh_from_db()
    assert (notice.state, notice.reason) == ("waiting", "timed_out")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "address_missing"),
        ("yamada", "address_invalid"),
        ("yamada@resident.example\r\nBcc: all@city.example", "address_invalid"),
        ("yamada@resident.example, all@city.example", "address_invalid"),
    ],
)
def test_an_address_that_can_be_none_fails_at_once_and_stops_nothing(order, worker, peer, address, reason):
    notice = order(recipient=notices.Recipient(address))

    assert (notice.state, notice.reason, notice.masked_address) == ("failed", reason, "")
    assert not worker.run_one()


def test_a_fact_cannot_smuggle_a_header_into_the_subject(order, worker, peer):
    notice = order(facts={**FACTS, "receipt_number": "1\r\nBcc: all@city.example"})

    worker.run_one()

    notice.refresh_from_db()
    assert (notice.state, notice.reason) == ("failed", "subject_unsafe")
    assert not peer.received
