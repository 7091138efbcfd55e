"""Guides of life events; they are the same for every city of the installation."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from shirube.kernel.errors import NotFoundError
from shirube.procedures.domain.guides import GuidePackModel, LifeEvent
from shirube.procedures.domain.search import Term, title_key
from shirube.procedures.models import GuidePack

_remembered: dict[str, tuple[LifeEvent, ...]] = {}
_lock = Lock()


class GuideNotFoundError(NotFoundError):
    """No guide tells of this event of life."""

    code = "procedures.guide_not_found"


def list_events() -> Sequence[LifeEvent]:
    """The events of all guides, in their own order. Cost: one query; the content is parsed when it has changed."""
    rows = GuidePack.objects.order_by("code").values_list("code", "digest")
    stamp = "\n".join(f"{code} {digest}" for code, digest in rows)
    with _lock:
        known = _remembered.get(stamp)
    if known is not None:
        return known
    contents = GuidePack.objects.order_by("code").values_list("content", flat=True)
    found = tuple(event for content in contents for event in GuidePackModel.model_validate(content).events)
    with _lock:
        _remembered.clear()
        _remembered[stamp] = found
    return found


def get_event(code: str) -> LifeEvent:
    """GuideNotFoundError."""
    found = next((event for event in list_events() if event.code == code), None)
    if found is None:
        raise GuideNotFoundError(event=code)
    return found


def find_events(events: Sequence[LifeEvent], terms: Sequence[Term]) -> Sequence[LifeEvent]:
    """The events whose title or words hold one of the words of a query."""
    # A single letter is in too many titles to mean one.
    wanted = [spelling for term in terms for spelling in term.spellings if len(spelling) > 1]
    return [event for event in events if _holds(event, wanted)]


def _holds(event: LifeEvent, wanted: Sequence[str]) -> bool:
    key = title_key([event.title.ja, event.title.en, event.title.easy, *event.search_words])
    return any(spelling in key for spelling in wanted)
