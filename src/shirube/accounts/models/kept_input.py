"""Forms that arrived after their sender's session had ended."""

from __future__ import annotations

from django.db import models

from shirube.accounts.models.people import User
from shirube.organizations.interface import TenantModel


class KeptInput(TenantModel):
    """For an hour: what `user` had typed, sealed. Only who holds the token (a cookie) and signs in as `user` reads it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kept_inputs")
    token_hash = models.CharField(max_length=64)
    sealed = models.TextField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "token_hash"], name="accounts_kept_input_token")
        ]
        indexes = [
            models.Index(fields=["municipality", "user", "expires_at"], name="accounts_kept_input_of_user"),
            models.Index(fields=["municipality", "expires_at"], name="accounts_kept_input_that_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.expires_at}"
