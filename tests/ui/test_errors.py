from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from shirube.kernel.errors import ConflictError
from shirube.ui import errors
from shirube.ui.pages import page
from shirube.ui.sentences import explain

pytestmark = pytest.mark.usefixtures("bare_pages")


@pytest.fixture
def request_() -> HttpRequest:
    return RequestFactory().get("/plan/")


@pytest.mark.parametrize("status", sorted(errors.STATUS_TEXTS))
def test_every_error_page_says_what_to_do_next(status: int, request_: HttpRequest) -> None:
    response = errors.error_page(request_, status)
    html = response.content.decode()

    assert response.status_code == status
    assert str(errors.STATUS_TEXTS[status].title) in html
    assert str(errors.STATUS_TEXTS[status].next_step) in html


def test_a_broken_rule_is_told_in_its_own_sentence(request_: HttpRequest) -> None:
    response = explain(request_, ConflictError())

    assert response.status_code == 409
    assert "ほかの人の操作と重なりました。" in response.content.decode()


def test_an_expired_form_says_that_nothing_was_kept(request_: HttpRequest) -> None:
    response = errors.csrf_failure(request_, "CSRF cookie not set.")

    assert response.status_code == 403
    assert "送った内容は保存されていません。" in response.content.decode()
    assert "CSRF" not in response.content.decode()


def test_djangos_handlers_answer_with_their_status(request_: HttpRequest) -> None:
    assert errors.bad_request(request_, ValueError()).status_code == 400
    assert errors.permission_denied(request_, PermissionError()).status_code == 403
    assert errors.page_not_found(request_, LookupError()).status_code == 404
    assert errors.server_error(request_).status_code == 500


def test_the_last_page_stands_when_templates_fail(
    request_: HttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise OSError

    monkeypatch.setattr(errors, "render_to_string", fail)

    assert "もう一度お試しください" in errors.server_error(request_).content.decode()


def test_a_page_carries_its_status(request_: HttpRequest) -> None:
    assert page(request_, "ui/frame.html", status=422).status_code == 422
