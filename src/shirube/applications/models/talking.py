"""Words around a case: messages with the resident, notes and opinions among staff, labels."""

from __future__ import annotations

from django.db import models

from shirube.applications.models.cases import Case
from shirube.organizations.interface import TenantModel


class Message(TenantModel):
    """A message between the resident and the section; `words` is sealed. Files hang on `applications.message:<id>`."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    is_from_resident = models.BooleanField()
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    words = models.BinaryField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "case", "id"], name="applications_messages")]

    def __str__(self) -> str:
        return f"message {self.at}"


class Note(TenantModel):
    """An internal note; never shown to the resident."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    words = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "case", "id"], name="applications_notes")]

    def __str__(self) -> str:
        return f"note {self.at}"


class Opinion(TenantModel):
    """What another section was asked about the case, and what it answered."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="opinions")
    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    question = models.BinaryField()
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    answer = models.BinaryField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["municipality", "section", "answer_by"],
                name="applications_opinions_open",
                condition=models.Q(answered_at__isnull=True, taken_back_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"opinion of {self.section_id}"


class Label(TenantModel):
    """A word of a section's own for sorting its cases."""

    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "section", "name"], name="applications_label_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CaseLabel(TenantModel):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="labels")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="cases")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "case", "label"], name="applications_label_once")
        ]
        # Cost: the list of cases with one label is read along it, newest first.
        indexes = [models.Index(fields=["municipality", "label", "-case"], name="applications_labelled")]

    def __str__(self) -> str:
        return f"{self.label_id} on {self.case_id}"
