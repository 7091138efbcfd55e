"""What staff's pages of other rooms show of plans: the inbox, and the words of states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import template

from shirube.plans.domain.terms import ActionState
from shirube.plans.domain.waiting import Waiting, WaitKind
from shirube.plans.web.labels import ACTION_STATES
from shirube.plans.web.staff.inbox import InboxGroup, InboxLine, inbox_groups, inbox_line
from shirube.plans.web.staff.words import WAIT_WORDS

register = template.Library()


@register.inclusion_tag("plans/staff/_inbox.html")
def inbox(waiting: Sequence[Waiting], today: date) -> dict[str, list[InboxGroup]]:
    """`{% inbox waiting today %}`: waiting work by kind, each with the way to where it is done."""
    return {"groups": inbox_groups(waiting, today)}


@register.inclusion_tag("plans/staff/_inbox_lines.html")
def waiting_lines(waiting: Sequence[Waiting], today: date) -> dict[str, list[InboxLine]]:
    """The same without chapters, where a page has its own."""
    return {"lines": [inbox_line(one, today) for one in waiting]}


@register.filter
def wait_word(kind: WaitKind) -> str:
    """What kind of work waits: 指標の値の入力."""
    return str(WAIT_WORDS[kind])


@register.filter
def action_word(state: ActionState) -> str:
    """How an action stands: 予定どおり."""
    return str(ACTION_STATES[state])
