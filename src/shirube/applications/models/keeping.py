"""What keeps and what forgets: the key of each dossier, hand-overs, who looked, and the figures that survive."""

from __future__ import annotations

from django.db import models

from shirube.organizations.interface import TenantModel


class Dossier(TenantModel):
    """The keys of one draft and the case that grows from it. Without this row nothing sealed in it can be read.

    Both keys are wrapped by the municipality's key. 個人番号 is sealed with the second, so that it can be forgotten
    before the rest and is never opened by accident.
    """

    wrapped = models.BinaryField()
    wrapped_secret = models.BinaryField(null=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"dossier {self.pk}"


class Viewing(TenantModel):
    """Somebody of the staff opened a case's personal data; once for each person, case and window of time."""

    # Plain ids: the trail outlives the case.
    case_id = models.UUIDField()
    staff_id = models.UUIDField()
    window = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "case_id", "staff_id", "window"], name="applications_viewing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} saw {self.case_id}"


class Handover(TenantModel):
    """A file of cases that was made for a core system."""

    procedure_code = models.CharField(max_length=80)
    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    encoding = models.CharField(max_length=10)
    # What was chosen: the days of arrival where somebody named them, and whether what went out before goes again.
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    is_again = models.BooleanField(default=False)
    # [{"header", "value"}] as they were when the file was made: read again, it is the same whatever was changed since.
    columns = models.JSONField(default=list)
    cases = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    # Characters replaced or refused, as [{"receipt_number", "column", "character", "written"}]: single characters only.
    findings = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "procedure_code", "-made_at"], name="applications_handovers")
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code} {self.made_at}"


class HandedOver(TenantModel):
    """A case that went out in a hand-over. `turn` 0 is the first time; a higher one was asked for."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="items")
    case = models.ForeignKey("applications.Case", on_delete=models.CASCADE, related_name="handed_over")
    turn = models.PositiveSmallIntegerField(default=0)
    # The version that went out: read again, the file is the same, whatever was corrected since.
    answers_number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "case", "turn"], name="applications_handed_over_once"
            )
        ]
        # Cost: a file is read along this, 500 cases at a time.
        indexes = [
            models.Index(fields=["municipality", "handover", "case"], name="applications_handover_items")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} turn {self.turn}"


class Substitute(TenantModel):
    """What the city writes for a character that a core system does not know: 𠮷 → 吉."""

    character = models.CharField(max_length=4)
    written = models.CharField(max_length=4)
    decided_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "character"], name="applications_substitute_once")
        ]

    def __str__(self) -> str:
        return f"{self.character} → {self.written}"


class CaseStatistic(TenantModel):
    """The figures of one case without anything about the person. Written while the case lives; stays when it goes."""

    case_id = models.UUIDField()
    procedure_code = models.CharField(max_length=80)
    section_id = models.UUIDField()
    channel = models.CharField(max_length=10)
    submitted_on = models.DateField()
    settled_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    # Days of the procedure's unit from arrival to decision, without those of corrections.
    days_used = models.SmallIntegerField(null=True)
    standard_days = models.PositiveSmallIntegerField(null=True)
    rounds = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "case_id"], name="applications_statistic_of_case")
        ]
        indexes = [
            models.Index(fields=["municipality", "submitted_on"], name="applications_by_submitted"),
            models.Index(fields=["municipality", "settled_on"], name="applications_by_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code} {self.submitted_on}"
