"""From an uploaded sheet to the difference it would make, or to the list of everything that is wrong with it.

A row says which item it is and from which revision it was printed. Only cells that differ from what was printed are
wishes; so two people's sheets go together as long as they change different cells, and rows may stand in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shirube.kernel.sheets.grid import Book
from shirube.kernel.sheets.problems import (
    Fault,
    InvalidSheetError,
    Place,
    SheetProblem,
    refuse,
    shorten,
)
from shirube.kernel.sheets.table import Row, find_table
from shirube.kernel.text import normalise
from shirube.registers.domain.fields import SECTION, TITLE, Field
from shirube.registers.domain.sheet_words import TABLE_SHEET, TOKEN, SheetIdentity, read_token
from shirube.registers.domain.values import Office, check_change, print_value, read_value


class SheetFault(StrEnum):
    """Beside what any sheet and any value may have wrong."""

    OTHER_REGISTER = "other_register"
    NOT_YOURS = "not_yours"
    NOT_TO_ADD = "not_to_add"
    NOT_TO_MOVE = "not_to_move"
    MEANWHILE = "meanwhile"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldChange(_Part):
    field: str
    before: str
    after: str


class RowChange(_Part):
    """`item_id` None: a new item. `revision` is the item's when the row was compared."""

    item_id: UUID | None
    revision: int
    title: str
    place: str
    changes: tuple[FieldChange, ...]


class MissingRow(_Part):
    item_id: UUID
    revision: int
    title: str


class SheetDifference(_Part):
    """Kept with the sheet until it is applied. `missing` are items without a row: they are asked about, never just lost."""

    rows: tuple[RowChange, ...]
    missing: tuple[MissingRow, ...]
    same: int


@dataclass(frozen=True, slots=True)
class Standing:
    """An item as it stands now; `then` holds what was other when its row was printed."""

    id: UUID
    revision: int
    title: str
    values: Mapping[str, str]
    then: Mapping[str, str]
    can_change: bool

    def printed(self, code: str) -> str:
        return self.then.get(code, self.values.get(code, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFrame:
    """What a sheet is judged by. `can_add` answers for the code of a section; `can_keep`: may move and take off items."""

    identity: SheetIdentity
    fields: Mapping[str, Field]
    office: Office
    items: Mapping[UUID, Standing]
    can_add: Callable[[str], bool]
    can_keep: bool


@dataclass(slots=True)
class _Findings:
    problems: list[SheetProblem] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)
    seen: dict[UUID, int] = field(default_factory=dict)
    same: int = 0


def printed_revisions(book: Book) -> Mapping[UUID, int]:
    """The revision from which each item's row was printed, as far as the file says so."""
    grid = book.grids.get(TABLE_SHEET)
    if grid is None:
        return {}
    tokens = (read_token(cell.shown) for cell in grid.cells.values() if "-" in cell.shown)
    return dict(token for token in tokens if token is not None)


def check_sheet(book: Book, frame: SheetFrame) -> SheetDifference:
    """What the sheet would change. Raises InvalidSheetError with every problem found; changes nothing itself."""
    _require_ours(book, frame.identity)
    findings = _Findings()
    grid = book.grids.get(TABLE_SHEET)
    if grid is None:
        raise InvalidSheetError([SheetProblem(Fault.SHEET_MISSING, Place(TABLE_SHEET))])
    headings = [TOKEN, *(one.label for one in frame.fields.values())]
    table = find_table(grid, headings, findings.problems)
    for row in table.rows() if table else ():
        _check_row(row, frame, findings)
    if findings.problems:
        raise InvalidSheetError(findings.problems)
    missing = tuple(
        MissingRow(item_id=item.id, revision=item.revision, title=item.title)
        for item in frame.items.values()
        if item.id not in findings.seen
    )
    if not findings.rows and not missing:
        raise refuse(Fault.NOTHING_CHANGED, count=str(findings.same))
    return SheetDifference(rows=tuple(findings.rows), missing=missing, same=findings.same)


def _require_ours(book: Book, wanted: SheetIdentity) -> None:
    questions = {
        "format": Fault.NOT_OUR_SHEET,
        "version": Fault.OTHER_FORMAT,
        "municipality": Fault.OTHER_MUNICIPALITY,
        "register": SheetFault.OTHER_REGISTER,
    }
    for key, fault in questions.items():
        if book.identity.get(key, "") != wanted.pairs[key]:
            shown = shorten(book.identity.get(f"{key}_name") or book.identity.get(key, ""))
            facts = {"found": shown, "wanted": wanted.pairs.get(f"{key}_name", "")}
            raise InvalidSheetError([SheetProblem(fault, Place(), shown, facts)])


def _check_row(row: Row, frame: SheetFrame, findings: _Findings) -> None:
    token = row.shown(TOKEN)
    if not token:
        if row.is_filled_in([one.label for one in frame.fields.values()]):
            _check_new(row, frame, findings)
        return
    item = _find(row, token, frame, findings)
    if item is None:
        return
    findings.seen[item.id] = row.number
    changes = list(_changes(row, item, frame, findings))
    _check_rights(row, item, changes, frame, findings)
    if changes:
        findings.rows.append(
            RowChange(
                item_id=item.id,
                revision=item.revision,
                title=item.title,
                place=row.place(frame.fields[TITLE].label).cell,
                changes=tuple(changes),
            )
        )
    else:
        findings.same += 1


def _find(row: Row, token: str, frame: SheetFrame, findings: _Findings) -> Standing | None:
    known = read_token(token)
    item = frame.items.get(known[0]) if known else None
    if item is None:
        findings.problems.append(row.problem(Fault.ROW_UNKNOWN if known else Fault.TOKEN_CHANGED, TOKEN))
        return None
    if item.id in findings.seen:
        facts = {"name": item.title, "first": str(findings.seen[item.id])}
        findings.problems.append(row.problem(Fault.ROW_TWICE, TOKEN, **facts))
        return None
    heading = frame.fields[TITLE].label
    if _is_another(row.shown(heading), item, frame):
        findings.problems.append(row.problem(Fault.ROW_MIXED, heading, name=item.title))
        return None
    return item


def _is_another(shown: str, item: Standing, frame: SheetFrame) -> bool:
    """Whether the row carries another item's name: sorting only some columns tears rows apart. A new name is a wish."""
    name = normalise(shown)
    if name in {normalise(item.printed(TITLE)), normalise(item.title)}:
        return False
    return any(name == normalise(other.printed(TITLE)) for other in frame.items.values())


def _changes(row: Row, item: Standing, frame: SheetFrame, findings: _Findings) -> Iterator[FieldChange]:
    for code, one in frame.fields.items():
        wish = _wish(row, one, item.printed(code), frame, findings)
        standing = item.values.get(code, "")
        if wish is None or wish == standing:
            continue
        if standing != item.printed(code):
            now = print_value(one, standing, frame.office.sections)
            findings.problems.append(row.problem(SheetFault.MEANWHILE, one.label, now=shorten(now)))
            continue
        fault = check_change(one, standing, wish, frame.office)
        if fault is not None:
            findings.problems.append(row.problem(fault, one.label))
        else:
            yield FieldChange(field=code, before=standing, after=wish)


def _wish(row: Row, one: Field, printed: str, frame: SheetFrame, findings: _Findings) -> str | None:
    """What the cell asks for; None where it is as it was printed, or wrong."""
    if normalise(row.shown(one.label)) == normalise(print_value(one, printed, frame.office.sections)):
        return None
    value = read_value(one, row.cell(one.label), frame.office)
    if isinstance(value, StrEnum):
        findings.problems.append(_problem(row, one, value))
        return None
    return None if value == printed else value


def _problem(row: Row, one: Field, fault: StrEnum) -> SheetProblem:
    day = row.shown(one.label)
    words = "、".join(option.label for option in one.options)
    return row.problem(
        fault, one.label, unit=one.unit, longest=str(one.longest), day=day, words=words, heading=one.label
    )


def _check_rights(
    row: Row, item: Standing, changes: Sequence[FieldChange], frame: SheetFrame, findings: _Findings
) -> None:
    for change in changes:
        heading = frame.fields[change.field].label
        if not item.can_change:
            findings.problems.append(row.problem(SheetFault.NOT_YOURS, heading, name=item.title))
            return
        if change.field == SECTION and not frame.can_keep:
            findings.problems.append(row.problem(SheetFault.NOT_TO_MOVE, heading, name=item.title))


def _check_new(row: Row, frame: SheetFrame, findings: _Findings) -> None:
    values: dict[str, str] = {}
    before = len(findings.problems)
    for code, one in frame.fields.items():
        value = read_value(one, row.cell(one.label), frame.office)
        fault = value if isinstance(value, StrEnum) else check_change(one, "", value, frame.office)
        if fault is not None:
            findings.problems.append(_problem(row, one, fault))
        elif value:
            values[code] = value
    if len(findings.problems) > before:
        return
    if not frame.can_add(values.get(SECTION, "")):
        findings.problems.append(row.problem(SheetFault.NOT_TO_ADD, frame.fields[TITLE].label))
        return
    changes = tuple(FieldChange(field=code, before="", after=value) for code, value in values.items())
    place = row.place(frame.fields[TITLE].label).cell
    findings.rows.append(
        RowChange(item_id=None, revision=0, title=values[TITLE], place=place, changes=changes)
    )
