"""What follows from events of plans."""

from __future__ import annotations

from shirube.kernel import events
from shirube.kernel.clock import read_clock
from shirube.kernel.scope import municipality_scope
from shirube.measures import interface as measures
from shirube.plans.commands.measuring import read_kpi
from shirube.plans.queries.coverage import list_bound_kpis


@events.subscribe(measures.SnapshotTaken)
def read_bound_kpis(event: measures.SnapshotTaken) -> None:
    """A measure's snapshot becomes the reading of the KPIs bound to it at once; the nightly job makes up for lost events."""
    with municipality_scope(event.municipality_id):
        for kpi_id in list_bound_kpis(municipality_id=event.municipality_id, measure=event.measure):
            read_kpi(municipality_id=event.municipality_id, kpi_id=kpi_id, until=event.on, now=read_clock())
