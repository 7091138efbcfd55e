"""Whether the same person has applied for the same already: told before a paper is entered a second time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.applications.domain.names import name_known_of, names_in
from shirube.applications.domain.states import CaseState
from shirube.applications.queries.case_list import CaseFilter, CaseLine, list_cases
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date

# A procedure of every year comes again; one of this year is worth a look.
_DAYS = timedelta(days=300)
_MOST = 5


def list_duplicates(
    *,
    municipality_id: UUID,
    procedure_code: str,
    form: forms.Form,
    answers: Mapping[str, Any],
    actor: Actor,
    today: date,
) -> Sequence[CaseLine]:
    """The applications of the last months for the same procedure that bear the applicant's name, the newest first.

    A name is no person: two people may share one, so this warns and never refuses.
    """
    known = forms.known_facts(form, dict(answers))
    names = names_in(name_known_of(known)) or names_in(answers)
    if not names:
        return []
    wanted = CaseFilter(procedure_code=procedure_code, search=names[0])
    found = list_cases(municipality_id=municipality_id, actor=actor, wanted=wanted, today=today).lines
    recent = [
        one
        for one in found
        if one.state != CaseState.WITHDRAWN and today - japan_date(one.submitted_at) <= _DAYS
    ]
    return recent[:_MOST]
