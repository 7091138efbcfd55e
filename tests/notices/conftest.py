"""A kind of notice, a mail server, and a worker whose clock stands still."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from shirube.jobs.management.worker import Worker
from shirube.kernel.transactions import command
from shirube.notices import interface as notices
from shirube.notices import tasks
from shirube.notices.commands import delivering
from shirube.notices.models import Notice
from tests.jobs.conftest import Clock
from tests.notices.smtp import mail_server
from tests.people import YAMADA

NOW = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
SUBJECT = "applications.application:0190b5b0-0000-7000-8000-000000000001"
SUBMITTED = notices.NoticeKind(
    identifier="tests.submitted",
    name="受付のお知らせ",
    facts={"receipt_number": "7K3M-PQ24", "procedure": "児童手当 認定請求"},
    texts={
        "ja": notices.Letter(
            "受け付けました（{receipt_number}）",
            "{recipient_name} 様\n\n{procedure}を受け付けました。\n受付番号: {receipt_number}\n\n{city_name}",
        ),
        "en": notices.Letter(
            "Received: {receipt_number}",
            "We have received your {procedure}.\nReceipt number: {receipt_number}\n\n{city_name}",
        ),
        "ja-easy": notices.Letter(
            "うけつけました（{receipt_number}）",
            "{procedure}を うけつけました。\nうけつけ番号: {receipt_number}\n\n{city_name}",
        ),
    },
)
FACTS = {"receipt_number": "7K3M-PQ24", "procedure": "児童手当 認定請求"}


@pytest.fixture(autouse=True)
def kind():
    """The kind is registered for the time of a test."""
    notices.kinds.register(SUBMITTED)
    yield SUBMITTED
    del notices.kinds._entries[SUBMITTED.identifier]


@pytest.fixture
def peer(settings):
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        settings.EMAIL_TIMEOUT = 1
        settings.DEFAULT_FROM_EMAIL = "shirube@city.example"
        yield running


@pytest.fixture
def clock(monkeypatch):
    """The worker's and the room's."""
    standing = Clock()
    monkeypatch.setattr(delivering, "read_clock", standing)
    monkeypatch.setattr(tasks, "read_clock", standing)
    return standing


@pytest.fixture
def worker(in_city, clock):
    return Worker(clock=clock, name="worker-1")


@pytest.fixture
def order(in_city):
    """Order the notice for 山田, or what the test says instead, in a command of its own."""

    @command
    def run(*, facts=None, recipient=None, once="tests.submitted:1", **more):
        return notices.send_notice(
            municipality_id=in_city.pk,
            kind=SUBMITTED.identifier,
            recipient=recipient or notices.Recipient(YAMADA.email, name=YAMADA.name),
            facts=facts or FACTS,
            subject=SUBJECT,
            once=once,
            now=NOW,
            **more,
        )

    return lambda **facts: Notice.objects.get(pk=run(**facts))


@pytest.fixture
def only_letter(peer):
    """The one letter that has arrived."""

    def read() -> EmailMessage:
        (letter,) = peer.letters
        return letter

    return read
