"""From YAML to a form and back. Every problem is told with its place, not only the first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import ValidationError

from shirube.forms.domain.definition import MOST_FIELDS, Form, GroupField, SimpleField, Step, all_fields
from shirube.forms.domain.logic import Rule
from shirube.kernel.packs import InvalidPackError, PackProblem, problems_of

FIELD_TYPES: tuple[str, ...] = (
    *(get_args(one.model_fields["type"].annotation)[0] for one in get_args(SimpleField)),
    "group",
)
# pydantic puts the type of a field into the path; no author knows of it.
_TYPE_IN_PATH = re.compile(rf"(fields\[\d+\]) › (?:{'|'.join(FIELD_TYPES)})(?= ›|$)")


def parse_form(content: Mapping[str, Any]) -> Form:
    """The form in `content`. InvalidPackError with every problem found."""
    try:
        form = Form.model_validate(content)
    except ValidationError as error:
        raise InvalidPackError([_placed(one) for one in problems_of(error)]) from error
    problems = list(_contradictions(form))
    if problems:
        raise InvalidPackError(problems)
    return form


def check_form(content: Any) -> tuple[PackProblem, ...]:
    """What `parse_form` would refuse; nothing where it would not."""
    try:
        parse_form(content)
    except InvalidPackError as error:
        return error.problems
    return ()


def dump_form(form: Form) -> dict[str, Any]:
    """The content that `parse_form` makes this form of: only what differs from the defaults."""
    content: dict[str, Any] = _type_first(form.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    return content


def _type_first(content: Any) -> Any:
    """Keys in the order an author writes them: key and type lead."""
    if isinstance(content, list):
        return [_type_first(one) for one in content]
    if not isinstance(content, dict):
        return content
    leading = [name for name in ("key", "type") if name in content and "label" in content]
    return {name: _type_first(content[name]) for name in dict.fromkeys((*leading, *content))}


def _placed(problem: PackProblem) -> PackProblem:
    path = _TYPE_IN_PATH.sub(r"\1", problem.path)
    return PackProblem(path, problem.code, problem.value, problem.expected)


def _contradictions(form: Form) -> Iterator[PackProblem]:
    """What a look at one part alone cannot find."""
    if sum(1 for _ in all_fields(form)) > MOST_FIELDS:
        yield PackProblem("steps", "too_many_entries", expected=str(MOST_FIELDS))
    yield from _repeated("steps", [step.code for step in form.steps], "code")
    earlier = _Names()
    for place, step in enumerate(form.steps, 1):
        yield from _step_problems(f"steps[{place}]", step, earlier)


def _repeated(path: str, names: Sequence[str], key: str) -> Iterator[PackProblem]:
    counts = Counter(names)
    for place, name in enumerate(names, 1):
        if counts[name] > 1:
            yield PackProblem(f"{path}[{place}] › {key}", "used_twice", name)


class _Names:
    """What rules at a place may ask for: fields that stand before it, by key."""

    def __init__(self) -> None:
        self.fields: dict[str, SimpleField | GroupField] = {}
        self.rows: dict[str, SimpleField] | None = None

    def inside(self) -> _Names:
        names = _Names()
        names.fields, names.rows = dict(self.fields), {}
        return names


def _step_problems(path: str, step: Step, names: _Names) -> Iterator[PackProblem]:
    if step.when is not None:
        yield from _rule_problems(f"{path} › when", step.when, names)
    for place, field in enumerate(step.fields, 1):
        at = f"{path} › fields[{place}]"
        if field.key in names.fields:
            yield PackProblem(f"{at} › key", "used_twice", field.key)
        yield from _field_problems(at, field, names)
        names.fields[field.key] = field
    # A check may look at the whole of its step.
    for place, field in enumerate(step.fields, 1):
        yield from _check_problems(f"{path} › fields[{place}]", field, names)


def _field_problems(path: str, field: SimpleField | GroupField, names: _Names) -> Iterator[PackProblem]:
    if field.when is not None:
        yield from _rule_problems(f"{path} › when", field.when, names)
    if isinstance(field, GroupField):
        yield from _group_problems(path, field, names.inside())
    elif field.type == "computed":
        yield from _rule_problems(f"{path} › formula", field.formula, names)


def _group_problems(path: str, group: GroupField, names: _Names) -> Iterator[PackProblem]:
    rows: dict[str, SimpleField] = {}
    names.rows = rows
    for place, field in enumerate(group.fields, 1):
        at = f"{path} › fields[{place}]"
        if field.key in rows:
            yield PackProblem(f"{at} › key", "used_twice", field.key)
        yield from _field_problems(at, field, names)
        rows[field.key] = field


def _check_problems(path: str, field: SimpleField | GroupField, names: _Names) -> Iterator[PackProblem]:
    for place, check in enumerate(field.checks, 1):
        yield from _rule_problems(f"{path} › checks[{place}] › rule", check.rule, names)
    if isinstance(field, GroupField):
        inner = names.inside()
        inner.rows = field.by_key
        for place, one in enumerate(field.fields, 1):
            yield from _check_problems(f"{path} › fields[{place}]", one, inner)


def _rule_problems(path: str, rule: Rule, names: _Names) -> Iterator[PackProblem]:
    for inside, name in rule.names:
        if not _is_known(inside, name, names):
            yield PackProblem(path, "unknown_name", f"{inside}[].{name}" if inside else name)


def _is_known(inside: str, name: str, names: _Names) -> bool:
    if inside:
        group = names.fields.get(inside)
        # Lists that are no group hold plain values; a loop over them may ask for the value itself.
        return name == "" or not isinstance(group, GroupField) or name.partition(".")[0] in group.by_key
    key, _, rest = name.partition(".")
    if key == "row" and names.rows is not None:
        key, _, part = rest.partition(".")
        return key in names.rows and _has_part(names.rows[key], part)
    return key in names.fields and _has_part(names.fields[key], rest)


def _has_part(field: SimpleField | GroupField, part: str) -> bool:
    return not part or (isinstance(field, GroupField) and part[0].isdecimal()) or part in field.answer_parts
