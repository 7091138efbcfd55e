"""Opening the keys of municipalities with the master key of the installation."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from shirube.files.domain.encryption import new_key, read_key, seal, unseal
from shirube.files.models.stored import FileKey


def wrap_new_key(municipality_id: UUID) -> bytes:
    """A new key for the municipality, wrapped for its row."""
    return seal(_master_key(), new_key(), place=_key_place(municipality_id))


def unwrap_key(key: FileKey) -> bytes:
    """The key itself, for the moment of use. BrokenSealError when the master key is not the one it was made with."""
    return unseal(_master_key(), bytes(key.wrapped), place=_key_place(key.municipality_id))


def content_place(municipality_id: UUID, file_id: UUID) -> str:
    """What a content is bound to: exchanged for another city's or another row's, it does not open."""
    return f"file:{municipality_id}:{file_id}"


def _key_place(municipality_id: UUID) -> str:
    return f"key:{municipality_id}"


def _master_key() -> bytes:
    try:
        return read_key(settings.FILES_KEY)
    except ValueError as error:
        raise ImproperlyConfigured("SHIRUBE_FILES_KEY or the file `files-key`: 32 bytes in base64") from error
