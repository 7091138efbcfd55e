"""Published versions of forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from shirube.forms.domain.definition import Form
from shirube.forms.domain.parsing import parse_form
from shirube.forms.models import FormDefinition, FormVersion
from shirube.forms.queries.people import names_for
from shirube.kernel.errors import NotFoundError
from shirube.kernel.moments import remembered
from shirube.kernel.prepared import PreparedRead


class FormNotFoundError(NotFoundError):
    """No form of that code, or no such version of it, in this municipality."""

    code = "forms.form_not_found"


@dataclass(frozen=True, slots=True)
class FormVersionSummary:
    """A published version. `state`: current, coming (on a day ahead), older (another one is in force) or withdrawn (none is)."""

    id: UUID
    municipality_id: UUID
    code: str
    number: int
    form: Form
    state: str
    published_at: datetime
    published_by: str
    note: str
    section_id: UUID | None
    # The day on which another version takes its place, where one is announced.
    replaced_on: date | None = None

    def is_in_force(self, on: date) -> bool:
        """Whether it is the version of the day, also before the background work has noted that the day has come."""
        if self.state == "coming":
            return self.replaced_on is not None and self.replaced_on <= on
        return self.state == "current" and (self.replaced_on is None or on < self.replaced_on)


@remembered(FormDefinition, FormVersion)
def get_form_version(*, municipality_id: UUID, version_id: UUID) -> FormVersionSummary:
    """FormNotFoundError also for another municipality's version."""
    row = _BY_ID.find(municipality_id=municipality_id, version_id=version_id)
    if row is None:
        raise FormNotFoundError(form=str(version_id))
    return summary_of(row)


@remembered(FormDefinition, FormVersion)
def find_current_version(
    *, municipality_id: UUID, code: str, on: date | None = None
) -> FormVersionSummary | None:
    """The version in force; None where there is none. Cost: one query.

    With `on`, a version that was announced is in force from its day, whether or not background work runs; without, the
    one that background work has put into force.
    """
    found = [summary_of(row) for row in _NAMED.list(municipality_id=municipality_id, code=code)]
    if on is None:
        return next((one for one in found if one.state == "current"), None)
    return next((one for one in found if one.is_in_force(on)), None)


def list_versions(*, municipality_id: UUID, code: str) -> Sequence[FormVersionSummary]:
    """All versions, the newest first."""
    rows = list(_rows(municipality_id).filter(definition__code=code).order_by("-number"))
    names = names_for(municipality_id, {row.published_by for row in rows})
    return [summary_of(row, names) for row in rows]


def get_version_by_number(*, municipality_id: UUID, code: str, number: int) -> FormVersionSummary:
    """FormNotFoundError."""
    row = _rows(municipality_id).filter(definition__code=code, number=number).first()
    if row is None:
        raise FormNotFoundError(form=f"{code} {number}")
    return summary_of(row)


def find_version_content(*, municipality_id: UUID, code: str, number: int) -> dict[str, Any] | None:
    """The content of a version as it was published."""
    row = _rows(municipality_id).filter(definition__code=code, number=number).first()
    return dict(row.content) if row else None


def summary_of(row: FormVersion, names: Mapping[str, str] | None = None) -> FormVersionSummary:
    """`names` spares the list a query for each row; a single version is told without its publisher's name."""
    definition = row.definition
    return FormVersionSummary(
        id=row.pk,
        municipality_id=row.municipality_id,
        code=definition.code,
        number=row.number,
        form=_parsed(row),
        state=_state(definition, row.number),
        published_at=row.published_at,
        published_by=(names or {}).get(row.published_by, ""),
        note=row.note,
        section_id=definition.section_id,
        replaced_on=definition.coming_on,
    )


def _state(definition: FormDefinition, number: int) -> str:
    if definition.coming_number == number:
        return "coming"
    if definition.current_number is None:
        return "withdrawn"
    return "current" if definition.current_number == number else "older"


# Cost: a form of 200 fields takes some 20 ms to parse, and a version never changes.
_remembered: dict[UUID, Form] = {}
_MOST_REMEMBERED = 256


def _parsed(row: FormVersion) -> Form:
    form = _remembered.get(row.pk)
    if form is None:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        form = _remembered[row.pk] = parse_form(row.content)
    return form


def _rows(municipality_id: UUID) -> models.QuerySet[FormVersion]:
    return FormVersion.objects.select_related("definition").filter(
        municipality_id=municipality_id, definition__municipality_id=municipality_id
    )


# A form that is remembered needs no content: it is read where the version is met for the first time (_parsed).
_BY_ID = PreparedRead(
    lambda municipality_id, version_id: _rows(municipality_id).filter(pk=version_id).defer("content"),
    municipality_id=UUID,
    version_id=UUID,
)
# The version in force and the announced one.
_NAMED = PreparedRead(
    lambda municipality_id, code: (
        _rows(municipality_id)
        .filter(
            Q(number=F("definition__current_number")) | Q(number=F("definition__coming_number")),
            definition__code=code,
        )
        .defer("content")
    ),
    municipality_id=UUID,
    code=str,
)
