"""How registers stand: how many items there are and are done, and which are late; without what else is in them.

Cost: for pages that look over all registers of a city at once. Reading every value of 360 items took half of such a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.registers.domain.progress import Progress, StageDays, progress_from
from shirube.registers.models import Item, Register, StageDate
from shirube.registers.queries.registers import registers_of
from shirube.registers.queries.rights import can_see_item, can_see_register

# Of each item its stages with their days; stages without one are not in it.
_DaysOfItems = Mapping[UUID, StageDays]
# Item, register, section (None where none is named), title.
_Line = tuple[UUID, UUID, UUID | None, str]


@dataclass(frozen=True, slots=True)
class LateItem:
    """`stage` is the open stage whose planned day passed first, `days` how long ago that was."""

    id: UUID
    title: str
    section_id: UUID | None
    stage: str
    planned: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterStanding:
    """Of the items that the reader may see. `late`: the longest first. `known_until`: nothing is known beyond that day."""

    code: str
    title: str
    known_until: date | None
    items: int
    done: int
    late: tuple[LateItem, ...]


def list_standings(*, municipality_id: UUID, actor: Actor, on: date) -> Sequence[RegisterStanding]:
    """Of the registers that the person may see. Three queries, however many registers and items there are."""
    rows = [row for row in registers_of(municipality_id) if can_see_register(actor, row.pack)]
    lines = _lines(municipality_id, rows)
    days = _days(municipality_id)
    return [_standing(row, lines[row.pk], days, actor, on) for row in rows]


def _lines(municipality_id: UUID, rows: Sequence[Register]) -> Mapping[UUID, list[_Line]]:
    living = Item.objects.filter(
        municipality_id=municipality_id, register__in=[row.pk for row in rows], removed_at__isnull=True
    )
    found: defaultdict[UUID, list[_Line]] = defaultdict(list)
    for line in living.order_by("position", "key").values_list("pk", "register", "section", "title"):
        found[line[1]].append(line)
    return found


def _days(municipality_id: UUID) -> _DaysOfItems:
    rows = StageDate.objects.filter(municipality_id=municipality_id)
    found: defaultdict[UUID, dict[str, tuple[date | None, date | None]]] = defaultdict(dict)
    for item, stage, planned, actual in rows.values_list("item", "stage", "planned", "actual"):
        found[item][stage] = (planned, actual)
    return found


def _standing(
    row: Register, lines: Iterable[_Line], days: _DaysOfItems, actor: Actor, on: date
) -> RegisterStanding:
    pack = row.pack
    judged_on = min(on, row.known_until) if row.known_until else on
    seen = [
        (line, progress_from(pack.stages, days.get(line[0], {}), judged_on))
        for line in lines
        if can_see_item(actor, pack, line[2])
    ]
    late = [one for line, progress in seen if (one := _late(line, progress))]
    return RegisterStanding(
        code=row.code,
        title=pack.title,
        known_until=row.known_until,
        items=len(seen),
        done=sum(progress.is_done for _line, progress in seen),
        late=tuple(sorted(late, key=lambda one: -one.days)),
    )


def _late(line: _Line, progress: Progress) -> LateItem | None:
    stage = progress.late
    if stage is None or stage.planned is None:
        return None
    item_id, _register, section_id, title = line
    return LateItem(
        item_id, title, section_id, stage.label, stage.planned, (progress.on - stage.planned).days
    )
