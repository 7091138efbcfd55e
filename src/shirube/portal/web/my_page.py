"""The page of a signed-in resident, made of the cards that the rooms fill in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from shirube.ui.access import Access, access
from shirube.ui.my_page import my_page_cards
from shirube.ui.pages import page


@access(Access.RESIDENT)
def my_page(request: HttpRequest) -> HttpResponse:
    """Cases, letters, representatives, the account: whatever the rooms have to show this person."""
    cards = [
        {"template": card.template, "context": context}
        for card in sorted(my_page_cards, key=lambda card: card.position)
        if (context := card.context(request)) is not None
    ]
    return page(request, "portal/my_page.html", {"cards": cards})
