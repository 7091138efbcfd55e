"""The files of agenda items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from shirube.files import interface as files


def subject_of(item_id: UUID) -> str:
    return f"headquarters.item:{item_id}"


def list_item_files(
    *, municipality_id: UUID, item_ids: Sequence[UUID]
) -> Mapping[UUID, Sequence[files.FileSummary]]:
    """By item. One query, however many."""
    subjects = {subject_of(item_id): item_id for item_id in item_ids}
    attached = files.list_attached(municipality_id=municipality_id, subjects=list(subjects))
    return {subjects[subject]: found for subject, found in attached.items()}
