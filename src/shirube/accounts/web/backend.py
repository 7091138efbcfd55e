"""Who an e-mail address and a password belong to, in the city of the request."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from shirube.accounts.models import User
from shirube.kernel.scope import find_municipality


class CityBackend(AuthenticationBackend):
    """allauth's backend, looking for accounts in the municipality in scope only.

    Danger: allauth's own look-up also joins its table of addresses, which knows no municipality.
    """

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        user = User.objects.filter(email__iexact=email.strip()).first()
        found: User | None = self._check_password(user, password)
        return found

    def get_user(self, user_id: Any) -> User | None:
        """The active user of the session; nobody outside a city."""
        if find_municipality() is None:
            return None
        user = User.objects.filter(pk=user_id).first()
        return user if user is not None and user.is_active else None
