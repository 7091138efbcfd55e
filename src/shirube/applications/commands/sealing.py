"""Making the keys of a dossier, and destroying them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.applications.models import Dossier
from shirube.applications.queries.sealing import KEY, SECRET_KEY, Box
from shirube.files import interface as files
from shirube.kernel.ids import new_id
from shirube.kernel.prepared_writes import PreparedInsert
from shirube.kernel.transactions import step

_DOSSIERS = PreparedInsert(Dossier)


@step
def make_dossier(*, municipality_id: UUID, now: datetime) -> Box:
    """New keys for a draft, or for a case that staff enter."""
    keyring = files.ensure_keyring(municipality_id=municipality_id, now=now)
    box = Box(new_id(), files.new_key(), files.new_key())
    dossier = Dossier(
        id=box.dossier_id,
        municipality_id=municipality_id,
        wrapped=keyring.wrap(box.key, place=f"{KEY}:{box.dossier_id}"),
        wrapped_secret=keyring.wrap(box.secret_key or b"", place=f"{SECRET_KEY}:{box.dossier_id}"),
        created_at=now,
    )
    _DOSSIERS.insert(dossier)
    return box


@step
def destroy_dossier(*, municipality_id: UUID, dossier_id: UUID, actor: str, now: datetime) -> None:
    """Forget for good: the keys go, and with them everything that was sealed under them, files too."""
    subject = f"applications.dossier:{dossier_id}"
    for file in files.list_files(municipality_id=municipality_id, subject=subject):
        files.discard_file(municipality_id=municipality_id, file_id=file.id, actor=actor, now=now)
    Dossier.objects.filter(municipality_id=municipality_id, pk=dossier_id).delete()
    files.note_forgotten(municipality_id=municipality_id, holder=subject, now=now)
