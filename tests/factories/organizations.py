"""Municipalities and sections. The codes begin with 99, which no real municipality has."""

from __future__ import annotations

from typing import Any

import factory
from factory.django import DjangoModelFactory

from shirube.kernel.scope import find_municipality, municipality_scope
from shirube.organizations.domain.codes import check_digit
from shirube.organizations.models import Municipality, Section


def code_of(number: int) -> str:
    """A valid code for tests: 99001 is the demonstration's, so counting starts behind it."""
    five = f"{99100 + number % 900:05}"
    return five + check_digit(five)


class MunicipalityFactory(DjangoModelFactory[Municipality]):
    class Meta:
        model = Municipality

    code = factory.Sequence(code_of)
    slug = factory.Sequence(lambda number: f"city-{number}")
    name = factory.Sequence(lambda number: f"試験{number}市")
    kana = factory.Sequence(lambda number: f"しけん{number}し")
    english = factory.Sequence(lambda number: f"Test City {number}")
    prefecture = "試験県"


def municipality_in_scope() -> Municipality:
    """The municipality the test works in; a new one where it works in none."""
    municipality_id = find_municipality()
    if municipality_id is None:
        return MunicipalityFactory()
    return Municipality.objects.get(pk=municipality_id)


class TenantFactory(DjangoModelFactory[Any]):
    """Base of the factories of tenant tables: writes in the scope of the row's own municipality."""

    class Meta:
        abstract = True

    municipality = factory.LazyFunction(municipality_in_scope)

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **kwargs: Any) -> Any:
        with municipality_scope(kwargs["municipality"].pk):
            return super()._create(model_class, *args, **kwargs)


class SectionFactory(TenantFactory):
    class Meta:
        model = Section

    code = factory.Sequence(lambda number: f"section-{number}")
    name = factory.Sequence(lambda number: f"第{number}課")
    department = "総務部"
