"""What other rooms may use from plans."""

from shirube.plans.commands.loading import PartInUseError, PlanEditedHereError, load_plan
from shirube.plans.commands.rows import UnknownSectionError
from shirube.plans.domain.document import PlanDocument, translated
from shirube.plans.domain.export import pack_of
from shirube.plans.domain.packs import PlanPack, pack_content, pack_digest
from shirube.plans.domain.problems import InvalidPackError, PackProblem, parse_plan_pack
from shirube.plans.queries.documents import PlanNotFoundError, get_plan_document
from shirube.plans.queries.plans import (
    PlanSummary,
    Version,
    VersionLine,
    VersionNotFoundError,
    find_plan_slug,
    get_version,
    get_version_at,
    list_plans,
    list_versions,
)

__all__ = [
    "InvalidPackError",
    "PackProblem",
    "PartInUseError",
    "PlanDocument",
    "PlanEditedHereError",
    "PlanNotFoundError",
    "PlanPack",
    "PlanSummary",
    "UnknownSectionError",
    "Version",
    "VersionLine",
    "VersionNotFoundError",
    "find_plan_slug",
    "get_plan_document",
    "get_version",
    "get_version_at",
    "list_plans",
    "list_versions",
    "load_plan",
    "pack_content",
    "pack_digest",
    "pack_of",
    "parse_plan_pack",
    "translated",
]
