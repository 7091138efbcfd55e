"""Handing accepted cases over to a core system: chosen once, streamed, recorded; nothing goes out twice unasked."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from shirube.accounts.interface import Actor, Role
from shirube.applications.domain.characters import fit
from shirube.applications.models import HandedOver, Handover, Substitute
from shirube.applications.queries.handovers import (
    CHUNK,
    NEVER_HANDED_OVER,
    HandoverRow,
    get_handover_row,
    list_substitutes,
    read_rows,
    waiting_cases,
)
from shirube.applications.queries.places import NotYourSectionError, cases_of
from shirube.applications.queries.rules import Rules, get_rules
from shirube.audit import interface as audit
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.scope import municipality_scope
from shirube.kernel.transactions import command, step

MOST_CASES = 50_000
MOST_FINDINGS = 1_000


class NothingToHandOverError(ConflictError):
    """No accepted case of the procedure waits for a file; what went out before goes again only when asked for."""

    code = "applications.nothing_to_hand_over"


class NoExportError(ConflictError):
    """The procedure names no columns for a core system."""

    code = "applications.no_export"


class SubstituteNotFittingError(InvalidInputError):
    """What is to be written is not one character, or not in the core system's set either."""

    code = "applications.substitute_not_fitting"


@command
def start_hand_over(
    *,
    municipality_id: UUID,
    procedure_code: str,
    actor: Actor,
    now: datetime,
    again: Sequence[UUID] = (),
) -> UUID:
    """Choose the cases of a file: those that wait, at most 50,000, or the ones named in `again`. The file's id.

    A case that waits is in one file only, however many people ask at once. Raises ProcedureNotOfferedError,
    NoExportError, NotYourSectionError, NothingToHandOverError.
    """
    rules = get_rules(municipality_id=municipality_id, code=procedure_code)
    if rules.export is None:
        raise NoExportError(procedure=procedure_code)
    if not actor.works_in({rules.home}):
        raise NotYourSectionError(section_id=str(rules.home))
    handover = Handover.objects.create(
        municipality_id=municipality_id,
        procedure_code=procedure_code,
        section_id=rules.home,
        made_by=actor.log_name,
        made_at=now,
        encoding=rules.export.encoding,
    )
    count = _put_again(handover, again, actor) if again else _put_waiting(handover, actor)
    if not count:
        raise NothingToHandOverError(procedure=procedure_code)
    Handover.objects.filter(municipality_id=municipality_id, pk=handover.pk).update(cases=count)
    _record(handover, "applications.hand_over", actor, now, {"cases": count, "again": len(again)})
    return handover.pk


def stream_hand_over(
    *, municipality_id: UUID, handover_id: UUID, actor: Actor, now: datetime
) -> Iterator[bytes]:
    """The file, chunk by chunk, with constant memory; may be read again and is then the same.

    Rows with a character that neither the encoding nor the city's table has are left out, named in the findings, and
    wait for the next file; a character written differently is named too. Raises HandoverNotFoundError,
    NotYourSectionError at once, before the first chunk.
    """
    handover = get_handover_row(municipality_id, handover_id, actor)
    rules = get_rules(municipality_id=municipality_id, code=handover.procedure_code)
    writer = _Writer(handover, rules, dict(list_substitutes(municipality_id=municipality_id)))
    return _stream(handover, writer, actor, now)


@command
def set_substitute(
    *, municipality_id: UUID, character: str, written: str, actor: Actor, now: datetime
) -> None:
    """The city decides what is written for a character; DX promotion only. NotYourSectionError, SubstituteNotFittingError."""
    if not actor.holds(Role.DX_PROMOTION, Role.ADMINISTRATOR):
        raise NotYourSectionError(character=character)
    if len(character) != 1 or len(written) != 1 or fit(written, "cp932", {}).findings:
        raise SubstituteNotFittingError(character=character, written=written)
    Substitute.objects.update_or_create(
        municipality_id=municipality_id,
        character=character,
        defaults={"written": written, "decided_by": actor.log_name, "decided_at": now},
    )
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action="applications.substitute_set",
        subject="applications.substitutes",
        now=now,
        facts={"character": character, "written": written},
    )


@dataclass
class _Writer:
    """Makes lines of rows and remembers what did not fit."""

    handover: Handover
    rules: Rules
    substitutes: dict[str, str]
    findings: list[dict[str, Any]] = field(default_factory=list)
    refused: list[UUID] = field(default_factory=list)
    written: int = 0

    @property
    def columns(self) -> Sequence[Any]:
        return self.rules.export.columns if self.rules.export else ()

    @property
    def paths(self) -> list[str]:
        return [column.value for column in self.columns]

    def head(self) -> bytes:
        mark = b"\xef\xbb\xbf" if self.handover.encoding == "utf-8-sig" else b""
        return mark + self._line([column.header for column in self.columns])

    def lines(self, rows: Sequence[HandoverRow]) -> bytes:
        return b"".join(self._row(row) for row in rows)

    def _row(self, row: HandoverRow) -> bytes:
        fitted = [fit(value, self.handover.encoding, self.substitutes) for value in row.values]
        for column, one in zip(self.columns, fitted, strict=True):
            for finding in one.findings[: MOST_FINDINGS - len(self.findings)]:
                told = {"character": finding.character, "written": finding.written}
                self.findings.append({"receipt_number": row.receipt_number, "column": column.header, **told})
        if any(one.is_refused for one in fitted):
            self.refused.append(row.case_id)
            return b""
        self.written += 1
        return self._line([one.text for one in fitted])

    def _line(self, values: Sequence[str]) -> bytes:
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow(values)
        return out.getvalue().encode("cp932" if self.handover.encoding == "cp932" else "utf-8")


def _stream(handover: Handover, writer: _Writer, actor: Actor, now: datetime) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for chunk in _chunks(handover, writer):
        digest.update(chunk)
        yield chunk
    # The view that began the stream has ended long ago, and with it the scope of its municipality.
    with municipality_scope(handover.municipality_id):
        _finish(handover=handover, writer=writer, sha256=digest.hexdigest(), actor=actor, now=now)


def _chunks(handover: Handover, writer: _Writer) -> Iterator[bytes]:
    yield writer.head()
    after: UUID | None = None
    while True:
        with municipality_scope(handover.municipality_id):
            rows = read_rows(handover, writer.paths, after)
        if not rows:
            return
        after = rows[-1].case_id
        yield writer.lines(rows)


@command
def _finish(*, handover: Handover, writer: _Writer, sha256: str, actor: Actor, now: datetime) -> None:
    items = HandedOver.objects.filter(municipality_id=handover.municipality_id, handover=handover)
    for start in range(0, len(writer.refused), CHUNK):
        some = writer.refused[start : start + CHUNK]
        items.filter(case_id__in=some).delete()
        cases_of(handover.municipality_id).filter(pk__in=some).update(hand_over_wanted=True)
    Handover.objects.filter(municipality_id=handover.municipality_id, pk=handover.pk).update(
        finished_at=now, cases=writer.written, sha256=sha256, findings=writer.findings
    )
    facts = {"cases": writer.written, "refused": len(writer.refused), "sha256": sha256}
    _record(handover, "applications.handed_over", actor, now, facts)


@step
def _put_waiting(handover: Handover, actor: Actor) -> int:
    rows = waiting_cases(handover.municipality_id, handover.procedure_code, actor)
    chosen = list(rows.order_by("pk").values_list("pk", "answers_number")[:MOST_CASES])
    for start in range(0, len(chosen), CHUNK):
        some = chosen[start : start + CHUNK]
        items = [_item(handover, case_id, number, 0) for case_id, number in some]
        # Danger: two people ask at once; the constraint on (case, turn) gives each case to one of their files.
        HandedOver.objects.bulk_create(items, ignore_conflicts=True)
        mine = cases_of(handover.municipality_id).filter(pk__in=[case_id for case_id, _ in some])
        mine.update(hand_over_wanted=False)
    return HandedOver.objects.filter(
        municipality_id=handover.municipality_id, handover_id=handover.pk
    ).count()


@step
def _put_again(handover: Handover, again: Sequence[UUID], actor: Actor) -> int:
    mine = {section_id for _, section_id in actor.sections}
    rows = cases_of(handover.municipality_id).filter(
        pk__in=list(again)[:MOST_CASES], procedure_code=handover.procedure_code, section_id__in=mine
    )
    turns = rows.exclude(state__in=NEVER_HANDED_OVER).annotate(last=Max("handed_over__turn"))
    items = [
        _item(handover, case_id, number, 0 if last is None else last + 1)
        for case_id, number, last in turns.order_by("pk").values_list("pk", "answers_number", "last")
    ]
    HandedOver.objects.bulk_create(items, batch_size=CHUNK)
    rows.filter(hand_over_wanted=True).update(hand_over_wanted=False)
    return len(items)


def _item(handover: Handover, case_id: UUID, number: int, turn: int) -> HandedOver:
    return HandedOver(
        municipality_id=handover.municipality_id,
        handover=handover,
        case_id=case_id,
        turn=turn,
        answers_number=number,
    )


def _record(handover: Handover, action: str, actor: Actor, now: datetime, facts: dict[str, object]) -> None:
    audit.record(
        municipality_id=handover.municipality_id,
        actor=actor.log_name,
        action=action,
        subject=f"applications.handover:{handover.pk}",
        now=now,
        facts=facts,
    )
