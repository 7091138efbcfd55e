"""Staff's first page, and the log for those who look after the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Role
from shirube.audit import interface as audit
from shirube.bookings import interface as bookings
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date, read_clock
from shirube.measures import interface as measures
from shirube.notices import interface as notices
from shirube.plans import interface as plans
from shirube.portal.web.audit_words import action_words, fact_words
from shirube.portal.web.office.views import OVERSEERS
from shirube.portal.web.staff_cases import list_case_ways
from shirube.portal.web.staff_headquarters import list_headquarters_ways
from shirube.portal.web.staff_inquiries import list_inquiry_ways
from shirube.portal.web.staff_proposals import list_proposal_ways
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Table
from shirube.ui.templatetags.ui_text import moment
from shirube.visits import interface as visits

PAGE_OF_LOG = 50
# Who sat at a desk within these days is taken for one who serves there in the morning too, before sitting down.
_LATELY = timedelta(days=7)
LOG_READERS = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of ways; `code` names it in the page."""

    code: str
    title: str
    ways: Sequence[Link]


@access(Access.STAFF)
def staff_home(request: HttpRequest) -> HttpResponse:
    """What waits for this person, and the ways to everything else."""
    visit = cast("Any", request)
    now, actor = read_clock(), visit.user.as_actor()
    today = japan_date(now)
    waiting = plans.list_waiting(municipality_id=visit.municipality.id, actor=actor, on=today)
    first = _first_parts(visit.municipality.id, actor, now)
    context = {
        "waiting": waiting,
        "today": today,
        "lead": _lead(waiting, today),
        "first": first,
        "has_work": any(part.ways for part in first if part.code != "counter"),
        "more": [
            Part("proposals", _("提案と相談"), list_proposal_ways(visit.municipality.id, actor, today)),
            Part("plans", _("計画と推進本部"), _plan_ways(visit.municipality.id, actor)),
            Part("services", _("手続、予約、施設"), _service_ways(actor)),
            Part("accounts", _("サインインと職員"), _account_ways(actor)),
        ],
    }
    return page(request, "portal/staff_home.html", context)


@access(Access.STAFF, roles=LOG_READERS)
def audit_log(request: HttpRequest) -> HttpResponse:
    """Who did what, the newest first; `?before=` goes on behind an entry."""
    municipality_id = cast("Any", request).municipality.id
    before = request.GET.get("before", "")
    entries = audit.list_entries(
        municipality_id=municipality_id,
        before=int(before) if before.isascii() and before.isdecimal() else None,
        limit=PAGE_OF_LOG,
    )
    names = _names(municipality_id, entries)
    is_full = len(entries) == PAGE_OF_LOG and entries[-1].number > 1
    context = {
        "table": _log_table(entries, names),
        "next_url": f"?before={entries[-1].number}" if is_full else "",
        "previous_url": reverse("portal:audit-log") if before else "",
        "breadcrumbs": [Link(_("仕事の一覧"), reverse("portal:staff-home")), Link(_("操作の記録"), "")],
    }
    return page(request, "portal/audit_log.html", context)


def _lead(waiting: Sequence[plans.Waiting], today: date) -> str:
    late = sum(one.is_late(today) for one in waiting)
    if late:
        return _("%(n)s件のうち%(late)s件が期限を過ぎています。") % {"n": len(waiting), "late": late}
    return _("%(n)s件あります。期限を過ぎたものはありません。") % {"n": len(waiting)} if waiting else ""


def _first_parts(municipality_id: UUID, actor: accounts.Actor, now: datetime) -> list[Part]:
    """What waits in the rooms; the counter before all for who has sat at a desk lately."""
    cases = Part("cases", _("申請"), list_case_ways(municipality_id, actor, now))
    counter = Part("counter", _("窓口"), _counter_ways(actor))
    serves = actor.staff_id is not None and visits.has_sat_at_desk(
        municipality_id=municipality_id, staff_id=actor.staff_id, since=now - _LATELY
    )
    today = japan_date(now)
    inquiries = Part("inquiries", _("照会・回答"), list_inquiry_ways(municipality_id, actor, today))
    tasks = Part("tasks", _("会議の課題"), list_headquarters_ways(municipality_id, actor, today))
    return [counter, cases, inquiries, tasks] if serves else [cases, counter, inquiries, tasks]


def _counter_ways(actor: accounts.Actor) -> list[Link]:
    """For those who sit at desks, and those who set desks up."""
    desks = Link(_("窓口で呼ぶ"), reverse("visits_staff:counter"), _("番号札を呼ぶ、受付、一日を締める"))
    setup = Link(_("窓口の設定"), reverse("visits_staff:setup"), _("場所、用件、窓口、発券機"))
    ways = [desks] if actor.holds(*visits.COUNTER_ROLES) else []
    return [*ways, setup] if actor.holds(*visits.SETUP_ROLES) else ways


def _plan_ways(municipality_id: UUID, actor: accounts.Actor) -> list[Link]:
    office = Link(_("推進本部のいま"), reverse("portal:office"), _("課ごとの遅れと未報告、決定を待つもの"))
    ways = [office] if actor.holds(*OVERSEERS) else []
    for plan in plans.list_plans(municipality_id=municipality_id):
        ways.append(Link(plan.name, reverse("plans_staff:plan", args=[plan.slug]), _("取組の一覧と入力")))
        if actor.holds(*OVERSEERS):
            address = reverse("plans_staff:progress", args=[plan.slug])
            ways.append(Link(_("課ごとの進み具合"), address, plan.name))
    return [*ways, _headquarters_way(), _inquiry_way(), _register_way(), *_measure_ways(actor)]


def _measure_ways(actor: accounts.Actor) -> list[Link]:
    own = Link(_("測る数値"), reverse("measures_staff:list"), _("仕事から自動で数えた値と、そのもと"))
    others = Link(_("取り込む数値"), reverse("plans_staff:series-list"), _("国やほかの機関の数値を表から"))
    return [own, others] if actor.holds(*measures.SERIES_KEEPERS) else [own]


def _service_ways(actor: accounts.Actor) -> list[Link]:
    return [
        _catalogue_way(),
        *_form_ways(actor),
        *_mandate_ways(actor),
        *_booking_ways(actor),
        _venue_way(),
        *_notice_ways(actor),
    ]


def _account_ways(actor: accounts.Actor) -> list[Link]:
    own = Link(_("サインインしている場所"), reverse("accounts:session-list"), _("覚えのないものを終わらせる"))
    factor = Link(_("二つ目の確認"), reverse("mfa_index"), _("確認コードのアプリとパスキー"))
    if not actor.holds(*LOG_READERS):
        return [own, factor]
    people = Link(_("職員の管理"), reverse("accounts:person-list"), _("招待、役割、停止"))
    log = Link(_("操作の記録"), reverse("portal:audit-log"), _("だれが、いつ、何をしたか"))
    trails = Link(_("申請の閲覧と操作の記録"), reverse("applications_staff:trails"), _("受付番号で調べる"))
    return [people, log, trails, own, factor]


def _catalogue_way() -> Link:
    return Link(_("手続"), reverse("procedures_staff:procedure-list"), _("受付、内容、担当の課"))


def _venue_way() -> Link:
    return Link(_("施設と講座"), reverse("venues_staff:home"), _("部屋、講座の回、出席、減免"))


def _register_way() -> Link:
    return Link(_("台帳"), reverse("registers_staff:home"), _("標準化、オンライン化、押印、例規、AI、事故"))


def _headquarters_way() -> Link:
    return Link(_("推進本部"), reverse("headquarters_staff:home"), _("会議、資料、決定、課題、会議要旨"))


def _inquiry_way() -> Link:
    return Link(_("照会・回答"), reverse("inquiries:home"), _("課に聞く、課が答える、期限とまとめ"))


def _booking_ways(actor: accounts.Actor) -> list[Link]:
    way = Link(_("予約"), reverse("bookings_staff:desk"), _("枠、電話の予約、当日の受付、休みの日"))
    return [way] if actor.holds(*bookings.DESK_ROLES) or actor.sections else []


def _form_ways(actor: accounts.Actor) -> list[Link]:
    made = Link(_("フォームづくり"), reverse("forms:list"), _("申請や連絡のフォームをつくる・直す"))
    return [made] if actor.holds(*forms.DRAFTERS) else []


def _mandate_ways(actor: accounts.Actor) -> list[Link]:
    way = Link(_("代理の確認"), reverse("accounts:staff-mandates"), _("委任状や戸籍を見て確かめる"))
    return [way] if actor.holds(*accounts.CONFIRMING_ROLES) else []


def _notice_ways(actor: accounts.Actor) -> list[Link]:
    sent = Link(_("送信の記録"), reverse("notices:notice-list"), _("住民へのお知らせが届いたか"))
    texts = Link(_("お知らせの文面"), reverse("notices:text-list"), _("届く言葉を市の言い方に直す"))
    ways = [sent] if actor.holds(*notices.LOG_READERS) else []
    return [*ways, texts] if actor.holds(*notices.TEXT_EDITORS) else ways


def _names(municipality_id: UUID, entries: Sequence[audit.EntryLine]) -> Mapping[str, str]:
    ids = {
        one.actor: UUID(one.actor.removeprefix("staff:")) for one in entries if one.actor.startswith("staff:")
    }
    names = accounts.names_of(municipality_id=municipality_id, user_ids=list(ids.values())) if ids else {}
    return {actor: names.get(user_id, _("不明な職員")) for actor, user_id in ids.items()}


def _trail_of(subject: str) -> str:
    """From an entry about an application to everything that was seen and done with it."""
    room, _colon, case_id = subject.partition(":")
    return reverse("applications_staff:trail", args=[case_id]) if room == "applications.case" else ""


def _log_table(entries: Sequence[audit.EntryLine], names: Mapping[str, str]) -> Table:
    columns = (
        Column(_("番号"), number=True),
        Column(_("いつ")),
        Column(_("だれが")),
        Column(_("何を")),
        Column(_("内容")),
    )
    rows = tuple(
        (
            Cell(str(one.number)),
            Cell(moment(one.at)),
            Cell(names.get(one.actor, _("システム"))),
            Cell(action_words(one.action), url=_trail_of(one.subject)),
            Cell(fact_words(one.facts) or None, missing=_("なし")),
        )
        for one in entries
    )
    return Table(_("操作の記録"), columns, rows)
