"""The decision document: what the procedure wants in it, and its PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.applications.models import Case, IssuedDocument, Proposal
from shirube.applications.queries.places import get_case_for_staff
from shirube.applications.queries.resident_cases import read_answers
from shirube.applications.queries.rules import get_rules
from shirube.applications.queries.sealing import Box, open_box
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.calendar import era_year, format_date
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, NotFoundError
from shirube.kernel.typesetting import typeset
from shirube.organizations import interface as organizations

TEMPLATE = Path(__file__).resolve().parents[1] / "templates_typst" / "document.typ"
_PLACE = re.compile(r"\{([a-z][a-z0-9_.]*)\}")


class DocumentNotFoundError(NotFoundError):
    code = "applications.document_not_found"


class NoDocumentError(ConflictError):
    """The procedure names no document and nothing was written: close the case without one."""

    code = "applications.no_document"


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a document says before the officer looks at it. `unfilled` names places that no answer fills."""

    title: str
    body: str
    unfilled: tuple[str, ...]


def suggest_document(*, case: Case) -> Suggested:
    """The procedure's document with its places filled: `{applicant_name}`, `{submitted_on}`, `{officer_note}`, any field."""
    rules = get_rules(municipality_id=case.municipality_id, code=case.procedure_code)
    wanted = rules.document
    if not wanted:
        return Suggested("", "", ())
    facts = _facts(case)
    body = wanted.body.in_language("ja")
    filled = _PLACE.sub(lambda place: facts.get(place[1]) or place[0], body)
    title = wanted.title.in_language("ja")
    return Suggested(title, filled, tuple(_PLACE.findall(filled)))


def suggest_document_for(*, municipality_id: UUID, case_id: UUID, actor: Actor) -> Suggested:
    """The same for the page of a member of staff. Raises CaseNotFoundError, NotYourSectionError, ForgottenError."""
    return suggest_document(
        case=get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    )


def draw_document(*, case: Case, title: str, body: str, on: date) -> bytes:
    """The PDF, dated `on` as official letters are: 令和8年11月21日. Cost: 15 ms."""
    city = organizations.get_municipality(case.municipality_id)
    section = organizations.get_section(municipality_id=case.municipality_id, section_id=case.section_id)
    data = {
        "title": title,
        "paragraphs": body.split("\n"),
        "number": case.receipt_number,
        "date": f"{era_year(on)}{on.month}月{on.day}日",
        "municipality": city.name,
        "section": section.name,
        "is_demonstration": city.demonstration,
    }
    return typeset(TEMPLATE, data)


def get_document_row(case: Case, document_id: UUID) -> IssuedDocument:
    """The case's own document; DocumentNotFoundError."""
    rows = IssuedDocument.objects.filter(municipality_id=case.municipality_id, case=case, pk=document_id)
    row = rows.first()
    if row is None:
        raise DocumentNotFoundError(document_id=str(document_id))
    return row


def _facts(case: Case) -> dict[str, str]:
    box = open_box(case.dossier, files.open_keyring(municipality_id=case.municipality_id))
    version = forms.get_form_version(municipality_id=case.municipality_id, version_id=case.form_version_id)
    day = japan_date(case.submitted_at)
    given = read_answers(case, box)
    sections = forms.summarise(version.form, given, language="ja", today=day)
    answers = {line.path: line.value for section in sections for line in section.lines}
    decided = case.settled_at
    name = _name(box.unseal(case.parties, "parties")["name"]) or _concerned(version.form, given)
    return {
        **answers,
        **{f"answers.{path}": value for path, value in answers.items()},
        "officer_note": _reason(case, box),
        "applicant_name": name or answers.get("applicant_name", ""),
        "municipality_name": organizations.get_municipality(case.municipality_id).name,
        "section_name": organizations.get_section(
            municipality_id=case.municipality_id, section_id=case.section_id
        ).name,
        "receipt_number": case.receipt_number,
        "submitted_on": format_date(day),
        "decided_on": format_date(japan_date(decided)) if decided else "",
    }


def _reason(case: Case, box: Box) -> str:
    """What the decision says to the resident, as the approved proposal has it."""
    rows = Proposal.objects.filter(municipality_id=case.municipality_id, case=case, outcome=case.outcome)
    row = rows.order_by("-number").first()
    if row is None:
        return ""
    reason: str = box.unseal(row.content, f"proposal:{row.number}")["reason"]
    return reason


def _concerned(form: forms.Form, answers: Mapping[str, Any]) -> str:
    """The name of whom it is about, where it is not the one who applies: a mother for whom her daughter wrote."""
    fields = [one for step in form.steps for one in step.fields if one.concept == "represented.name"]
    return next((_name(found) for one in fields if (found := answers.get(one.key))), "")


def _name(name: Mapping[str, str]) -> str:
    """As it is written; in Latin letters where there is no other."""
    return f"{name.get('family', '')} {name.get('given', '')}".strip() or name.get("latin", "")
