"""Finding municipalities and their sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from shirube.kernel.errors import NotFoundError
from shirube.kernel.moments import remembered
from shirube.kernel.prepared import PreparedRead
from shirube.organizations.models import ClosingDay, Municipality, Section


class MunicipalityNotFoundError(NotFoundError):
    code = "organizations.municipality_not_found"


class SectionNotFoundError(NotFoundError):
    code = "organizations.section_not_found"


@dataclass(frozen=True, slots=True)
class MunicipalitySummary:
    id: UUID
    code: str
    slug: str
    host: str | None
    name: str
    kana: str
    english: str
    prefecture: str
    demonstration: bool

    def name_in(self, language: str) -> str:
        return {"en": self.english, "ja-easy": f"{self.name}（{self.kana}）"}.get(language, self.name)


@dataclass(frozen=True, slots=True)
class SectionSummary:
    id: UUID
    code: str
    name: str
    department: str
    begins_on: date | None
    ends_on: date | None
    # The section that took over when this one ended; None where it did not end, or nobody did.
    successor_id: UUID | None = None


_AT = PreparedRead(
    lambda host, slug: Municipality.objects.filter(Q(host=host) | Q(slug=slug)), host=str, slug=str
)
_BY_ID = PreparedRead(
    lambda municipality_id: Municipality.objects.filter(pk=municipality_id), municipality_id=UUID
)

_SECTION = PreparedRead(
    lambda municipality_id, section_id: Section.objects.filter(
        municipality_id=municipality_id, pk=section_id
    ),
    municipality_id=UUID,
    section_id=UUID,
)
_SECTIONS = PreparedRead(
    lambda municipality_id: Section.objects.filter(municipality_id=municipality_id).order_by(
        "position", "code"
    ),
    municipality_id=UUID,
)
_CLOSING_DAYS = PreparedRead(
    lambda municipality_id: ClosingDay.objects.filter(municipality_id=municipality_id).only("day"),
    municipality_id=UUID,
)


@remembered(Municipality)
def find_municipality_at(*, host: str, slug: str) -> MunicipalitySummary | None:
    """The municipality that an address names: by its host where it has one, else by the first segment of the path.

    Cost: every page asks this, so it is one query for both.
    """
    found = _AT.list(host=host, slug=slug)
    return _summary(min(found, key=lambda row: row.host != host, default=None))


def find_municipality_by_slug(slug: str) -> MunicipalitySummary | None:
    return _summary(Municipality.objects.filter(slug=slug).first())


def find_municipality_by_host(host: str) -> MunicipalitySummary | None:
    return _summary(Municipality.objects.filter(host=host).first())


def find_municipality_by_code(code: str) -> MunicipalitySummary | None:
    return _summary(Municipality.objects.filter(code=code).first())


def get_municipality(municipality_id: UUID) -> MunicipalitySummary:
    """The municipality; MunicipalityNotFoundError where none has the id."""
    found = _summary(_BY_ID.find(municipality_id=municipality_id))
    if found is None:
        raise MunicipalityNotFoundError(municipality_id=str(municipality_id))
    return found


def list_municipalities() -> Sequence[MunicipalitySummary]:
    """All municipalities of the installation in the order of their codes."""
    return [summary for row in Municipality.objects.order_by("code") if (summary := _summary(row))]


def list_sections(*, municipality_id: UUID, on: date | None = None) -> Sequence[SectionSummary]:
    """The sections in office order; with `on`, those that exist on that day."""
    sections = _SECTIONS.list(municipality_id=municipality_id)
    return [_section(section) for section in sections if on is None or _exists(section, on)]


def _exists(section: Section, on: date) -> bool:
    has_begun = section.begins_on is None or section.begins_on <= on
    return has_begun and (section.ends_on is None or section.ends_on > on)


def get_section(*, municipality_id: UUID, section_id: UUID) -> SectionSummary:
    section = _SECTION.find(municipality_id=municipality_id, section_id=section_id)
    if section is None:
        raise SectionNotFoundError(section_id=str(section_id))
    return _section(section)


@remembered(ClosingDay)
def list_closing_days(*, municipality_id: UUID) -> frozenset[date]:
    return frozenset(row.day for row in _CLOSING_DAYS.list(municipality_id=municipality_id))


def _summary(row: Municipality | None) -> MunicipalitySummary | None:
    if row is None:
        return None
    return MunicipalitySummary(
        id=row.pk,
        code=row.code,
        slug=row.slug,
        host=row.host,
        name=row.name,
        kana=row.kana,
        english=row.english,
        prefecture=row.prefecture,
        demonstration=row.demonstration,
    )


def _section(row: Section) -> SectionSummary:
    return SectionSummary(
        row.pk, row.code, row.name, row.department, row.begins_on, row.ends_on, row.successor_id
    )


def find_address(*, municipality_id: UUID, path: str = "") -> str:
    """Where a page inside the city is found from outside; "" where the installation does not know its own address.

    A letter is written by a worker, who knows no request: it takes the city's host, or the installation's first origin.
    """
    city = get_municipality(municipality_id)
    if city.host:
        return f"https://{city.host}/{path}"
    origins: list[str] = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0].rstrip('/')}/{city.slug}/{path}" if origins else ""
