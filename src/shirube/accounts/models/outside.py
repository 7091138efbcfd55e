"""Services outside of the house: who a provider knows a resident as, and when one did not answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.accounts.models.residents import Resident
from shirube.organizations.interface import TenantModel


class ResidentIdentity(TenantModel):
    """A provider's number for a resident. Pairwise: it says nothing to anybody but this provider and us."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="identities")
    issuer = models.URLField(max_length=300)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "issuer", "subject"], name="accounts_identity_subject"
            ),
            # Danger: a second card on one account would let whoever reads the mail pass for the card's holder.
            models.UniqueConstraint(
                fields=["municipality", "resident", "issuer"], name="accounts_one_identity_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resident_id} {self.issuer}"


class Outage(TenantModel):
    """A service outside (`what`, e.g. "provider:kyoyu") did not answer, from `since` until it did again."""

    what = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    since = models.DateTimeField()
    last_failed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "what"],
                condition=Q(ended_at__isnull=True),
                name="accounts_one_open_outage",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.since}"
