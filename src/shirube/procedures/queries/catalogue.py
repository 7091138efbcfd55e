"""The catalogue of a city, read as a whole and remembered until it changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from threading import Lock
from typing import Any
from uuid import UUID

from shirube.kernel.calendar import DaysUnit
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import NotFoundError
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.moments import remembered
from shirube.kernel.prepared import PreparedRead
from shirube.kernel.words import Words
from shirube.procedures.domain.facts import Facts, LegalBasis, PerPerson, Window
from shirube.procedures.domain.layers import Override, list_overrides
from shirube.procedures.domain.reception import Refusal, State, refusal_on
from shirube.procedures.domain.search import SearchKeys
from shirube.procedures.models import Catalogue, Procedure


class ProcedureNotFoundError(NotFoundError):
    """The municipality's catalogue holds no such procedure."""

    code = "procedures.procedure_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureSummary:
    """An entry of the catalogue as it holds in the city, whatever layers it is composed of."""

    id: UUID
    municipality_id: UUID
    code: str
    number: int | None
    pack: str
    form_code: str
    section_id: UUID | None
    state: State
    facts: Facts
    overrides: Sequence[Override]
    is_form_kept: bool
    revision: int
    changed_at: datetime
    keys: SearchKeys

    @property
    def name(self) -> Words:
        return self.facts.name

    @property
    def short(self) -> Words:
        return self.facts.short

    @property
    def summary(self) -> Words:
        return self.facts.summary

    @property
    def level(self) -> IdentityLevel:
        return self.facts.level

    @property
    def representative(self) -> bool:
        return self.facts.representative

    @property
    def fee_yen(self) -> int:
        return self.facts.fee_yen

    @property
    def standard_days(self) -> int | None:
        return self.facts.standard_days

    @property
    def standard_days_unit(self) -> DaysUnit:
        return self.facts.standard_days_unit

    @property
    def legal_basis(self) -> Sequence[LegalBasis]:
        return self.facts.legal_basis

    @property
    def other_ways(self) -> Mapping[str, bool]:
        return self.facts.other_ways.model_dump()

    @property
    def route(self) -> Sequence[str]:
        return self.facts.route

    @property
    def results(self) -> Sequence[str]:
        return self.facts.results

    @property
    def document(self) -> Mapping[str, Any] | None:
        """In the shape of the pack; None where a decision has no document."""
        kept = self.facts.document
        return kept.model_dump(mode="json", by_alias=True) if kept else None

    @property
    def export(self) -> Mapping[str, Any] | None:
        """In the shape of the pack; None where nothing is handed to a core system."""
        kept = self.facts.export
        return kept.model_dump(mode="json") if kept else None

    @property
    def retention_years(self) -> int:
        return self.facts.retention_years

    @property
    def reception(self) -> Window:
        return self.facts.reception

    @property
    def per_person(self) -> PerPerson:
        return self.facts.reception.per_person

    @property
    def is_own(self) -> bool:
        """Made in this city, from a form of its own; no pack speaks of it."""
        return not self.pack

    @property
    def is_proposed(self) -> bool:
        """Nobody but its section has seen it yet."""
        return self.state is State.PROPOSED

    @property
    def is_received(self) -> bool:
        """Whether reception is switched on; the window is another matter."""
        return self.state is State.ON

    def refusal_on(self, day: date) -> Refusal | None:
        """Why nothing is received online on the day (in Japan); None where it is."""
        return refusal_on(
            day, state=self.state, window=self.reception, has_section=self.section_id is not None
        )

    def refusal_at(self, at: datetime) -> Refusal | None:
        return self.refusal_on(japan_date(at))

    def is_receiving(self, at: datetime) -> bool:
        return self.refusal_at(at) is None


@dataclass(frozen=True, eq=False)
class CatalogueView:
    """All entries of a city in the order of the official numbers, then of their codes.

    `proposals` are what sections would like to receive: staff's pages show them, nobody else asks for them.
    """

    revision: int
    changed_at: datetime | None
    procedures: tuple[ProcedureSummary, ...]
    proposals: tuple[ProcedureSummary, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, ProcedureSummary]:
        return {one.code: one for one in self.procedures}


# Memory: an entry takes some 20 kB, so a city of 500 entries 10 MB; cities of one process share this.
_KEPT_CATALOGUES = 32
_catalogues: OrderedDict[tuple[UUID, int], CatalogueView] = OrderedDict()
_lock = Lock()
_STAMP = PreparedRead(
    lambda municipality_id: Catalogue.objects.filter(municipality_id=municipality_id), municipality_id=UUID
)


@remembered(Catalogue)
def get_catalogue(*, municipality_id: UUID) -> CatalogueView:
    """The whole catalogue. Cost: one query where it is remembered, two where it has changed."""
    stamp = _STAMP.find(municipality_id=municipality_id)
    if stamp is None:
        return CatalogueView(0, None, ())
    key = (municipality_id, stamp.revision)
    with _lock:
        known = _catalogues.get(key)
        if known is not None:
            _catalogues.move_to_end(key)
            return known
    entries = _read(municipality_id)
    shown = tuple(one for one in entries if not one.is_proposed)
    proposed = tuple(one for one in entries if one.is_proposed)
    view = CatalogueView(stamp.revision, stamp.changed_at, shown, proposed)
    _keep(key, view)
    return view


def list_procedures(*, municipality_id: UUID) -> Sequence[ProcedureSummary]:
    """Every entry, those that are withdrawn too; no proposals."""
    return get_catalogue(municipality_id=municipality_id).procedures


def find_procedure(*, municipality_id: UUID, code: str) -> ProcedureSummary | None:
    return get_catalogue(municipality_id=municipality_id).by_code.get(code)


def get_procedure(*, municipality_id: UUID, code: str) -> ProcedureSummary:
    """ProcedureNotFoundError where the city's catalogue does not hold it."""
    found = find_procedure(municipality_id=municipality_id, code=code)
    if found is None:
        raise ProcedureNotFoundError(procedure=code)
    return found


def list_entries(*, municipality_id: UUID) -> Sequence[ProcedureSummary]:
    """For staff: what sections propose, then every entry."""
    catalogue = get_catalogue(municipality_id=municipality_id)
    return (*catalogue.proposals, *catalogue.procedures)


def list_proposals(*, municipality_id: UUID) -> Sequence[ProcedureSummary]:
    """What sections would like to receive, and nobody else has agreed to yet."""
    return get_catalogue(municipality_id=municipality_id).proposals


def get_entry(*, municipality_id: UUID, code: str) -> ProcedureSummary:
    """For staff: an entry or a proposal. ProcedureNotFoundError."""
    for one in list_entries(municipality_id=municipality_id):
        if one.code == code:
            return one
    raise ProcedureNotFoundError(procedure=code)


def forget_catalogues() -> None:
    """For tests, which roll stamps back."""
    with _lock:
        _catalogues.clear()


def summary_of(row: Procedure) -> ProcedureSummary:
    return ProcedureSummary(
        id=row.pk,
        municipality_id=row.municipality_id,
        code=row.code,
        number=row.number,
        pack=row.pack,
        form_code=row.form_code,
        section_id=row.section_id,
        state=State(row.state),
        facts=Facts.model_validate(row.facts),
        overrides=[] if row.is_own else list_overrides(row.packed, row.adopted, row.edited),
        is_form_kept=row.is_form_kept,
        revision=row.revision,
        changed_at=row.changed_at,
        keys=SearchKeys.read(row.search),
    )


def _read(municipality_id: UUID) -> tuple[ProcedureSummary, ...]:
    rows = Procedure.objects.filter(municipality_id=municipality_id)
    found = [summary_of(row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.number is None, one.number or 0, one.code)))


def _keep(key: tuple[UUID, int], view: CatalogueView) -> None:
    with _lock:
        for older in [one for one in _catalogues if one[0] == key[0]]:
            del _catalogues[older]
        _catalogues[key] = view
        while len(_catalogues) > _KEPT_CATALOGUES:
            _catalogues.popitem(last=False)
