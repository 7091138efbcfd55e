"""The receipt as a sheet of paper: for those who print it, and for those who keep it in the telephone."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from shirube.applications.queries.resident_cases import CaseForResident, open_my_case
from shirube.applications.queries.rules import get_rules
from shirube.applications.web.residents.visit import Visit, visit_of
from shirube.kernel.typesetting import typeset
from shirube.organizations import interface as organizations
from shirube.ui.access import Access, access
from shirube.ui.templatetags.ui_text import calendar_date, moment

TEMPLATE = Path(__file__).resolve().parents[2] / "templates_typst" / "receipt.typ"


@access(Access.PUBLIC)
def receipt(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One sheet with the number, and the secret for those without account while their browser still holds it."""
    visit = visit_of(request, case_id)
    case = open_my_case(**visit.read, case_id=case_id)
    address = request.build_absolute_uri(reverse("applications:look-up"))
    response = HttpResponse(_draw(visit, case, address), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{case.receipt_number}-receipt.pdf"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _draw(visit: Visit, case: CaseForResident, address: str) -> bytes:
    city = organizations.get_municipality(visit.municipality_id)
    rules = get_rules(municipality_id=visit.municipality_id, code=case.procedure_code)
    section = organizations.get_section(municipality_id=visit.municipality_id, section_id=case.section_id)
    data = {
        "language": "en" if visit.language == "en" else "ja",
        "title": _("申請を受け付けました"),
        "city": city.name,
        "procedure": rules.name_in(visit.language),
        "numbers": _numbers(visit, case),
        "facts": [
            [_("受け付けた日時"), moment(case.submitted_at)],
            *([[_("だれのための申請か"), case.represented_name]] if case.represented_name else []),
            [_("担当の課"), section.name],
            *([[_("結果の予定"), calendar_date(case.due_on)]] if case.due_on else []),
            [_("進み具合を見るページ"), address],
        ],
        "lines": [
            _("お問い合わせのときは、受付番号をお知らせください。この紙は、人に見せないで保管してください。")
        ],
        "mark": _("これは見本です。効力はありません。") if city.demonstration else "",
    }
    return typeset(TEMPLATE, data)


def _numbers(visit: Visit, case: CaseForResident) -> list[list[str]]:
    numbers = [[_("受付番号"), case.receipt_number]]
    if not visit.is_signed_in and visit.holder.secret:
        numbers.append([_("確認の合言葉"), visit.holder.secret])
    return numbers
