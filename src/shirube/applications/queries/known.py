"""What a resident has told before, to be offered again (once only)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from shirube.applications.domain.people import Holder
from shirube.applications.queries.places import cases_of
from shirube.applications.queries.resident_cases import read_answers
from shirube.applications.queries.sealing import ForgottenError, open_box
from shirube.files import interface as files
from shirube.forms import interface as forms

# What was true two years ago is asked anew rather than offered.
_CASES = 3


def list_known_facts(*, municipality_id: UUID, holder: Holder) -> dict[str, Any]:
    """{concept: value} from the resident's own latest applications, the newest first.

    Applications made for somebody else say nothing of the resident. 個人番号 is never among them. Cost: about three
    queries for each of the last three cases.
    """
    if holder.resident_id is None:
        return {}
    rows = cases_of(municipality_id).filter(resident_id=holder.resident_id, dossier__isnull=False)
    known: dict[str, Any] = {}
    for row in rows.select_related("dossier").order_by("-id")[:_CASES]:
        try:
            box = open_box(row.dossier, files.open_keyring(municipality_id=municipality_id))
        except ForgottenError:
            continue
        if box.unseal(row.parties, "parties").get("represented"):
            continue
        form = forms.get_form_version(municipality_id=municipality_id, version_id=row.form_version_id).form
        known = {**forms.known_facts(form, read_answers(row, box)), **known}
    known.pop("person.my_number", None)
    return known
