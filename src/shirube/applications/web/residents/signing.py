"""The signature of an application with the certificate of the Individual Number Card (署名用電子証明書).

The resident takes the document to the card's own software, signs it, and sends the signature with the application.
What is signed names every answer, so that a later change of one makes the signature worthless.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse

from shirube.accounts import interface as accounts
from shirube.applications.domain.people import Evidence
from shirube.applications.queries.drafts import DraftView, open_draft
from shirube.applications.web.residents.visit import Visit, visit_of
from shirube.forms import interface as forms
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.identity import IdentityLevel
from shirube.ui.access import Access, access

# A detached signature with its chain of certificates takes a few kilobytes.
_LARGEST_BYTES = 64 * 1024


class SignatureMissingError(InvalidInputError):
    code = "applications.signature_missing"


class SignatureTooLargeError(InvalidInputError):
    code = "applications.signature_too_large"


@access(Access.RESIDENT)
def document(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What is to be signed, byte for byte."""
    visit = visit_of(request, draft_id)
    draft = open_draft(**visit.look, draft_id=draft_id)
    response = HttpResponse(document_to_sign(draft, visit.today), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{draft.procedure_code}.json"'
    return response


def document_to_sign(draft: DraftView, today: date) -> bytes:
    """The same bytes for the same answers: sorted keys, UTF-8, no spaces. 個人番号 stands in it as its mask."""
    answers = forms.drop_hidden(draft.form, dict(draft.answers), today=today)
    content = {
        "answers": forms.compute_answers(draft.form, answers, today=today),
        "draft": str(draft.id),
        "form": {"code": draft.version.code, "number": draft.version.number},
        "procedure": draft.procedure_code,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


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
    return Evidence(level=IdentityLevel.SIGNATURE, facts=facts)
