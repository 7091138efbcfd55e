"""The list of cases: pages by key, newest first, whatever the history; names found without plain text at rest."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from itertools import product
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from shirube.accounts.interface import Actor
from shirube.applications.domain.names import tokens_wanted
from shirube.applications.domain.people import Channel
from shirube.applications.domain.states import UNDER_WAY, CaseState
from shirube.applications.models import Case, CaseLabel, Message, NameToken
from shirube.applications.queries.approving import waits_for
from shirube.applications.queries.places import cases_of
from shirube.applications.queries.sealing import ForgottenError, open_box
from shirube.files import interface as files
from shirube.kernel.prepared import PreparedRead
from shirube.kernel.receipts import read_receipt_number

NAMES_USE = "applications.names"
PAGE = 50
# Nobody counts further: "1,000 以上" says enough, and counting on would cost as much as the history is long.
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """What to list. Empty means all the actor may see. `search` is a receipt number or a name in any spelling."""

    states: frozenset[CaseState] = frozenset()
    section_ids: frozenset[UUID] = frozenset()
    procedure_code: str = ""
    officer_id: UUID | None = None
    has_no_officer: bool = False
    is_overdue: bool = False
    label_id: UUID | None = None
    # 決裁: only what waits at a desk of this person; never what they proposed themselves.
    approver: Actor | None = None
    search: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A line of the list. `name` is the applicant's; empty where the form asks none, or the case is forgotten."""

    id: UUID
    receipt_number: str
    procedure_code: str
    section_id: UUID
    name: str
    kana: str
    state: CaseState
    channel: Channel
    submitted_at: datetime
    due_on: date | None
    is_overdue: bool
    is_clock_stopped: bool
    officer_id: UUID | None
    rounds: int
    label_ids: tuple[UUID, ...]
    has_unread: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """`next_key` asks for the page behind this one; None on the last."""

    lines: tuple[CaseLine, ...]
    next_key: str | None


def list_cases(
    *,
    municipality_id: UUID,
    actor: Actor,
    wanted: CaseFilter,
    today: date,
    after: str = "",
    limit: int = PAGE,
) -> CasePage:
    """The cases of the actor's sections that are wanted: newest first, overdue ones by their due day.

    `after` is the `next_key` of the page before. Cost: one run along an index for each section and state asked for
    (a clerk of one section: one), and four queries for the page; 1,000,000 cases make no difference.
    """
    sections = sections_of(actor, wanted)
    if wanted.search.strip():
        rows = _found(municipality_id, wanted, sections, after, limit)
    elif wanted.is_overdue:
        rows = _overdue(municipality_id, wanted, sections, today, after, limit)
    else:
        rows = _newest(municipality_id, wanted, sections, after, limit)
    more, page = len(rows) > limit, rows[:limit]
    return CasePage(_lines(municipality_id, page, today), _key(page[-1], wanted) if more else None)


def count_cases(
    *,
    municipality_id: UUID,
    actor: Actor,
    wanted: CaseFilter,
    today: date,
) -> int:
    """How many cases are wanted, counted up to 1,000 (MOST_COUNTED) and no further."""
    rows = _narrow(cases_of(municipality_id), wanted).filter(section_id__in=sections_of(actor, wanted))
    if wanted.states:
        rows = rows.filter(state__in=wanted.states)
    if wanted.is_overdue:
        rows = rows.filter(due_on__lt=today, state__in=UNDER_WAY)
    return rows.order_by()[:MOST_COUNTED].count()


def count_states(
    *, municipality_id: UUID, actor: Actor, states: Iterable[CaseState]
) -> Mapping[CaseState, int]:
    """For tabs: how many cases of the actor's sections stand in each state, counted up to 1,000."""
    return {
        state: count_cases(
            municipality_id=municipality_id,
            actor=actor,
            wanted=CaseFilter(states=frozenset({state})),
            today=date.min,
        )
        for state in states
    }


def sections_of(actor: Actor, wanted: CaseFilter) -> list[UUID]:
    """The sections whose cases the actor may see, of those asked for."""
    mine = {section_id for _, section_id in actor.sections}
    return sorted(mine & wanted.section_ids if wanted.section_ids else mine)


def _newest(
    municipality_id: UUID, wanted: CaseFilter, sections: Sequence[UUID], after: str, limit: int
) -> list[Case]:
    place = UUID(after) if after else None
    keys_of = _way_to(wanted)
    runs = keys_of(municipality_id, wanted, sections, place, limit)
    # Cost: keys only; of the many runs, one page is read whole.
    merged = heapq.merge(*runs, key=lambda case_id: case_id.int, reverse=True)
    return _read(municipality_id, [case_id for _, case_id in zip(range(limit + 1), merged, strict=False)])


def _overdue(
    municipality_id: UUID,
    wanted: CaseFilter,
    sections: Sequence[UUID],
    today: date,
    after: str,
    limit: int,
) -> list[Case]:
    # Cost: one run for each section along an index that holds only cases under way with a due day; it is short however
    # long the history is.
    rows = _narrow(cases_of(municipality_id), wanted).filter(due_on__isnull=False, due_on__lt=today)
    rows = rows.filter(state__in=wanted.states & UNDER_WAY or UNDER_WAY).order_by("due_on", "pk")
    if after:
        due, _, last = after.partition("~")
        rows = rows.filter(due_on__gte=date.fromisoformat(due)).exclude(
            due_on=date.fromisoformat(due), pk__lte=UUID(last)
        )
    keys = rows.values_list("due_on", "pk")
    merged = heapq.merge(*[list(keys.filter(section_id=one)[: limit + 1]) for one in sections])
    page = zip(range(limit + 1), merged, strict=False)
    return _read(municipality_id, [case_id for _, (_, case_id) in page])


def _found(
    municipality_id: UUID, wanted: CaseFilter, sections: Sequence[UUID], after: str, limit: int
) -> list[Case]:
    rows = _narrow(cases_of(municipality_id), wanted).filter(section_id__in=sections)
    if wanted.states:
        rows = rows.filter(state__in=wanted.states)
    if number := read_receipt_number(wanted.search):
        return list(rows.select_related("dossier").filter(receipt_number=number))
    # No name has digits: a number with a slip of the pen is nobody's name, and need not be looked for as one.
    has_digit = any(character.isdigit() for character in wanted.search)
    tokens = None if has_digit else _with_name(municipality_id, wanted.search)
    if tokens is None:
        return []
    if after:
        tokens = tokens.filter(case_id__lt=UUID(after))
    allowed = rows.filter(pk=OuterRef("case_id"))
    ids = tokens.filter(Exists(allowed)).order_by("-case_id").values_list("case_id", flat=True)
    return _read(municipality_id, list(ids[: limit + 1]))


def _read(municipality_id: UUID, case_ids: Sequence[UUID]) -> list[Case]:
    """The rows in the order of the ids."""
    found = cases_of(municipality_id).select_related("dossier").in_bulk(case_ids)
    return [found[case_id] for case_id in case_ids if case_id in found]


def _with_name(municipality_id: UUID, search: str) -> QuerySet[NameToken] | None:
    """Tokens of cases that have all that is looked for: a run along the rarest, the others asked for each case."""
    try:
        key = files.open_keyring(municipality_id=municipality_id).derive(NAMES_USE)
    except files.NoKeyError:
        return None
    wanted = tokens_wanted(search, key)
    if not wanted:
        return None
    all_tokens = NameToken.objects.filter(municipality_id=municipality_id)
    rarest = min(sorted(wanted), key=lambda token: all_tokens.filter(token=token)[:MOST_COUNTED].count())
    found = all_tokens.filter(token=rarest)
    for token in wanted - {rarest}:
        found = found.filter(Exists(all_tokens.filter(token=token, case_id=OuterRef("case_id"))))
    return found


def _way_to(wanted: CaseFilter) -> Callable[..., list[Sequence[UUID]]]:
    if wanted.approver:
        return _keys_waiting
    # What is under way is soon walked through; the history is not.
    is_history = not wanted.states or not wanted.states <= UNDER_WAY
    return _keys_labelled if wanted.label_id and is_history else _keys_along_index


def _keys_waiting(
    municipality_id: UUID, wanted: CaseFilter, sections: Sequence[UUID], after: UUID | None, limit: int
) -> list[Sequence[UUID]]:
    # Cost: proposals under way are as many as a desk decides in some days.
    rows = _narrow(cases_of(municipality_id), wanted).filter(section_id__in=sections)
    rows = rows.filter(state__in=wanted.states) if wanted.states else rows
    rows = rows.filter(pk__lt=after) if after else rows
    return [list(rows.order_by("-pk").values_list("pk", flat=True)[: limit + 1])]


def _keys_labelled(
    municipality_id: UUID, wanted: CaseFilter, sections: Sequence[UUID], after: UUID | None, limit: int
) -> list[Sequence[UUID]]:
    # Cost: along the label, whose cases may be the oldest of a long history and are few beside it. A value is asked of
    # each instead of EXISTS, which PostgreSQL would turn round into a walk through the history (380 ms).
    allowed = _narrow(cases_of(municipality_id), replace(wanted, label_id=None)).filter(
        pk=OuterRef("case_id"), section_id__in=sections
    )
    allowed = allowed.filter(state__in=wanted.states) if wanted.states else allowed
    assert wanted.label_id is not None
    rows = CaseLabel.objects.filter(municipality_id=municipality_id, label_id=wanted.label_id)
    rows = rows.filter(case_id__lt=after) if after else rows
    found = rows.annotate(stands=Subquery(allowed.values("state")[:1])).filter(stands__isnull=False)
    keys = found.order_by("-case_id").values_list("case_id", flat=True)
    return [list(keys[: limit + 1])]


def _keys_along_index(
    municipality_id: UUID, wanted: CaseFilter, sections: Sequence[UUID], after: UUID | None, limit: int
) -> list[Sequence[UUID]]:
    """One run along an index for each section and state, which IN would not be."""
    values = {
        "procedure_code": wanted.procedure_code,
        "officer_id": wanted.officer_id,
        "label_id": wanted.label_id,
        "after": after,
    }
    given = {name: value for name, value in values.items() if value}
    kinds = {name: type(value) for name, value in given.items()}
    states: list[dict[str, str]] = [{"state": state.value} for state in sorted(wanted.states)] or [{}]
    if wanted.states:
        kinds["state"] = str
    run = _prepared_run(frozenset(kinds.items()), wanted.has_no_officer, limit)
    return [
        run.keys(municipality_id=municipality_id, section_id=section_id, **state, **given)
        for section_id, state in product(sections, states)
    ]


@cache
def _prepared_run(
    kinds: frozenset[tuple[str, type[Any]]],
    has_no_officer: bool,  # noqa: FBT001 — part of the key.
    limit: int,
) -> PreparedRead[Case]:
    """One for each combination of filters that the page offers."""

    def build(municipality_id: UUID, section_id: UUID, **values: Any) -> QuerySet[Case]:
        state, after = values.pop("state", None), values.pop("after", None)
        wanted = CaseFilter(has_no_officer=has_no_officer, **values)
        rows = _narrow(cases_of(municipality_id), wanted).filter(section_id=section_id)
        rows = rows.filter(state=state) if state else rows
        rows = rows.filter(pk__lt=after) if after else rows
        return rows.order_by("-pk").only("pk")[: limit + 1]

    return PreparedRead(build, municipality_id=UUID, section_id=UUID, **dict(kinds))


def _narrow(rows: QuerySet[Case], wanted: CaseFilter) -> QuerySet[Case]:
    if wanted.procedure_code:
        rows = rows.filter(procedure_code=wanted.procedure_code)
    if wanted.officer_id:
        rows = rows.filter(officer_id=wanted.officer_id)
    if wanted.has_no_officer:
        rows = rows.filter(officer_id__isnull=True)
    if wanted.label_id:
        labelled = CaseLabel.objects.filter(
            municipality_id=OuterRef("municipality_id"), label_id=wanted.label_id, case_id=OuterRef("pk")
        )
        rows = rows.filter(Exists(labelled))
    if wanted.approver:
        rows = rows.filter(waits_for(wanted.approver))
    return rows


def _key(last: Case, wanted: CaseFilter) -> str:
    is_by_day = wanted.is_overdue and not wanted.search.strip()
    return f"{last.due_on}~{last.pk}" if is_by_day else str(last.pk)


def _lines(municipality_id: UUID, rows: Sequence[Case], today: date) -> tuple[CaseLine, ...]:
    if not rows:
        return ()
    ids = [row.pk for row in rows]
    keyring = files.open_keyring(municipality_id=municipality_id)
    labels = _labels_of(municipality_id, ids)
    unread = set(
        Message.objects.filter(
            municipality_id=municipality_id, case_id__in=ids, is_from_resident=True, read_at__isnull=True
        ).values_list("case_id", flat=True)
    )
    return tuple(
        _line(row, keyring, labels.get(row.pk, ()), has_unread=row.pk in unread, today=today) for row in rows
    )


def _line(
    row: Case,
    keyring: files.Keyring,
    labels: tuple[UUID, ...],
    *,
    has_unread: bool,
    today: date,
) -> CaseLine:
    name, kana = _name(row, keyring)
    state = CaseState(row.state)
    return CaseLine(
        id=row.pk,
        receipt_number=row.receipt_number,
        procedure_code=row.procedure_code,
        section_id=row.section_id,
        name=name,
        kana=kana,
        state=state,
        channel=Channel(row.channel),
        submitted_at=row.submitted_at,
        due_on=row.due_on,
        is_overdue=state in UNDER_WAY and row.due_on is not None and row.due_on < today,
        is_clock_stopped=row.days_left is not None,
        officer_id=row.officer_id,
        rounds=row.rounds,
        label_ids=labels,
        has_unread=has_unread,
    )


def _name(row: Case, keyring: files.Keyring) -> tuple[str, str]:
    try:
        parts = open_box(row.dossier, keyring).unseal(row.parties, "parties")["name"]
    except ForgottenError:
        return "", ""
    written = f"{parts['family']} {parts['given']}".strip()
    return written, f"{parts['family_kana']} {parts['given_kana']}".strip()


def _labels_of(municipality_id: UUID, ids: Collection[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    found: dict[UUID, tuple[UUID, ...]] = {}
    rows = CaseLabel.objects.filter(municipality_id=municipality_id, case_id__in=ids)
    for case_id, label_id in rows.values_list("case_id", "label_id"):
        found[case_id] = (*found.get(case_id, ()), label_id)
    return found
