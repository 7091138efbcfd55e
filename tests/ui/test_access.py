from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from shirube.ui.access import Access, Declaration, access


@dataclass
class Visitor:
    is_authenticated: bool = True
    roles: frozenset[str] = frozenset()

    @property
    def is_staff(self) -> bool:
        return bool(self.roles)

    def has_any_role(self, roles: frozenset[str]) -> bool:
        return bool(self.roles & roles)


NOBODY = Visitor(is_authenticated=False)
RESIDENT = Visitor()
CLERK = Visitor(roles=frozenset({"section_staff"}))
urlpatterns = [path("sign-in/", lambda _: HttpResponse(), name="account_login")]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.usefixtures("bare_pages")]


def show_path(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


for_all = access(Access.PUBLIC)(show_path)
for_members = access(Access.SIGNED_IN)(show_path)
for_staff = access(Access.STAFF)(show_path)
for_administrators = access(Access.STAFF, roles=frozenset({"administrator"}))(show_path)


def request_by(visitor: Visitor, method: str = "get", **headers: str) -> HttpRequest:
    request: HttpRequest = getattr(RequestFactory(), method)("/plan/?page=2", headers=headers)
    request.user = visitor
    return request


def test_the_declaration_can_be_read() -> None:
    assert vars(for_administrators)["access"] == Declaration(Access.STAFF, frozenset({"administrator"}))
    assert vars(for_all)["access"] == Declaration(Access.PUBLIC)


def test_only_staff_can_be_asked_for_a_role() -> None:
    with pytest.raises(ValueError, match="staff"):
        access(Access.PUBLIC, roles=frozenset({"auditor"}))


def test_everyone_sees_a_public_page() -> None:
    assert for_all(request_by(NOBODY)).status_code == 200


def test_signed_out_readers_are_sent_to_sign_in_and_back() -> None:
    response = for_members(request_by(NOBODY))

    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=%2Fplan%2F%3Fpage%3D2"


def test_a_form_is_not_promised_to_be_sent_again() -> None:
    assert for_members(request_by(NOBODY, "post"))["Location"] == "/sign-in/"


def test_a_fragment_takes_the_whole_page_to_sign_in() -> None:
    response = for_members(request_by(NOBODY, **{"HX-Request": "true"}))

    assert response["HX-Redirect"].startswith("/sign-in/")


@pytest.mark.parametrize(
    ("view", "visitor", "status"),
    [
        (for_members, RESIDENT, 200),
        (for_staff, RESIDENT, 403),
        (for_staff, CLERK, 200),
        (for_administrators, CLERK, 403),
        (for_administrators, Visitor(roles=frozenset({"administrator"})), 200),
    ],
)
def test_the_role_decides(view: Any, visitor: Visitor, status: int) -> None:
    assert view(request_by(visitor)).status_code == status


def test_a_page_behind_sign_in_is_not_kept_by_the_browser() -> None:
    assert "no-store" in for_members(request_by(RESIDENT))["Cache-Control"]
    assert "Cache-Control" not in for_all(request_by(RESIDENT))
