"""A register on an agenda: how far its items had come at the end of a day, and which were late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shirube.accounts.interface import Actor
from shirube.headquarters.domain.papers import Block, Figure, Grid, PaperContent, Paragraph
from shirube.headquarters.registry import Choice, SubjectNotFoundError
from shirube.kernel.calendar import format_date
from shirube.registers import interface as registers


def list_choices(*, municipality_id: UUID, actor: Actor, on: date) -> Sequence[Choice]:
    """Registers that are not restricted: papers are read by many."""
    found = registers.list_registers(municipality_id=municipality_id, actor=actor, on=on)
    return [Choice(one.code, one.pack.title) for one in found if _may_stand_in_papers(one)]


def paper(*, municipality_id: UUID, key: str, on: date) -> PaperContent:
    """SubjectNotFoundError."""
    register = registers.find_register_at(municipality_id=municipality_id, code=key, on=on)
    if register is None or not _may_stand_in_papers(register):
        raise SubjectNotFoundError(kind="register", key=key)
    blocks: list[Block] = []
    if register.known_until:
        words = _("%(day)sまでの資料にもとづきます。その後の進み具合は分かりません。")
        blocks.append(Paragraph(words % {"day": format_date(register.known_until)}))
    blocks += [
        Figure(_("項目"), str(len(register.items)), _("件")),
        Figure(_("完了"), str(register.done), _("件")),
        Figure(_("遅れ"), str(len(register.late)), _("件")),
    ]
    if register.items:
        blocks.append(_table(register))
    return PaperContent(register.pack.title, tuple(blocks))


def _may_stand_in_papers(register: registers.RegisterView) -> bool:
    return register.pack.visibility is not registers.Visibility.RESTRICTED


def _table(register: registers.RegisterView) -> Grid:
    columns = (register.pack.item_word, _("担当課"), _("今の段階"), _("次の予定"), _("遅れ"))
    rows = tuple(_row(item, register) for item in register.items)
    return Grid(_("項目ごとの進み具合"), columns, rows)


def _row(item: registers.ItemView, register: registers.RegisterView) -> tuple[str, ...]:
    progress = item.progress
    current, due, late = progress.current, progress.next_due, progress.late
    return (
        item.title,
        register.section_names.get(item.value("section"), ""),
        current.label if current else _("完了"),
        f"{due.label} {format_date(due.planned)}"
        if due and due.planned
        else (_("なし") if progress.is_done else ""),
        _("%(stage)s %(days)s日") % {"stage": late.label, "days": progress.days_late} if late else _("なし"),
    )
