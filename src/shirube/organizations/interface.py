"""What other rooms may use from organizations."""

from shirube.organizations.commands import (
    InvalidCodeError,
    MunicipalityEntry,
    SectionClosedError,
    SectionEntry,
    register_municipality,
    rename_section,
)
from shirube.organizations.domain.codes import is_municipality_code
from shirube.organizations.models import TenantModel
from shirube.organizations.queries import (
    MunicipalityNotFoundError,
    MunicipalitySummary,
    SectionNotFoundError,
    SectionSummary,
    find_address,
    find_municipality_at,
    find_municipality_by_code,
    find_municipality_by_host,
    find_municipality_by_slug,
    get_municipality,
    get_section,
    list_closing_days,
    list_municipalities,
    list_sections,
)

__all__ = [
    "InvalidCodeError",
    "MunicipalityEntry",
    "MunicipalityNotFoundError",
    "MunicipalitySummary",
    "SectionClosedError",
    "SectionEntry",
    "SectionNotFoundError",
    "SectionSummary",
    "TenantModel",
    "find_address",
    "find_municipality_at",
    "find_municipality_by_code",
    "find_municipality_by_host",
    "find_municipality_by_slug",
    "get_municipality",
    "get_section",
    "is_municipality_code",
    "list_closing_days",
    "list_municipalities",
    "list_sections",
    "register_municipality",
    "rename_section",
]
