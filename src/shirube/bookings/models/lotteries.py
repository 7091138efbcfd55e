"""Lotteries: what is given out by them, who entered, and who got what."""

from __future__ import annotations

from django.db import models

from shirube.bookings.domain.lotteries import (
    AwardState,
    EntryState,
    LotteryRules,
    LotteryState,
    LotteryTimes,
    read_rules,
)
from shirube.bookings.models.reservations import Reservation
from shirube.bookings.models.resources import Resource
from shirube.bookings.models.slots import Slot
from shirube.organizations.interface import TenantModel


class Lottery(TenantModel):
    """A draw for slots of days of use [use_from, use_until]. `commitment` is published before the first entry.

    `sealed_seed` opens for the draw alone; from then on `seed` is published. With a `public_source` the draw waits for
    the `public_value` that appears there, which nobody knew when the entries closed.
    """

    # The one whose section runs it; slots may be of several.
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+")
    # What makes a second announcement the first one.
    key = models.CharField(max_length=80)
    use_from = models.DateField()
    use_until = models.DateField()
    enters_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    draws_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    rules = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=LotteryState.ANNOUNCED)
    reason = models.CharField(max_length=200, blank=True)

    commitment = models.CharField(max_length=64)
    sealed_seed = models.TextField()
    seed = models.CharField(max_length=64, blank=True)
    public_source = models.CharField(max_length=300, blank=True)
    public_value = models.CharField(max_length=200, blank=True)
    # As it was at the closing; `entries_digest` differs from it where staff have corrected a class since.
    closing_digest = models.CharField(max_length=64, blank=True)
    entries_digest = models.CharField(max_length=64, blank=True)
    result_digest = models.CharField(max_length=64, blank=True)

    # The number that the last entry got. Raised with every entry, so that entering and closing come one after the other.
    last_number = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    announced_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["closes_at"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="bookings_lottery_once"),
            models.CheckConstraint(
                name="bookings_lottery_in_order",
                condition=models.Q(
                    closes_at__gt=models.F("enters_at"),
                    draws_at__gte=models.F("closes_at"),
                    opens_at__gt=models.F("draws_at"),
                ),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "state", "closes_at"], name="bookings_lotteries")]

    def __str__(self) -> str:
        return f"{self.resource_id} {self.use_from}"

    @property
    def lottery_rules(self) -> LotteryRules:
        return read_rules(self.rules)

    @property
    def times(self) -> LotteryTimes:
        return LotteryTimes(
            enters_at=self.enters_at,
            closes_at=self.closes_at,
            draws_at=self.draws_at,
            opens_at=self.opens_at,
        )


class LotterySlot(TenantModel):
    """A slot that is given out by the lottery. `code` is what is published; `room` are its places at the closing."""

    lottery = models.ForeignKey(Lottery, on_delete=models.CASCADE, related_name="lottery_slots")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    room = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "lottery", "code"], name="bookings_lottery_slot_code"
            ),
            models.UniqueConstraint(
                fields=["municipality", "lottery", "slot"], name="bookings_lottery_slot_once"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "slot"], name="bookings_lotteries_of_slot")]

    def __str__(self) -> str:
        return self.code


class LotteryEntry(TenantModel):
    """One who takes part. `number` is the order of entering, `place` that of the draw."""

    lottery = models.ForeignKey(Lottery, on_delete=models.CASCADE, related_name="lottery_entries")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=EntryState.ENTERED)
    # Codes of the lottery's slots, the dearest first; at most `most` of them.
    wishes = models.JSONField(default=list)
    quantity = models.PositiveIntegerField(default=1)
    most = models.PositiveIntegerField(default=1)
    priority_class = models.CharField(max_length=40, blank=True)
    priority = models.PositiveIntegerField(default=1)
    place = models.PositiveIntegerField(null=True)
    # Who lost is offered what others let go later, unless they said beforehand or afterwards that they want nothing more.
    waits = models.BooleanField(default=True)
    # Whether staff have looked if the class is the right one.
    class_checked_at = models.DateTimeField(null=True)
    class_checked_by = models.CharField(max_length=80, blank=True)

    receipt_number = models.CharField(max_length=14)
    receipt = models.CharField(max_length=64)
    secret_hash = models.CharField(max_length=64, blank=True)
    booker = models.TextField(blank=True)
    resident_id = models.UUIDField(null=True)
    person_key = models.CharField(max_length=64)
    group_id = models.UUIDField(null=True)
    # The person's or group's key while the entry counts against their limit, and which of their entries it is.
    holder = models.CharField(max_length=64, null=True)
    holder_place = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=10, default="ja")
    source = models.CharField(max_length=12)
    facts = models.JSONField(default=dict)
    key = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    entered_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["lottery", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "lottery", "number"], name="bookings_lottery_entry_number"
            ),
            models.UniqueConstraint(
                fields=["municipality", "receipt_number"], name="bookings_lottery_receipt_number"
            ),
            models.UniqueConstraint(fields=["municipality", "key"], name="bookings_entered_once"),
            models.UniqueConstraint(
                fields=["municipality", "lottery", "holder", "holder_place"],
                name="bookings_entries_within_limit",
                condition=models.Q(holder__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "resident_id", "-entered_at"], name="bookings_entries_of_resident"
            ),
            models.Index(fields=["municipality", "lottery", "place"], name="bookings_entries_by_place"),
        ]

    def __str__(self) -> str:
        return self.receipt_number


class LotteryCorrection(TenantModel):
    """Staff found that somebody belongs to another class than they said. Those after the closing are published."""

    entry = models.ForeignKey(LotteryEntry, on_delete=models.CASCADE, related_name="corrections")
    class_was = models.CharField(max_length=40)
    priority_was = models.PositiveIntegerField()
    class_is = models.CharField(max_length=40)
    priority_is = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    is_after_closing = models.BooleanField()
    corrected_by = models.CharField(max_length=80)
    corrected_at = models.DateTimeField()

    class Meta:
        ordering = ["corrected_at", "id"]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.class_was} {self.class_is}"


class LotteryProtocol(TenantModel):
    """What was published at the draw, as it was then: JSON, packed. `digest` is that of the text."""

    lottery = models.ForeignKey(Lottery, on_delete=models.CASCADE, related_name="+")
    packed = models.BinaryField()
    digest = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "lottery"], name="bookings_protocol_once")
        ]

    def __str__(self) -> str:
        return f"{self.lottery_id} {self.digest}"


class LotteryAward(TenantModel):
    """A slot that an entry got: by the draw, or later (`is_later`) when somebody before it let it go."""

    entry = models.ForeignKey(LotteryEntry, on_delete=models.CASCADE, related_name="awards")
    lottery_slot = models.ForeignKey(LotterySlot, on_delete=models.CASCADE, related_name="awards")
    is_later = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=AwardState.PLANNED)
    reservation = models.ForeignKey(Reservation, on_delete=models.SET_NULL, null=True, related_name="+")
    awarded_at = models.DateTimeField()

    class Meta:
        ordering = ["awarded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "entry", "lottery_slot"], name="bookings_awarded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.lottery_slot_id}"
