"""Files that belong to an item: of one of its columns, or of none in particular."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.files import interface as files
from shirube.kernel.transactions import command
from shirube.registers.commands.guards import get_item_row, record
from shirube.registers.queries.attachments import subject_of

ITEM_FILE = "registers.item_file"


@command
def attach_item_file(
    *, municipality_id: UUID, item_id: UUID, column: str, file_id: UUID, actor: Actor, now: datetime
) -> None:
    """Let a file that was just received belong to the item.

    Raises ItemNotFoundError, NotYourItemError and what `files.attach_file` raises.
    """
    row = get_item_row(municipality_id, item_id, actor)
    known = {one.code for one in row.register.pack.columns}
    files.attach_file(
        municipality_id=municipality_id,
        file_id=file_id,
        subject=subject_of(item_id, column if column in known else ""),
        actor=actor.log_name,
        now=now,
    )
    record(row, "registers.file_attached", actor, now, column=column)
