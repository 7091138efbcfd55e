"""Inquiries on an agenda of the headquarters: the two rooms are siblings, so that only here both are known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shirube.accounts.interface import Actor
from shirube.headquarters import interface as headquarters
from shirube.inquiries import interface as inquiries
from shirube.kernel.calendar import format_date

ALL = "all"


def list_inquiry_choices(
    *,
    municipality_id: UUID,
    actor: Actor,  # noqa: ARG001 — how inquiries stand is told to all staff.
    on: date,
) -> Sequence[headquarters.Choice]:
    """All together, and each of those that lie with sections or were closed lately."""
    standing = inquiries.list_inquiries_for_headquarters(municipality_id=municipality_id, as_of=on)
    single = [headquarters.Choice(str(one.id), one.title) for one in standing]
    return [headquarters.Choice(ALL, _("照会の一覧")), *single] if single else []


def inquiry_paper(*, municipality_id: UUID, key: str, on: date) -> headquarters.PaperContent:
    """How they stood at the end of the day: counts, and nobody's answer. SubjectNotFoundError."""
    standing = inquiries.list_inquiries_for_headquarters(municipality_id=municipality_id, as_of=on)
    if key == ALL:
        return headquarters.PaperContent(_("照会の一覧"), _table(standing, on))
    found = next((one for one in standing if str(one.id) == key), None)
    if found is None:
        raise headquarters.SubjectNotFoundError(kind="inquiry", key=key)
    return headquarters.PaperContent(found.title, _table([found], on))


def _table(standing: Sequence[inquiries.InquiryStanding], on: date) -> tuple[headquarters.Block, ...]:
    if not standing:
        return (
            headquarters.Paragraph(_("%(day)sに回答を待つ照会はありません。") % {"day": format_date(on)}),
        )
    columns = (_("照会"), _("照会した課"), _("期限"), _("照会先"), _("回答"), _("期限を過ぎた課"))
    rows = tuple(_row(one) for one in standing)
    return (headquarters.Grid(_("照会と回答"), columns, rows),)


def _row(one: inquiries.InquiryStanding) -> tuple[str, ...]:
    """Where a document does not say how many were asked, that is left open and not told as nobody."""
    asked = _("%(n)s課") % {"n": one.sections} if one.sections else one.addressees
    given = _("%(n)s課") % {"n": one.given} if one.sections else ""
    overdue = _("%(n)s課") % {"n": one.overdue} if one.sections else ""
    return (one.title, one.asked_by, format_date(one.due_on), asked, given, overdue)
