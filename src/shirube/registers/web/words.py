"""Values and states of items as people read them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.registers.domain.definition import ColumnKind
from shirube.registers.domain.fields import Field
from shirube.registers.domain.progress import Progress
from shirube.registers.domain.values import show_value, split_link
from shirube.registers.queries.registers import ItemView, RegisterView
from shirube.ui.tables import Cell, Status


def via_words(via: str) -> str:
    words = {
        "page": _("画面"),
        "sheet": _("シート"),
        "pack": _("パック"),
        "ordinance": _("例規の点検"),
        "inquiry": _("照会の回答"),
    }
    return words.get(via, via)


def progress_status(progress: Progress, known_until: date | None = None) -> Status:
    """The stage that the item is in; done and late are said before all."""
    if progress.is_done:
        return Status(_("完了"), "success", "done")
    current = progress.current
    label = current.label if current else ""
    if progress.late:
        return Status(_("遅れ: %(stage)s") % {"stage": label}, "warning", "clock")
    if not progress.has_begun:
        # Of a register taken from a document nobody knows whether anything has begun.
        return (
            Status(_("資料にない"), "unknown")
            if known_until
            else Status(_("これから: %(stage)s") % {"stage": label}, "neutral", "circle")
        )
    return Status(label, "info", "arrow")


def late_words(progress: Progress) -> str:
    """Since when the item is late: 2026年3月31日（火）の予定を過ぎて45日; "" where it is not."""
    late = progress.late
    if late is None or late.planned is None:
        return ""
    facts = {"stage": late.label, "day": format_date(late.planned), "days": progress.days_late}
    return _("「%(stage)s」は%(day)sの予定を%(days)s日過ぎています") % facts


def due_words(progress: Progress) -> str:
    """What is planned next: 7月31日 テスト; "" where nothing is planned."""
    due = progress.next_due
    if due is None or due.planned is None:
        return ""
    return _("%(stage)s %(day)s") % {"stage": due.label, "day": format_date(due.planned)}


def value_words(field: Field, item: ItemView, register: RegisterView) -> str:
    return show_value(field, item.value(field.code), register.section_names)


def value_cell(field: Field, item: ItemView, register: RegisterView) -> Cell:
    """A value for a table or list of facts: a law with its address becomes a link, an ended section says so."""
    value = item.value(field.code)
    note = ended_words(register, value) if field.kind is ColumnKind.SECTION and value else ""
    url = split_link(value)[1] if field.kind is ColumnKind.LAW else ""
    return Cell(value_words(field, item, register) or None, url=url, note=note, missing=_("記入なし"))


def ended_words(register: RegisterView, section: str) -> str:
    """That the section is no more, where it has ended."""
    ends_on = register.sections[section].ends_on if section in register.sections else None
    if ends_on is None or ends_on > register.on:
        return ""
    return _("この課は%(day)sに終わりました。引き継ぐ課を決めてください。") % {"day": format_date(ends_on)}


def field_words(register: RegisterView, code: str) -> str:
    """The heading of a field; also of one that the register no longer has."""
    if code == "removed":
        return _("台帳から外した")
    return register.fields[code].label if code in register.fields else code


def history_value(register: RegisterView, code: str, value: str) -> str | None:
    """What stood or stands in a field, for the history; None for nothing."""
    if not value:
        return None
    field = register.fields.get(code)
    return show_value(field, value, register.section_names) if field else value
