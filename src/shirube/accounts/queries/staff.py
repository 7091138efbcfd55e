"""Reading accounts of staff, and the doors by which they come in."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from shirube.accounts.domain.client_keys import ClientProof
from shirube.accounts.domain.invitations import token_hash
from shirube.accounts.domain.kept_input import TypedInput, read_typed_input
from shirube.accounts.domain.lockout import Tried, digest
from shirube.accounts.domain.oidc import ForWhom
from shirube.accounts.domain.roles import Held, Role
from shirube.accounts.domain.sealing import SealBrokenError, unseal
from shirube.accounts.models import (
    AttemptCount,
    IdentityProvider,
    Invitation,
    KeptInput,
    RoleAssignment,
    Session,
    User,
)
from shirube.kernel.errors import NotFoundError
from shirube.kernel.text import search_key

KEPT_INPUT = "accounts.kept_input"
PROVIDER_SECRET = "accounts.provider"  # noqa: S105 — the name of a use, not a secret.


class StaffNotFoundError(NotFoundError):
    code = "accounts.staff_not_found"


class ProviderNotFoundError(NotFoundError):
    code = "accounts.provider_not_found"


@dataclass(frozen=True, slots=True)
class StaffSummary:
    """A member of staff. `has_joined`: has ever set a password; `is_invited`: a link was sent and is not used yet."""

    id: UUID
    name: str
    kana: str
    email: str
    is_active: bool
    has_joined: bool
    is_invited: bool
    joined_at: datetime
    last_sign_in_at: datetime | None
    roles: tuple[Held, ...]

    def section_ids(self, role: Role | None = None) -> frozenset[UUID]:
        """The sections the person works in, or holds `role` in."""
        held = (held for held in self.roles if role is None or held.role is role)
        return frozenset(one.section_id for one in held if one.section_id is not None)


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    user_id: UUID
    sent_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One place where a person is signed in. `id` may be shown; the key in the cookie may not."""

    id: UUID
    signed_in_at: datetime | None
    last_seen_at: datetime | None
    address: str | None
    browser: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of single sign-on with its secret opened, empty where a key is used. Never log or show it."""

    id: UUID
    slug: str
    name: str
    issuer: str
    client_id: str
    secret: str
    email_domain: str
    vouches_for_email: bool
    asks_second_factor: bool
    for_whom: ForWhom
    client_proof: ClientProof

    def admits(self, email: str) -> bool:
        """Whether the address lies in the provider's domain."""
        return not self.email_domain or email.strip().lower().endswith(f"@{self.email_domain}")


def find_staff(*, municipality_id: UUID, user_id: UUID) -> StaffSummary | None:
    """The person, whether the account is open or not."""
    found = _summaries(User.objects.filter(municipality_id=municipality_id, pk=user_id))
    return found[0] if found else None


def get_staff(*, municipality_id: UUID, user_id: UUID) -> StaffSummary:
    """The person; StaffNotFoundError."""
    found = find_staff(municipality_id=municipality_id, user_id=user_id)
    if found is None:
        raise StaffNotFoundError(user_id=str(user_id))
    return found


def find_staff_by_email(*, municipality_id: UUID, email: str) -> StaffSummary | None:
    """The person with this address in any case; an empty address finds nobody."""
    users = User.objects.filter(municipality_id=municipality_id, email__iexact=email.strip())
    found = _summaries(users) if email.strip() else []
    return found[0] if found else None


def list_staff(*, municipality_id: UUID, search: str = "") -> Sequence[StaffSummary]:
    """All accounts, those in use first, then by kana. Two queries, however many people.

    `search` finds part of a name, a kana or an address, whatever the width or the variant of a kanji.
    """
    users = User.objects.filter(municipality_id=municipality_id).order_by("-is_active", "kana", "name", "pk")
    people = _summaries(users)
    wanted = search_key(search)
    return [
        person for person in people if wanted in search_key(f"{person.name} {person.kana} {person.email}")
    ]


def list_staff_with_role(
    *, municipality_id: UUID, role: Role, section_id: UUID | None = None
) -> Sequence[StaffSummary]:
    """The active people who hold `role`, in `section_id` where one is given."""
    held = RoleAssignment.objects.filter(municipality_id=municipality_id, user=OuterRef("pk"), role=role)
    if section_id is not None:
        held = held.filter(section_id=section_id)
    users = User.objects.filter(Exists(held), municipality_id=municipality_id, is_active=True)
    return _summaries(users.order_by("kana", "name", "pk"))


def names_of(*, municipality_id: UUID, user_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Names by id, also of people who have left; ids that nobody here has are missing. One query."""
    users = User.objects.filter(municipality_id=municipality_id, pk__in=set(user_ids))
    return dict(users.values_list("pk", "name"))


def count_active_administrators(*, municipality_id: UUID) -> int:
    """How many people can administer this municipality now."""
    assignments = RoleAssignment.objects.filter(municipality_id=municipality_id, role=Role.ADMINISTRATOR)
    return assignments.filter(user__is_active=True, user__municipality_id=municipality_id).count()


def find_open_invitation(*, municipality_id: UUID, token: str, now: datetime) -> OpenInvitation | None:
    """The invitation behind a link, while it can be used."""
    open_ones = Invitation.objects.filter(
        municipality_id=municipality_id,
        token_hash=token_hash(token),
        closed_at__isnull=True,
        expires_at__gt=now,
    )
    return _invitation(open_ones.first())


def find_invitation_of(*, municipality_id: UUID, user_id: UUID) -> OpenInvitation | None:
    """The link last sent to a person who has not joined; it may have expired."""
    sent = Invitation.objects.filter(municipality_id=municipality_id, user_id=user_id, closed_at__isnull=True)
    return _invitation(sent.first())


def find_lock(*, municipality_id: UUID, email: str, now: datetime) -> datetime | None:
    """Until when the account cannot sign in because too many passwords or codes were wrong; None when it can."""
    digests = [digest(tried, email) for tried in (Tried.ACCOUNT, Tried.CODE)]
    locked = AttemptCount.objects.filter(
        municipality_id=municipality_id, digest__in=digests, locked_until__gt=now
    )
    return locked.order_by("-locked_until").values_list("locked_until", flat=True).first()


def list_sessions(
    *, municipality_id: UUID, user_id: UUID, current_key: str | None, now: datetime
) -> Sequence[SessionLine]:
    """Where the person is signed in, the present session first, then the one seen last."""
    rows = Session.objects.filter(municipality_id=municipality_id, user_id=user_id, expire_date__gt=now)
    return session_lines(rows.order_by("-last_seen_at"), current_key)


def session_lines(rows: QuerySet[Session], current_key: str | None) -> Sequence[SessionLine]:
    """The rows as their owner may see them, the present session first."""
    lines = [
        SessionLine(
            row.pk,
            row.signed_in_at,
            row.last_seen_at,
            row.address,
            row.browser,
            row.session_key == current_key,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: not line.is_current)


def find_kept_input(*, municipality_id: UUID, user_id: UUID, token: str, now: datetime) -> TypedInput | None:
    """What this person had typed in the browser that holds `token`, for an hour; nobody else's."""
    kept = KeptInput.objects.filter(
        municipality_id=municipality_id, user_id=user_id, token_hash=token_hash(token), expires_at__gt=now
    ).first()
    text = _unsealed(kept.sealed, KEPT_INPUT) if kept else None
    return read_typed_input(text) if text else None


def list_providers(*, municipality_id: UUID, for_whom: ForWhom | None = ForWhom.STAFF) -> Sequence[Provider]:
    """The providers staff can sign in with, or residents; None for both.

    One whose secret cannot be opened is left out: it would fail for everybody.
    """
    rows = IdentityProvider.objects.filter(municipality_id=municipality_id, is_active=True)
    if for_whom is not None:
        rows = rows.filter(for_whom=for_whom)
    return [provider for row in rows if (provider := _provider(row)) is not None]


def sealing_keys() -> list[str]:
    """The installation's keys, the one in use first (SECRET_KEY and its fallbacks)."""
    return [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _summaries(users: QuerySet[User]) -> list[StaffSummary]:
    invitations = Invitation.objects.filter(user=OuterRef("pk"), closed_at__isnull=True)
    found = list(users.annotate(is_invited=Exists(invitations)).prefetch_related("assignments"))
    return [
        StaffSummary(
            id=user.pk,
            name=user.name,
            kana=user.kana,
            email=user.email,
            is_active=user.is_active,
            has_joined=user.has_usable_password(),
            is_invited=user.is_invited,
            joined_at=user.joined_at,
            last_sign_in_at=user.last_login,
            roles=_roles(user),
        )
        for user in found
    ]


def _roles(user: User) -> tuple[Held, ...]:
    order = list(Role)
    held = [Held(Role(row.role), row.section_id) for row in user.assignments.all()]
    return tuple(sorted(held, key=lambda one: (order.index(one.role), str(one.section_id))))


def _invitation(row: Invitation | None) -> OpenInvitation | None:
    return OpenInvitation(row.user_id, row.sent_at, row.expires_at) if row else None


def _provider(row: IdentityProvider) -> Provider | None:
    proof = ClientProof(row.client_proof)
    secret = "" if proof is ClientProof.PRIVATE_KEY else _open_secret(row.secret)
    if secret is None:
        return None
    return Provider(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        issuer=row.issuer,
        client_id=row.client_id,
        secret=secret,
        email_domain=row.email_domain,
        vouches_for_email=row.vouches_for_email,
        asks_second_factor=row.asks_second_factor,
        for_whom=ForWhom(row.for_whom),
        client_proof=proof,
    )


def _open_secret(kept: str) -> str | None:
    if kept.startswith("env:"):
        return os.environ.get(kept.removeprefix("env:"))
    return _unsealed(kept, PROVIDER_SECRET)


def _unsealed(sealed: str, purpose: str) -> str | None:
    try:
        return unseal(sealed, keys=sealing_keys(), purpose=purpose)
    except SealBrokenError:
        return None
