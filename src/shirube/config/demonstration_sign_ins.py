"""How one signs in to the demonstration: one printed password for its invented people, and for nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from shirube.accounts.models import RoleAssignment, User
from shirube.kernel.scope import municipality_scope
from shirube.organizations import interface as organizations

PASSWORD = "shirube-demo"  # noqa: S105 — printed on purpose: a demonstration has no secrets.
ROLE_NAMES = {
    "section_staff": "担当課の職員",
    "subsection_chief": "担当課の係長",
    "section_chief": "担当課の課長",
    "dx_promotion": "DX推進担当",
    "headquarters": "推進本部",
    "administrator": "管理者",
    "auditor": "監査",
}


@dataclass(frozen=True, slots=True)
class SignIn:
    slug: str
    email: str
    name: str
    role: str


def give_passwords() -> None:
    """Give the people of demonstration cities the printed password. A real city's staff are never touched."""
    # Cost: a good password hash takes 50 ms or more; one serves for all.
    hashed = make_password(PASSWORD)
    for municipality in _demonstration_cities():
        with municipality_scope(municipality.id):
            User.objects.update(password=hashed)


def list_sign_ins() -> Sequence[SignIn]:
    """One person for each role, so that every desk can be seen."""
    return [
        sign_in for municipality in _demonstration_cities() for sign_in in _one_for_each_role(municipality)
    ]


def _one_for_each_role(municipality: organizations.MunicipalitySummary) -> list[SignIn]:
    with municipality_scope(municipality.id):
        held = RoleAssignment.objects.select_related("user").order_by("user__joined_at", "user_id")
        first = {assignment.role: assignment.user for assignment in reversed(held)}
    return [
        SignIn(municipality.slug, first[role].email, first[role].name, label)
        for role, label in ROLE_NAMES.items()
        if role in first
    ]


def _demonstration_cities() -> list[organizations.MunicipalitySummary]:
    return [
        municipality for municipality in organizations.list_municipalities() if municipality.demonstration
    ]
