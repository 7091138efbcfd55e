"""Residents with an account."""

from __future__ import annotations

import factory
from django.utils import timezone

from shirube.accounts.commands.residents import seal_text
from shirube.accounts.models import Resident
from tests.factories.organizations import TenantFactory


class ResidentFactory(TenantFactory):
    """`ResidentFactory(municipality=city, told_name="山田 花子")` has told a name; `closed=True` has left."""

    class Meta:
        model = Resident

    class Params:
        told_name = ""
        told_kana = ""
        closed = factory.Trait(email="", name="", kana="", closed_at=factory.LazyFunction(timezone.now))

    email = factory.Sequence(lambda number: f"resident-{number}@resident.example")
    name = factory.LazyAttribute(lambda row: seal_text(row.told_name))
    kana = factory.LazyAttribute(lambda row: seal_text(row.told_kana))
    language = "ja"
    joined_at = factory.LazyFunction(timezone.now)
