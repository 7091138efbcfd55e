"""What is behind a figure that the city tells, for everybody."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.clock import japan_date, read_clock
from shirube.measures.queries.snapshots import find_newest, get_declared
from shirube.measures.web.measure_page import downloads_of, value_page
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page


@access(Access.PUBLIC)
def measure(request: HttpRequest, measure_code: str) -> HttpResponse:
    """One measure with its formula, source and months. What would tell of fewer than five people is left out."""
    visit = cast("Any", request)
    declared = get_declared(measure_code)
    shown = find_newest(municipality_id=visit.municipality.id, measure=measure_code)
    on = shown.on if shown else japan_date(read_clock())
    language = visit.language.code
    context = {
        "page": value_page(visit.municipality.id, declared, shown, on, language, public=True),
        "downloads": downloads_of(measure_code),
        "nation_url": reverse("measures:nation", args=[measure_code]),
        "breadcrumbs": [
            Link(_("ホーム"), reverse("portal:home")),
            Link(declared.names.in_language(language), ""),
        ],
    }
    return page(request, "measures/measure.html", context)
