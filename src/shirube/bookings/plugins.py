"""What bookings put into the registries of lower rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from shirube.bookings import tasks
from shirube.bookings.domain.letters import BY_LANGUAGE
from shirube.bookings.web.residents.reservations import my_lines
from shirube.jobs import interface as jobs
from shirube.notices import interface as notices
from shirube.ui.my_page import my_page_cards

_FACTS: Mapping[str, str] = {
    "number": "7KMX-4QRA-9TWC",
    "secret": "ACDE-3467-KMNP",
    "address": "https://www.city.example/reservations/7KMX-4QRA-9TWC/",
    "title": "スマホ教室（はじめての方）",
    "time": "2026年11月21日（土）9:00〜10:00",
    "place": "中央公民館 第1研修室",
    "quantity": "1",
}
_MORE: Mapping[str, Mapping[str, str]] = {
    "withdrawn": {"reason": "設備の点検のため"},
    "refused": {"reason": "使い方が施設の決まりに合わないため"},
    "offered": {"until": "2026年11月20日（金）10:00"},
}
_NAMES: Mapping[str, str] = {
    "confirmed": "予約が決まった",
    "asked": "予約の申し込みを受け付けた",
    "changed": "予約を変更した",
    "cancelled": "予約を取り消した",
    "withdrawn": "役所の都合で予約を取り消した",
    "refused": "予約を断った",
    "promoted": "空き待ちから予約になった",
    "offered": "空き待ちの人に空きを取ってある",
    "lapsed": "取ってあった空きの期限が過ぎた",
    "reminder": "明日の予約",
}


@dataclass(frozen=True, slots=True)
class ReservationsCard:
    """The resident's reservations that are still to come, on their own page."""

    identifier: str = "bookings.mine"
    position: int = 20
    template: str = "bookings/my_card.html"

    def context(self, request: HttpRequest) -> Mapping[str, Any] | None:
        lines = my_lines(request)
        return {**lines, "coming": lines["coming"][:3]} if any(lines.values()) else None


my_page_cards.register(ReservationsCard())

for occasion, name in _NAMES.items():
    notices.kinds.register(
        notices.NoticeKind(
            identifier=f"bookings.{occasion}",
            name=name,
            facts={**_FACTS, **_MORE.get(occasion, {})},
            texts={language: notices.Letter(*texts[occasion]) for language, texts in BY_LANGUAGE.items()},
        )
    )

for schedule in (
    jobs.Schedule(identifier="bookings.extend", task=tasks.extend, when=jobs.Daily(1, 10)),
    jobs.Schedule(identifier="bookings.remind", task=tasks.remind, when=jobs.Daily(17, 30)),
    jobs.Schedule(identifier="bookings.sweep", task=tasks.sweep, when=jobs.Hourly(7)),
):
    jobs.schedules.register(schedule)
