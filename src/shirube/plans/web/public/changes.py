"""Changes in words, and the page of a city's changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import get_script_prefix, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.kernel.clock import japan_date
from shirube.plans.domain.changes import Change, ChangeKind, ChangePlace
from shirube.plans.domain.terms import ActionState, Grade
from shirube.plans.web.labels import ACTION_STATES, CHANGE_KINDS, GRADES, unit_word
from shirube.plans.web.public.downloads import changes_feed
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.public.texts import content, short_year
from shirube.ui.figures import format_figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """`result` says in the reader's language what came out; `words` is what people wrote, in Japanese."""

    day: str
    at: datetime
    kind: str
    title: str
    result: str
    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    lines: tuple[ChangeLine, ...]
    next_url: str
    first_url: str
    feed_url: str


def changes_page(
    changes: Sequence[Change], before: ChangePlace | None, limit: int, reader: Reader
) -> ChangesPage:
    """One page of `changes`, which hold one more than `limit` where another page follows."""
    shown = changes[:limit]
    address = reverse("plans:changes")
    more = f"{address}?{urlencode({'before': write_place(shown[-1])})}" if len(changes) > limit else ""
    return ChangesPage(
        lines=tuple(change_line(change, reader.language) for change in shown),
        next_url=more,
        first_url=address if before else "",
        feed_url=changes_feed(),
    )


def change_line(change: Change, language: str) -> ChangeLine:
    return ChangeLine(
        day=format_date(japan_date(change.at), language),
        at=change.at,
        kind=str(CHANGE_KINDS[change.kind]),
        title=content(change.translations, language, change.translated_name, change.title),
        result=_RESULTS[change.kind](change, language),
        words=change.summary,
        url=get_script_prefix() + change.path,
    )


def write_place(change: Change) -> str:
    """The place as a word for an address; `read_place` reads it back."""
    return f"{change.at.isoformat()}_{change.id.hex}"


def read_place(written: str) -> ChangePlace | None:
    """The place, or None for words that name none: the list then starts from the newest."""
    moment, _separator, identifier = written.partition("_")
    try:
        place = ChangePlace(datetime.fromisoformat(moment), UUID(hex=identifier))
    except ValueError:
        return None
    return place if place.at.tzinfo else None


def _reading(change: Change, language: str) -> str:  # noqa: ARG001 - one shape for all kinds
    return (
        format_figure(change.value, unit_word(change.unit), change.decimals)
        if change.value is not None
        else ""
    )


def _report(change: Change, language: str) -> str:
    return _year_and_word(change, language, str(ACTION_STATES[ActionState(change.state)]))


def _review(change: Change, language: str) -> str:
    return _year_and_word(change, language, str(GRADES[Grade(change.state)]))


def _version(change: Change, language: str) -> str:  # noqa: ARG001 - one shape for all kinds
    if change.number == 1:
        return _("計画をこのサイトに載せました")
    return _("計画を改めました（第%(number)s版）") % {"number": change.number}


def _year_and_word(change: Change, language: str, word: str) -> str:
    return f"{short_year(change.fiscal_year or 0, language)}: {word}"


_RESULTS: Mapping[ChangeKind, Callable[[Change, str], str]] = {
    ChangeKind.READING: _reading,
    ChangeKind.REPORT: _report,
    ChangeKind.REVIEW: _review,
    ChangeKind.VERSION: _version,
}
