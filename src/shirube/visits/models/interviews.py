"""The interview at the counter: its answers under a key of their own, what came out of it, and sheets of paper."""

from __future__ import annotations

from django.db import models

from shirube.kernel.ids import new_id
from shirube.organizations.interface import TenantModel
from shirube.visits.domain.interview.states import InterviewState, Origin


class VisitPackage(models.Model):
    """A package as its file says it. Not a tenant table: a city offers it with the procedures that it receives."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=60, unique=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class Interview(TenantModel):
    """One conversation over many procedures, begun at a desk, at home or at a writing desk.

    `wrapped` and `wrapped_secret` are its keys, wrapped by the municipality's: without them nothing sealed here can be
    read, and forgetting an interview is destroying them. Codes are kept as hashes.
    """

    package = models.CharField(max_length=60)
    origin = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Origin])
    state = models.CharField(max_length=9, choices=[(one.value, one.value) for one in InterviewState])
    visit = models.ForeignKey(
        "visits.Visit", on_delete=models.SET_NULL, null=True, blank=True, related_name="interviews"
    )
    language = models.CharField(max_length=10, default="ja")
    wrapped = models.BinaryField(null=True)
    wrapped_secret = models.BinaryField(null=True)
    content = models.BinaryField(null=True)
    secrets = models.BinaryField(null=True)
    revision = models.PositiveIntegerField(default=1)
    # Of the code that brings a preparation to the desk, of the second screen's, and of the page to take home.
    code_hash = models.CharField(max_length=64, blank=True)
    screen_hash = models.CharField(max_length=64, blank=True)
    home_hash = models.CharField(max_length=64, blank=True)
    started_by = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    # "screen": on the second screen by the resident; "spoken": read out at the desk.
    checked_how = models.CharField(max_length=10, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    # Codes of what is left to do elsewhere; nothing of the person.
    remaining = models.JSONField(default=list)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    # Nobody had ended it when the branch closed.
    was_open_at_closing = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", name],
                condition=~models.Q(**{name: ""}),
                name=f"visits_interview_{name}",
            )
            for name in ("code_hash", "screen_hash", "home_hash")
        ]
        indexes = [
            models.Index(fields=["municipality", "state", "expires_at"], name="visits_interviews_by_end"),
            models.Index(fields=["municipality", "confirmed_at"], name="visits_interviews_done"),
        ]

    def __str__(self) -> str:
        return f"{self.package} {self.state}"


class InterviewCase(TenantModel):
    """An application that came out of an interview. Plain ids: the case belongs to the room of applications."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="cases")
    procedure_code = models.CharField(max_length=80)
    # Of several people's applications for one procedure: whose it is, as the row of the conversation.
    row = models.CharField(max_length=20, blank=True, default="")
    section_id = models.UUIDField()
    case_id = models.UUIDField()
    receipt_number = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "interview", "procedure_code", "row"],
                name="visits_interview_case_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.interview_id} {self.procedure_code}"


class InterviewViewing(TenantModel):
    """Somebody of the staff opened an interview; once for each person, interview and quarter of an hour."""

    interview_id = models.UUIDField()
    staff_id = models.UUIDField()
    window = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "interview_id", "staff_id", "window"], name="visits_viewing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} saw {self.interview_id}"


class PaperSheet(TenantModel):
    """One printed sheet of one form version; its code leads from the scanned paper back to the form."""

    code = models.CharField(max_length=20)
    procedure_code = models.CharField(max_length=80)
    form_version_id = models.UUIDField()
    printed_by = models.CharField(max_length=80)
    printed_at = models.DateTimeField()
    typed_by = models.CharField(max_length=80, blank=True)
    typed_at = models.DateTimeField(null=True, blank=True)
    case_id = models.UUIDField(null=True, blank=True)
    receipt_number = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="visits_sheet_code")]

    def __str__(self) -> str:
        return self.code
