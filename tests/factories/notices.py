"""Notices in the states in which staff meet them."""

from __future__ import annotations

from datetime import UTC, datetime

import factory

from shirube.notices.domain.states import Means, NoticeState, Reason
from shirube.notices.models import Notice
from tests.factories.organizations import TenantFactory


class NoticeFactory(TenantFactory):
    class Meta:
        model = Notice

    class Params:
        failed = factory.Trait(state=NoticeState.FAILED, reason=Reason.ADDRESS_REFUSED, attempts=1)
        told = factory.Trait(state=NoticeState.TOLD, told_means=Means.PHONE)
        sent = factory.Trait(state=NoticeState.SENT, attempts=1, text_number=0, text_language="ja")

    kind = "notices.trial"
    channel = "mail"
    once = factory.Sequence(lambda number: f"tests.notice:{number}")
    subject = "applications.application:1"
    language = "ja"
    state = NoticeState.WAITING
    masked_address = "y***@resident.example"
    sealed = "sealed"
    ordered_at = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
    settled_at = factory.LazyAttribute(
        lambda row: None if row.state in {NoticeState.WAITING, NoticeState.SENDING} else row.ordered_at
    )
