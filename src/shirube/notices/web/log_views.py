"""送信の記録: what was sent, and what to do about what did not arrive."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.kernel.clock import read_clock
from shirube.notices.commands.settling import mark_told, send_again
from shirube.notices.commands.trial import send_trial
from shirube.notices.domain.states import NoticeState
from shirube.notices.queries.log import NoticeLine, count_failed, get_notice, list_attempts, list_notices
from shirube.notices.queries.roles import LOG_READERS, SETTLERS, TEXT_EDITORS
from shirube.notices.web.desk import act, actor_of, city_id, way_to
from shirube.notices.web.log_forms import ToldForm
from shirube.notices.web.log_tables import attempts_table, facts_of, notices_table
from shirube.notices.web.words import STATES, reason_words, status_of
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.templatetags.ui_text import moment

PAGE_LENGTH = 50
readable = access(Access.STAFF, roles=LOG_READERS)
settleable = access(Access.STAFF, roles=SETTLERS)


@readable
def notice_list(request: HttpRequest) -> HttpResponse:
    """The newest first; `?state=` keeps one state, `?before=` goes on behind a notice."""
    state, before = _state(request.GET.get("state", "")), _id(request.GET.get("before", ""))
    # One more than is shown tells whether there is another page.
    found = list_notices(municipality_id=city_id(request), state=state, before=before, limit=PAGE_LENGTH + 1)
    shown = found[:PAGE_LENGTH]
    context = {
        "table": notices_table(shown),
        "filters": _filters(state),
        "may_try": actor_of(request).holds(*TEXT_EDITORS),
        "failed": count_failed(municipality_id=city_id(request)),
        "next_url": _page(state, shown[-1].id) if len(found) > PAGE_LENGTH else "",
        "previous_url": _page(state) if before else "",
        "breadcrumbs": way_to(Link(_("送信の記録"), "")),
    }
    return page(request, "notices/notice_list.html", context)


@readable
def notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """One notice: where it stands, every attempt, and what can be done."""
    return _notice_page(request, notice_id, ToldForm())


@settleable
@require_POST
def again(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    send_again(notice_id=notice_id, **act(request))
    messages.success(request, _("もう一度送ることにしました。数分のうちに送られます。"))
    return redirect("notices:notice", notice_id)


@access(Access.STAFF, roles=TEXT_EDITORS)
@require_POST
def trial(request: HttpRequest) -> HttpResponse:
    """A letter to the person who asks, to see that letters arrive."""
    notice_id = send_trial(ordered_at=moment(read_clock()), **act(request))
    messages.success(request, _("あなたのアドレスに試し送りを頼みました。届くまで数分かかることがあります。"))
    return redirect("notices:notice", notice_id)


@settleable
@require_POST
def told(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    form = ToldForm(request.POST)
    if not form.is_valid():
        return _notice_page(request, notice_id, form, status=422)
    mark_told(notice_id=notice_id, means=form.way, note=form.cleaned_data["note"], **act(request))
    messages.success(request, _("別の方法で伝えたことを記録しました。"))
    return redirect("notices:notice", notice_id)


def _notice_page(request: HttpRequest, notice_id: UUID, form: forms.Form, status: int = 200) -> HttpResponse:
    at: dict[str, Any] = {"municipality_id": city_id(request), "notice_id": notice_id}
    line = get_notice(**at)
    context = {
        "line": line,
        "status": status_of(line),
        "reason": reason_words(line.reason),
        "facts": facts_of(line, _teller(request, line)),
        "table": attempts_table(list_attempts(**at)),
        "form": form,
        "may_settle": line.state == NoticeState.FAILED and actor_of(request).holds(*SETTLERS),
        "breadcrumbs": way_to(Link(_("送信の記録"), _page(None)), Link(line.kind_name, "")),
    }
    return page(request, "notices/notice.html", context, status=status)


def _teller(request: HttpRequest, line: NoticeLine) -> str:
    if not line.told_by.startswith("staff:"):
        return ""
    staff_id = UUID(line.told_by.removeprefix("staff:"))
    return accounts.names_of(municipality_id=city_id(request), user_ids=[staff_id]).get(staff_id, "")


def _state(text: str) -> NoticeState | None:
    return NoticeState(text) if text in set(NoticeState) else None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(state: NoticeState | None, before: UUID | None = None) -> str:
    words = [f"state={state.value}"] if state else []
    words += [f"before={before}"] if before else []
    return reverse("notices:notice-list") + ("?" + "&".join(words) if words else "")


def _filters(chosen: NoticeState | None) -> list[Link]:
    states = [(state, str(label)) for state, label in STATES.items()]
    return [
        Link(label, _page(state), current=state == chosen) for state, label in [(None, _("すべて")), *states]
    ]
