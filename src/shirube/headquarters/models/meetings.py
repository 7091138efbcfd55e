"""Meetings, who was there, and the agenda."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.headquarters.domain.terms import ItemKind, MeetingState, Presence
from shirube.headquarters.models.bodies import Body
from shirube.organizations.interface import TenantModel


class Meeting(TenantModel):
    """One meeting of a body. Times are those of the clock on the wall; `ends_time` is planned until it was held."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    # 令和4年度 第1回.
    session = models.CharField(max_length=60)
    state = models.CharField(
        max_length=12, choices=[(one.value, one.value) for one in MeetingState], default=MeetingState.PLANNED
    )
    held_on = models.DateField()
    starts_time = models.TimeField()
    ends_time = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=100, blank=True)
    # The day whose state the papers show; the day they are sent where None.
    papers_as_of = models.DateField(null=True, blank=True)
    # Whether residents see that it takes place before its minutes are published.
    is_announced = models.BooleanField(default=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    # Of a meeting taken from a document: {title, url, note}.
    source = models.JSONField(default=dict)
    pack_digest = models.CharField(max_length=64, blank=True)
    # Rises with every change of what a calendar shows.
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-starts_time"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "body", "session"], name="headquarters_meeting_session"
            ),
            models.CheckConstraint(
                name="headquarters_cancelled_has_a_reason",
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancel_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "-held_on", "-id"], name="headquarters_meeting_newest")
        ]

    def __str__(self) -> str:
        return f"{self.session} {self.held_on}"


class Attendance(TenantModel):
    """Who was there, as names and posts were on that day: a seat that changes later changes nothing here."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    seat_id = models.UUIDField(null=True, blank=True)
    post = models.CharField(max_length=100)
    name = models.CharField(max_length=100, blank=True)
    role = models.CharField(max_length=20)
    presence = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Presence])
    deputy = models.CharField(max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "meeting", "seat_id"],
                condition=Q(seat_id__isnull=False),
                name="headquarters_seat_attends_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.presence}"


class AgendaItem(TenantModel):
    """One item. `about_kind` and `about_key` say what it is about (registry.agenda_kinds); both "" for one in own words."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=15, choices=[(one.value, one.value) for one in ItemKind])
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    about_kind = models.CharField(max_length=40, blank=True)
    about_key = models.CharField(max_length=200, blank=True)
    # （1）主な内容, （2）今後の予定, 【その他】.
    points = models.TextField(blank=True)
    future = models.TextField(blank=True)
    other = models.TextField(blank=True)
    # [{label, value, unit, note}], as domain.papers.Figure.
    figures = models.JSONField(default=list)
    # Names of attachments that a document tells of without giving them.
    named_attachments = models.JSONField(default=list)
    section = models.ForeignKey(
        "organizations.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    minutes_planned = models.PositiveSmallIntegerField(null=True, blank=True)
    # Taken while the meeting goes on; the minutes are drafted from it.
    notes = models.TextField(blank=True)
    # Of what the papers show: points, future, other, figures, files, title, kind, what it is about.
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        # "deliberation" comes before "report".
        ordering = ["kind", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "meeting", "about_kind", "about_key"],
                condition=~Q(about_kind=""),
                name="headquarters_item_about_once",
            ),
            models.CheckConstraint(
                name="headquarters_about_has_a_key",
                condition=(Q(about_kind="") & Q(about_key="")) | (~Q(about_kind="") & ~Q(about_key="")),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "about_kind", "about_key"], name="headquarters_item_about")
        ]

    def __str__(self) -> str:
        return self.title
