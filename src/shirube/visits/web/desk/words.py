"""The counter's words for staff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.kernel.clock import JAPAN
from shirube.visits.domain.states import Priority, Source
from shirube.visits.queries.line import LineStep
from shirube.visits.web.times import wait_words

PRIORITIES = (
    (Priority.NONE, gettext_lazy("優先しない")),
    (Priority.CONDITION, gettext_lazy("体調・障がい")),
    (Priority.CHILD, gettext_lazy("乳幼児連れ・妊娠中")),
    (Priority.INTERPRETER, gettext_lazy("通訳の都合")),
    (Priority.CONTINUED, gettext_lazy("続きの用件")),
    (Priority.OTHER, gettext_lazy("そのほか")),
)
_PRIORITY_WORDS = dict(PRIORITIES)
_LANGUAGES = {"en": "English", "ja-easy": "やさしい日本語"}


def source_words(source: str) -> str:
    words = {Source.RESERVATION: _("予約"), Source.KIOSK: _("発券機"), Source.RECEPTION: _("受付")}
    return words[Source(source)]


def step_row(step: LineStep, titles: Mapping[UUID, str]) -> dict[str, Any]:
    """A ticket in a list of staff's: what for, why first, since when, how long still."""
    return {
        "id": step.id,
        "visit_id": step.visit_id,
        "ticket": step.ticket,
        "service": titles[step.service_id],
        "marks": _marks(step),
        "since": step.queued_at.astimezone(JAPAN).strftime("%H:%M") if step.queued_at else "",
        "wait": wait_words(step.wait_seconds) if step.wait_seconds is not None else "",
    }


def _marks(step: LineStep) -> list[str]:
    marks = []
    if step.is_priority:
        marks.append(_("優先: %(reason)s") % {"reason": _PRIORITY_WORDS.get(Priority(step.priority), "")})
    if step.reserved_for is not None:
        marks.append(_("予約 %(at)s") % {"at": step.reserved_for.astimezone(JAPAN).strftime("%H:%M")})
    if step.language in _LANGUAGES:
        marks.append(_LANGUAGES[step.language])
    return marks
