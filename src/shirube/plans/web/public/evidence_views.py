"""The files that published figures, reports and reviews rest on, for everyone."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from shirube.files import interface as files
from shirube.plans.queries.documents import get_plan_document
from shirube.plans.web.public.reader import reader_of
from shirube.ui.access import Access, access
from shirube.ui.downloads import download


@require_safe
@access(Access.PUBLIC)
def open_published_evidence(request: HttpRequest, slug: str, file_id: UUID) -> HttpResponseBase:
    """A file that stands on a page of the plan. 404 for one of a draft, and until the scanner has found it clean.

    The document is what residents' pages are made from: what it does not name, nobody has published.
    """
    reader = reader_of(request)
    document = get_plan_document(municipality_id=reader.municipality_id, slug=slug, on=reader.today)
    if file_id not in document.evidence_files:
        raise Http404
    if not files.get_file(municipality_id=reader.municipality_id, file_id=file_id).can_be_opened:
        raise Http404
    opened = files.open_file(municipality_id=reader.municipality_id, file_id=file_id)
    return download(opened.content, name=opened.name, content_type=opened.content_type)
