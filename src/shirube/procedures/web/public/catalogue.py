"""The catalogue as lists: by event of life, by section, by letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shirube.kernel.languages import ENGLISH
from shirube.kernel.text import search_key
from shirube.procedures.domain.reception import State
from shirube.procedures.queries.catalogue import ProcedureSummary
from shirube.procedures.queries.readers import Reader
from shirube.procedures.web.words import LIFE_EVENTS, OTHER_EVENTS, plain, reception_status, say
from shirube.ui.tables import Status

# The rows of the syllabary: from the first letter of a reading to the name of its row.
_ROWS = (
    ("あ", "ァアィイゥウェエォオ"),
    ("か", "カガキギクグケゲコゴ"),
    ("さ", "サザシジスズセゼソゾ"),
    ("た", "タダチヂッツヅテデトド"),
    ("な", "ナニヌネノ"),
    ("は", "ハバパヒビピフブプヘベペホボポ"),
    ("ま", "マミムメモ"),
    ("や", "ャヤュユョヨ"),
    ("ら", "ラリルレロ"),
    ("わ", "ワヲン"),
)
_ROW_OF = {letter: row for row, letters in _ROWS for letter in letters}


class Order(StrEnum):
    EVENT = "event"
    SECTION = "section"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Line:
    """One procedure in a list. `official` is its full name where that differs from the plain one."""

    title: str | SafeString
    official: str | SafeString
    url: str
    status: Status


@dataclass(frozen=True, slots=True)
class Group:
    title: str | SafeString
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguePage:
    tabs: tuple[Tab, ...]
    groups: tuple[Group, ...]
    total: int
    received: int


def catalogue_page(entries: Sequence[ProcedureSummary], order: Order, reader: Reader) -> CataloguePage:
    """No query of its own but the sections' names."""
    shown = [one for one in entries if one.state is not State.WITHDRAWN]
    grouping: dict[
        Order, Callable[[Sequence[ProcedureSummary], Reader], Iterable[tuple[str, list[ProcedureSummary]]]]
    ]
    grouping = {Order.EVENT: _by_event, Order.SECTION: _by_section, Order.LETTER: _by_letter}
    groups = [
        Group(title, tuple(line_of(one, reader.language, reader.today) for one in members))
        for title, members in grouping[order](shown, reader)
    ]
    received = sum(one.refusal_on(reader.today) is None for one in shown)
    return CataloguePage(tabs=_tabs(order), groups=tuple(groups), total=len(shown), received=received)


def line_of(procedure: ProcedureSummary, language: str, today: date) -> Line:
    title, official = say(procedure.short, language), say(procedure.name, language)
    return Line(
        title=title,
        official="" if official == title else official,
        url=reverse("procedures:procedure", args=[procedure.code]),
        status=reception_status(procedure, procedure.refusal_on(today), language),
    )


def _tabs(order: Order) -> tuple[Tab, ...]:
    ways = (
        (Order.EVENT, _("できごとから"), "procedures:catalogue"),
        (Order.SECTION, _("担当の課から"), "procedures:catalogue-sections"),
        (Order.LETTER, _("名前の順"), "procedures:catalogue-letters"),
    )
    return tuple(Tab(label, reverse(name), one is order) for one, label, name in ways)


def _by_event(
    entries: Sequence[ProcedureSummary], _reader: Reader
) -> Iterable[tuple[str, list[ProcedureSummary]]]:
    """A procedure stands under each of its events."""
    for code, name in LIFE_EVENTS.items():
        members = [one for one in entries if code in one.facts.life_events]
        if members:
            yield str(name), members
    others = [one for one in entries if not set(LIFE_EVENTS).intersection(one.facts.life_events)]
    if others:
        yield str(OTHER_EVENTS), others


def _by_section(
    entries: Sequence[ProcedureSummary], reader: Reader
) -> Iterable[tuple[str, list[ProcedureSummary]]]:
    """In the order of the office; those without a section last."""
    members = defaultdict(list)
    for one in entries:
        members[one.section_id].append(one)
    for section in reader.sections.values():
        if section.id in members:
            yield section.name, members[section.id]
    if None in members:
        yield _("担当の課は、市の窓口で確かめてください"), members[None]


def _by_letter(
    entries: Sequence[ProcedureSummary], reader: Reader
) -> Iterable[tuple[str, list[ProcedureSummary]]]:
    members = defaultdict(list)
    for one in sorted(entries, key=lambda entry: _sort_key(entry, reader.language)):
        members[_letter(one, reader.language)].append(one)
    return members.items()


def _sort_key(procedure: ProcedureSummary, language: str) -> str:
    """By the reading; an entry without one by its name."""
    if language == ENGLISH.code:
        return plain(procedure.short, language).lower()
    return search_key(procedure.facts.kana or procedure.short.ja)


def _letter(procedure: ProcedureSummary, language: str) -> str:
    first = _sort_key(procedure, language)[:1]
    if language == ENGLISH.code:
        return first.upper() if first.isascii() else _("そのほか")
    row = _ROW_OF.get(first)
    return _("%(letter)s行") % {"letter": row} if row else _("そのほか")
