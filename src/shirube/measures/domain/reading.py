"""From the content of a YAML file to a comparison pack whose figures agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from shirube.kernel.packs import InvalidPackError, problems_of
from shirube.measures.domain.packs import ComparisonPack, list_contradictions
from shirube.measures.domain.series_packs import SeriesPack


def parse_comparison_pack(content: Mapping[str, Any]) -> ComparisonPack:
    """The pack, or InvalidPackError with every problem found. Changes nothing."""
    try:
        pack = ComparisonPack.model_validate(content)
    except ValidationError as error:
        raise InvalidPackError(problems_of(error)) from error
    if problems := list(list_contradictions(pack)):
        raise InvalidPackError(problems)
    return pack


def parse_series_pack(content: Mapping[str, Any]) -> SeriesPack:
    """The pack, or InvalidPackError with every problem found. Changes nothing."""
    try:
        return SeriesPack.model_validate(content)
    except ValidationError as error:
        raise InvalidPackError(problems_of(error)) from error
