"""Free questions: the definition of a form that grows a question at a time. Only the form's own engine judges it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FREE = "free-questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`type` is one of the engine's field types."""

    label: str
    type: str
    options: Sequence[str] = ()
    unit: str = ""
    has_decimals: bool = False
    is_required: bool = False


def add_question(form: Mapping[str, Any], question: Question, title: str) -> dict[str, Any]:
    """The definition with one question more, at the end of its last step; a new one where there is none."""
    steps = [dict(step) for step in form.get("steps", ())] or [
        {"code": "questions", "title": title, "fields": []}
    ]
    field = _field(question, _free_key(form))
    steps[-1] = {**steps[-1], "fields": [*steps[-1]["fields"], field]}
    return {"code": form.get("code", FREE), "title": form.get("title", title), **_intro(form), "steps": steps}


def remove_question(form: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The definition without the question; {} when it was the last one."""
    return _with_steps(form, [[one for one in step["fields"] if one["key"] != key] for step in form["steps"]])


def move_up(form: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The question one place earlier in its step."""
    moved = []
    for step in form["steps"]:
        fields = list(step["fields"])
        place = next((number for number, one in enumerate(fields) if one["key"] == key), 0)
        if place:
            fields[place - 1], fields[place] = fields[place], fields[place - 1]
        moved.append(fields)
    return _with_steps(form, moved)


def _with_steps(form: Mapping[str, Any], fields: Sequence[Sequence[Any]]) -> dict[str, Any]:
    steps = [{**step, "fields": list(kept)} for step, kept in zip(form["steps"], fields, strict=True) if kept]
    return {**form, "steps": steps} if steps else {}


def _intro(form: Mapping[str, Any]) -> dict[str, Any]:
    return {"intro": form["intro"]} if form.get("intro") else {}


def _free_key(form: Mapping[str, Any]) -> str:
    taken = {one["key"] for step in form.get("steps", ()) for one in step["fields"]}
    return next(key for number in range(1, 1000) if (key := f"q{number}") not in taken)


def _field(question: Question, key: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "key": key,
        "type": question.type,
        "label": question.label,
        "required": "yes" if question.is_required else "no",
    }
    if question.type == "choice":
        field["options"] = [{"value": one, "label": one} for one in question.options]
    if question.type == "number":
        field["decimals"] = 2 if question.has_decimals else 0
        if question.unit:
            field["unit"] = question.unit
    if question.type == "date":
        field["calendar"] = "western"
    return field
