"""The rows of stored files, and the keys of the municipalities."""

from __future__ import annotations

from django.db import models

from shirube.organizations.interface import TenantModel


class FileState(models.TextChoices):
    UPLOADED = "uploaded", "受け取り済み"
    ATTACHED = "attached", "添付済み"
    REJECTED = "rejected", "受け取り不可"


class ScanState(models.TextChoices):
    NOT_CONFIGURED = "not_configured", "ウイルス検査なし"
    WAITING = "waiting", "ウイルス検査待ち"
    CLEAN = "clean", "ウイルス検査済み"
    INFECTED = "infected", "ウイルス検出"


class FileKey(TenantModel):
    """A municipality's key, wrapped by the master key of the installation. Deleting it makes its files unreadable."""

    number = models.PositiveSmallIntegerField(default=1)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="files_key_number")]

    def __str__(self) -> str:
        return f"key {self.number}"


class ForgottenKey(TenantModel):
    """A holder whose key was destroyed for good. The ledger outside of the database says the same (ADR 40)."""

    holder = models.CharField(max_length=120)
    forgotten_at = models.DateTimeField()
    is_written = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "holder"], name="files_forgotten_once")
        ]
        indexes = [
            models.Index(
                fields=["municipality", "forgotten_at"],
                name="files_forgotten_unwritten",
                condition=models.Q(is_written=False),
            )
        ]

    def __str__(self) -> str:
        return self.holder


class StoredFile(TenantModel):
    """A file that somebody uploaded. Its encrypted content lies in the folder of files under the row's id."""

    name = models.CharField(max_length=150)
    declared_type = models.CharField(max_length=100, blank=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    purpose = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.UPLOADED)
    scan_state = models.CharField(max_length=14, choices=ScanState.choices)
    key = models.ForeignKey(FileKey, on_delete=models.PROTECT, related_name="+", null=True)
    # "<room>.<thing>:<id>" whose own key seals the content; `key` is null then.
    key_holder = models.CharField(max_length=120, blank=True)
    uploaded_by = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()
    attached_to = models.CharField(max_length=120, null=True)
    # Its number among the files of the subject: the constraint below is what holds the limit when two attach at once.
    position = models.PositiveSmallIntegerField(null=True)
    retention_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "attached_to", "purpose", "position"], name="files_one_place_each"
            ),
            models.CheckConstraint(
                name="files_attached_means_attached_to_something",
                condition=(models.Q(state=FileState.UPLOADED) & models.Q(attached_to__isnull=True))
                | (models.Q(state=FileState.ATTACHED) & models.Q(attached_to__isnull=False))
                | models.Q(state=FileState.REJECTED),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "state", "uploaded_at"], name="files_by_state"),
            models.Index(
                fields=["municipality", "retention_until"],
                name="files_by_retention",
                condition=models.Q(retention_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
