"""The invented city's indicators of all thirteen kinds: none typed by hand, and silent only where a room is to come."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
import yaml

from shirube.config.demonstration import NotADemonstrationError
from shirube.config.demonstration_figures import DemoFiguresPack, load_demonstration_figures
from shirube.kernel.clock import JAPAN
from shirube.kernel.scope import municipality_scope
from shirube.measures import interface as measures
from shirube.measures.domain.formula import operands_of
from shirube.measures.models import Fact, SeriesPoint
from shirube.organizations import interface as organizations
from shirube.organizations.models import Municipality
from shirube.plans.models import Kpi, Reading
from tests.factories.packs import PACKS, load_city

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=JAPAN)
PACK = DemoFiguresPack.model_validate(
    yaml.safe_load((PACKS / "demonstration-figures" / "shirube.yaml").read_text(encoding="utf-8"))
)
SERIES = yaml.safe_load((PACKS / "series" / "990019-shirube.yaml").read_text(encoding="utf-8"))
# The kinds of Higashimatsushima's thirteen, as this city calls them.
KINDS = {
    "card-holding", "konbini-certificates", "online-rate", "digital-collection-rate", "id-app-over-70", "open-datasets",
    "page-views", "line-followers", "systems-migrated", "incidents", "security-understanding", "ai-staff-share",
    "telework-days",
}  # fmt: skip
# Their rooms are not built yet: payments, open data, training.
TO_COME = {"digital-collection-rate", "open-datasets", "security-understanding"}


@pytest.fixture
def shirube() -> Municipality:
    return load_city("shirube")


def load(city: Municipality) -> None:
    summary = organizations.get_municipality(city.pk)
    with municipality_scope(city.pk):
        pack = measures.parse_series_pack(SERIES)
        measures.load_series(municipality_id=city.pk, pack=pack, now=NOW)
        load_demonstration_figures(municipality=summary, pack=PACK, now=NOW)


def test_all_thirteen_kinds_are_bound_and_only_rooms_to_come_are_unknown(shirube: Municipality) -> None:
    with municipality_scope(shirube.pk):
        bound = dict(Kpi.objects.filter(code__in=KINDS).values_list("code", "measure"))
    assert bound.keys() == KINDS
    known = {f"series.{one['code']}" for one in SERIES["series"]} | {
        one.identifier for one in measures.measures
    }
    named = {code: {o.code for o in operands_of(measures.parse_formula(f))} for code, f in bound.items()}
    assert {code for code, codes in named.items() if codes - known} == TO_COME


def test_figures_of_others_become_readings_by_themselves(shirube: Municipality) -> None:
    load(shirube)
    with municipality_scope(shirube.pk):
        newest = Reading.objects.filter(kpi__code="id-app-over-70").latest("measured_on")
        assert newest.is_measured
        assert (newest.measured_on, round(newest.value, 1)) == (date(2026, 9, 30), Decimal("13.2"))


def test_loading_again_changes_nothing(shirube: Municipality) -> None:
    load(shirube)
    with municipality_scope(shirube.pk):
        before = (
            SeriesPoint.objects.count(),
            Reading.objects.count(),
            Fact.objects.values("key").distinct().count(),
        )
    load(shirube)
    with municipality_scope(shirube.pk):
        after = (
            SeriesPoint.objects.count(),
            Reading.objects.count(),
            Fact.objects.values("key").distinct().count(),
        )
    assert before == after


def test_nothing_invented_goes_under_a_real_name(city: Municipality) -> None:
    real = organizations.get_municipality(city.pk)
    assert not real.demonstration
    with municipality_scope(city.pk), pytest.raises(NotADemonstrationError):
        load_demonstration_figures(municipality=real, pack=PACK, now=NOW)
