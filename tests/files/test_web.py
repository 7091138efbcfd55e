"""Handing a file out, and telling people why it was refused."""

from __future__ import annotations

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from shirube.files import interface as files
from shirube.files.web.sentences import SENTENCES
from shirube.kernel.errors import DomainError
from shirube.ui.downloads import download
from shirube.ui.sentences import knows, sentence_for
from tests.files import contents


def answer():
    return download(contents.PDF, name="証拠 1.pdf", content_type="application/pdf")


def test_a_file_is_saved_and_never_shown_or_guessed_at():
    response = answer()
    assert b"".join(response.streaming_content) == contents.PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''%E8%A8%BC%E6%8B%A0%201.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_sandbox_stays_when_the_site_adds_its_own_policy():
    response = CSPMiddleware(lambda _request: HttpResponse()).process_response(
        RequestFactory().get("/"), answer()
    )
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


ERRORS = [
    error for error in vars(files).values() if isinstance(error, type) and issubclass(error, DomainError)
]


@pytest.mark.parametrize("error", ERRORS)
def test_every_refusal_has_a_sentence(error):
    assert knows(error.code)
    assert error.code in SENTENCES


def test_the_sentence_names_the_file_and_the_limit():
    sentence = sentence_for(files.FileTooLargeError(name="証拠.pdf", limit_megabytes="10"))
    assert "証拠.pdf" in sentence
    assert "10MBまで" in sentence
