"""Sessions, each of one municipality, and the cache that all worker processes share."""

from __future__ import annotations

from django.db import models

from shirube.accounts.models.people import User
from shirube.accounts.models.residents import Resident
from shirube.organizations.interface import TenantModel


class Session(TenantModel):
    """What a browser is to one city. In another city's scope the row cannot be found, so the browser is a stranger.

    `id` names the session to its owner, who may end it; `session_key` is the secret in the cookie and is never shown.
    """

    session_key = models.CharField(max_length=40)
    session_data = models.TextField()
    expire_date = models.DateTimeField()
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="sessions")
    # Either a member of staff or a resident, never both.
    resident = models.ForeignKey(
        Resident, null=True, blank=True, on_delete=models.CASCADE, related_name="sessions"
    )
    signed_in_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    browser = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "session_key"], name="accounts_session_key")
        ]
        indexes = [
            models.Index(fields=["municipality", "user"], name="accounts_sessions_of_user"),
            models.Index(fields=["municipality", "resident"], name="accounts_sessions_of_resident"),
            models.Index(fields=["municipality", "expire_date"], name="accounts_sessions_that_end"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.expire_date}"


class CacheEntry(models.Model):
    """Rows of Django's database cache (settings CACHES): codes used once, request rates. No personal data, no tenant."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "cache entries"

    def __str__(self) -> str:
        return self.cache_key
