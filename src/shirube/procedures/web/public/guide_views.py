"""Pages of the guide. Everything is read by GET: nothing that a person answers is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shirube.kernel.typesetting import typeset
from shirube.procedures.domain.guides import find_next_question, read_answers
from shirube.procedures.queries.catalogue import get_catalogue
from shirube.procedures.queries.guides import get_event, list_events
from shirube.procedures.queries.readers import Reader
from shirube.procedures.registry import EventOffer, event_offers
from shirube.procedures.web.public.guide import ResultPage, event_links, question_page, result_page
from shirube.procedures.web.public.guide_print import CHECKLIST, checklist_data
from shirube.procedures.web.public.reader import reader_of
from shirube.procedures.web.public.views import way
from shirube.procedures.web.words import plain
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page


@access(Access.PUBLIC)
@require_safe
def show_guide(request: HttpRequest) -> HttpResponse:
    """Which event of life."""
    reader = reader_of(request)
    context = {
        "events": event_links(list_events(), reader),
        "breadcrumbs": way(Link(_("できごとから探す"), "")),
    }
    return page(request, "procedures/guide.html", context)


@access(Access.PUBLIC)
@require_safe
def show_event(request: HttpRequest, event: str) -> HttpResponse:
    """The next question, or what there is to do once there is none."""
    reader, chosen = reader_of(request), get_event(event)
    given = read_answers(chosen, request.GET.dict())
    question = find_next_question(chosen, given)
    steps = way(
        Link(_("できごとから探す"), reverse("procedures:guide")),
        Link(plain(chosen.title, reader.language), ""),
    )
    if question is None:
        shown = _result(request, event, reader)
        context = {"page": shown, "offers": _offers(event, reader), "breadcrumbs": steps}
        return page(request, "procedures/guide_result.html", context)
    is_unanswered = request.GET.get("_asked") == question.code
    asked = question_page(chosen, question, given, reader, is_unanswered=is_unanswered)
    context = {"page": asked, "breadcrumbs": steps}
    return page(request, "procedures/guide_question.html", context, status=422 if is_unanswered else 200)


@access(Access.PUBLIC)
@require_safe
def print_event(request: HttpRequest, event: str) -> HttpResponse:
    """The list on A4 (PDF)."""
    reader = reader_of(request)
    shown = _result(request, event, reader)
    pdf = typeset(CHECKLIST, checklist_data(shown, reader))
    name = _("%(event)s_手続きの一覧.pdf") % {"event": shown.plain_event}
    headers = {"Content-Disposition": content_disposition_header(as_attachment=False, filename=name) or ""}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _offers(event: str, reader: Reader) -> list[EventOffer]:
    found = [
        one.find(municipality_id=reader.municipality_id, event=event, language=reader.language)
        for one in event_offers
    ]
    return [one for one in found if one is not None]


def _result(request: HttpRequest, event: str, reader: Reader) -> ResultPage:
    chosen = get_event(event)
    given = read_answers(chosen, request.GET.dict())
    catalogue = get_catalogue(municipality_id=reader.municipality_id)
    way_here = reverse("procedures:guide-event", args=[event])
    query = "&".join(f"{code}={value}" for code, value in given.values.items())
    address = request.build_absolute_uri(f"{way_here}?{query}" if query else way_here)
    return result_page(chosen, given, catalogue.by_code, reader, address)
