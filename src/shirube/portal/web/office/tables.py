"""Proposals, tasks, inquiries and registers of the office in a line each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.headquarters import interface as headquarters
from shirube.inquiries import interface as inquiries
from shirube.kernel.calendar import format_date
from shirube.portal.queries.office import LateItem
from shirube.registers import interface as registers
from shirube.ui.links import Link
from shirube.ui.tables import Cell, Column, Status, Table

_PROPOSAL_WORDS: Mapping[headquarters.ProposalState, Promise] = {
    headquarters.ProposalState.READY: gettext_lazy("会議で決めるのを待っています"),
    headquarters.ProposalState.TAKEN_UP: gettext_lazy("意見を聞いて検討しています"),
    headquarters.ProposalState.SUBMITTED: gettext_lazy("事務局の受付を待っています"),
}


def proposal_ways(proposals: Iterable[headquarters.ProposalLine]) -> list[Link]:
    """Ad-hoc proposals that are on their way to a decision."""
    return [
        Link(
            one.title,
            reverse("proposals_staff:proposal", args=[one.id]),
            f"{one.section} {_PROPOSAL_WORDS[one.state]}",
        )
        for one in proposals
    ]


def register_table(found: Sequence[registers.RegisterStanding]) -> Table:
    columns = (
        Column(_("台帳")),
        Column(_("項目"), number=True),
        Column(_("完了"), number=True),
        Column(_("遅れ"), number=True),
    )
    return Table(_("台帳の進みぐあい"), columns, tuple(_register_row(one) for one in found))


def task_table(tasks: Iterable[headquarters.TaskView], on: date) -> Table:
    """What follows from decisions, the first due first."""
    columns = (Column(_("すること")), Column(_("もとの議題")), Column(_("担当")), Column(_("期限")))
    return Table(_("会議で決まった対応"), columns, tuple(_task_row(one, on) for one in tasks))


def inquiry_table(found: Iterable[inquiries.InquiryStanding]) -> Table:
    """Inquiries that wait for answers, the first due first."""
    columns = (
        Column(_("照会")),
        Column(_("期限")),
        Column(_("回答"), number=True),
        Column(_("期限を過ぎた課"), number=True),
    )
    return Table(_("回答を待つ照会"), columns, tuple(_inquiry_row(one) for one in found))


def items_table(items: Iterable[LateItem]) -> Table:
    """Items past their planned day, the longest first."""
    columns = (Column(_("項目")), Column(_("台帳")), Column(_("遅れている段階")), Column(_("予定の日")))
    longest_first = sorted(items, key=lambda one: -one.item.days)
    return Table(_("予定の日を過ぎた台帳の項目"), columns, tuple(_item_row(one) for one in longest_first))


def _task_row(one: headquarters.TaskView, on: date) -> tuple[Cell, ...]:
    who = one.person or one.section
    late = Status(_("期限を過ぎています"), "warning", "clock") if one.is_late(on) else None
    day = format_date(one.due_on) if one.due_on else one.due_words
    return (
        Cell(one.text, url=reverse("headquarters_staff:task", args=[one.id])),
        Cell(one.item_title, note=one.meeting_title),
        Cell(who or None, missing=_("決まっていません")),
        Cell(day or None, status=late, missing=_("決まっていません")),
    )


def _inquiry_row(one: inquiries.InquiryStanding) -> tuple[Cell, ...]:
    given = _("%(sections)s課のうち%(given)s課") % {"sections": one.sections, "given": one.given}
    return (
        Cell(one.title, url=reverse("inquiries:inquiry", args=[one.id]), note=one.asked_by),
        Cell(format_date(one.due_on)),
        Cell(given if one.sections else None, note=one.addressees, missing=_("資料にない")),
        Cell(str(one.overdue) if one.sections else None, missing=_("資料にない")),
    )


def _register_row(register: registers.RegisterStanding) -> tuple[Cell, ...]:
    until = register.known_until
    note = _("%(day)sまでの資料") % {"day": format_date(until)} if until else ""
    address = reverse("registers_staff:table", args=[register.code])
    late = len(register.late)
    return (
        Cell(register.title, url=address, note=note),
        Cell(str(register.items)),
        Cell(str(register.done)),
        Cell(str(late), url=f"{address}?state=late" if late else ""),
    )


def _item_row(one: LateItem) -> tuple[Cell, ...]:
    days = _("%(days)s日の遅れ") % {"days": one.item.days}
    return (
        Cell(one.item.title, url=reverse("registers_staff:item", args=[one.register.code, one.item.id])),
        Cell(one.register.title),
        Cell(one.item.stage),
        Cell(format_date(one.item.planned), note=days),
    )
