"""What other rooms may use from audit."""

from shirube.audit.commands import SYSTEM, record, staff_actor
from shirube.audit.queries import EntryLine, find_broken_link, list_entries, list_entries_about

__all__ = [
    "SYSTEM",
    "EntryLine",
    "find_broken_link",
    "list_entries",
    "list_entries_about",
    "record",
    "staff_actor",
]
