"""What staff have begun to type from paper, post, phone or counter."""

from __future__ import annotations

from django.db import models

from shirube.applications.models.keeping import Dossier
from shirube.organizations.interface import TenantModel


class IntakeDraft(TenantModel):
    """途中の入力: an application on its way from a sheet of paper into a case. The section's own, whoever began it.

    Its dossier becomes that of the case, so that scans and keys need not move.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.SET_NULL, null=True, related_name="+")
    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    procedure_code = models.CharField(max_length=80)
    form_version_id = models.UUIDField()
    # The page that types it, as the case will know it: so that a late save of a page that was sent in finds the case.
    submission_key = models.CharField(max_length=64)
    # Sealed: {"answers", "typed", "facts", "scans"}; 個人番号 apart under the dossier's second key.
    content = models.BinaryField(null=True)
    secrets = models.BinaryField(null=True)
    revision = models.PositiveIntegerField(default=1)
    device = models.CharField(max_length=40, blank=True)
    begun_by = models.CharField(max_length=80)
    saved_by = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "submission_key"], name="applications_one_entry_of_a_page"
            )
        ]
        indexes = [
            models.Index(fields=["municipality", "section", "-saved_at"], name="applications_entries_of"),
            models.Index(fields=["municipality", "expires_on"], name="applications_entries_expiry"),
        ]

    def __str__(self) -> str:
        return f"entry of {self.procedure_code}"
