"""An administrator sets up single sign-on without asking anybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shirube.accounts.interface import Role, list_providers
from shirube.organizations.models import Municipality
from tests.conftest import CityClient

PAGE = "/staff/people/sign-on/"
TYPED = {
    "slug": "hall",
    "name": "庁内のアカウント",
    "issuer": "https://login.city.example",
    "client_id": "shirube",
    "secret": "a secret of the test",
    "email_domain": "city.example",
}


@pytest.fixture
def administrator(signed_in: Callable[..., CityClient]) -> CityClient:
    return signed_in(Role.ADMINISTRATOR)


def _names(city: Municipality) -> list[str]:
    return [provider.name for provider in list_providers(municipality_id=city.pk)]


def test_a_provider_is_added_and_named_at_the_door(administrator: CityClient, in_city: Municipality) -> None:
    assert administrator.post(PAGE, TYPED).status_code == 302

    assert _names(in_city) == ["庁内のアカウント"]
    assert "庁内のアカウント" in CityClient(in_city).get("/accounts/login/").content.decode()


def test_the_page_tells_the_address_to_register(administrator: CityClient) -> None:
    administrator.post(PAGE, TYPED)

    assert "/accounts/oidc/" in administrator.get(PAGE).content.decode()


def test_the_secret_never_comes_back(administrator: CityClient) -> None:
    administrator.post(PAGE, TYPED)

    assert "a secret of the test" not in administrator.get(PAGE).content.decode()


def test_an_empty_secret_keeps_the_one_there_is(administrator: CityClient, in_city: Municipality) -> None:
    administrator.post(PAGE, TYPED)
    administrator.post(PAGE, {**TYPED, "name": "新しい名前", "secret": ""})

    (provider,) = list_providers(municipality_id=in_city.pk)
    assert (provider.name, provider.secret) == ("新しい名前", "a secret of the test")


def test_an_issuer_without_https_is_refused_and_what_was_typed_stays(
    administrator: CityClient, in_city: Municipality
) -> None:
    answer = administrator.post(PAGE, {**TYPED, "issuer": "http://login.city.example"})

    assert answer.status_code == 422
    assert "庁内のアカウント" in answer.content.decode()
    assert _names(in_city) == []


def test_a_provider_is_removed(administrator: CityClient, in_city: Municipality) -> None:
    administrator.post(PAGE, TYPED)
    administrator.post(f"{PAGE}hall/remove/")

    assert _names(in_city) == []
