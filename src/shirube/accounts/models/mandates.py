"""Mandates: who may act for whom."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shirube.accounts.domain.mandates import MandateBasis, MandateKind, MandateState
from shirube.accounts.models.residents import Resident
from shirube.organizations.interface import TenantModel


class Mandate(TenantModel):
    """One person acts for another in some procedures, for a time: [starts_on, ends_on).

    `person` is sealed: the represented person as the representative told it. `address_digest` finds the request for whoever
    reads that address; `represented` is set when that resident confirms. `paper_file_id` is a file of another room.
    """

    representative = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="mandates_held")
    represented = models.ForeignKey(
        Resident, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates_given"
    )
    person = models.TextField()
    address_digest = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in MandateKind])
    basis = models.CharField(max_length=20, choices=[(one.value, one.value) for one in MandateBasis])
    procedures = models.JSONField(default=list, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=[(one.value, one.value) for one in MandateState])
    requested_at = models.DateTimeField()
    # Who confirmed or refused, as the log names them; what paper was seen, or why it was refused.
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True)
    paper_file_id = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_mandate_period",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
            ),
            models.CheckConstraint(
                name="accounts_mandate_not_for_oneself",
                condition=Q(represented__isnull=True) | ~Q(represented=F("representative")),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "representative"], name="accounts_mandates_held"),
            models.Index(fields=["municipality", "represented"], name="accounts_mandates_given"),
            models.Index(fields=["municipality", "address_digest"], name="accounts_mandates_asked"),
            models.Index(fields=["municipality", "state", "requested_at"], name="accounts_mandates_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
