"""Courses and events, their sessions, who entered and who came."""

from __future__ import annotations

from django.db import models

from shirube.organizations.interface import TenantModel
from shirube.venues.domain.ages import AgeGroup

_AGES = [
    (AgeGroup.UNDER_20, "20歳未満"),
    (AgeGroup.TO_39, "20〜39歳"),
    (AgeGroup.TO_59, "40〜59歳"),
    (AgeGroup.SIXTIES, "60代"),
    (AgeGroup.SEVENTIES, "70代"),
    (AgeGroup.OVER_80, "80歳以上"),
    (AgeGroup.UNKNOWN, "答えない"),
]


class SessionState(models.TextChoices):
    OPEN = "open", "開催"
    CANCELLED = "cancelled", "中止"


class Course(TenantModel):
    """A course or an event. `facts` is a CourseFacts; `form_code` names the form whose questions are asked."""

    code = models.CharField(max_length=40)
    facts = models.JSONField()
    topic = models.CharField(max_length=20)
    section = models.ForeignKey("organizations.Section", on_delete=models.PROTECT, related_name="+")
    form_code = models.CharField(max_length=60, blank=True)
    is_open = models.BooleanField(default=True)
    digest = models.CharField(max_length=64, blank=True)
    is_edited = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="venues_course_code")]

    def __str__(self) -> str:
        return self.code


class Session(TenantModel):
    """One time that a course is held, [starts_at, ends_at). `place` is Words where it is in no room of the city's."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sessions")
    code = models.CharField(max_length=40)
    title = models.JSONField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveIntegerField()
    room = models.ForeignKey("venues.Room", null=True, on_delete=models.PROTECT, related_name="+")
    place = models.JSONField(null=True)
    state = models.CharField(max_length=9, choices=SessionState.choices, default=SessionState.OPEN)
    reason = models.CharField(max_length=200, blank=True)
    resource_id = models.UUIDField(null=True)
    slot_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "course", "code"], name="venues_session_code"),
            models.CheckConstraint(
                name="venues_session_ends_after_it_begins",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "starts_at"], name="venues_session_by_day")]

    def __str__(self) -> str:
        return f"{self.course_id} {self.starts_at}"


class Entry(TenantModel):
    """What somebody told when entering a session or its waiting list, beside the name that the booking holds.

    The booking names it in its facts, so that it comes along when one who waited gets a seat. `answers` are sealed.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="entries")
    age_group = models.CharField(max_length=10, choices=_AGES)
    form_version_id = models.UUIDField(null=True)
    answers = models.BinaryField(null=True)
    # What makes a second click the first one.
    key = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="venues_entered_once")]
        indexes = [models.Index(fields=["municipality", "session"], name="venues_entry_of_session")]

    def __str__(self) -> str:
        return f"entry to {self.session_id}"


class Attendance(TenantModel):
    """Somebody who came, with a reservation or without. Counted for ever; `name` is sealed and forgotten in time."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    reservation_id = models.UUIDField(null=True)
    age_group = models.CharField(max_length=10, choices=_AGES)
    people = models.PositiveSmallIntegerField(default=1)
    name = models.BinaryField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "session", "reservation_id"], name="venues_one_attendance_each"
            )
        ]

    def __str__(self) -> str:
        return f"attendance of {self.session_id}"
