"""From the content of a YAML file to a pack of this room, with every problem told at its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from shirube.forms import interface as forms
from shirube.kernel.packs import InvalidPackError, PackProblem, problems_of
from shirube.procedures.domain.guides import GuidePackModel, list_guide_problems
from shirube.procedures.domain.packs import AdoptionPack, ProcedurePack, list_placeholder_problems

P = TypeVar("P", bound=BaseModel)
Content = Mapping[str, Any]


def parse_procedure_pack(content: Content) -> ProcedurePack:
    """Entry and form together. InvalidPackError with the problems of both."""
    problems: list[PackProblem] = []
    pack = _parse(ProcedurePack, content, problems)
    problems += check_form_at("form", content.get("form"))
    if pack is not None:
        problems += list_placeholder_problems(pack)
    if pack is None or problems:
        raise InvalidPackError(problems)
    return pack


def parse_adoption_pack(content: Content) -> AdoptionPack:
    """InvalidPackError; whether the pack and the sections exist is asked when it is loaded."""
    problems: list[PackProblem] = []
    pack = _parse(AdoptionPack, content, problems)
    if pack is None:
        raise InvalidPackError(problems)
    return pack


def parse_guide_pack(content: Content) -> GuidePackModel:
    """InvalidPackError."""
    problems: list[PackProblem] = []
    pack = _parse(GuidePackModel, content, problems)
    problems += list_guide_problems(pack) if pack else ()
    if pack is None or problems:
        raise InvalidPackError(problems)
    return pack


def check_form_at(path: str, content: Any) -> Sequence[PackProblem]:
    """What the engine of forms says against the content, told from `path` on."""
    if not isinstance(content, dict):
        return ()
    return [
        PackProblem(f"{path} › {one.path}", one.code, one.value, one.expected)
        for one in forms.check_form(content)
    ]


def _parse(model: type[P], content: Content, problems: list[PackProblem]) -> P | None:
    try:
        return model.model_validate(content)
    except ValidationError as error:
        problems += problems_of(error)
        return None
