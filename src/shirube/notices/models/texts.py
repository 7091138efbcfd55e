"""The cities' own texts, every version kept."""

from __future__ import annotations

from django.db import models

from shirube.notices.domain.letters import LONGEST_SUBJECT
from shirube.organizations.interface import TenantModel


class TextVersion(TenantModel):
    """One version of a text of one kind in one language; the highest number is in force.

    `meaning` numbers what the Japanese says: a change of it counts up, a mended slip of the pen does not. A translation
    carries the number of what it translates, and is stale while that is not the Japanese text's. The texts delivered
    with the software are version 0 with meaning 0 and have no row.
    """

    kind = models.CharField(max_length=80)
    language = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    meaning = models.PositiveIntegerField()
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    body = models.TextField()
    saved_by = models.CharField(max_length=80)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "language", "number"], name="notices_text_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.number}"
