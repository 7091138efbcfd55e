"""What a sheet says of itself in its hidden sheet or first line, and whether it is the one that was asked for."""

from __future__ import annotations

from collections.abc import Mapping

from shirube.kernel.calendar import format_fiscal_year
from shirube.kernel.sheets.problems import Fault, Place, SheetProblem, shorten
from shirube.plans.domain.sheets.faults import PlanFault
from shirube.plans.domain.sheets.form import SheetIdentity
from shirube.plans.domain.sheets.words import FORMAT, FORMAT_VERSION


def identity_pairs(identity: SheetIdentity) -> dict[str, str]:
    """Codes decide; the names are there for the message when a code is another's."""
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "municipality": identity.municipality,
        "plan": identity.plan,
        "section": identity.section,
        "fiscal_year": str(identity.fiscal_year),
        "municipality_name": identity.municipality_name,
        "plan_name": identity.plan_name,
        "section_name": identity.section_name,
        "fiscal_year_name": format_fiscal_year(identity.fiscal_year),
    }


_QUESTIONS = {
    "format": Fault.NOT_OUR_SHEET,
    "version": Fault.OTHER_FORMAT,
    "municipality": Fault.OTHER_MUNICIPALITY,
    "plan": PlanFault.OTHER_PLAN,
    "section": PlanFault.OTHER_SECTION,
    "fiscal_year": PlanFault.OTHER_YEAR,
}


def find_stranger(found: Mapping[str, str], wanted: SheetIdentity) -> SheetProblem | None:
    """The first thing in which the sheet is not the wanted one; the wider one comes first (city before section)."""
    expected = identity_pairs(wanted)
    for key, fault in _QUESTIONS.items():
        if found.get(key, "") != expected[key]:
            name = f"{key}_name"
            shown = found.get(name) or found.get(key, "")
            facts = {"found": shorten(shown), "wanted": expected.get(name, expected[key])}
            return SheetProblem(fault, Place(), shorten(shown), facts)
    return None
