"""How a city's DX stands on a day, for everybody: the page, its feed and the API are all made from this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import blake2b
from uuid import UUID

from shirube.headquarters import interface as headquarters
from shirube.kernel.clock import JAPAN
from shirube.plans import interface as plans
from shirube.portal.queries.plans import Counts, count_grades, list_running
from shirube.registers import interface as registers

# The newest meetings' decisions: the page goes onto two sheets of paper.
_MOST_DECISIONS = 10


@dataclass(frozen=True, slots=True)
class PlanNow:
    """A plan with its indicators, the initiatives that carry the DX mark, and its late actions.

    `is_reported`: whether sections report on its actions.
    """

    document: plans.PlanDocument
    kpis: tuple[plans.KpiStanding, ...]
    marked: tuple[plans.InitiativeItem, ...]
    late: tuple[plans.LateAction, ...]
    is_reported: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CityNow:
    """Only what is published. `counts` is None where no plan has an indicator. Decisions stand the newest first."""

    on: date
    plans: tuple[PlanNow, ...]
    counts: Counts | None
    decisions: Sequence[headquarters.DecisionView]
    registers: Sequence[registers.RegisterView]

    @property
    def is_empty(self) -> bool:
        return not (self.plans or self.decisions or self.registers)

    @property
    def late_actions(self) -> int:
        return sum(len(plan.late) for plan in self.plans)

    @property
    def late_items(self) -> int:
        return sum(len(register.late) for register in self.registers)

    @property
    def is_late(self) -> bool:
        return bool(self.late_actions or self.late_items)

    @property
    def is_lateness_known(self) -> bool:
        """Where nobody reports and registers end with a document, "nothing is late" would say more than is known."""
        kept = any(register.items and register.known_until is None for register in self.registers)
        return kept or any(plan.is_reported for plan in self.plans)

    @property
    def has_marks(self) -> bool:
        return any(plan.marked for plan in self.plans)

    @property
    def changed_at(self) -> datetime:
        """When any of it last changed; the day itself is a change, because lateness is of the day."""
        moments = [plan.document.changed_at for plan in self.plans]
        moments += [register.changed_at for register in self.registers]
        return max([*moments, datetime.combine(self.on, time(), JAPAN)])


def get_city_now(*, municipality_id: UUID, on: date) -> CityNow:
    """Cost: two queries and one a plan, as plans are remembered; four for all registers, one for decisions."""
    documents = list_running(municipality_id=municipality_id, on=on)
    return CityNow(
        on=on,
        plans=tuple(_plan(document, on) for document in documents),
        counts=count_grades(kpi for document in documents for kpi in document.kpis),
        decisions=_decisions(municipality_id),
        registers=registers.list_public_registers(municipality_id=municipality_id, on=on),
    )


def get_now_stamp(*, municipality_id: UUID, on: date) -> str:
    """Changes with everything that `get_city_now` reads. Three queries."""
    decisions = repr(_decisions(municipality_id)).encode()
    stamps = (
        plans.get_city_stamp(municipality_id=municipality_id),
        registers.get_public_stamp(municipality_id=municipality_id),
        blake2b(decisions, digest_size=16).hexdigest(),
        on.isoformat(),
    )
    return "/".join(stamps)


def _decisions(municipality_id: UUID) -> Sequence[headquarters.DecisionView]:
    return headquarters.list_published_decisions(municipality_id=municipality_id, limit=_MOST_DECISIONS)


def _plan(document: plans.PlanDocument, on: date) -> PlanNow:
    return PlanNow(
        document,
        plans.kpi_standings(document, on),
        tuple(item for item in document.initiatives if item.dx_mark),
        plans.late_actions(document, on),
        plans.is_reported(document, on),
    )
