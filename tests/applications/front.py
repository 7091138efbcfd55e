"""A process that applies again and again, and says what it was acknowledged. A test kills it at random moments."""

from __future__ import annotations

import sys
from uuid import UUID

import django

django.setup()

from shirube.applications.domain.people import Holder  # noqa: E402 — the apps must be there first.
from shirube.kernel.clock import read_clock  # noqa: E402
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.organizations.models import Municipality  # noqa: E402
from tests.applications.conftest import Applicant  # noqa: E402


def apply_for_ever(city: Municipality) -> None:
    while True:
        visitor = Applicant(city, Holder(), now=read_clock())
        receipt = visitor.apply()
        sys.stdout.write(f"{receipt.receipt_number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    municipality_id = UUID(sys.argv[1])
    with municipality_scope(municipality_id):
        apply_for_ever(Municipality.objects.get(pk=municipality_id))
