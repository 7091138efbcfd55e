"""The first person who can invite the others, from the command line to the page of people."""

from __future__ import annotations

import re
from argparse import Namespace
from typing import Any

import pytest

from shirube.accounts.interface import Role, find_staff_by_email
from shirube.config.cli import create_administrator
from shirube.config.cli.output import CannotContinueError
from shirube.kernel.scope import municipality_scope
from shirube.organizations.models import Municipality
from tests.conftest import CityClient

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture(autouse=True)
def _an_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables and keys of the tests."""
    monkeypatch.setattr(create_administrator, "require_keys", lambda: None)
    monkeypatch.setattr(create_administrator.schema, "require_current_tables", lambda: None)


def asked(**facts: str) -> Namespace:
    return Namespace(**{"municipality": "minato", "email": "ｘ@city.example", "name": "渡邉 誠", **facts})


def test_who_was_made_signs_in_with_the_printed_password(
    city: Municipality, capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    create_administrator.run(asked())
    said = capsys.readouterr().out
    found = re.search(r"最初のパスワード: (\S+)", said)
    assert found is not None
    assert "/minato/accounts/login/" in said

    client = CityClient(city)
    entered = client.post("/accounts/login/", {"login": "x@city.example", "password": found[1]})

    assert entered.headers["Location"] == "/minato/accounts/2fa/"
    with municipality_scope(city.pk):
        person = find_staff_by_email(municipality_id=city.pk, email="x@city.example")
    assert person is not None
    assert [held.role for held in person.roles] == [Role.ADMINISTRATOR]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"email": "渡邉"}, "メールアドレスの形"),
        ({"name": "　"}, "氏名"),
        ({"municipality": "nowhere"}, "nowhere"),
    ],
)
def test_a_slip_makes_nobody(city: Municipality, facts: dict[str, str], words: str) -> None:
    with pytest.raises(CannotContinueError, match=words):
        create_administrator.run(asked(**facts))
    with municipality_scope(city.pk):
        assert find_staff_by_email(municipality_id=city.pk, email="x@city.example") is None


def test_a_second_one_is_invited_not_made() -> None:
    create_administrator.run(asked())
    with pytest.raises(CannotContinueError, match="すでに管理者がいます"):
        create_administrator.run(asked(email="y@city.example"))
