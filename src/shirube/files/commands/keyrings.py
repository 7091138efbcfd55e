"""The municipality's key for other rooms: to wrap keys of their own, and to derive ones for other uses."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.audit import interface as audit
from shirube.files.models import FileKey
from shirube.files.models.keyrings import Keyring, NoKeyError, open_keyring
from shirube.files.models.keys import wrap_new_key
from shirube.kernel.transactions import step


@step
def ensure_keyring(*, municipality_id: UUID, now: datetime) -> Keyring:
    """The municipality's keyring; its first key is made where it has none yet."""
    try:
        return open_keyring(municipality_id=municipality_id)
    except NoKeyError:
        make_key(municipality_id=municipality_id, now=now)
        return open_keyring(municipality_id=municipality_id)


@step
def make_key(*, municipality_id: UUID, now: datetime) -> None:
    """Make the first key; nothing where another made it in the same moment."""
    wrapped = wrap_new_key(municipality_id)
    try:
        with transaction.atomic():
            key = FileKey.objects.create(municipality_id=municipality_id, wrapped=wrapped, created_at=now)
    except IntegrityError:
        return
    audit.record(
        municipality_id=municipality_id,
        actor=audit.SYSTEM,
        action="files.key_made",
        subject=f"files.key:{key.pk}",
        now=now,
    )
