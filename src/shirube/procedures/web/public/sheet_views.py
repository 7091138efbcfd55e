"""The sheet to write on by hand, for those who stay with paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shirube.forms import interface as forms
from shirube.procedures.queries.catalogue import ProcedureNotFoundError, get_procedure
from shirube.procedures.web.public.procedure import offers_sheet
from shirube.procedures.web.public.reader import reader_of
from shirube.ui.access import Access, access


@access(Access.PUBLIC)
@require_safe
def print_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """A4, in the reader's language; ProcedureNotFoundError where no paper is taken or no form is in force."""
    reader = reader_of(request)
    procedure = get_procedure(municipality_id=reader.municipality_id, code=code)
    version = forms.find_current_version(
        municipality_id=reader.municipality_id, code=procedure.form_code, on=reader.today
    )
    if version is None or not offers_sheet(procedure):
        raise ProcedureNotFoundError(procedure=code)
    pdf = forms.make_sheet_pdf(
        version.form, sheet_code=f"{procedure.code}-{version.number}", language=reader.language
    )
    name = _("%(name)s.pdf") % {"name": procedure.short.in_language(reader.language)}
    headers = {"Content-Disposition": content_disposition_header(as_attachment=False, filename=name) or ""}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
