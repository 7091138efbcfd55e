"""The schema says the shape of what the engine takes; it is checked by a small reader of our own, no library is here."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given

from shirube.forms.domain.schema import DIALECT, make_json_schema
from shirube.forms.domain.visibility import drop_hidden
from tests.forms.every_type import ANSWERS, EVERY_TYPE, TODAY

SCHEMA = make_json_schema(EVERY_TYPE)
KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a value follows a schema, for the keywords that are used here."""
    return all(check(value, schema) for name, check in CHECKS.items() if name in schema)


def _properties(value: Any, schema: dict[str, Any]) -> bool:
    return all(
        fits(one, schema["properties"][key]) for key, one in value.items() if key in schema["properties"]
    )


CHECKS: dict[str, Any] = {
    "type": lambda value, schema: isinstance(value, KINDS[schema["type"]]),
    "const": lambda value, schema: value is schema["const"],
    "enum": lambda value, schema: value in schema["enum"],
    "pattern": lambda value, schema: (
        isinstance(value, str) and re.search(schema["pattern"], value) is not None
    ),
    "minLength": lambda value, schema: len(value) >= schema["minLength"],
    "maxLength": lambda value, schema: len(value) <= schema["maxLength"],
    "minimum": lambda value, schema: value >= schema["minimum"],
    "maximum": lambda value, schema: value <= schema["maximum"],
    "minItems": lambda value, schema: len(value) >= schema["minItems"],
    "maxItems": lambda value, schema: len(value) <= schema["maxItems"],
    "uniqueItems": lambda value, _schema: len(value) == len({str(one) for one in value}),
    "items": lambda value, schema: all(fits(one, schema["items"]) for one in value),
    "required": lambda value, schema: set(schema["required"]) <= set(value),
    "additionalProperties": lambda value, schema: set(value) <= set(schema["properties"]),
    "properties": _properties,
    "anyOf": lambda value, schema: any(fits(value, one) for one in schema["anyOf"]),
    "oneOf": lambda value, schema: sum(fits(value, one) for one in schema["oneOf"]) == 1,
    "not": lambda value, schema: not fits(value, schema["not"]),
}


def keywords(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(keywords, schema))
    if not isinstance(schema, dict):
        return set()
    inner = (keywords(one) for name, one in schema.items() if name not in {"properties", "enum"})
    properties = (keywords(one) for one in schema.get("properties", {}).values())
    return set(schema).union(*inner, *properties)


def test_no_keyword_is_used_that_the_tests_do_not_read() -> None:
    words = {"$schema", "$id", "title", "description", "format", "readOnly", "x-concept", "x-required"}

    assert keywords(SCHEMA) <= set(CHECKS) | words


@given(ANSWERS)
def test_answers_the_engine_takes_follow_the_schema(answers: dict[str, Any]) -> None:
    assert fits(drop_hidden(EVERY_TYPE, answers, today=TODAY), SCHEMA)


def test_answers_of_another_shape_do_not() -> None:
    wrong: list[dict[str, Any]] = [
        {"stranger": 1},
        {"line": 1},
        {"count": 100},
        {"way": "nothing"},
        {"days": ["mon", "mon"]},
        {"agree": False},
        {"number": "12"},
        {"account": {"kind": "yucho", "bank_name": "x"}},
        {"name": {"family": "山田"}},
        {"home": {"prefecture": "宮城"}},
        {"children": [{"name": {}}]},
    ]

    assert [one for one in wrong if fits(one, SCHEMA)] == []


def test_the_schema_says_what_it_is() -> None:
    assert SCHEMA["$schema"] == DIALECT
    assert SCHEMA["properties"]["name"]["x-concept"] == "person.name"
    assert "note" not in SCHEMA["properties"]
