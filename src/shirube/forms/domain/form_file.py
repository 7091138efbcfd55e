"""A form as a YAML file: read with the same caution as packs, written so that people can read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from shirube.kernel.packs import InvalidPackError, PackProblem

LARGEST_BYTES = 1024 * 1024
_CODES = frozenset({"alias", "twin_key"})


class _Careful(yaml.SafeLoader):
    """Danger: aliases make a small file endless; a key that stands twice hides the first."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("alias")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 — PyYAML's signature.
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twin = next((key for key in keys if keys.count(key) > 1), None)
        if twin is not None:
            raise yaml.YAMLError(f"twin_key {twin}")
        return super().construct_mapping(node, deep)


class _Readable(yaml.SafeDumper):
    """Lists stand in from what holds them, and long texts keep their lines."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ARG002, FBT001, FBT002
        return super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Readable.add_representer(str, _text)


def read_form_file(body: bytes) -> dict[str, Any]:
    """The content of a form in the file: the file itself, or the form in a procedure's pack. InvalidPackError."""
    if len(body) > LARGEST_BYTES:
        raise InvalidPackError([PackProblem("", "too_large")])
    try:
        content = yaml.load(body.decode("utf-8"), Loader=_Careful)  # noqa: S506 — a SafeLoader.
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InvalidPackError([_problem(error)]) from error
    if isinstance(content, Mapping) and isinstance(content.get("form"), Mapping):
        content = content["form"]
    if not isinstance(content, dict) or "steps" not in content:
        raise InvalidPackError([PackProblem("", "not_a_form")])
    return {key: value for key, value in content.items() if key != "kind"}


def write_form_file(content: Mapping[str, Any]) -> str:
    """The form as YAML; reading it again gives the same content."""
    return yaml.dump(dict(content), Dumper=_Readable, allow_unicode=True, sort_keys=False, width=110)


def _problem(error: Exception) -> PackProblem:
    mark = getattr(error, "problem_mark", None)
    place = f"{mark.line + 1}行目" if mark else ""
    code, _, value = str(error).partition(" ")
    return PackProblem(place, code if code in _CODES else "not_yaml", value[:60] if code in _CODES else "")
