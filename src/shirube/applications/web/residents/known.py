"""Once only: what the resident has told before is offered again, never filled in unasked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shirube.applications.queries.drafts import DraftView
from shirube.applications.queries.known import list_known_facts
from shirube.applications.web.residents.visit import Visit
from shirube.forms import interface as forms


def offers_for(visit: Visit, draft: DraftView, step_code: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """{path: value} for the fields of the form that are still empty.

    Cost: none where the step asks nothing of that kind any more; else the resident's last applications are opened.
    """
    is_own = visit.is_signed_in and draft.represented is None and draft.case_id is None
    if not is_own or not _asks_for_known(draft, step_code, answers):
        return {}
    return forms.offer_known(draft.form, dict(answers), list_known_facts(**visit.look))


def _asks_for_known(draft: DraftView, step_code: str, answers: Mapping[str, Any]) -> bool:
    step = draft.form.find_step(step_code)
    return step is not None and any(one.concept and one.key not in answers for one in step.fields)
