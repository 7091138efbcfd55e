"""The rules of a resource: what they are, what a change would mean, and the change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.bookings.commands.resources import change_rules
from shirube.bookings.domain.policies import LimitWindow, Policy, read_policy
from shirube.bookings.models import Resource
from shirube.bookings.queries.rights import find_subject
from shirube.bookings.queries.wording import moment_words
from shirube.bookings.web.staff.desk import JAPANESE, act, for_desk, name_of, runnable, way_to
from shirube.bookings.web.staff.rules_form import RulesForm, initial_of
from shirube.bookings.web.staff.rush import way_to_day
from shirube.bookings.web.words import label_words
from shirube.kernel.clock import JAPAN, read_clock
from shirube.ui.links import Link
from shirube.ui.pages import page

_WINDOWS = {
    LimitWindow.DAY: gettext_lazy("1日に"),
    LimitWindow.MONTH: gettext_lazy("1か月に"),
    LimitWindow.RESOURCE: gettext_lazy("全部で"),
}
# The day by which a rule is explained: far enough for most horizons.
_EXAMPLE_DAYS = 90
_EXAMPLE_HOUR = 10


@for_desk
def rules(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """The button "preview" says what the rules mean, "save" makes them so."""
    row = runnable(request, resource_id)
    form = _form(request, row)
    asked = request.method == "POST" and form.is_valid()
    policy = form.policy(row.policy) if asked else row.policy
    if asked and "save" in request.POST:
        change_rules(resource_id=row.pk, policy=policy, **act(request))
        messages.success(request, _("予約の決まりを保存しました。今ある予約は、そのままです。"))
        return redirect("bookings_staff:rules", resource_id)
    context = {
        "title": name_of(row),
        "resource": row,
        "form": form,
        "meanings": list(meanings(policy, read_clock())),
        "is_preview": asked,
        "has_own": bool(row.own_rules),
        "breadcrumbs": way_to(way_to_day(row), Link(_("予約の決まり"), "")),
    }
    return page(request, "bookings/staff/rules.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, row: Resource) -> RulesForm:
    """Blocks with prices are the owner's matter; without calendar nothing is cut."""
    subject = find_subject(row)
    has_blocks = row.calendar_id is not None and not (subject and subject.has_own_page)
    sent = request.POST if request.method == "POST" and "reset" not in request.POST else None
    policy = read_policy(row.rules) if "reset" in request.POST else row.policy
    return RulesForm(sent, initial=initial_of(policy), has_blocks=has_blocks)


def meanings(policy: Policy, now: datetime) -> Iterator[str]:
    """What the rules mean, in sentences, by the example of one slot."""
    starts_at = (now.astimezone(JAPAN) + timedelta(days=_EXAMPLE_DAYS)).replace(
        hour=_EXAMPLE_HOUR, minute=0, second=0, microsecond=0
    )
    yield _(
        "たとえば%(slot)sの枠は、%(opens)sから%(closes)sまで予約でき、%(decide)sまで自分で変更や取り消しができます。"
    ) % {
        "slot": moment_words(starts_at, JAPANESE),
        "opens": moment_words(policy.opens_at(starts_at), JAPANESE),
        "closes": moment_words(policy.closes_at(starts_at), JAPANESE),
        "decide": moment_words(policy.holder_decides_until(starts_at), JAPANESE),
    }
    if policy.opens_at(starts_at) >= policy.closes_at(starts_at):
        yield _("注意: この決まりでは、予約できる時間がありません。")
    yield _cut_words(policy)
    yield _("入力している間、%(n)s分、席を取っておきます。1回に%(q)sまで予約できます。") % {
        "n": policy.hold_minutes,
        "q": policy.quantity_max,
    }
    yield from _limit_words(policy)
    yield from _who_words(policy)


def _cut_words(policy: Policy) -> str:
    if policy.blocks:
        names = "、".join(
            f"{label_words(block.code)} {block.begins}〜{block.ends}" for block in policy.blocks
        )
        return _("1日を区分に分けます: %(names)s。") % {"names": names}
    return _("開いている時間を、%(n)s分ずつの枠に分けます（カレンダーのあるもの）。") % {"n": policy.minutes}


def _limit_words(policy: Policy) -> Iterator[str]:
    window = str(_WINDOWS[policy.limit_window])
    if policy.per_person_max:
        yield _("1人が予約できるのは、%(window)s%(n)s枠までです。") % {
            "window": window,
            "n": policy.per_person_max,
        }
    if policy.per_group_max:
        yield _("1団体が予約できるのは、%(window)s%(n)s枠までです。") % {
            "window": window,
            "n": policy.per_group_max,
        }


def _who_words(policy: Policy) -> Iterator[str]:
    if policy.needs_account:
        yield _("サインインしていない人は、インターネットでは予約できません。")
    if policy.needs_group:
        yield _("登録して認められた団体だけが、インターネットで予約できます。")
    if policy.needs_approval:
        yield _("予約は、職員が承認してから決まります。")
    if policy.waiting_list and policy.offer_hours:
        yield _("空きが出ると、空き待ちの順に知らせ、%(n)s時間返事を待ちます。") % {"n": policy.offer_hours}
    elif policy.waiting_list:
        yield _("空きが出ると、空き待ちの順に、すぐに予約になります。")
    else:
        yield _("空き待ちは受けません。")
