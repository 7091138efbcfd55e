"""From a scanned code to the visit that is expected."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest

from shirube.visits.domain.codes import ScanKind
from shirube.visits.queries.places import BranchView
from shirube.visits.queries.visits import get_visit_by_code
from shirube.visits.web.codes import CodeUnreadableError, read_here
from shirube.visits.web.visitor import Visitor


def find_scanned(request: HttpRequest, form: forms.Form, branch: BranchView, visitor: Visitor) -> UUID:  # noqa: ARG001
    """The visit of a ticket's code or of a reservation's.

    CodeOfAnotherCityError, CodeUnreadableError, VisitNotFoundError.
    """
    scan = read_here(request, form.cleaned_data["scanned"], cast("Any", request).municipality)
    if scan.kind is ScanKind.VISIT:
        return get_visit_by_code(municipality_id=visitor.municipality_id, code=scan.code).id
    raise CodeUnreadableError
