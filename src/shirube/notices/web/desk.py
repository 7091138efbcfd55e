"""What the pages of this room know of a request: the city, and who acts."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import Actor
from shirube.kernel.clock import read_clock
from shirube.organizations.interface import MunicipalitySummary
from shirube.ui.links import Link


def city_of(request: HttpRequest) -> MunicipalitySummary:
    return cast("MunicipalitySummary", cast("Any", request).municipality)


def city_id(request: HttpRequest) -> UUID:
    return city_of(request).id


def actor_of(request: HttpRequest) -> Actor:
    return cast("Actor", cast("Any", request).user.as_actor())


def act(request: HttpRequest) -> dict[str, Any]:
    """What every command is told."""
    return {"municipality_id": city_id(request), "actor": actor_of(request), "now": read_clock()}


def way_to(*steps: Link) -> list[Link]:
    """From the staff's first page to a page of this room."""
    return [Link(_("仕事の一覧"), reverse("portal:staff-home")), *steps]
