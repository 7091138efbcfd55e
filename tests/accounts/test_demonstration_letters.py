"""In a demonstration, and nowhere else, letters to invented people can be read on a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import send_mail

from shirube.organizations.models import Municipality
from tests.conftest import CityClient

LETTERS = "my/letters/"


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DEMONSTRATION = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


@pytest.fixture
def invented(city: Municipality) -> Municipality:
    city.demonstration = True
    city.save()
    return city


def test_the_code_can_be_read_there(city_client: CityClient, folder: Path, invented: Municipality) -> None:
    door = city_client.post("my/sign-in/", {"email": "yamada@resident.example"}, follow=True)

    shown = city_client.get(LETTERS).content.decode()

    assert "見本の手紙を見る" in door.content.decode()
    assert "サインインのコード" in shown
    assert "yamada@resident.example" in shown


def test_a_letter_to_a_real_address_is_not_shown(
    city_client: CityClient, folder: Path, invented: Municipality
) -> None:
    send_mail("秘密", "123456", None, ["someone@gmail.com"])

    assert "123456" not in city_client.get(LETTERS).content.decode()


def test_a_real_city_has_no_such_page(city_client: CityClient, folder: Path, city: Municipality) -> None:
    assert city_client.get(LETTERS).status_code == 404


def test_an_installation_that_is_no_demonstration_has_no_such_page(
    city_client: CityClient, folder: Path, invented: Municipality, settings: Any
) -> None:
    settings.DEMONSTRATION = False

    assert city_client.get(LETTERS).status_code == 404
