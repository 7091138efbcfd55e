"""Working through a list: every page of a case knows the list it was opened from, and the case that comes next in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shirube.applications.queries.case_list import CaseLine, count_cases, list_cases
from shirube.applications.queries.staff_cases import CaseForStaff
from shirube.applications.web.staff.desk import Desk
from shirube.applications.web.staff.filters import is_by_day, read_query

LIST = "list"


@dataclass(frozen=True, slots=True)
class Queue:
    """The list behind a case: the way back to it, how many are in it now, and the next one. None: it is worked off."""

    back_url: str
    count: int
    next: CaseLine | None
    next_url: str


def kept_list(request: HttpRequest) -> str:
    """The list this page was opened from, as its address had it; empty where it was opened otherwise."""
    return request.GET.get(LIST, "")[:400]


def keep_list(request: HttpRequest) -> str:
    """What a link to another page of the case ends in, so that the list stays known."""
    query = kept_list(request)
    return f"?{urlencode({LIST: query})}" if query else ""


def case_address(request: HttpRequest, case_id: UUID) -> str:
    return reverse("applications_staff:case", args=[case_id]) + keep_list(request)


def to_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Back to the case after an act, with the list still known."""
    return redirect(case_address(request, case_id))


def find_queue(request: HttpRequest, desk: Desk, found: CaseForStaff) -> Queue | None:
    """The list the case was opened from; None where it was not."""
    query = kept_list(request)
    if not query:
        return None
    shown = read_query(query, desk)
    lines: dict[str, Any] = {
        "municipality_id": desk.municipality_id,
        "actor": desk.actor,
        "wanted": shown.wanted,
    }
    # A case whose clock stands still has left the order of due days: the list begins anew.
    place = f"{found.due_on}~{found.id}" if is_by_day(shown.wanted) else str(found.id)
    after = place if found.due_on or not is_by_day(shown.wanted) else ""
    behind = list_cases(**lines, today=desk.today, after=after, limit=1).lines
    rest = behind or list_cases(**lines, today=desk.today, limit=2).lines
    following = next((one for one in rest if one.id != found.id), None)
    return Queue(
        back_url=f"{reverse('applications_staff:cases')}?{shown.query}",
        count=count_cases(**lines, today=desk.today),
        next=following,
        next_url=case_address(request, following.id) if following else "",
    )
