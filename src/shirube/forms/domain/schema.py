"""A form as JSON Schema (draft 2020-12): the shape of its answers for whoever sends them by the API.

Conditions and checks are rules of the server; the schema cannot tell them, so nothing in it is required. What `check_answers`
refuses is refused there, with a reason.
"""

from __future__ import annotations

from typing import Any

from shirube.forms.domain.definition import Form, GroupField, SimpleField

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def make_json_schema(form: Form, *, language: str = "ja") -> dict[str, Any]:
    """The schema, titles and descriptions in one language. Fields nobody answers (explanations) are not in it."""
    properties = {
        key: _described(field, language) for key, field in form.by_key.items() if field.type != "explanation"
    }
    return {
        "$schema": DIALECT,
        "$id": f"urn:shirube:form:{form.code}",
        "title": form.title.in_language(language),
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _described(field: SimpleField | GroupField, language: str) -> dict[str, Any]:
    schema = {"title": field.label.in_language(language), **field.answer_schema()}
    if field.help is not None:
        schema["description"] = field.help.in_language(language)
    if field.concept is not None:
        schema["x-concept"] = field.concept
    if field.type != "computed":
        schema["x-required"] = field.required
    return schema
