"""A pack's form as one city asks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from shirube.kernel.packs import PackProblem
from shirube.procedures.domain.packs import FieldOverride, FormOverrides

Content = Mapping[str, Any]


def adapt_form(form: Content, overrides: FormOverrides | None) -> dict[str, Any]:
    """The content with the city's fields; what the result means is checked by the engine that parses it."""
    content = deepcopy(dict(form))
    if overrides is None:
        return content
    for step in content["steps"]:
        kept = [one for one in step["fields"] if one["key"] not in overrides.drop_fields]
        step["fields"] = [_adapted(one, overrides.fields) for one in kept]
        step["fields"] += overrides.add_fields.get(step["code"], [])
    # A step whose every field was dropped asks nothing.
    content["steps"] = [step for step in content["steps"] if step["fields"]]
    return content


def list_form_problems(form: Content, overrides: FormOverrides) -> Iterator[PackProblem]:
    """Fields and steps that the overrides name and the form does not have."""
    steps = {step["code"] for step in form["steps"]}
    keys = {one["key"] for step in form["steps"] for one in step["fields"]}
    for key in [*overrides.fields, *overrides.drop_fields]:
        if key not in keys:
            yield PackProblem("form", "unknown_field", key)
    for code in overrides.add_fields:
        if code not in steps:
            yield PackProblem("form › add_fields", "unknown_step", code)


def _adapted(field: dict[str, Any], overrides: Mapping[str, FieldOverride]) -> dict[str, Any]:
    own = overrides.get(field["key"])
    if own is None:
        return field
    return {**field, **own.model_dump(mode="json", by_alias=True, exclude_none=True)}
