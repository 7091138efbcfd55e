"""Branches with their services and desks, and the residents who come: visits, and each service of a visit."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.organizations.interface import TenantModel
from shirube.visits.domain.states import AT_DESK, Priority, Source, StepState, Told, VisitState


class Branch(TenantModel):
    """A place with desks: the city hall (本庁) or a branch office (支所). Titles are Words in JSON."""

    code = models.SlugField(max_length=40)
    title = models.JSONField()
    place = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    # A terminal that was made a kiosk carries this number; raising it takes the power from all of them.
    kiosk_generation = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "code"]
        verbose_name_plural = "branches"
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="visits_branch_code")]

    def __str__(self) -> str:
        return self.code


class Service(TenantModel):
    """What residents come to a branch for. Its tickets begin with `letter`; `package` names an interview's package."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="services")
    code = models.SlugField(max_length=40)
    letter = models.CharField(max_length=1)
    title = models.JSONField()
    note = models.JSONField(default=dict)
    # What to bring beyond what the procedures say themselves: a list of Words.
    bring = models.JSONField(default=list)
    procedure_codes = models.JSONField(default=list)
    section_id = models.UUIDField()
    package = models.CharField(max_length=60, blank=True)
    is_offered = models.BooleanField(default=True)
    is_bookable = models.BooleanField(default=False)
    # The bookings room's id of this service's stock of times; null while it cannot be reserved.
    resource_id = models.UUIDField(null=True)
    minutes = models.PositiveSmallIntegerField(default=10)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "branch", "code"], name="visits_service_code"),
            models.UniqueConstraint(
                fields=["municipality", "branch", "letter"], name="visits_service_letter"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Desk(TenantModel):
    """A numbered desk (窓口) of a branch."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="desks")
    number = models.PositiveSmallIntegerField()
    title = models.JSONField(default=dict)
    is_open = models.BooleanField(default=False)
    is_in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "branch", "number"], name="visits_desk_number")
        ]

    def __str__(self) -> str:
        return str(self.number)


class DeskService(TenantModel):
    """A desk serves a service; `until_day` marks one it took over for a day from a desk that closed."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="offers")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="offers")
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "desk", "service"], name="visits_desk_service")
        ]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.service_id}"


class DeskShift(TenantModel):
    """Who sits at a desk: [since, until). One person is at one desk, and one desk has one person."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="shifts")
    staff_id = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "desk"], condition=Q(until__isnull=True), name="visits_one_at_a_desk"
            ),
            models.UniqueConstraint(
                fields=["municipality", "staff_id"],
                condition=Q(until__isnull=True),
                name="visits_at_one_desk",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.since}"


class BranchDay(TenantModel):
    """A branch on a day. `revision` rises with whatever a board shows, and `last_number` is that of the newest ticket."""

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    revision = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "branch", "day"], name="visits_branch_day")
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.day}"


class Visit(TenantModel):
    """One resident's coming to a branch on a day. `sealed` holds name and mail; of the code only the hash is kept."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="visits")
    day = models.DateField()
    # "A-012": the letter of the first service and the day's number; empty until the resident is here.
    ticket = models.CharField(max_length=8, blank=True)
    code_hash = models.CharField(max_length=64)
    # The page's own key of one press of the button: a second press finds the ticket of the first.
    entry_key = models.CharField(max_length=64, null=True, blank=True)
    reservation_id = models.UUIDField(null=True)
    reserved_for = models.DateTimeField(null=True, blank=True)
    resident_id = models.UUIDField(null=True)
    sealed = models.TextField(blank=True)
    wants_mail = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="ja")
    source = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Source])
    priority = models.CharField(
        max_length=12, blank=True, default="", choices=[(p.value, p.value) for p in Priority if p.value]
    )
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in VisitState])
    arrived_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Still at a desk when the branch was closed: the end is the closing and not the service's.
    was_open_at_closing = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code_hash"], name="visits_visit_code"),
            models.UniqueConstraint(
                fields=["municipality", "reservation_id"], name="visits_one_a_reservation"
            ),
            models.UniqueConstraint(fields=["municipality", "entry_key"], name="visits_one_an_entry"),
            models.UniqueConstraint(
                fields=["municipality", "branch", "day", "ticket"],
                condition=~Q(ticket=""),
                name="visits_ticket_of_a_day",
            ),
            models.CheckConstraint(
                name="visits_here_means_arrived",
                condition=Q(state__in=["expected", "cancelled"]) | Q(arrived_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "branch", "day", "state"], name="visits_of_a_day"),
        ]

    def __str__(self) -> str:
        return self.ticket or self.state


class VisitService(TenantModel):
    """One service within a visit: its place in line, the desk that called, and how long it took."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="steps")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="steps")
    # Again here, so that a queue is read from one table.
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    position = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in StepState])
    is_priority = models.BooleanField(default=False)
    reserved_for = models.DateTimeField(null=True, blank=True)
    # From when the place in line counts; kept on hold, return and transfer, so that nobody begins again at the end.
    queued_at = models.DateTimeField(null=True, blank=True)
    # From when this service could have been called: what waiting is measured from.
    ready_at = models.DateTimeField(null=True, blank=True)
    desk = models.ForeignKey(Desk, null=True, blank=True, on_delete=models.PROTECT, related_name="steps")
    staff_id = models.UUIDField(null=True)
    calls = models.PositiveSmallIntegerField(default=0)
    called_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # What the resident was told on arrival, null where no estimate could be given; and what came of it.
    promised_seconds = models.PositiveIntegerField(null=True)
    waited_seconds = models.PositiveIntegerField(null=True)
    served_seconds = models.PositiveIntegerField(null=True)
    told = models.CharField(
        max_length=12, blank=True, default="", choices=[(t.value, t.value) for t in Told if t.value]
    )
    told_facts = models.JSONField(default=dict)
    soon_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "visit", "position"], name="visits_step_position"
            ),
            # The last word where two clerks call at once: a desk has one resident at a time.
            models.UniqueConstraint(
                fields=["municipality", "desk"],
                condition=Q(state__in=[state.value for state in AT_DESK]),
                name="visits_one_resident_at_a_desk",
            ),
            models.CheckConstraint(
                name="visits_at_a_desk_means_a_desk",
                condition=~Q(state__in=[state.value for state in AT_DESK]) | Q(desk__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "branch", "day", "state"], name="visits_queue_of_a_day"),
            models.Index(fields=["municipality", "day"], name="visits_steps_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.position} {self.state}"


class LearnedTime(TenantModel):
    """How long a service takes at a part of the day, and how far its promises were off, learned from past days."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="learned")
    part = models.CharField(max_length=10)
    seconds = models.PositiveIntegerField()
    served = models.PositiveIntegerField()
    learned_at = models.DateTimeField()
    # The published error: of the promises kept track of, the median and 9-in-10 difference, and how many were within 5 min.
    promises = models.PositiveIntegerField(default=0)
    error_median_seconds = models.PositiveIntegerField(null=True)
    error_p90_seconds = models.PositiveIntegerField(null=True)
    within_five_minutes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "service", "part"], name="visits_learned_part")
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.part} {self.seconds}"
