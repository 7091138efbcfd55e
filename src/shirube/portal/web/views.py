"""Pages that show several rooms together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from shirube.organizations import interface as organizations
from shirube.ui.access import Access, access
from shirube.ui.pages import page


@access(Access.PUBLIC)
def municipality_list(request: HttpRequest) -> HttpResponse:
    """All municipalities of this installation."""
    municipalities = organizations.list_municipalities()
    return page(request, "portal/municipality_list.html", {"municipalities": municipalities})


@access(Access.PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """A city's first page."""
    return page(request, "portal/home.html", {})
