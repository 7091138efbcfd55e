"""What of inquiries waits for a person, for staff's first page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import Actor
from shirube.inquiries import interface as inquiries
from shirube.inquiries.interface import InboxKind
from shirube.kernel.calendar import format_date
from shirube.ui.links import Link

MOST_SHOWN = 10
_PAGES = {InboxKind.ANSWER: "inquiries:answer", InboxKind.APPROVE: "inquiries:answer"}


def list_inquiry_ways(municipality_id: UUID, actor: Actor, on: date) -> Sequence[Link]:
    """The first of what waits, and the way to the rest where there is more."""
    lines = inquiries.list_inbox(municipality_id=municipality_id, actor=actor, on=on)
    ways = [_way(one) for one in lines[:MOST_SHOWN]]
    if len(lines) > MOST_SHOWN:
        more = _("ほかに%(n)s件あります") % {"n": len(lines) - MOST_SHOWN}
        ways.append(Link(_("すべての照会を見る"), reverse("inquiries:home"), more))
    return ways


def _way(one: inquiries.InboxLine) -> Link:
    words = {
        InboxKind.ANSWER: _("照会に答える: %(title)s"),
        InboxKind.APPROVE: _("回答を承認する: %(title)s"),
        InboxKind.SEND: _("照会を承認する: %(title)s"),
        InboxKind.EXTENSION: _("期限の延長に返事をする: %(title)s"),
        InboxKind.ENDED: _("終わった課の代わりに答える課を決める: %(title)s"),
        InboxKind.LOOK: _("届いた回答を確かめる: %(title)s"),
    }
    address = reverse(_PAGES.get(one.kind, "inquiries:inquiry"), args=[one.subject_id])
    due = format_date(one.due_on)
    note = _("期限 %(due)s") % {"due": due}
    if one.is_late:
        note = _("期限 %(due)s（過ぎています）") % {"due": due}
    if one.kind in {InboxKind.LOOK, InboxKind.EXTENSION, InboxKind.ENDED}:
        note = _("%(n)s課") % {"n": one.count}
    return Link(words[one.kind] % {"title": one.title}, address, note)
