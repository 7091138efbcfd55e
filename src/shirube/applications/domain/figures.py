"""What is told of a case to those who count: nothing of a person, and the same words wherever it is told."""

from __future__ import annotations

Content = dict[str, str | int]


def received_content(*, channel: str, procedure: str) -> Content:
    return {"channel": channel, "procedure": procedure}


def settled_content(
    *, procedure: str, outcome: str, days: int | None, standard_days: int | None, rounds: int
) -> Content:
    """Without `days` for a withdrawn case: how long the city took was not the city's to say."""
    content: Content = {"procedure": procedure, "outcome": outcome, "rounds": rounds}
    if days is None:
        return content
    content["days"] = days
    if standard_days is not None:
        content["within"] = "yes" if days <= standard_days else "no"
    return content
