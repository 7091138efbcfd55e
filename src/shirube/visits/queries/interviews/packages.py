"""The packages of the installation, and which of them a city offers."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from uuid import UUID

from shirube.kernel.errors import NotFoundError
from shirube.procedures import interface as procedures
from shirube.visits.domain.interview.packages import Package
from shirube.visits.models import VisitPackage

_remembered: dict[str, Package] = {}
_lock = Lock()


class PackageNotFoundError(NotFoundError):
    """No such package, or the city receives none of its procedures."""

    code = "visits.package_not_found"


def list_packages(*, municipality_id: UUID) -> Sequence[Package]:
    """Those of which the city receives a procedure, by code. Cost: one query, and the remembered catalogue."""
    received = received_codes(municipality_id)
    found = [_read(row) for row in VisitPackage.objects.order_by("code")] if received else []
    return [one for one in found if received & {part.procedure for part in one.procedures}]


def get_package(*, municipality_id: UUID, code: str) -> Package:
    """PackageNotFoundError."""
    offered = list_packages(municipality_id=municipality_id)
    package = next((one for one in offered if one.code == code), None)
    if package is None:
        raise PackageNotFoundError(package=code[:60])
    return package


def find_package_of_event(*, municipality_id: UUID, life_event: str) -> Package | None:
    """What the guide's event of life offers at the counter."""
    packages = list_packages(municipality_id=municipality_id)
    return next((one for one in packages if one.life_event == life_event), None)


def received_codes(municipality_id: UUID) -> set[str]:
    """The codes of the procedures that a section of the city receives."""
    known = procedures.list_procedures(municipality_id=municipality_id)
    return {one.code for one in known if one.section_id is not None and one.state == procedures.State.ON}


def _read(row: VisitPackage) -> Package:
    with _lock:
        known = _remembered.get(row.digest)
    if known is None:
        known = Package.model_validate(row.content)
        with _lock:
            _remembered[row.digest] = known
    return known
