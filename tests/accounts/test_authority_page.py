"""An administrator says whose signatures the city accepts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shirube.accounts.interface import Role, list_authorities
from shirube.organizations.models import Municipality
from tests.accounts.certificates import make_authority, make_crl
from tests.conftest import CityClient

PAGE = "/staff/people/signatures/"
ROOT, OTHER = make_authority("港市ためしの根", 1), make_authority("よその認証局", 3)


def file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("ca.pem", content)


@pytest.fixture
def administrator(signed_in: Callable[..., CityClient]) -> CityClient:
    return signed_in(Role.ADMINISTRATOR)


def add(client: CityClient, **more: Any) -> Any:
    return client.post(PAGE, {"name": "ためしの根", "certificate": file(ROOT.pem), **more})


def test_an_authority_is_added_and_shown_with_its_fingerprint(
    administrator: CityClient, in_city: Municipality
) -> None:
    add(administrator, crl=file(make_crl(ROOT)))

    (authority,) = list_authorities(municipality_id=in_city.pk)
    shown = administrator.get(PAGE).content.decode()
    assert authority.fingerprint in shown
    assert "信頼の起点（ルート）" in shown


def test_a_file_that_is_no_authority_is_refused_and_the_name_stays(administrator: CityClient) -> None:
    answer = add(administrator, certificate=file(b"nonsense"))

    assert answer.status_code == 422
    assert "認証局の証明書ではありません" in answer.content.decode()
    assert 'value="ためしの根"' in answer.content.decode()


def test_a_list_of_another_authority_is_refused(administrator: CityClient, in_city: Municipality) -> None:
    add(administrator)
    (authority,) = list_authorities(municipality_id=in_city.pk)

    answer = administrator.post(f"{PAGE}{authority.id}/crl/", {"crl": file(make_crl(OTHER))})

    assert answer.status_code == 400
    assert list_authorities(municipality_id=in_city.pk)[0].crl is None


def test_a_list_is_replaced(administrator: CityClient, in_city: Municipality) -> None:
    add(administrator)
    (authority,) = list_authorities(municipality_id=in_city.pk)

    listed = make_crl(ROOT)
    administrator.post(f"{PAGE}{authority.id}/crl/", {"crl": file(listed)})

    assert list_authorities(municipality_id=in_city.pk)[0].crl == listed


def test_an_authority_is_removed(administrator: CityClient, in_city: Municipality) -> None:
    add(administrator)
    (authority,) = list_authorities(municipality_id=in_city.pk)

    administrator.post(f"{PAGE}{authority.id}/remove/")

    assert not list_authorities(municipality_id=in_city.pk)


@pytest.mark.parametrize("address", ["ftp://x.example/list", "javascript:alert(1)", "file:///etc/passwd"])
def test_only_web_addresses_are_asked(administrator: CityClient, address: str) -> None:
    assert add(administrator, ocsp_address=address).status_code == 422
