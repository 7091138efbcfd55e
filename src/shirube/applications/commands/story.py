"""Adding a line to the story of a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shirube.applications.models import Case, CaseStep
from shirube.applications.queries.sealing import Box
from shirube.kernel.ids import new_id
from shirube.kernel.prepared_writes import PreparedInsert
from shirube.kernel.transactions import step

_STEPS = PreparedInsert(CaseStep)


@step
def add_step(
    *,
    case: Case,
    act: str,
    actor: str,
    now: datetime,
    facts: dict[str, Any] | None = None,
    words: str = "",
    box: Box | None = None,
    is_public: bool = True,
) -> None:
    """`facts` are plain values without anything of the person; `words`, sealed in `box`, may say what they need to."""
    step_id = new_id()
    line = CaseStep(
        id=step_id,
        municipality_id=case.municipality_id,
        case=case,
        act=act,
        actor=actor,
        at=now,
        facts=facts or {},
        words=box.seal(words, f"step:{step_id}") if box is not None and words else None,
        is_public=is_public,
    )
    _STEPS.insert(line)
