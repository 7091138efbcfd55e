"""One act on many cases: each by itself, each with its own outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.applications.commands.issuing import close_case
from shirube.applications.commands.moving import CaseMovedError
from shirube.applications.commands.review import accept_case, start_review
from shirube.kernel.errors import DomainError, InvalidInputError

MOST_CASES = 500


class TooManyCasesError(InvalidInputError):
    code = "applications.too_many_cases"


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What became of one case: `error` is None where the act was done, else the rule that stood against it."""

    case_id: UUID
    error: DomainError | None


def accept_cases(
    *, municipality_id: UUID, case_ids: Sequence[UUID], actor: Actor, now: datetime
) -> list[BatchOutcome]:
    """受付 of up to 500 cases; each commits by itself. TooManyCasesError."""
    return _each(case_ids, lambda case_id: accept_case(**_facts(municipality_id, case_id, actor, now)))


def take_up_cases(
    *, municipality_id: UUID, case_ids: Sequence[UUID], actor: Actor, now: datetime
) -> list[BatchOutcome]:
    """受付 where it is still to be done, and 審査開始 by the actor, of up to 500 cases. TooManyCasesError."""
    return _each(case_ids, lambda case_id: _take_up(_facts(municipality_id, case_id, actor, now)))


def start_reviews(
    *,
    municipality_id: UUID,
    case_ids: Sequence[UUID],
    actor: Actor,
    now: datetime,
    officer_id: UUID | None = None,
) -> list[BatchOutcome]:
    """審査開始 of up to 500 accepted cases by the actor or a colleague. TooManyCasesError."""
    return _each(
        case_ids,
        lambda case_id: start_review(**_facts(municipality_id, case_id, actor, now), officer_id=officer_id),
    )


def close_cases(
    *, municipality_id: UUID, case_ids: Sequence[UUID], actor: Actor, now: datetime
) -> list[BatchOutcome]:
    """完結 of up to 500 settled cases. TooManyCasesError."""
    return _each(case_ids, lambda case_id: close_case(**_facts(municipality_id, case_id, actor, now)))


def _facts(municipality_id: UUID, case_id: UUID, actor: Actor, now: datetime) -> dict[str, Any]:
    return {"municipality_id": municipality_id, "case_id": case_id, "actor": actor, "now": now}


def _take_up(facts: dict[str, Any]) -> None:
    """One that a colleague has just accepted may be reviewed all the same; the review says what stands against it."""
    with suppress(CaseMovedError):
        accept_case(**facts)
    start_review(**facts)


def _each(case_ids: Sequence[UUID], deed: Callable[[UUID], None]) -> list[BatchOutcome]:
    chosen = list(dict.fromkeys(case_ids))
    if len(chosen) > MOST_CASES:
        raise TooManyCasesError(limit=MOST_CASES)
    return [_outcome(case_id, deed) for case_id in chosen]


def _outcome(case_id: UUID, deed: Callable[[UUID], None]) -> BatchOutcome:
    try:
        deed(case_id)
    except DomainError as error:
        return BatchOutcome(case_id, error)
    return BatchOutcome(case_id, None)
