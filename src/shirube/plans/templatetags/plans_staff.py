"""The words of staff's pages of plans."""

from __future__ import annotations

from django import template

from shirube.plans.domain.waiting import WaitKind
from shirube.plans.web.staff.words import WAIT_WORDS

register = template.Library()


@register.filter
def wait_word(kind: WaitKind) -> str:
    """What kind of work waits: 指標の値の入力."""
    return str(WAIT_WORDS[kind])
