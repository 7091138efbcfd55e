"""What residents have begun: new applications, and corrections of returned ones."""

from __future__ import annotations

from django.db import models

from shirube.applications.models.keeping import Dossier
from shirube.organizations.interface import TenantModel


class Draft(TenantModel):
    """Answers on their way. With `case` it is the correction of that case, else a new application."""

    dossier = models.ForeignKey(Dossier, on_delete=models.SET_NULL, null=True, related_name="+")
    procedure_id = models.UUIDField()
    procedure_code = models.CharField(max_length=80)
    form_version_id = models.UUIDField()
    resident_id = models.UUIDField(null=True)
    secret_hash = models.CharField(max_length=64, blank=True)
    # 0 is the usual one draft per procedure and person; further ones were asked for.
    number = models.PositiveSmallIntegerField(default=0)
    case = models.ForeignKey("applications.Case", on_delete=models.CASCADE, null=True, related_name="drafts")
    language = models.CharField(max_length=10, default="ja")
    revision = models.PositiveIntegerField(default=1)
    # {"leaves", "trail", "represented"}, sealed; 個人番号 apart under the dossier's second key.
    content = models.BinaryField(null=True)
    secrets = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_on = models.DateField()
    warned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "resident_id", "procedure_id", "number"],
                name="applications_one_draft",
                condition=models.Q(resident_id__isnull=False, case__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["municipality", "case"],
                name="applications_one_correction",
                condition=models.Q(case__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "resident_id", "-saved_at"], name="applications_drafts_of"),
            models.Index(fields=["municipality", "expires_on"], name="applications_drafts_expiry"),
        ]

    def __str__(self) -> str:
        return f"draft of {self.procedure_code}"
