"""Files of a proposal: receiving and giving out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts.interface import ALL_ROLES
from shirube.files import interface as files
from shirube.headquarters.commands.proposals import NotYourProposalError
from shirube.headquarters.commands.proposals_files import PROPOSAL_FILE, attach_proposal_file
from shirube.headquarters.queries.proposals import get_proposal
from shirube.headquarters.queries.proposals_files import list_proposal_files
from shirube.headquarters.queries.proposals_rights import can_write
from shirube.headquarters.web.forms_items import FileForm
from shirube.headquarters.web.proposals.desk import WRITERS, Desk, desk_of
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.ui.access import Access, access
from shirube.ui.downloads import download
from shirube.ui.sentences import sentence_for


@access(Access.STAFF, roles=WRITERS)
@require_POST
def add_file(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Receive a file and let it belong to the proposal."""
    desk = desk_of(request)
    proposal = get_proposal(proposal_id=proposal_id, **desk.look)
    # Asked before the file is taken in.
    if not can_write(desk.actor, proposal.state, proposal.section_id):
        raise NotYourProposalError
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for one in form.errors.get("file", [])))
        return redirect("proposals_staff:proposal", proposal_id)
    try:
        _receive(form.cleaned_data["file"], proposal_id, desk)
    except DomainError as error:
        if isinstance(error, ForbiddenError | NotFoundError):
            raise
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, _("ファイルを加えました。"))
    return redirect("proposals_staff:proposal", proposal_id)


@access(Access.STAFF, roles=ALL_ROLES)
def show_file(request: HttpRequest, proposal_id: UUID, file_id: UUID) -> FileResponse:
    """For whoever may read the proposal."""
    desk = desk_of(request)
    proposal = get_proposal(proposal_id=proposal_id, **desk.look)
    attached = list_proposal_files(municipality_id=desk.municipality_id, proposal_id=proposal.id)
    if not any(one.id == file_id for one in attached):
        raise files.StoredFileNotFoundError(file_id=str(file_id))
    opened = files.open_file(municipality_id=desk.municipality_id, file_id=file_id)
    return download(opened.content, name=opened.name, content_type=opened.content_type)


def _receive(upload: Any, proposal_id: UUID, desk: Desk) -> None:
    kept = files.store_upload(
        municipality_id=desk.municipality_id,
        purpose=PROPOSAL_FILE,
        name=upload.name or "",
        declared_type=upload.content_type or "",
        content=upload.file,
        actor=desk.actor.log_name,
        now=desk.now,
    )
    attach_proposal_file(proposal_id=proposal_id, file_id=kept.id, **desk.act)
