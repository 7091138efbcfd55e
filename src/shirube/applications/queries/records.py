"""The PDF of record: what the applicant saw and sent, drawn once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from shirube.applications.models import AnswersVersion, Case
from shirube.applications.queries.rules import get_rules
from shirube.applications.queries.sealing import open_box
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.prepared import PreparedRead
from shirube.kernel.transactions import reading
from shirube.organizations import interface as organizations

_FIRST_ANSWERS = PreparedRead(
    lambda municipality_id, case_id: AnswersVersion.objects.filter(
        municipality_id=municipality_id, case_id=case_id, number=1
    ),
    municipality_id=UUID,
    case_id=UUID,
)


def make_record(case: Case) -> bytes:
    """The first version of the answers as PDF, 個人番号 masked, files by name and SHA-256. Cost: five queries, 15 ms."""
    with reading():
        facts, sections = _read(case)
    return forms.make_record_pdf(facts, sections, language=case.language)


def _read(case: Case) -> tuple[forms.RecordFacts, Sequence[forms.SummarySection]]:
    box = open_box(case.dossier, files.open_keyring(municipality_id=case.municipality_id))
    row = _FIRST_ANSWERS.find(municipality_id=case.municipality_id, case_id=case.pk)
    if row is None:
        raise AnswersVersion.DoesNotExist
    version = forms.get_form_version(municipality_id=case.municipality_id, version_id=row.form_version_id)
    answers = box.unseal(row.content, f"answers:{row.number}")
    rules = get_rules(municipality_id=case.municipality_id, code=case.procedure_code)
    parties = box.unseal(case.parties, "parties")
    city = organizations.get_municipality(case.municipality_id)
    facts = forms.RecordFacts(
        municipality_name=city.name,
        title=rules.name_in(case.language),
        receipt_number=case.receipt_number,
        submitted_at=case.submitted_at,
        form_code=version.code,
        form_number=version.number,
        identity="counter" if case.entered_by else case.level,
        represented=(parties["represented"] or {}).get("name", ""),
        is_demonstration=city.demonstration,
    )
    sections = forms.summarise(
        version.form, answers, language=case.language, today=japan_date(case.submitted_at)
    )
    return facts, sections
