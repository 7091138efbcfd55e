"""Facts told once and offered again (ワンスオンリー): by the concept a field names, whatever its form calls it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shirube.forms.domain.answers import Answers, list_paths
from shirube.forms.domain.concepts import NEVER_OFFERED
from shirube.forms.domain.definition import Form, GroupField
from shirube.forms.domain.fields.files import FilesField, files_in


def known_facts(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """{concept: value} of what was answered. The first field of a concept speaks for it; rows and files do not."""
    facts: dict[str, Any] = {}
    for field in form.by_key.values():
        value = answers.get(field.key)
        if _may_be_offered(field.concept, field) and value is not None:
            facts.setdefault(str(field.concept), value)
    return facts


def offer_known(form: Form, answers: Mapping[str, Any], known: Mapping[str, Any]) -> Answers:
    """{path: value} for questions that are still open and take the value as it is. Nothing is filled in unasked."""
    offered: Answers = {}
    for field in form.by_key.values():
        value = known.get(field.concept or "")
        if value is None or field.key in answers or not _may_be_offered(field.concept, field):
            continue
        if _takes(field, value):
            offered[field.key] = value
    return offered


def list_file_ids(form: Form, answers: Mapping[str, Any]) -> list[str]:
    """The ids of all files that the answers name, those in rows too."""
    values = [value for path, value in list_paths(answers) if isinstance(form.find_field(path), FilesField)]
    return [one["id"] for value in values for one in files_in(value)]


def _may_be_offered(concept: str | None, field: Any) -> bool:
    return (
        concept is not None
        and concept not in NEVER_OFFERED
        and field.type != "my_number"
        and not isinstance(field, GroupField | FilesField)
    )


def _takes(field: Any, value: Any) -> bool:
    """Whether the value could have been typed here: an address is no name, and an option must be among the options."""
    inputs = field.write(value)
    if not inputs or (isinstance(value, dict) and not field.answer_parts):
        return False
    values = getattr(field, "values", None)
    given = value if isinstance(value, list) else [value]
    return values is None or all(one in values for one in given)
