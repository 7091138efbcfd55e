"""What follows from events of plans."""

from __future__ import annotations

from contextlib import suppress

from shirube.accounts.interface import SYSTEM
from shirube.kernel import events
from shirube.kernel.clock import read_clock
from shirube.kernel.scope import municipality_scope
from shirube.measures import interface as measures
from shirube.plans.commands.readings import AlreadyReadError, enter_reading
from shirube.plans.queries.coverage import list_bound_kpis

# The columns of a reading hold four digits behind the point.
_PLACES = 4


@events.subscribe(measures.SnapshotTaken)
def read_bound_kpis(event: measures.SnapshotTaken) -> None:
    """A measure's snapshot becomes the reading of the KPIs bound to it; what could not be measured becomes none."""
    if event.value is None:
        return
    with municipality_scope(event.municipality_id):
        for kpi_id in list_bound_kpis(municipality_id=event.municipality_id, measure=event.measure):
            # A snapshot may be told of twice, and a person may have entered that day's value before.
            with suppress(AlreadyReadError):
                enter_reading(
                    municipality_id=event.municipality_id,
                    kpi_id=kpi_id,
                    measured_on=event.on,
                    value=round(event.value, _PLACES),
                    source=f"しるべの測定（{measures.measures[event.measure].title}）",
                    actor=SYSTEM,
                    now=read_clock(),
                )
