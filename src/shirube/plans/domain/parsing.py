"""From the content of a YAML file to a plan pack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from shirube.kernel.packs import InvalidPackError, problems_of
from shirube.plans.domain.packs import PlanPack


def parse_plan_pack(content: Mapping[str, Any]) -> PlanPack:
    """The pack, or InvalidPackError with every problem found. Changes nothing."""
    try:
        return PlanPack.model_validate(content)
    except ValidationError as error:
        raise InvalidPackError(problems_of(error)) from error
