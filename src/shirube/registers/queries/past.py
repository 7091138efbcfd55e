"""A register as it stood on a day that is past: what changed later is taken back, from its history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q

from shirube.kernel.clock import JAPAN
from shirube.organizations import interface as organizations
from shirube.registers.domain.fields import SECTION, TITLE
from shirube.registers.domain.progress import progress_of
from shirube.registers.models import Change, Item, StageDate
from shirube.registers.queries.registers import ItemView, RegisterView, find_register, values_of_item


def find_register_at(*, municipality_id: UUID, code: str, on: date) -> RegisterView | None:
    """The register with all its items as they were at the end of the day; None where the city keeps none.

    The columns and stages are today's. An item that was added later is not there, one that was taken off later is. Four
    queries more than the register of today.
    """
    today = find_register(municipality_id=municipality_id, code=code, on=on)
    if today is None:
        return None
    end = datetime.combine(on + timedelta(days=1), time.min, JAPAN)
    undone = _values_before(municipality_id, today.id, end)
    sections = {one.id: one for one in organizations.list_sections(municipality_id=municipality_id)}
    rows = _rows_then(municipality_id, today.id, end)
    items = [_item(row, today, undone[row.pk], sections) for row in rows]
    return replace(today, items=tuple(item for item in items if item.title))


def _values_before(municipality_id: UUID, register_id: UUID, end: datetime) -> Mapping[UUID, dict[str, str]]:
    """What stood in each field before it was changed at or after `end`: the earliest of those changes says."""
    then: defaultdict[UUID, dict[str, str]] = defaultdict(dict)
    rows = Change.objects.filter(municipality_id=municipality_id, item__register=register_id, at__gte=end)
    for row in rows.order_by("-revision"):
        then[row.item_id][row.field] = row.before
    return then


def _rows_then(municipality_id: UUID, register_id: UUID, end: datetime) -> Sequence[Item]:
    days = StageDate.objects.filter(municipality_id=municipality_id)
    living = Item.objects.filter(
        Q(removed_at__isnull=True) | Q(removed_at__gte=end),
        municipality_id=municipality_id,
        register=register_id,
    )
    return list(living.order_by("position", "key").prefetch_related(Prefetch("stage_dates", days)))


def _item(
    row: Item,
    register: RegisterView,
    undone: Mapping[str, str],
    sections: Mapping[UUID, organizations.SectionSummary],
) -> ItemView:
    section = sections.get(row.section_id) if row.section_id else None
    values = {**values_of_item(row, row.stage_dates.all(), section.code if section else ""), **undone}
    held = {code: value for code, value in values.items() if value}
    then = register.sections.get(held.get(SECTION, ""))
    return ItemView(
        id=row.pk,
        key=row.key,
        title=held.get(TITLE, ""),
        section_id=then.id if then else None,
        revision=row.revision,
        values=held,
        progress=progress_of(register.pack.stages, held, register.judged_on),
        changed_at=row.changed_at,
    )
