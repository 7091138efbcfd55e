"""What is wrong with an answer, told by a code; `problem_sentence` makes words of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """`path` names the field ("children.k3f9.name"), `parts` those of its inputs that are meant (all, if empty)."""

    path: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = "error"
    parts: tuple[str, ...] = ()

    def at(self, path: str) -> Problem:
        return replace(self, path=path)


def trouble(code: str, *parts: str, severity: Severity = "error", **facts: object) -> Problem:
    """A problem of one value; whoever knows the field's path puts it there."""
    return Problem("", code, facts, severity, parts)
