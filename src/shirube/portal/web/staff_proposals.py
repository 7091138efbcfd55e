"""What waits at the desk in the way of ad-hoc proposals, opinions on them and the support desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import Actor
from shirube.headquarters import interface as headquarters
from shirube.kernel.calendar import format_date
from shirube.ui.links import Link


def list_proposal_ways(municipality_id: UUID, actor: Actor, on: date) -> list[Link]:
    """What waits first, then the ways to everything."""
    proposals = headquarters.count_waiting_proposals(municipality_id=municipality_id, actor=actor)
    support = headquarters.count_waiting_support(municipality_id=municipality_id, actor=actor, on=on)
    every = Link(_("都度の提案"), reverse("proposals_staff:list"), _("計画の見直しを待てない取組を提案する"))
    desk = Link(_("相談窓口"), reverse("support_staff:list"), _("DXの困りごとを相談する、答える"))
    return [*_of_proposals(proposals), *_of_support(support), every, desk]


def _of_proposals(waiting: headquarters.WaitingProposals) -> Iterator[Link]:
    address = reverse("proposals_staff:list")
    due = _("最初の期限 %(day)s") % {"day": format_date(waiting.first_due)} if waiting.first_due else ""
    lines = (
        (_("差し戻された提案"), waiting.returned, ""),
        (_("あなたの承認を待つ提案"), waiting.to_approve, ""),
        (_("意見を求められている提案"), waiting.asked, due),
        (_("受付を待つ提案"), waiting.to_take_up, ""),
        (_("予算の結果を待つ提案"), waiting.without_budget, ""),
        (_("計画に載っていない決定"), waiting.not_placed, ""),
    )
    return (Link(label, address, _count(n, more)) for label, n, more in lines if n)


def _of_support(waiting: headquarters.WaitingSupport) -> Iterator[Link]:
    address = reverse("support_staff:list")
    lines = (
        (_("返事を待っている相談"), waiting.waiting),
        (_("あなたが受け持つ相談"), waiting.in_hand),
        (_("回答が届いた相談"), waiting.answered),
    )
    return (Link(label, address, _count(n)) for label, n in lines if n)


def _count(number: int, more: str = "") -> str:
    words = _("%(n)s件") % {"n": number}
    return f"{words}、{more}" if more else words
