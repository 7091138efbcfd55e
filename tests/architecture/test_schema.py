"""What the tables may say about each other, and how tenants are kept apart in them."""

from __future__ import annotations

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from shirube.accounts.models import UserManager
from shirube.kernel.scope import NoScopeError
from shirube.kernel.tenancy import TenantManager, is_tenant
from tests.architecture.rooms import ranks

OURS = [model for model in apps.get_models() if model.__module__.startswith("shirube.")]
TENANTS = [model for model in OURS if is_tenant(model)]
# What belongs to the installation, not to one municipality; a new entry needs a reason here.
SHARED = {
    "organizations.Municipality",  # what tenants are told apart by
    "procedures.PackedProcedure",  # packs: every city that adopts one begins from the same
    "procedures.GuidePack",
    "visits.VisitPackage",
    "registers.DefinitionPack",
    "measures.ComparisonTable",  # published figures about many municipalities
    "measures.ComparisonMunicipality",
    "measures.ComparisonRow",
    "measures.YearFigure",  # what each municipality tells everybody, for all of them to compare
    "jobs.Job",  # queue tables stay unsharded (DESIGN §4); a job names its municipality inside
    "accounts.CacheEntry",  # codes used once and request rates, for all worker processes; no personal data
}


def _foreign_keys(model: type[models.Model]) -> list[models.ForeignKey[object, object]]:
    return [field for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)]


def test_foreign_keys_point_downwards() -> None:
    rank = ranks()
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in OURS
        for field in _foreign_keys(model)
        if (other := field.related_model._meta.app_label) in rank
        and other != model._meta.app_label
        and rank[other] >= rank[model._meta.app_label]
    ]

    assert not upward, upward


def test_every_table_belongs_to_a_municipality_or_says_why_not() -> None:
    assert {model._meta.label for model in OURS if not is_tenant(model)} <= SHARED


@pytest.mark.parametrize("model", TENANTS, ids=lambda model: model._meta.label)
def test_a_tenant_table_refuses_to_be_read_without_a_scope(model: type[models.Model]) -> None:
    assert isinstance(model._default_manager, TenantManager | UserManager)
    with pytest.raises(NoScopeError):
        model._default_manager.all()


@pytest.mark.parametrize("model", TENANTS, ids=lambda model: model._meta.label)
def test_what_is_unique_is_unique_within_a_municipality(model: type[models.Model]) -> None:
    constraints = [item for item in model._meta.constraints if isinstance(item, models.UniqueConstraint)]
    everywhere = [
        item.name for item in constraints if "municipality" not in f"{item.fields}{item.expressions}"
    ]

    assert not everywhere
    assert not [field.name for field in model._meta.fields if field.unique and not field.primary_key]


@pytest.mark.parametrize("model", TENANTS, ids=lambda model: model._meta.label)
def test_a_tenant_row_has_no_counter_for_a_key(model: type[models.Model]) -> None:
    assert isinstance(model._meta.pk, models.UUIDField)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO(), stderr=StringIO())
