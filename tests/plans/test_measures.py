"""The plan measures itself, and a measure feeds the KPIs bound to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shirube.accounts.interface import SYSTEM
from shirube.measures import interface as measures
from shirube.organizations.models import Municipality
from shirube.plans import interface as plans
from shirube.plans.models import Action, Kpi, Reading
from tests.factories.plans import ActionFactory
from tests.plans.conftest import NOW

ON = date(2026, 11, 20)


def _share(measure: str, city: Municipality) -> Decimal | None:
    return measures.compute_measure(municipality_id=city.pk, measure=measure, on=ON).value


def test_without_actions_nothing_is_measured(in_city: Municipality) -> None:
    assert _share("plans.actions_reported_share", in_city) is None


def test_half_of_the_actions_are_reported(in_city: Municipality, action: Action) -> None:
    ActionFactory(initiative=action.initiative, code="a2", running=(2024, 2028))
    plans.report_action(
        municipality_id=in_city.pk,
        action_id=action.pk,
        fiscal_year=2026,
        state=plans.ActionState.ON_TIME,
        actor=SYSTEM,
        now=NOW,
    )

    assert _share("plans.actions_reported_share", in_city) == 50


def test_a_kpi_without_a_reading_counts_as_not_measured(in_city: Municipality, kpi: Kpi) -> None:
    assert _share("plans.kpis_measured_share", in_city) == 0
    assert Kpi.objects.filter(pk=kpi.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_becomes_the_reading_of_the_bound_kpi(
    in_city: Municipality, kpi: Kpi, action: Action
) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(measure="plans.actions_reported_share")

    measures.take_snapshots(municipality_id=in_city.pk, on=ON, now=NOW, actor="system")

    reading = Reading.objects.get(kpi=kpi)
    assert (reading.value, reading.measured_on, reading.actor) == (0, ON, "system")
    assert Action.objects.filter(pk=action.pk).exists()
