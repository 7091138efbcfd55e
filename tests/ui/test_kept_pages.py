"""Pages answered from memory: for strangers only, and never longer than their stamp holds."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from shirube.ui.kept_pages import forget_pages, kept_page

TEMPLATE = "ui/components/missing.html"


class Draws:
    """Counts how often the page had to be made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, Any]:
        self.times += 1
        return {"label": f"{self.times}"}


@pytest.fixture
def draws(bare_pages: None) -> Draws:
    forget_pages()
    return Draws()


def ask(draws: Draws, stamp: str = "1", path: str = "/", **headers: str) -> Any:
    request = RequestFactory().get(path, **headers)
    return kept_page(request, TEMPLATE, stamp=stamp, context=draws)


def test_a_page_is_made_once_while_its_stamp_holds(draws: Draws) -> None:
    assert ask(draws).content == ask(draws).content
    assert draws.times == 1


def test_a_new_stamp_makes_a_new_page(draws: Draws) -> None:
    assert ask(draws, "1").content != ask(draws, "2").content


def test_who_has_the_page_already_is_told_so(draws: Draws) -> None:
    tag = ask(draws)["ETag"]
    answer = ask(draws, HTTP_IF_NONE_MATCH=tag)

    assert answer.status_code == 304
    assert answer["ETag"] == tag


def test_somebody_signed_in_never_gets_a_strangers_page(draws: Draws) -> None:
    ask(draws)
    answer = ask(draws, HTTP_COOKIE="sessionid=x")

    assert draws.times == 2
    assert "ETag" not in answer


def test_invented_queries_do_not_push_pages_out_of_memory(draws: Draws) -> None:
    ask(draws, path="/?a=1")
    ask(draws, path="/?a=1")

    assert draws.times == 2


def test_caches_on_the_way_must_ask_and_keep_sessions_apart(draws: Draws) -> None:
    answer = ask(draws)

    assert "no-cache" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]
