"""The resident's applications on their own page: what waits for them first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from shirube.applications.web.residents.cases import my_lines


@dataclass(frozen=True, slots=True)
class ApplicationsCard:
    identifier: str = "applications.mine"
    position: int = 10
    template: str = "applications/my_card.html"

    def context(self, request: HttpRequest) -> Mapping[str, Any]:
        return my_lines(request)
