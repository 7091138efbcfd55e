"""Who works at a staff page, and the moment, read once."""

from __future__ import annotations

from django.http import HttpRequest

from shirube.accounts.interface import ALL_ROLES, StaffDesk
from shirube.procedures.commands.guards import ASSIGNERS, EDITORS, PROPOSERS

__all__ = ["ASSIGNERS", "PROPOSERS", "READERS", "WRITERS", "Desk", "desk_of", "seen_revision"]

# Everybody of the staff may look at the catalogue; the auditor reads and never writes.
READERS = ALL_ROLES
WRITERS = EDITORS
# Nothing but who acts and when.
Desk = StaffDesk
desk_of = StaffDesk.at


def seen_revision(request: HttpRequest) -> int:
    """The revision that the page showed; 0, which no entry has, where it is not a number."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0
