"""How much is online, as a plan's indicator reads it."""

from __future__ import annotations

from datetime import date

import pytest

from shirube.measures import interface as measures
from shirube.organizations.models import Municipality
from tests.factories.procedures import adopt, load_content, procedure_content

TODAY = date(2026, 4, 2)


def compute(identifier: str, city: Municipality) -> measures.Computed:
    return measures.compute_measure(municipality_id=city.pk, measure=identifier, on=TODAY)


def test_the_share_counts_the_nationwide_ones_that_are_received(adopted: Municipality) -> None:
    load_content(procedure_content("care", number=4), procedure_content("own", number=None))
    adopt(adopted, sections={"子育て支援課": "子育て支援課"}, overrides={"care": {"reception": "off"}})

    share = compute("procedures.online_share", adopted)

    assert (share.numerator, share.denominator, share.value) == (1, 2, 50)
    assert compute("procedures.online_count", adopted).value == 2


@pytest.mark.parametrize("identifier", ["procedures.online_share", "procedures.online_count"])
def test_a_city_without_a_catalogue_is_not_measured(in_city: Municipality, identifier: str) -> None:
    assert compute(identifier, in_city).value is None
