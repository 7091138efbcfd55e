"""Users of one municipality, and the roles they hold. A person who works for two cities has two accounts."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from shirube.accounts.domain.actors import Actor
from shirube.accounts.domain.roles import SECTION_ROLES, Role
from shirube.kernel.scope import current_municipality
from shirube.organizations.interface import TenantModel


class UserManager(BaseUserManager["User"]):
    """Accounts of the municipality in scope: a session of one city is nobody in another."""

    def get_queryset(self) -> models.QuerySet[User]:
        return super().get_queryset().filter(municipality_id=current_municipality())

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, TenantModel):
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=80)
    kana = models.CharField(max_length=80, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        # Danger: rows of libraries that point at a user follow the base manager; unscoped, they would lead into another city.
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint("municipality", Lower("email"), name="accounts_user_email"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def _held(self) -> frozenset[tuple[str, UUID | None]]:
        return frozenset(self.assignments.values_list("role", "section_id"))

    @property
    def is_staff(self) -> bool:
        return self.is_active and bool(self._held)

    def has_any_role(self, roles: Collection[str]) -> bool:
        """Whether the user holds one of `roles`, in any section."""
        return self.is_active and any(role in roles for role, _ in self._held)

    def as_actor(self) -> Actor:
        """What commands are told about this person."""
        held = self._held if self.is_active else frozenset()
        return Actor(
            staff_id=self.pk,
            roles=frozenset(Role(role) for role, _ in held),
            sections=frozenset((Role(role), section) for role, section in held if section is not None),
        )

    def section_ids(self, roles: Collection[str] = SECTION_ROLES) -> frozenset[UUID]:
        """The sections in which the user holds one of `roles`."""
        return frozenset(section for role, section in self._held if role in roles and section is not None)


# In the order of the desks: a migration must not change with the order of a set.
_OF_A_SECTION = ["section_staff", "subsection_chief", "section_chief"]


class RoleAssignment(TenantModel):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    section = models.ForeignKey(
        "organizations.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "user", "role", "section"], name="accounts_role_in_section"
            ),
            models.UniqueConstraint(
                fields=["municipality", "user", "role"],
                condition=Q(section__isnull=True),
                name="accounts_role_once",
            ),
            models.CheckConstraint(
                name="accounts_section_roles_name_a_section",
                condition=Q(role__in=_OF_A_SECTION, section__isnull=False)
                | (~Q(role__in=_OF_A_SECTION) & Q(section__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
