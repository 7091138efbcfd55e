"""What bookings put into the registries of lower rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from shirube.bookings import tasks
from shirube.bookings.domain.letters import BY_LANGUAGE, LOTTERY_LETTERS, OF_GROUPS
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
    "won": {"until": "2026年11月20日（金）10:00"},
    "won_later": {"until": "2026年11月20日（金）10:00"},
}
_GROUP_FACTS: Mapping[str, str] = {
    "number": "7KMX-4QRA-9TWC",
    "secret": "ACDE-3467-KMNP",
    "address": "https://www.city.example/groups/7KMX-4QRA-9TWC/",
    "group": "みなと合唱団",
    "until": "2027年3月31日（水）",
    "reason": "会員の数を確かめてください",
}
_GROUP_NAMES: Mapping[str, str] = {
    "group_applied": "団体登録の申請を受け付けた",
    "group_accepted": "団体登録を認めた",
    "group_returned": "団体登録を差し戻した",
    "group_refused": "団体登録を断った",
    "group_expired": "団体登録の期限が過ぎた",
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
    "won": "抽選で当選した",
    "won_later": "抽選の枠が次の人に回ってきた",
}
_LOTTERY_FACTS: Mapping[str, str] = {
    "number": "7KMX-4QRA-9TWC",
    "secret": "ACDE-3467-KMNP",
    "title": "大ホール",
    "place": "しるべ交流ホール",
    "wishes": "第1希望: 2027年1月5日（火）9:00〜12:00",
    "receipt": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "commitment": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
    "address": "https://www.city.example/lotteries/entries/7KMX-4QRA-9TWC/",
    "check_address": "https://www.city.example/lotteries/0190/verify/",
}
_LOTTERY_NAMES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "entered": (
        "抽選の申し込みを受け付けた",
        {"closes": "2026年12月5日（土）24:00", "draws": "2026年12月8日（火）10:00"},
    ),
    "lost": ("抽選に外れた", {"opens": "2026年12月16日（水）9:00", "rank": "12"}),
    "called_off": ("抽選を取りやめた", {"reason": "施設の改修のため"}),
    "reclassed": (
        "抽選の申し込みの区分を直した",
        {
            "class_was": "市内の団体",
            "class_is": "市外の団体",
            "reason": "会員の半数以上が市外の方のため",
            "draws": "2026年12月8日（火）10:00",
        },
    ),
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

for occasion, (name, more) in _LOTTERY_NAMES.items():
    notices.kinds.register(
        notices.NoticeKind(
            identifier=f"bookings.lottery_{occasion}",
            name=name,
            facts={**_LOTTERY_FACTS, **more},
            texts={language: notices.Letter(*texts[occasion]) for language, texts in LOTTERY_LETTERS.items()},
        )
    )
for occasion, name in _GROUP_NAMES.items():
    notices.kinds.register(
        notices.NoticeKind(
            identifier=f"bookings.{occasion}",
            name=name,
            facts=_GROUP_FACTS,
            texts={language: notices.Letter(*texts[occasion]) for language, texts in OF_GROUPS.items()},
        )
    )

for schedule in (
    jobs.Schedule(identifier="bookings.end_groups", task=tasks.end_groups, when=jobs.Daily(0, 20)),
    jobs.Schedule(identifier="bookings.forget", task=tasks.forget, when=jobs.Daily(3, 50)),
    jobs.Schedule(identifier="bookings.extend", task=tasks.extend, when=jobs.Daily(1, 10)),
    jobs.Schedule(identifier="bookings.remind", task=tasks.remind, when=jobs.Daily(17, 30)),
    jobs.Schedule(identifier="bookings.sweep", task=tasks.sweep, when=jobs.Hourly(7)),
    jobs.Schedule(identifier="bookings.lotteries", task=tasks.move_lotteries, when=jobs.Hourly(13)),
):
    jobs.schedules.register(schedule)
