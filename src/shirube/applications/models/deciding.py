"""Corrections asked for, proposals on their way through the approval route, and the documents that were issued."""

from __future__ import annotations

from django.db import models

from shirube.applications.models.cases import Case
from shirube.organizations.interface import TenantModel


class Correction(TenantModel):
    """One round of correction (補正). `content`, sealed: {"message", "points": [{"path", "reason", "text"}]}."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    answer_by = models.DateField(null=True)
    answers_before = models.PositiveSmallIntegerField()
    answered_at = models.DateTimeField(null=True)
    answers_after = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "case", "number"], name="applications_correction_number"
            )
        ]

    def __str__(self) -> str:
        return f"correction {self.number}"


class ProposalState(models.TextChoices):
    OPEN = "open", "決裁中"
    APPROVED = "approved", "決裁済み"
    RETURNED = "returned", "差し戻し"
    WITHDRAWN = "withdrawn", "取り下げ"


class Proposal(TenantModel):
    """A decision the officer proposes (起案). `content`, sealed: {"reason", "comment"}."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=10)
    content = models.BinaryField()
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "case", "number"], name="applications_proposal_number"
            ),
            models.UniqueConstraint(
                fields=["municipality", "case"],
                name="applications_one_open_proposal",
                condition=models.Q(state=ProposalState.OPEN),
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.number}: {self.outcome}"


class Mark(models.TextChoices):
    """In what manner a step was decided."""

    SELF = "self", "本人"
    ACTING = "acting", "代決"
    PULLED_UP = "pulled_up", "引上げ"
    # Nobody stands at the desk: the section has no 係長 but the proposer.
    SKIPPED = "skipped", "省略"


class ApprovalStep(TenantModel):
    """One desk of the route. Decided when `decided_at` is set; `words` is the sealed comment."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=30)
    verdict = models.CharField(max_length=10, blank=True)
    mark = models.CharField(max_length=10, choices=Mark.choices, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    words = models.BinaryField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "proposal", "position"], name="applications_approval_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.role}"


class IssuedDocument(TenantModel):
    """A document for the resident (交付物). The file lies in the room of files, attached to the dossier."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="documents")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    file_id = models.UUIDField()
    issued_by = models.CharField(max_length=80)
    issued_at = models.DateTimeField()
    download_until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "case", "number"], name="applications_document_number"
            )
        ]

    def __str__(self) -> str:
        return f"document {self.number}"


class DocumentLogEntry(TenantModel):
    """Who fetched a document, and when and why its time was lengthened (再交付)."""

    document = models.ForeignKey(IssuedDocument, on_delete=models.CASCADE, related_name="log")
    act = models.CharField(max_length=10)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "document", "id"], name="applications_document_log")]

    def __str__(self) -> str:
        return self.act
