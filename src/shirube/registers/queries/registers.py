"""Registers and their items, as pages, files and measures read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from shirube.accounts.interface import Actor
from shirube.kernel.errors import NotFoundError
from shirube.organizations import interface as organizations
from shirube.registers.domain.definition import RegisterPack, Visibility
from shirube.registers.domain.fields import (
    NOTE,
    ORDINANCE,
    PERSON,
    SECTION,
    TITLE,
    Field,
    actual_code,
    cell_code,
    fields_of,
    planned_code,
)
from shirube.registers.domain.progress import Progress, progress_of
from shirube.registers.domain.values import Office
from shirube.registers.models import Item, Register, StageDate
from shirube.registers.queries.rights import can_see_item, can_see_register


class RegisterNotFoundError(NotFoundError):
    """No such register, or one that this person may not see."""

    code = "registers.register_not_found"


class ItemNotFoundError(NotFoundError):
    """No such item, one that was taken off, or one that this person may not see."""

    code = "registers.item_not_found"


@dataclass(frozen=True, slots=True)
class ItemView:
    """`values` by field; what is empty is not in it. `section_id` is the id behind the section's code."""

    id: UUID
    key: str
    title: str
    section_id: UUID | None
    revision: int
    values: Mapping[str, str]
    progress: Progress
    changed_at: datetime

    def value(self, field: str) -> str:
        return self.values.get(field, "")


@dataclass(frozen=True, slots=True)
class RegisterView:
    """A register with the items that the reader may see. `known_until`: nothing is known beyond that day."""

    id: UUID
    code: str
    pack: RegisterPack
    fields: Mapping[str, Field]
    items: tuple[ItemView, ...]
    sections: Mapping[str, organizations.SectionSummary]
    known_until: date | None
    source: Mapping[str, str]
    changed_at: datetime
    revision: int
    on: date

    @property
    def judged_on(self) -> date:
        """The day by which lateness is judged."""
        return min(self.on, self.known_until) if self.known_until else self.on

    @property
    def section_names(self) -> Mapping[str, str]:
        return {code: section.name for code, section in self.sections.items()}

    def section_of(self, item: ItemView) -> str:
        """The name of the item's section; "" where it has none."""
        section = self.sections.get(item.value(SECTION))
        return section.name if section else ""

    @property
    def done(self) -> int:
        return sum(item.progress.is_done for item in self.items)

    @property
    def late(self) -> tuple[ItemView, ...]:
        """What is late, the longest first."""
        late = [item for item in self.items if item.progress.late]
        return tuple(sorted(late, key=lambda item: -item.progress.days_late))


def list_registers(*, municipality_id: UUID, actor: Actor, on: date) -> Sequence[RegisterView]:
    """The registers that the person may see, with the items of each. Four queries, however many there are."""
    rows = [row for row in registers_of(municipality_id) if can_see_register(actor, row.pack)]
    return _views(municipality_id, rows, on, actor)


def list_public_registers(*, municipality_id: UUID, on: date) -> Sequence[RegisterView]:
    """Those that residents may read."""
    rows = [row for row in registers_of(municipality_id) if row.pack.visibility is Visibility.PUBLIC]
    return _views(municipality_id, rows, on, None)


def get_public_stamp(*, municipality_id: UUID) -> str:
    """Changes with every change of what residents may read of registers. One query."""
    rows = registers_of(municipality_id).values_list("code", "version", "revision")
    return "-".join(f"{code}.{version}.{revision}" for code, version, revision in rows) or "none"


def get_register(*, municipality_id: UUID, code: str, actor: Actor, on: date) -> RegisterView:
    """RegisterNotFoundError."""
    row = registers_of(municipality_id).filter(code=code).first()
    if row is None or not can_see_register(actor, row.pack):
        raise RegisterNotFoundError(register=code)
    return _views(municipality_id, [row], on, actor)[0]


def get_public_register(*, municipality_id: UUID, code: str, on: date) -> RegisterView:
    """RegisterNotFoundError also for one that is kept for staff."""
    row = registers_of(municipality_id).filter(code=code).first()
    if row is None or row.pack.visibility is not Visibility.PUBLIC:
        raise RegisterNotFoundError(register=code)
    return _views(municipality_id, [row], on, None)[0]


def find_register(*, municipality_id: UUID, code: str, on: date) -> RegisterView | None:
    """A register with all its items, for measures and what else counts rows; None where the city keeps none."""
    row = registers_of(municipality_id).filter(code=code).first()
    return _views(municipality_id, [row], on, None)[0] if row else None


def find_item(register: RegisterView, item_id: UUID) -> ItemView:
    """ItemNotFoundError."""
    found = next((item for item in register.items if item.id == item_id), None)
    if found is None:
        raise ItemNotFoundError(item=str(item_id))
    return found


def get_register_code(municipality_id: UUID, item_id: UUID) -> str:
    """The register that the item stands in. ItemNotFoundError; who may see it is asked where it is shown."""
    living = Item.objects.filter(municipality_id=municipality_id, pk=item_id, removed_at__isnull=True)
    code = living.values_list("register__code", flat=True).first()
    if code is None:
        raise ItemNotFoundError(item=str(item_id))
    return code


def office_of(*, municipality_id: UUID, on: date) -> Office:
    """By what typed values are judged on a day."""
    return office_among(organizations.list_sections(municipality_id=municipality_id), on)


def office_among(sections: Iterable[organizations.SectionSummary], on: date) -> Office:
    known = list(sections)
    ended = frozenset(one.code for one in known if one.ends_on is not None and one.ends_on <= on)
    return Office(on, {one.code: one.name for one in known}, ended)


def values_of_item(row: Item, stages: Iterable[StageDate], section_code: str) -> Mapping[str, str]:
    """The values of a row in their one form."""
    values = {
        TITLE: row.title,
        SECTION: section_code,
        PERSON: row.person,
        ORDINANCE: row.ordinance,
        NOTE: row.note,
        **{cell_code(column): value for column, value in row.cells.items()},
    }
    for stage in stages:
        values[planned_code(stage.stage)] = stage.planned.isoformat() if stage.planned else ""
        values[actual_code(stage.stage)] = stage.actual.isoformat() if stage.actual else ""
    return {code: value for code, value in values.items() if value}


def registers_of(municipality_id: UUID) -> QuerySet[Register]:
    """The registers of a city in their order."""
    return Register.objects.filter(municipality_id=municipality_id).order_by("position", "code")


def _views(
    municipality_id: UUID, rows: Sequence[Register], on: date, actor: Actor | None
) -> list[RegisterView]:
    """`actor` None: every item."""
    sections = {one.id: one for one in organizations.list_sections(municipality_id=municipality_id)}
    items = _items(municipality_id, rows)
    return [_view(row, items[row.pk], sections, on, actor) for row in rows]


def _items(municipality_id: UUID, rows: Sequence[Register]) -> Mapping[UUID, list[Item]]:
    found: defaultdict[UUID, list[Item]] = defaultdict(list)
    days = StageDate.objects.filter(municipality_id=municipality_id)
    living = Item.objects.filter(
        municipality_id=municipality_id, register__in=[row.pk for row in rows], removed_at__isnull=True
    )
    ordered = living.order_by("position", "key").prefetch_related(Prefetch("stage_dates", days))
    for item in ordered:
        found[item.register_id].append(item)
    return found


def _view(
    row: Register,
    items: Sequence[Item],
    sections: Mapping[UUID, organizations.SectionSummary],
    on: date,
    actor: Actor | None,
) -> RegisterView:
    pack = row.pack
    judged_on = min(on, row.known_until) if row.known_until else on
    seen = [item for item in items if actor is None or can_see_item(actor, pack, item.section_id)]
    return RegisterView(
        id=row.pk,
        code=row.code,
        pack=pack,
        fields=fields_of(pack),
        items=tuple(_item(item, pack, sections, judged_on) for item in seen),
        sections={one.code: one for one in sections.values()},
        known_until=row.known_until,
        source=row.source,
        changed_at=row.changed_at,
        revision=row.revision,
        on=on,
    )


def _item(
    row: Item, pack: RegisterPack, sections: Mapping[UUID, organizations.SectionSummary], on: date
) -> ItemView:
    section = sections.get(row.section_id) if row.section_id else None
    values = values_of_item(row, row.stage_dates.all(), section.code if section else "")
    return ItemView(
        id=row.pk,
        key=row.key,
        title=row.title,
        section_id=row.section_id,
        revision=row.revision,
        values=values,
        progress=progress_of(pack.stages, values, on),
        changed_at=row.changed_at,
    )
