"""Forms of a municipality: what is published, version by version, and what is being drafted."""

from __future__ import annotations

from django.db import models

from shirube.organizations.interface import TenantModel


class Origin(models.TextChoices):
    """Where a version comes from: a pack may follow its own versions, never those that staff have made."""

    STAFF = "staff", "職員"
    PACK = "pack", "パック"


class FormDefinition(TenantModel):
    """A form under its code, whatever its versions."""

    code = models.CharField(max_length=60)
    section = models.ForeignKey(
        "organizations.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    # The number of the version that is in force; None before the first one and after a withdrawal.
    current_number = models.PositiveIntegerField(null=True)
    newest_number = models.PositiveIntegerField(default=0)
    # A published version that comes into force on a day still ahead.
    coming_number = models.PositiveIntegerField(null=True)
    coming_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="forms_definition_code")]

    def __str__(self) -> str:
        return self.code


class FormVersion(TenantModel):
    """A published version. It is never changed: applications are pinned to it."""

    definition = models.ForeignKey(FormDefinition, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=5, choices=Origin.choices)
    note = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "definition", "number"], name="forms_version_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.definition_id} {self.number}"


class FormDraft(TenantModel):
    """The one draft of a form, and who is working on it. `revision` counts its saves."""

    definition = models.ForeignKey(FormDefinition, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    based_on = models.PositiveIntegerField(null=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=80)
    lock_holder = models.UUIDField(null=True)
    locked_at = models.DateTimeField(null=True)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "definition"], name="forms_one_draft_each")
        ]

    def __str__(self) -> str:
        return f"draft of {self.definition_id}, revision {self.revision}"
