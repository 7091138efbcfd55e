"""The way to a page of the catalogue."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.procedures.queries.catalogue import ProcedureSummary
from shirube.ui.links import Link


def way_to_catalogue(*further: Link) -> list[Link]:
    catalogue = reverse("procedures_staff:procedure-list") if further else ""
    return [Link(_("仕事の一覧"), reverse("portal:staff-home")), Link(_("手続"), catalogue), *further]


def way_to_entry(procedure: ProcedureSummary, *further: Link) -> list[Link]:
    entry = reverse("procedures_staff:procedure", args=[procedure.code]) if further else ""
    return way_to_catalogue(Link(procedure.short.ja, entry), *further)
