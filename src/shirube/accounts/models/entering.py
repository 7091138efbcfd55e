"""How one gets in: invitations, the count of failures, and providers of single sign-on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shirube.accounts.domain.client_keys import ClientProof
from shirube.accounts.domain.lockout import Tried
from shirube.accounts.domain.oidc import ForWhom
from shirube.accounts.models.people import User
from shirube.organizations.interface import TenantModel


class Invitation(TenantModel):
    """A link sent to a new member of staff. Open until used, replaced by a newer one, or expired."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "token_hash"], name="accounts_invitation_token"),
            models.UniqueConstraint(
                fields=["municipality", "user"],
                condition=Q(closed_at__isnull=True),
                name="accounts_one_open_invitation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.expires_at}"


class AttemptCount(TenantModel):
    """Failed sign-ins by one account or from one address. In the database, so that all worker processes count together."""

    tried = models.CharField(max_length=10, choices=[(tried.value, tried.value) for tried in Tried])
    digest = models.CharField(max_length=64)
    failures = models.PositiveSmallIntegerField(default=0)
    locks = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    last_failed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "digest"], name="accounts_attempts_by_digest")
        ]

    def __str__(self) -> str:
        return f"{self.tried} {self.failures}"


class IdentityProvider(TenantModel):
    """A municipality's provider of single sign-on (OpenID Connect)."""

    slug = models.SlugField(max_length=40)
    for_whom = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in ForWhom], default=ForWhom.STAFF
    )
    name = models.CharField(max_length=40)
    issuer = models.URLField(max_length=300)
    client_id = models.CharField(max_length=191)
    # How we prove to it who asks: by the secret, or by a key of our own (ClientKey) and without one.
    client_proof = models.CharField(
        max_length=20,
        choices=[(one.value, one.value) for one in ClientProof],
        default=ClientProof.SECRET,
    )
    # Sealed (accounts.domain.sealing), or "env:NAME" where the installation keeps it in its environment.
    secret = models.TextField(blank=True)
    # Without the @; empty admits every domain. The account must exist here in any case.
    email_domain = models.CharField(max_length=253, blank=True)
    # True where the provider is the municipality's own, so that its addresses count as verified without its saying so.
    vouches_for_email = models.BooleanField(default=False)
    # True where the provider itself asks for a second factor, so that we need not ask again.
    asks_second_factor = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="accounts_provider_slug"),
            models.CheckConstraint(
                name="accounts_vouching_names_a_domain",
                condition=Q(vouches_for_email=False) | ~Q(email_domain=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name
