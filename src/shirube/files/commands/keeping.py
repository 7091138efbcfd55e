"""Nightly work: files nobody attached, files kept long enough, and files that wait for the scanner."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from shirube.audit import interface as audit
from shirube.files.commands.storing import scan_content
from shirube.files.events import InfectedFileFound
from shirube.files.models import FileState, ScanState, StoredFile
from shirube.files.models.contents import list_contents, remove_content
from shirube.files.queries import FileDamagedError, decrypt
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.transactions import command

# Who begins an application on a Friday evening may finish it on Sunday.
ORPHAN_AFTER = timedelta(days=2)
CHUNK = 500


def remove_orphans(*, municipality_id: UUID, now: datetime) -> int:
    """Remove uploads that nobody attached within two days, and contents on the disk that no row knows; how many.

    The second happen when a process dies between the disk and the table, which is the order that loses nothing.
    """
    old = StoredFile.objects.filter(municipality_id=municipality_id, uploaded_at__lt=now - ORPHAN_AFTER)
    removed = _remove_all(municipality_id, old.filter(attached_to__isnull=True), "files.orphans_removed", now)
    return removed + _sweep(municipality_id, now - ORPHAN_AFTER)


def remove_expired_files(*, municipality_id: UUID, now: datetime) -> int:
    """Remove attached files whose retention has ended; how many."""
    rows = StoredFile.objects.filter(municipality_id=municipality_id, retention_until__lt=japan_date(now))
    return _remove_all(municipality_id, rows, "files.expired_removed", now)


def scan_waiting_files(*, municipality_id: UUID, now: datetime, limit: int = 100) -> int:
    """Ask the scanner about files that came while it was away; how many have a verdict now."""
    waiting = StoredFile.objects.filter(municipality_id=municipality_id, scan_state=ScanState.WAITING)
    return sum(_scan(row, now) for row in waiting.select_related("key").order_by("uploaded_at")[:limit])


def _remove_all(municipality_id: UUID, rows: QuerySet[StoredFile], action: str, now: datetime) -> int:
    removed = 0
    while chosen := list(rows.values_list("pk", flat=True)[:CHUNK]):
        _remove(municipality_id=municipality_id, ids=chosen, action=action, now=now)
        removed += len(chosen)
    return removed


@command
def _remove(*, municipality_id: UUID, ids: list[UUID], action: str, now: datetime) -> None:
    StoredFile.objects.filter(municipality_id=municipality_id, pk__in=ids).delete()
    audit.record(
        municipality_id=municipality_id,
        actor=audit.SYSTEM,
        action=action,
        subject=f"files.day:{japan_date(now).isoformat()}",
        now=now,
        facts={"files": [str(file_id) for file_id in ids]},
    )
    for file_id in ids:
        transaction.on_commit(partial(remove_content, municipality_id, file_id))


def _sweep(municipality_id: UUID, before: datetime) -> int:
    found = dict(list_contents(municipality_id, before=before))
    known = StoredFile.objects.filter(municipality_id=municipality_id, pk__in=found)
    for file_id in (unknown := found.keys() - set(known.values_list("pk", flat=True))):
        found[file_id].unlink(missing_ok=True)
    return len(unknown)


def _scan(row: StoredFile, now: datetime) -> bool:
    try:
        state = scan_content(decrypt(row))
    except FileDamagedError:
        # Logged where it was found; the other files must still be scanned.
        return False
    if state not in {ScanState.CLEAN, ScanState.INFECTED}:
        return False
    _keep_verdict(row=row, state=state, now=now)
    return True


@command
def _keep_verdict(*, row: StoredFile, state: ScanState, now: datetime) -> None:
    waiting = StoredFile.objects.filter(
        municipality_id=row.municipality_id, pk=row.pk, scan_state=ScanState.WAITING
    )
    if not waiting.update(scan_state=state):
        return
    if state == ScanState.INFECTED:
        _reject(row)
    audit.record(
        municipality_id=row.municipality_id,
        actor=audit.SYSTEM,
        action="files.file_scanned",
        subject=f"files.file:{row.pk}",
        now=now,
        facts={"scan": state.value},
    )


def _reject(row: StoredFile) -> None:
    rows = StoredFile.objects.filter(municipality_id=row.municipality_id, pk=row.pk)
    rows.update(state=FileState.REJECTED)
    events.publish(
        InfectedFileFound(municipality_id=row.municipality_id, file_id=row.pk, attached_to=row.attached_to)
    )
