"""The synthetic month: quickly made, the same each time, and honest about its promises."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from shirube.config.demonstration import NotADemonstrationError
from shirube.config.demonstration_visits import DemoVisitsPack, load_demonstration_visits
from shirube.measures import interface as measures
from shirube.organizations import interface as organizations
from shirube.organizations.models import Municipality
from shirube.visits import interface as visits
from shirube.visits.models import LearnedTime, Visit, VisitService
from tests.factories.organizations import SectionFactory
from tests.visits.counters import MORNING

PACKS = Path(__file__).resolve().parents[2] / "packs"
SECTIONS = ("shimin", "kosodate", "fukushi", "zeimu")


def pack_of(name: str) -> dict[str, object]:
    content: dict[str, object] = yaml.load(
        (PACKS / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return content


@pytest.fixture
def demonstration(in_city: Municipality) -> organizations.MunicipalitySummary:
    """The city with the demonstration's counter and its month of visits."""
    Municipality.objects.filter(pk=in_city.pk).update(demonstration=True)
    for code in SECTIONS:
        SectionFactory(municipality=in_city, code=code)
    pack = visits.parse_counter_pack(pack_of("counters/shirube.yaml"))
    visits.load_counter(municipality_id=in_city.pk, pack=pack, now=MORNING)
    city = organizations.get_municipality(in_city.pk)
    load_demonstration_visits(
        municipality=city, pack=DemoVisitsPack.model_validate(small_pack()), now=MORNING
    )
    return city


def small_pack() -> dict[str, object]:
    """Two weeks, few visits, and two reservations."""
    content: dict[str, Any] = pack_of("demonstrations/visits.yaml")
    usual = {
        "honcho": {
            "certificates": 16, "moving": 5, "bereavement": 1, "children": 3, "care": 2, "tax": 3,
        },
        "kita": {"certificates": 3, "notifications": 2},
    }  # fmt: skip
    few = {"weeks": 2, "visits_a_day": usual, "reservations": content["reservations"][:2]}
    return {**content, **few, "talks": []}


def test_the_counter_has_six_desks_and_the_branch_two(
    demonstration: organizations.MunicipalitySummary,
) -> None:
    branches = visits.list_branches(municipality_id=demonstration.id, on=MORNING.date())

    assert [len(branch.desks) for branch in branches] == [6, 2]


def test_figures_are_measured_and_the_rush_is_there(demonstration: organizations.MunicipalitySummary) -> None:
    codes = (
        "visits.waiting_median",
        "visits.waiting_p90",
        "visits.service_median",
        "visits.service_p90",
        "visits.reserved_share",
        "visits.one_stop_share",
    )
    day = MORNING.date()
    taken = [
        measures.compute_measure(municipality_id=demonstration.id, measure=code, on=day) for code in codes
    ]

    assert all(one.rows for one in taken)
    values = [one.value or 0 for one in taken]
    assert 0 < values[0] < values[1]
    assert 0 < values[2] < values[3]
    assert 0 < values[4] < 100
    assert Visit.objects.filter(day__range=(date(2026, 3, 16), date(2026, 4, 3))).exists()


def test_reservations_are_there_for_the_coming_days(demonstration: organizations.MunicipalitySummary) -> None:
    coming = Visit.objects.filter(state=visits.VisitState.EXPECTED)

    assert sorted(coming.values_list("steps__service__code", flat=True)) == [
        "bereavement",
        "bereavement",
        "certificates",
    ]
    assert all(one.day > MORNING.date() for one in coming)


def test_loading_again_changes_nothing(demonstration: organizations.MunicipalitySummary) -> None:
    before = (Visit.objects.count(), VisitService.objects.count(), LearnedTime.objects.count())

    load_demonstration_visits(
        municipality=demonstration, pack=DemoVisitsPack.model_validate(small_pack()), now=MORNING
    )

    assert (Visit.objects.count(), VisitService.objects.count(), LearnedTime.objects.count()) == before


def test_a_real_city_gets_no_invented_visits(city: Municipality) -> None:
    pack = DemoVisitsPack.model_validate(pack_of("demonstrations/visits.yaml"))

    with pytest.raises(NotADemonstrationError):
        load_demonstration_visits(
            municipality=organizations.get_municipality(city.pk), pack=pack, now=MORNING
        )
