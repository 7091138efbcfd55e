"""Files of a draft and of a case, for their holder: never shown inside a page of ours, always as a download."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from shirube.applications.commands.issuing import open_my_document
from shirube.applications.commands.uploads import open_draft_file
from shirube.applications.queries.resident_cases import open_my_case_file
from shirube.applications.web.residents.visit import visit_of
from shirube.files import interface as files
from shirube.ui.access import Access, access, records_reading


@access(Access.PUBLIC)
def draft_file(request: HttpRequest, draft_id: UUID, file_id: UUID) -> HttpResponse:
    """A file the holder put into the draft."""
    visit = visit_of(request, draft_id)
    return as_download(open_draft_file(**visit.read, draft_id=draft_id, file_id=file_id))


@access(Access.PUBLIC)
def case_file(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponse:
    """An attachment, the copy of the application, or a file of a message."""
    visit = visit_of(request, case_id)
    return as_download(open_my_case_file(**visit.read, case_id=case_id, file_id=file_id))


@access(Access.PUBLIC)
@records_reading
def document(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponse:
    """A decision document within its period; that it was fetched is written down."""
    visit = visit_of(request, case_id)
    return as_download(open_my_document(**visit.act, case_id=case_id, document_id=document_id))


def as_download(opened: files.OpenedFile) -> HttpResponse:
    """Danger: a file that a browser shows in our origin could act in our name; it is saved instead, type unsniffed."""
    response = HttpResponse(opened.content, content_type=opened.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=opened.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
