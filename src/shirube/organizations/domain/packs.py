"""A municipality as a pack."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from shirube.kernel.packs import PackModel
from shirube.organizations.domain.codes import is_municipality_code

# First segments of paths that belong to the installation itself.
RESERVED_SLUGS = frozenset(
    {"static", "api", "en", "easy", "comparisons", "health", "accounts", "staff", "files"}
)


def _check_code(code: str) -> str:
    if not is_municipality_code(code):
        raise ValueError(f"municipality_code {code}")
    return code


def _check_slug(slug: str) -> str:
    if slug in RESERVED_SLUGS:
        raise ValueError(f"reserved_slug {slug}")
    return slug


class PackSection(PackModel):
    code: str
    name: str
    department: str = ""


class MunicipalityPack(PackModel):
    kind: Literal["municipality"] = "municipality"
    version: Literal[1] = 1
    code: Annotated[str, AfterValidator(_check_code)]
    slug: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"), AfterValidator(_check_slug)]
    name: str
    kana: str
    english: str
    prefecture: str
    demonstration: bool = False
    sections: list[PackSection] = []
