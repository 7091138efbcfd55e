"""Handing accepted cases over to a core system: chosen once, streamed, recorded; nothing goes out twice unasked."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from shirube.accounts.interface import Actor
from shirube.applications.domain.characters import Finding, fit
from shirube.applications.models import Case, HandedOver, Handover
from shirube.applications.queries.handovers import (
    CHUNK,
    Chosen,
    HandoverRow,
    chosen_cases,
    get_handover_row,
    list_substitutes,
    read_chosen_rows,
    read_rows,
)
from shirube.applications.queries.places import NotYourSectionError, cases_of
from shirube.applications.queries.rules import Rules, get_rules
from shirube.audit import interface as audit
from shirube.kernel.errors import ConflictError
from shirube.kernel.scope import municipality_scope
from shirube.kernel.transactions import command, step
from shirube.procedures import interface as procedures

MOST_CASES = 50_000
MOST_FINDINGS = 1_000


class NothingToHandOverError(ConflictError):
    """No accepted case of the procedure waits for a file; what went out before goes again only when asked for."""

    code = "applications.nothing_to_hand_over"


class NoExportError(ConflictError):
    """The procedure names no columns for a core system."""

    code = "applications.no_export"


@command
def start_hand_over(
    *,
    municipality_id: UUID,
    procedure_code: str,
    actor: Actor,
    now: datetime,
    chosen: Chosen | None = None,
    again: Sequence[UUID] = (),
) -> UUID:
    """Choose the cases of a file: those that wait, at most 50,000, of the days `chosen` names. The file's id.

    What went out before goes again only where `chosen.is_again` or the ids in `again` ask for it. The columns are kept
    with the file.

    A case that waits is in one file only, however many people ask at once. Raises ProcedureNotOfferedError,
    NoExportError, NotYourSectionError, NothingToHandOverError.
    """
    wanted = chosen or Chosen(is_again=bool(again))
    rules, export = _require_export(municipality_id, procedure_code, actor)
    handover = Handover.objects.create(
        municipality_id=municipality_id,
        procedure_code=procedure_code,
        section_id=rules.home,
        made_by=actor.log_name,
        made_at=now,
        encoding=export.encoding,
        columns=[{"header": one.header, "value": one.value} for one in export.columns],
        from_on=wanted.from_on,
        until_on=wanted.until_on,
        is_again=wanted.is_again,
    )
    rows = chosen_cases(municipality_id, procedure_code, actor, wanted)
    if again:
        rows = rows.filter(pk__in=list(again)[:MOST_CASES])
    count = _put_again(handover, rows) if wanted.is_again else _put_waiting(handover, rows)
    if not count:
        raise NothingToHandOverError(procedure=procedure_code)
    Handover.objects.filter(municipality_id=municipality_id, pk=handover.pk).update(cases=count)
    _record(handover, "applications.hand_over", actor, now, {"cases": count, "again": wanted.is_again})
    return handover.pk


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A character that does not fit, and in how many of the cases."""

    finding: Finding
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The first rows of a file as they would be written, and the characters of all its cases that do not fit.

    `held_back` cases have a character for which nothing is decided. `is_whole` is False where only the first
    `looked_at` cases were looked at, because there are more than one looks through at once.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    looked_at: int
    is_whole: bool
    held_back: int
    findings: tuple[Found, ...]


def preview_hand_over(
    *,
    municipality_id: UUID,
    procedure_code: str,
    chosen: Chosen,
    actor: Actor,
    now: datetime,
    rows: int = 5,
    most: int = MOST_CASES,
) -> Preview:
    """The file before it is made; that it was looked at is written down. Not to be called inside a transaction.

    Looks through the cases chunk by chunk, with constant memory, until `most` of them. Raises ProcedureNotOfferedError, NoExportError, NotYourSectionError.
    """
    rules, export = _require_export(municipality_id, procedure_code, actor)
    _write_down_preview(municipality_id=municipality_id, rules=rules, actor=actor, now=now)
    substitutes = list_substitutes(municipality_id=municipality_id)
    cases = chosen_cases(municipality_id, procedure_code, actor, chosen)
    look = _Look(export.encoding, substitutes, rows)
    for some in read_chosen_rows(cases, [one.value for one in export.columns]):
        if look.cases >= most:
            return look.told(export, is_whole=False)
        look.through(some)
    return look.told(export, is_whole=True)


@dataclass
class _Look:
    """Looks through rows and remembers of them only the first ones and the characters."""

    encoding: str
    substitutes: Mapping[str, str]
    most_rows: int
    rows: list[tuple[str, ...]] = field(default_factory=list)
    found: Counter[Finding] = field(default_factory=Counter)
    cases: int = 0
    held_back: int = 0

    def through(self, rows: Sequence[HandoverRow]) -> None:
        for row in rows:
            fitted = [fit(value, self.encoding, self.substitutes) for value in row.values]
            if len(self.rows) < self.most_rows:
                self.rows.append(tuple(one.text for one in fitted))
            self.found.update({finding for one in fitted for finding in one.findings})
            self.held_back += any(one.is_refused for one in fitted)
        self.cases += len(rows)

    def told(self, export: procedures.Export, *, is_whole: bool) -> Preview:
        return Preview(
            headers=tuple(one.header for one in export.columns),
            rows=tuple(self.rows),
            looked_at=self.cases,
            is_whole=is_whole,
            held_back=self.held_back,
            findings=tuple(Found(finding=one, cases=cases) for one, cases in self.found.most_common()),
        )


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
    writer = _Writer(
        handover, _columns_of(handover, rules), dict(list_substitutes(municipality_id=municipality_id))
    )
    return _stream(handover, writer, actor, now)


@dataclass
class _Writer:
    """Makes lines of rows and remembers what did not fit."""

    handover: Handover
    columns: Sequence[tuple[str, str]]
    substitutes: dict[str, str]
    findings: list[dict[str, Any]] = field(default_factory=list)
    refused: list[UUID] = field(default_factory=list)
    written: int = 0

    @property
    def paths(self) -> list[str]:
        return [value for _header, value in self.columns]

    def head(self) -> bytes:
        mark = b"\xef\xbb\xbf" if self.handover.encoding == "utf-8-sig" else b""
        return mark + self._line([header for header, _value in self.columns])

    def lines(self, rows: Sequence[HandoverRow]) -> bytes:
        return b"".join(self._row(row) for row in rows)

    def _row(self, row: HandoverRow) -> bytes:
        fitted = [fit(value, self.handover.encoding, self.substitutes) for value in row.values]
        for (header, _value), one in zip(self.columns, fitted, strict=True):
            for finding in one.findings[: MOST_FINDINGS - len(self.findings)]:
                told = {"character": finding.character, "written": finding.written}
                self.findings.append({"receipt_number": row.receipt_number, "column": header, **told})
        if any(one.is_refused for one in fitted):
            self.refused.append(row.case_id)
            return b""
        self.written += 1
        return self._line([one.text for one in fitted])

    def _line(self, values: Sequence[str]) -> bytes:
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow(values)
        return out.getvalue().encode("cp932" if self.handover.encoding == "cp932" else "utf-8")


def _require_export(
    municipality_id: UUID, procedure_code: str, actor: Actor
) -> tuple[Rules, procedures.Export]:
    rules = get_rules(municipality_id=municipality_id, code=procedure_code)
    if not actor.works_in({rules.home}):
        raise NotYourSectionError(section_id=str(rules.home))
    if rules.export is None:
        raise NoExportError(procedure=procedure_code)
    return rules, rules.export


def _columns_of(handover: Handover, rules: Rules) -> list[tuple[str, str]]:
    """As they were when the file was made; files older than that memory go by the columns of today."""
    if handover.columns:
        return [(one["header"], one["value"]) for one in handover.columns]
    return [(one.header, one.value) for one in rules.export.columns] if rules.export else []


@command
def _write_down_preview(*, municipality_id: UUID, rules: Rules, actor: Actor, now: datetime) -> None:
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action="applications.export_previewed",
        subject=f"applications.export:{rules.code}",
        now=now,
        facts={"procedure": rules.code},
    )


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
def _put_waiting(handover: Handover, rows: QuerySet[Case]) -> int:
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
def _put_again(handover: Handover, rows: QuerySet[Case]) -> int:
    turns = rows.annotate(last=Max("handed_over__turn")).order_by("pk")
    items = [
        _item(handover, case_id, number, 0 if last is None else last + 1)
        for case_id, number, last in turns.values_list("pk", "answers_number", "last")[:MOST_CASES]
    ]
    HandedOver.objects.bulk_create(items, batch_size=CHUNK)
    for start in range(0, len(items), CHUNK):
        some = [item.case_id for item in items[start : start + CHUNK]]
        cases_of(handover.municipality_id).filter(pk__in=some).update(hand_over_wanted=False)
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
