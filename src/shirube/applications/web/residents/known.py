"""Once only: what the resident has told before is offered again, never filled in unasked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shirube.applications.queries.drafts import DraftView
from shirube.applications.queries.known import list_known_facts
from shirube.applications.web.residents.visit import Visit
from shirube.forms import interface as forms


def offers_for(visit: Visit, draft: DraftView, answers: Mapping[str, Any]) -> dict[str, Any]:
    """{path: value} for the fields of the form that are still empty."""
    if not visit.is_signed_in or draft.represented is not None:
        return {}
    known = list_known_facts(**visit.look)
    return forms.offer_known(draft.form, dict(answers), known)
