"""Files for core systems: what is waiting, what went out, and the rows of one file as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from shirube.accounts.interface import Actor
from shirube.applications.domain.states import CaseState
from shirube.applications.models import AnswersVersion, Case, HandedOver, Handover, Substitute
from shirube.applications.queries.case_list import MOST_COUNTED
from shirube.applications.queries.places import NotYourSectionError, cases_of
from shirube.applications.queries.sealing import ForgottenError, open_box
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.clock import JAPAN, japan_date
from shirube.kernel.errors import NotFoundError

CHUNK = 500
# Not yet taken in by the section, or taken back by the resident.
NEVER_HANDED_OVER = (CaseState.SUBMITTED, CaseState.WITHDRAWN)


class HandoverNotFoundError(NotFoundError):
    code = "applications.handover_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverLine:
    """A file that was made. `findings`: [{"receipt_number", "column", "character", "written"}], written None: refused."""

    id: UUID
    procedure_code: str
    made_by: str
    made_at: datetime
    finished_at: datetime | None
    encoding: str
    chosen: Chosen
    cases: int
    sha256: str
    findings: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which cases a file is to hold: by day of arrival, both days inside; None has no end on that side.

    Without `is_again` only what never went out: with no days named, everything new since the last file.
    """

    from_on: date | None = None
    until_on: date | None = None
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One case as a row: its values by the columns' paths, texts only."""

    case_id: UUID
    receipt_number: str
    values: tuple[str, ...]


def count_to_hand_over(
    *, municipality_id: UUID, procedure_code: str, actor: Actor, chosen: Chosen | None = None
) -> int:
    """How many accepted cases of the actor's sections a file would hold, counted up to 1,000."""
    rows = chosen_cases(municipality_id, procedure_code, actor, chosen or Chosen())
    return rows.order_by()[:MOST_COUNTED].count()


def list_handovers(
    *, municipality_id: UUID, procedure_code: str, actor: Actor, limit: int = 50
) -> Sequence[HandoverLine]:
    """The files made of the procedure in the actor's sections, the newest first."""
    mine = {section_id for _, section_id in actor.sections}
    rows = Handover.objects.filter(
        municipality_id=municipality_id, procedure_code=procedure_code, section_id__in=mine
    )
    return [_line(row) for row in rows.order_by("-made_at")[:limit]]


def list_substitutes(*, municipality_id: UUID) -> Mapping[str, str]:
    """The city's table: character → what is written for it."""
    rows = Substitute.objects.filter(municipality_id=municipality_id).order_by("character")
    return dict(rows.values_list("character", "written"))


def chosen_cases(municipality_id: UUID, procedure_code: str, actor: Actor, chosen: Chosen) -> QuerySet[Case]:
    mine = {section_id for _, section_id in actor.sections}
    rows = cases_of(municipality_id).filter(procedure_code=procedure_code, section_id__in=mine)
    if not chosen.is_again:
        rows = rows.filter(hand_over_wanted=True)
    if chosen.from_on:
        rows = rows.filter(submitted_at__gte=_midnight(chosen.from_on))
    if chosen.until_on:
        rows = rows.filter(submitted_at__lt=_midnight(chosen.until_on + timedelta(days=1)))
    return rows.exclude(state__in=NEVER_HANDED_OVER)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=JAPAN)


def read_chosen_rows(rows: QuerySet[Case], paths: Sequence[str]) -> Iterator[list[HandoverRow]]:
    """The chosen cases as rows, 500 at a time in the order of arrival. Cost: three queries for each 500."""
    after: UUID | None = None
    while True:
        further = rows if after is None else rows.filter(pk__gt=after)
        some = list(further.order_by("pk").values_list("municipality_id", "pk", "answers_number")[:CHUNK])
        if not some:
            return
        after = some[-1][1]
        yield _read_versions(some[0][0], {case_id: number for _, case_id, number in some}, paths)


def get_handover_row(municipality_id: UUID, handover_id: UUID, actor: Actor) -> Handover:
    row = Handover.objects.filter(municipality_id=municipality_id, pk=handover_id).first()
    if row is None:
        raise HandoverNotFoundError(handover_id=str(handover_id))
    if not actor.works_in({row.section_id}):
        raise NotYourSectionError(section_id=str(row.section_id))
    return row


def read_rows(handover: Handover, paths: Sequence[str], after: UUID | None) -> list[HandoverRow]:
    """The next rows of the file in the order of arrival. Cost: three queries for 500 cases."""
    items = HandedOver.objects.filter(municipality_id=handover.municipality_id, handover=handover)
    if after is not None:
        items = items.filter(case_id__gt=after)
    numbers = dict(items.order_by("case_id").values_list("case_id", "answers_number")[:CHUNK])
    return _read_versions(handover.municipality_id, numbers, paths)


def _read_versions(
    municipality_id: UUID, numbers: Mapping[UUID, int], paths: Sequence[str]
) -> list[HandoverRow]:
    """The named version of each case's answers as a row."""
    versions = AnswersVersion.objects.filter(
        municipality_id=municipality_id, case__municipality_id=municipality_id, case_id__in=numbers
    )
    keyring = files.open_keyring(municipality_id=municipality_id)
    known: dict[UUID, forms.Form] = {}
    found = []
    for version in versions.select_related("case__dossier").order_by("case_id"):
        if version.number == numbers[version.case_id]:
            form = known.get(version.form_version_id) or _form_of(version)
            known[version.form_version_id] = form
            found.append(_row(version, form, keyring, paths))
    return found


def _form_of(version: AnswersVersion) -> forms.Form:
    return forms.get_form_version(
        municipality_id=version.municipality_id, version_id=version.form_version_id
    ).form


def _row(
    version: AnswersVersion, form: forms.Form, keyring: files.Keyring, paths: Sequence[str]
) -> HandoverRow:
    case = version.case
    try:
        answers = open_box(case.dossier, keyring).unseal(version.content, f"answers:{version.number}")
    except ForgottenError:
        answers = {}
    values = tuple(_value(path, case, form, answers) for path in paths)
    return HandoverRow(case.pk, case.receipt_number, values)


def _value(path: str, case: Case, form: forms.Form, answers: Mapping[str, Any]) -> str:
    room, _, rest = path.partition(".")
    if room == "answers" and rest:
        return _text(_answer(rest, form, answers))
    return _OF_CASE[path](case) if path in _OF_CASE else ""


def _answer(path: str, form: forms.Form, answers: Mapping[str, Any]) -> Any:
    key, *parts = path.split(".")
    field = form.by_key.get(key)
    # Law: 個人番号 leaves only by the way the law names (番号法第19条), which a file of this kind is not.
    if field is None or field.type == "my_number":
        return None
    value = answers.get(key)
    for part in parts:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Mapping):
        return "".join(_text(one) for key, one in value.items() if not key.startswith("_"))
    if isinstance(value, list):
        return "、".join(_text(one) for one in value)
    return str(value)


def list_undecided(*, municipality_id: UUID, actor: Actor) -> Sequence[str]:
    """The characters that held rows of the actor's sections back and for which nothing was decided yet."""
    mine = {section_id for _, section_id in actor.sections}
    rows = Handover.objects.filter(municipality_id=municipality_id, section_id__in=mine)
    decided = list_substitutes(municipality_id=municipality_id)
    found = [
        finding["character"]
        for findings in rows.order_by("-made_at").values_list("findings", flat=True)[:50]
        for finding in findings
        if finding["written"] is None and finding["character"] not in decided
    ]
    return list(dict.fromkeys(found))


def _on(moment: datetime | None) -> str:
    return japan_date(moment).isoformat() if moment else ""


# What a column may hold besides answers.
_OF_CASE: Mapping[str, Any] = {
    "receipt_number": lambda case: case.receipt_number,
    "procedure_code": lambda case: case.procedure_code,
    "channel": lambda case: case.channel,
    "state": lambda case: case.state,
    "outcome": lambda case: case.outcome,
    "submitted_on": lambda case: _on(case.submitted_at),
    "accepted_on": lambda case: _on(case.accepted_at),
    "decided_on": lambda case: _on(case.settled_at),
}


def _line(row: Handover) -> HandoverLine:
    return HandoverLine(
        id=row.pk,
        procedure_code=row.procedure_code,
        made_by=row.made_by,
        made_at=row.made_at,
        finished_at=row.finished_at,
        encoding=row.encoding,
        chosen=Chosen(from_on=row.from_on, until_on=row.until_on, is_again=row.is_again),
        cases=row.cases,
        sha256=row.sha256,
        findings=row.findings,
    )


CASE_VALUES = tuple(_OF_CASE)
