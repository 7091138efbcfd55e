"""What codes of lotteries are called, and how their slots are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shirube.bookings.domain.lotteries import EntryState, PriorityClass, Stage
from shirube.bookings.queries.lotteries import LotterySlotView, LotteryView
from shirube.bookings.queries.rights import describe_all
from shirube.bookings.queries.wording import closing_words, moment_words, place_words, time_words, title_words
from shirube.bookings.web.words import label_words
from shirube.kernel.calendar import JAPAN, format_date
from shirube.kernel.languages import ENGLISH
from shirube.ui.tables import Status

STAGES = {
    Stage.COMING: (_("申し込みはこれから"), "info"),
    Stage.OPEN: (_("申し込みを受け付けています"), "success"),
    Stage.CLOSED: (_("締め切りました。抽選を待っています"), "neutral"),
    Stage.DRAWN: (_("抽選が終わりました。当選した方の返事を待っています"), "info"),
    Stage.SETTLED: (_("抽選が終わりました"), "neutral"),
    Stage.CALLED_OFF: (_("抽選を取りやめました"), "warning"),
}
ENTRY_STATES = {
    EntryState.ENTERED: (_("申し込みました"), "info"),
    EntryState.WITHDRAWN: (_("取り下げました"), "neutral"),
    EntryState.WON: (_("当選しました"), "success"),
    EntryState.LOST: (_("落選しました"), "neutral"),
}


def stage_status(stage: Stage) -> Status:
    label, tone = STAGES[stage]
    return Status(str(label), tone)


def entry_status(state: EntryState) -> Status:
    label, tone = ENTRY_STATES[state]
    return Status(str(label), tone)


def slot_words(slot: LotterySlotView, language: str) -> str:
    """2027年1月5日（火）9:00〜12:00 午前."""
    label = label_words(slot.label) if slot.label else ""
    return f"{time_words(slot.starts_at, slot.ends_at, language)} {label}".rstrip()


def month_words(slot: LotterySlotView, language: str) -> str:
    local = slot.starts_at.astimezone(JAPAN)
    return f"{local:%B %Y}" if language == ENGLISH.code else f"{local.year}年{local.month}月"


def class_words(classes: Sequence[PriorityClass], code: str, language: str) -> str:
    found = next((one for one in classes if one.code == code), None)
    return found.title_in(language) if found else ""


def lottery_words(lottery: LotteryView, municipality_id: Any, language: str) -> dict[str, Any]:
    """A lottery in words. Cost: what the owner takes."""
    told = describe_all(municipality_id=municipality_id, things=[(lottery.owner, lottery.subject_id)])
    subject = told.get((lottery.owner, lottery.subject_id))
    times = lottery.times
    return {
        "lottery": lottery,
        "title": title_words(subject, language),
        "place": place_words(subject, language),
        "about_path": subject.path if subject else "",
        "status": stage_status(lottery.stage),
        "use_words": f"{format_date(lottery.use_from, language)}〜{format_date(lottery.use_until, language)}",
        "enters": moment_words(times.enters_at, language),
        "closes": closing_words(times.closes_at, language),
        "draws": moment_words(times.draws_at, language),
        "opens": moment_words(times.opens_at, language),
        "drawn": moment_words(lottery.drawn_at, language) if lottery.drawn_at else "",
        "classes": [
            {"title": one.title_in(language), "priority": one.priority}
            for one in sorted(lottery.rules.classes, key=lambda one: one.priority)
        ],
        "has_priorities": len({one.priority for one in lottery.rules.classes}) > 1,
        "is_open": lottery.stage == Stage.OPEN,
    }
