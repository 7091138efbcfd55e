"""What waits at the desk in the way of applications: counts, each with the way to its list."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import SECTION_ROLES, Actor, Role
from shirube.applications import interface as applications
from shirube.applications.interface import CaseState
from shirube.kernel.clock import japan_date
from shirube.procedures import interface as procedures
from shirube.ui.links import Link


def list_case_ways(municipality_id: UUID, actor: Actor, now: datetime) -> list[Link]:
    """The ways to applications for somebody of a section; empty for others, who may not see them."""
    if not actor.holds(*SECTION_ROLES):
        return _proposal_ways(municipality_id, actor)
    waiting = [CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.IN_REVIEW, CaseState.IN_APPROVAL]
    counted = applications.count_states(municipality_id=municipality_id, actor=actor, states=waiting)
    ways = [
        _way(_("受付待ちの申請"), "?tab=submitted", counted[CaseState.SUBMITTED]),
        _way(_("審査待ちの申請"), "?tab=accepted", counted[CaseState.ACCEPTED]),
        _way(_("審査中の申請"), "?tab=in_review", counted[CaseState.IN_REVIEW]),
        _to_approve(municipality_id, actor, counted[CaseState.IN_APPROVAL], now),
        *_urgent_ways(municipality_id, actor, now),
    ]
    talks = Link(
        _("窓口の聞き取り"),
        reverse("interviews_staff:interviews"),
        _("おくやみ・転入を一度に聞いて、すべての課に出す"),
    )
    everything = Link(
        _("申請の一覧"), reverse("applications_staff:cases"), _("すべての状態、番号と氏名で探す")
    )
    return [*(one for one in ways if one.note), *_proposal_ways(municipality_id, actor), talks, everything]


def _proposal_ways(municipality_id: UUID, actor: Actor) -> list[Link]:
    """What colleagues would like to receive, for those who may open its reception."""
    return [
        Link(_("受付の開始を待つ手続"), reverse("procedures_staff:procedure", args=[one.code]), one.short.ja)
        for one in procedures.list_proposals(municipality_id=municipality_id)
        if procedures.can_edit(actor, one.section_id)
    ]


def _to_approve(municipality_id: UUID, actor: Actor, under_way: int, now: datetime) -> Link:
    """What waits at one's own desk, without what one proposed; for others, what is on its way."""
    if not actor.holds(Role.SUBSECTION_CHIEF, Role.SECTION_CHIEF):
        return _way(_("決裁中の申請"), "?tab=in_approval", under_way)
    wanted = applications.CaseFilter(states=frozenset({CaseState.IN_APPROVAL}), approver=actor)
    mine = applications.count_cases(
        municipality_id=municipality_id, actor=actor, wanted=wanted, today=japan_date(now)
    )
    return _way(_("あなたの決裁を待つ申請"), "?tab=to_approve", mine)


def _urgent_ways(municipality_id: UUID, actor: Actor, now: datetime) -> list[Link]:
    sections = sorted({section_id for _role, section_id in actor.sections})
    loads = [
        applications.get_section_load(municipality_id=municipality_id, section_id=one, now=now)
        for one in sections
    ]
    return [
        _way(_("期限を過ぎた申請"), "?overdue=1", sum(one.overdue for one in loads)),
        _way(_("まだ読んでいないメッセージ"), "", sum(one.unread for one in loads)),
        _opinions_way(municipality_id, actor),
    ]


def _opinions_way(municipality_id: UUID, actor: Actor) -> Link:
    asked = applications.count_opinions_asked(municipality_id=municipality_id, actor=actor)
    return _counted(_("意見を求められている申請"), reverse("applications_staff:opinions"), asked)


def _way(label: str, query: str, count: int) -> Link:
    return _counted(label, reverse("applications_staff:cases") + query, count)


def _counted(label: str, url: str, count: int) -> Link:
    words = _("%(n)s件以上") if count >= applications.MOST_COUNTED else _("%(n)s件")
    note = words % {"n": count} if count else ""
    return Link(label, url, note)
