"""What the accounts room fills into the registries of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from shirube.accounts.web.mandates import list_lines
from shirube.accounts.web.resident_account import own_summary
from shirube.ui.my_page import my_page_cards


@dataclass(frozen=True, slots=True)
class AccountCard:
    """Who is signed in, and the way to the account."""

    identifier: str = "accounts.account"
    position: int = 90
    template: str = "accounts/my_account_card.html"

    def context(self, request: HttpRequest) -> Mapping[str, Any]:
        return {"person": own_summary(request)}


@dataclass(frozen=True, slots=True)
class MandatesCard:
    """Mandates that wait for this person's word, and the way to all."""

    identifier: str = "accounts.mandates"
    position: int = 60
    template: str = "accounts/my_mandates_card.html"

    def context(self, request: HttpRequest) -> Mapping[str, Any]:
        lines = list_lines(request)
        return {"asking": [line for line in lines if line.asks_me], "count": len(lines)}


my_page_cards.register(MandatesCard())
my_page_cards.register(AccountCard())
