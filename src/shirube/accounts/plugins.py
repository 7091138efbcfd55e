"""What the accounts room fills into the registries of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

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


my_page_cards.register(AccountCard())
