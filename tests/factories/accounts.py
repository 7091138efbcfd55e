"""Staff and the roles they hold.

`UserFactory(section_chief=True, section=section)` makes a chief of that section; without `section` one is made.
"""

from __future__ import annotations

from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from shirube.accounts.interface import SECTION_ROLES, Role
from shirube.accounts.models import RoleAssignment, User
from tests.factories.organizations import SectionFactory, TenantFactory
from tests.people import PASSWORD


class RoleAssignmentFactory(TenantFactory):
    class Meta:
        model = RoleAssignment

    class Params:
        of_section = factory.LazyAttribute(lambda row: row.role in SECTION_ROLES)

    user = factory.SubFactory("tests.factories.accounts.UserFactory")
    municipality = factory.SelfAttribute("user.municipality")
    role = Role.SECTION_STAFF
    section = factory.Maybe(
        "of_section",
        yes_declaration=factory.SubFactory(
            SectionFactory, municipality=factory.SelfAttribute("..municipality")
        ),
        no_declaration=None,
    )


def holds(role: Role) -> Any:
    """A trait: the user holds `role`."""
    return factory.Trait(
        assignment=factory.RelatedFactory(RoleAssignmentFactory, factory_related_name="user", role=role)
    )


class UserFactory(TenantFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        section_staff = holds(Role.SECTION_STAFF)
        subsection_chief = holds(Role.SUBSECTION_CHIEF)
        section_chief = holds(Role.SECTION_CHIEF)
        dx_promotion = holds(Role.DX_PROMOTION)
        headquarters = holds(Role.HEADQUARTERS)
        administrator = holds(Role.ADMINISTRATOR)
        auditor = holds(Role.AUDITOR)
        retired = factory.Trait(is_active=False)

    email = factory.Sequence(lambda number: f"staff-{number}@city.example")
    name = factory.Sequence(lambda number: f"職員 {number}")
    kana = "ショクイン"
    password = factory.LazyFunction(lambda: make_password(PASSWORD))
    joined_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> Any:
        # The section is the assignment's; that the assignment is a related row is no concern of a test.
        if "section" in params:
            params["assignment__section"] = params.pop("section")
        return super()._generate(strategy, params)
