"""The case, the versions of its answers, what happened to it, and the hashes by which a name is found."""

from __future__ import annotations

from django.db import models

from shirube.applications.domain.states import UNDER_WAY, CaseState
from shirube.applications.models.keeping import Dossier
from shirube.organizations.interface import TenantModel

_UNDER_WAY = sorted(state.value for state in UNDER_WAY)


class Case(TenantModel):
    """One application from its receipt on. Its id is made at that moment, so ids stand in the order of arrival."""

    receipt_number = models.CharField(max_length=14)
    procedure_id = models.UUIDField()
    procedure_code = models.CharField(max_length=80)
    form_version_id = models.UUIDField()
    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    officer_id = models.UUIDField(null=True)
    state = models.CharField(max_length=12, default=CaseState.SUBMITTED)
    outcome = models.CharField(max_length=10, blank=True)
    channel = models.CharField(max_length=10)
    # Raised with every change of state or answers; whoever acts on an older one is told.
    revision = models.PositiveIntegerField(default=1)

    dossier = models.ForeignKey(Dossier, on_delete=models.SET_NULL, null=True, related_name="+")
    # Sealed: {"name", "kana", "mail", "represented", "evidence", "intake"}.
    parties = models.BinaryField(null=True)
    answers_number = models.PositiveSmallIntegerField(default=1)
    resident_id = models.UUIDField(null=True)
    represented_id = models.UUIDField(null=True)
    # Under which recorded mandate `resident_id` acts; asked at every reading whether it still stands.
    mandate_id = models.UUIDField(null=True)
    secret_hash = models.CharField(max_length=64, blank=True)
    level = models.CharField(max_length=10)
    language = models.CharField(max_length=10, default="ja")

    # What makes a second submission of the same page, and of the same person where once is enough, the first one.
    submission_key = models.CharField(max_length=64)
    once_key = models.CharField(max_length=64, null=True)

    submitted_at = models.DateTimeField()
    entered_by = models.CharField(max_length=80, blank=True)
    accepted_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    standard_days = models.PositiveSmallIntegerField(null=True)
    days_unit = models.CharField(max_length=10, default="business")
    # Null while the clock stands still, and where the procedure names no period.
    due_on = models.DateField(null=True)
    days_left = models.SmallIntegerField(null=True)
    # Days of the unit during which the clock stood still, all rounds together.
    paused_days = models.PositiveSmallIntegerField(default=0)
    rounds = models.PositiveSmallIntegerField(default=0)

    hand_over_wanted = models.BooleanField(default=False)
    retention_until = models.DateField(null=True)
    retention_warned_at = models.DateTimeField(null=True)
    legal_hold = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "receipt_number"], name="applications_receipt_number"
            ),
            models.UniqueConstraint(
                fields=["municipality", "submission_key"], name="applications_submitted_once"
            ),
            models.UniqueConstraint(
                fields=["municipality", "once_key"],
                name="applications_once_per_person",
                condition=models.Q(once_key__isnull=False),
            ),
        ]
        # Cost: a page of the list is read along one of these, newest first, whatever the history; docs of `list_cases`.
        indexes = [
            models.Index(fields=["municipality", "-id"], name="applications_all"),
            models.Index(fields=["municipality", "section", "-id"], name="applications_of_section"),
            models.Index(
                fields=["municipality", "section", "state", "-id"], name="applications_of_section_in"
            ),
            models.Index(fields=["municipality", "state", "-id"], name="applications_in_state"),
            # A procedure has its cases in one section as a rule; who asks another one's must not walk through all its own.
            models.Index(
                fields=["municipality", "section", "procedure_code", "state", "-id"],
                name="applications_of_procedure",
            ),
            models.Index(
                fields=["municipality", "officer_id", "state", "-id"], name="applications_of_officer"
            ),
            models.Index(fields=["municipality", "resident_id", "-id"], name="applications_of_resident"),
            models.Index(
                fields=["municipality", "section", "due_on", "id"],
                name="applications_due",
                condition=models.Q(due_on__isnull=False, state__in=_UNDER_WAY),
            ),
            models.Index(
                fields=["municipality", "retention_until"],
                name="applications_to_forget",
                condition=models.Q(retention_until__isnull=False),
            ),
            models.Index(
                fields=["municipality", "procedure_code", "id"],
                name="applications_to_hand_over",
                condition=models.Q(hand_over_wanted=True),
            ),
        ]

    def __str__(self) -> str:
        return self.receipt_number


class AnswersVersion(TenantModel):
    """The answers as they were after one act: submitted, resubmitted, corrected by staff. Older ones are kept."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    form_version_id = models.UUIDField()
    content = models.BinaryField()
    secrets = models.BinaryField(null=True)
    act = models.CharField(max_length=12)
    actor = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "case", "number"], name="applications_answers_number"
            )
        ]

    def __str__(self) -> str:
        return f"answers {self.number}"


class CaseStep(TenantModel):
    """One line of the case's story. `facts` are plain and tell nothing of the person; words lie sealed in `words`."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=24)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    words = models.BinaryField(null=True)
    is_public = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "case", "id"], name="applications_steps")]

    def __str__(self) -> str:
        return self.act


class NameToken(TenantModel):
    """A keyed hash of a part of a name in the case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tokens", db_index=False)
    token = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "token", "case"], name="applications_name_token")
        ]
        indexes = [models.Index(fields=["municipality", "case"], name="applications_tokens_of")]

    def __str__(self) -> str:
        return str(self.token)
