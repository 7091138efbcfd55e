"""The signature of an application with the certificate of the Individual Number Card (署名用電子証明書).

The resident takes the document to the card's own software, signs it, and sends the signature with the application.
What is signed can be read by the person who signs it, and names every answer, so that a later change of one makes the
signature worthless. What is worked out is left out: it would change with the day.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse

from shirube.accounts import interface as accounts
from shirube.applications.domain.people import Evidence
from shirube.applications.domain.signers import Match, match_signer
from shirube.applications.queries.drafts import DraftView, open_draft
from shirube.applications.web.residents.visit import Visit, visit_of
from shirube.forms import interface as forms
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.identity import IdentityLevel
from shirube.ui.access import Access, access

MACHINE_PART = "▼ ここから下は、市のしくみが確かめる部分です。"
# A detached signature with its chain of certificates takes a few kilobytes.
_LARGEST_BYTES = 64 * 1024


class SignatureMissingError(InvalidInputError):
    code = "applications.signature_missing"


class SignedByAnotherError(InvalidInputError):
    """The certificate is not that of the person who applies."""

    code = "applications.signed_by_another"


class SignatureTooLargeError(InvalidInputError):
    code = "applications.signature_too_large"


@access(Access.RESIDENT)
def document(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What is to be signed, byte for byte."""
    visit = visit_of(request, draft_id)
    draft = open_draft(**visit.read, draft_id=draft_id)
    response = HttpResponse(document_to_sign(draft, visit.today), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{draft.procedure_code}.txt"'
    response["Cache-Control"] = "private, no-store"
    return response


def document_to_sign(draft: DraftView, today: date) -> bytes:
    """The same bytes for the same answers: what people read, then what machines read. 個人番号 stands in it as its mask."""
    answers = _written(draft.form, forms.drop_hidden(draft.form, dict(draft.answers), today=today))
    content = {
        "answers": answers,
        "draft": str(draft.id),
        "form": {"code": draft.version.code, "number": draft.version.number},
        "procedure": draft.procedure_code,
    }
    machine = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "\n".join([*_readable(draft, answers), "", MACHINE_PART, machine, ""]).encode()


def _readable(draft: DraftView, answers: dict[str, Any]) -> Iterator[str]:
    yield f"{draft.form.title.ja}（電子署名をする書類）"
    for section in forms.summarise(draft.form, answers, language="ja"):
        yield ""
        yield f"■ {section.title}"
        yield from (f"{line.label}: {line.value}" for line in section.lines)


def _written(form: forms.Form, answers: dict[str, Any]) -> dict[str, Any]:
    """Without what the form works out by itself."""
    worked_out = {field.key for step in form.steps for field in step.fields if field.type == "computed"}
    return {key: answer for key, answer in answers.items() if key not in worked_out}


def read_evidence(request: HttpRequest, visit: Visit, draft: DraftView) -> Evidence:
    """The verified signature that came with the page. Raises SignatureMissingError and what accounts tell of it."""
    signature = request.FILES.get("signature")
    if not isinstance(signature, UploadedFile):
        raise SignatureMissingError
    if (signature.size or 0) > _LARGEST_BYTES:
        raise SignatureTooLargeError
    found = accounts.verify_signature(
        municipality_id=visit.municipality_id,
        document=document_to_sign(draft, visit.today),
        signature=signature.read(),
        now=visit.now,
    )
    facts = json.loads(json.dumps(asdict(found), default=str))
    match = _match(draft, facts)
    if match is Match.OTHER:
        raise SignedByAnotherError(name=found.name)
    return Evidence(level=IdentityLevel.SIGNATURE, facts={**facts, "match": match.value})


def _match(draft: DraftView, facts: dict[str, Any]) -> Match:
    """Who acts for another signs with the own card; of them the form may tell the name, not the day of birth."""
    known = forms.known_facts(draft.form, dict(draft.answers))
    if draft.represented:
        return match_signer(facts, name=known.get("representative.name"), born_on=None)
    return match_signer(facts, name=known.get("person.name"), born_on=known.get("person.born_on"))
