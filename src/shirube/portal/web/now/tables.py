"""Decisions and registers in a line each, and what of registers is late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from shirube.headquarters import interface as headquarters
from shirube.kernel.calendar import format_date
from shirube.registers import interface as registers
from shirube.ui.japanese import japanese_words
from shirube.ui.tables import Cell, Column, Status, Table

_OUTCOMES: Mapping[headquarters.Outcome, Promise] = {
    headquarters.Outcome.DECIDED: pgettext_lazy("outcome", "決定"),
    headquarters.Outcome.NOTED: pgettext_lazy("outcome", "了承"),
    headquarters.Outcome.RETURNED: pgettext_lazy("outcome", "差戻し"),
    headquarters.Outcome.REFUSED: pgettext_lazy("outcome", "見送り"),
}
_OUTCOME_PICTURES = {
    headquarters.Outcome.DECIDED: ("success", "done"),
    headquarters.Outcome.NOTED: ("info", "info"),
    headquarters.Outcome.RETURNED: ("warning", "warning"),
    headquarters.Outcome.REFUSED: ("neutral", "stop"),
}


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """`known_until`: nothing is known beyond that day. `label` is the title where no markup has a place."""

    title: str
    label: str
    url: str
    done: int
    total: int
    words: str
    known_until: date | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What was decided about an item of a meeting's agenda; `texts` are its points, or its one sentence."""

    title: str
    place: str
    url: str
    status: Status
    texts: tuple[str, ...]


def decision_lines(found: Sequence[headquarters.DecisionView], language: str) -> list[DecisionLine]:
    return [
        DecisionLine(
            title=japanese_words(one.item_title, language),
            place=_("%(day)s %(meeting)s")
            % {"day": format_date(one.decided_on, language), "meeting": one.meeting_title},
            url=reverse("headquarters:meeting", args=[one.meeting_id]),
            status=Status(str(_OUTCOMES[one.outcome]), *_OUTCOME_PICTURES[one.outcome]),
            texts=tuple(
                japanese_words(text, language)
                for text in (one.wording, *(f"{point.code} {point.text}".strip() for point in one.points))
                if text
            ),
        )
        for one in found
    ]


def register_lines(found: Sequence[registers.RegisterView], language: str) -> list[RegisterLine]:
    return [
        RegisterLine(
            title=japanese_words(one.pack.title, language),
            label=one.pack.title,
            url=reverse("registers:register", args=[one.code]),
            done=one.done,
            total=len(one.items),
            words=_("%(total)s件のうち%(done)s件が終わりました")
            % {"total": len(one.items), "done": one.done},
            known_until=one.known_until,
        )
        for one in found
    ]


def late_items_table(found: Sequence[registers.RegisterView], language: str) -> Table:
    """What is past its planned day, the longest first."""
    late = [(register, item) for register in found for item in register.late]
    late.sort(key=lambda one: -one[1].progress.days_late)
    columns = (
        Column(_("項目")),
        Column(_("台帳")),
        Column(_("担当課")),
        Column(_("遅れている段階")),
        Column(_("予定の日")),
    )
    rows = tuple(_late_row(register, item, language) for register, item in late)
    return Table(_("台帳で予定の日を過ぎたもの"), columns, rows)


def _late_row(register: registers.RegisterView, item: registers.ItemView, language: str) -> tuple[Cell, ...]:
    late = item.progress.late
    stage, planned = (late.label, late.planned) if late else ("", None)
    return (
        Cell(japanese_words(item.title, language)),
        Cell(
            japanese_words(register.pack.title, language),
            url=reverse("registers:register", args=[register.code]),
        ),
        Cell(japanese_words(register.section_of(item), language) or None, missing=_("決まっていません")),
        Cell(japanese_words(stage, language)),
        Cell(format_date(planned, language) if planned else None, note=_late_words(register, item, language)),
    )


def _late_words(register: registers.RegisterView, item: registers.ItemView, language: str) -> str:
    """By how many days; of a register taken from a document, as of that document's day."""
    if register.known_until is None:
        return _("%(days)s日の遅れ") % {"days": item.progress.days_late}
    facts = {"day": format_date(register.known_until, language), "days": item.progress.days_late}
    return _("資料の日（%(day)s）に%(days)s日の遅れ") % facts
