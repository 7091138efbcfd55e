"""Taking a package of procedures over from its file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from shirube.kernel.packs import InvalidPackError, problems_of
from shirube.kernel.transactions import command
from shirube.visits.domain.interview.packages import Package, list_package_problems
from shirube.visits.models import VisitPackage


def parse_package(content: Mapping[str, Any]) -> Package:
    """InvalidPackError with every problem."""
    try:
        package = Package.model_validate(content)
    except ValidationError as error:
        raise InvalidPackError(problems_of(error)) from error
    if problems := list(list_package_problems(package)):
        raise InvalidPackError(problems)
    return package


@command
def load_package(*, content: Mapping[str, Any], now: datetime) -> None:
    """Keep the package for all cities; loading the same again changes nothing. InvalidPackError."""
    package = parse_package(content)
    plain = package.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    digest = hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    VisitPackage.objects.update_or_create(
        code=package.code, defaults={"content": plain, "digest": digest, "loaded_at": now}
    )
