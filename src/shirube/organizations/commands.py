"""Founding municipalities and keeping the history of their sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shirube.audit import interface as audit
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.scope import municipality_scope
from shirube.kernel.transactions import command
from shirube.organizations.domain.codes import is_municipality_code
from shirube.organizations.models import Municipality, Section
from shirube.organizations.queries import SectionNotFoundError


class InvalidCodeError(InvalidInputError):
    """The code has no six digits, or its check digit is not that of the other five."""

    code = "organizations.invalid_code"


class SectionClosedError(ConflictError):
    code = "organizations.section_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionEntry:
    code: str
    name: str
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityEntry:
    code: str
    slug: str
    name: str
    kana: str
    english: str
    prefecture: str
    demonstration: bool = False
    sections: Sequence[SectionEntry] = ()


@command
def register_municipality(*, entry: MunicipalityEntry, actor: str, now: datetime) -> UUID:
    """Found the municipality, or bring it up to date; the code says which one it is.

    Sections of the entry are added or renamed; a section that the entry does not name stays. InvalidCodeError.
    """
    if not is_municipality_code(entry.code):
        raise InvalidCodeError(code=entry.code)
    names = {
        field: getattr(entry, field)
        for field in ("slug", "name", "kana", "english", "prefecture", "demonstration")
    }
    municipality, created = Municipality.objects.update_or_create(code=entry.code, defaults=names)
    with municipality_scope(municipality.pk):
        for position, section in enumerate(entry.sections):
            _place_section(municipality.pk, position, section)
        if created:
            audit.record(
                municipality_id=municipality.pk,
                actor=actor,
                action="organizations.municipality_registered",
                subject=f"organizations.municipality:{municipality.pk}",
                now=now,
                facts={"code": entry.code},
            )
    return municipality.pk


@command
def rename_section(
    *, municipality_id: UUID, section_id: UUID, code: str, name: str, on: date, actor: str, now: datetime
) -> UUID:
    """Close the section on `on` and open its successor the same day, so that older work keeps its old name."""
    old = Section.objects.filter(municipality_id=municipality_id, pk=section_id).first()
    if old is None:
        raise SectionNotFoundError(section_id=str(section_id))
    new = Section.objects.create(
        municipality_id=municipality_id,
        code=code,
        name=name,
        department=old.department,
        position=old.position,
        begins_on=on,
    )
    open_section = Section.objects.filter(
        municipality_id=municipality_id, pk=section_id, ends_on__isnull=True
    )
    if not open_section.update(ends_on=on, successor=new):
        raise SectionClosedError(section_id=str(section_id))
    audit.record(
        municipality_id=municipality_id,
        actor=actor,
        action="organizations.section_renamed",
        subject=f"organizations.section:{section_id}",
        now=now,
        facts={"from": old.name, "to": name, "on": on.isoformat()},
    )
    return new.pk


def _place_section(municipality_id: UUID, position: int, entry: SectionEntry) -> None:
    Section.objects.update_or_create(
        municipality_id=municipality_id,
        code=entry.code,
        defaults={"name": entry.name, "department": entry.department, "position": position},
    )
