"""Fields that nobody has answered are drawn once for everybody; nothing a person gave is ever kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.template import Context, engines
from django.utils import translation

from shirube.forms.domain.presenting import ControlKind, FieldView, OptionView, ProblemView
from shirube.forms.templatetags import forms_fields
from tests.forms.steps import control

BLANK = FieldView("house", "text", "番地", controls=(control("house"),))
PAGE = "{% load forms_fields %}{% draw_field field %}"


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    forms_fields._drawn.clear()
    yield
    forms_fields._drawn.clear()


def draw(field: FieldView, language: str = "ja", live_url: str = "/draft/1/live/") -> str:
    template = engines["django"].from_string(PAGE).template
    with translation.override(language):
        html: str = template.render(Context({"field": field, "live_url": live_url}))
    return html


def filled(**facts: object) -> FieldView:
    return replace(BLANK, controls=(control("house", **facts),))


def test_a_blank_field_is_drawn_once() -> None:
    first = draw(BLANK)

    assert draw(replace(BLANK)) == first
    assert list(forms_fields._drawn.values()) == [first]


@pytest.mark.parametrize(
    "field",
    [
        filled(value="36番地1"),
        filled(is_invalid=True),
        filled(is_checked=True, kind=ControlKind.CHECKBOX),
        filled(kind=ControlKind.RADIO, options=(OptionView("a", "A", is_chosen=True),)),
        replace(BLANK, problems=(ProblemView("house", "番地", "入れてください。"),)),
        replace(BLANK, offered="36番地1"),
        replace(BLANK, masked="********9018"),
        replace(BLANK, type="computed", text="15,000"),
    ],
    ids=["typed", "wrong", "ticked", "chosen", "told", "offered", "masked", "computed"],
)
def test_what_a_person_gave_is_not_kept(field: FieldView) -> None:
    draw(field)

    assert not forms_fields._drawn


def test_the_next_person_sees_nothing_of_the_one_before() -> None:
    draw(BLANK)
    draw(filled(value="36番地1"))

    assert "36番地1" not in draw(BLANK)


def test_a_changed_label_shows_at_once() -> None:
    draw(BLANK)

    assert "住所の番地" in draw(replace(BLANK, label="住所の番地"))


def test_each_language_has_its_own() -> None:
    assert draw(BLANK, "ja") != draw(BLANK, "en")


def test_a_field_that_names_its_draft_is_drawn_for_each() -> None:
    asked = replace(BLANK, is_asked_by_others=True)

    assert "/draft/1/live/" in draw(asked, live_url="/draft/1/live/")
    assert "/draft/2/live/" in draw(asked, live_url="/draft/2/live/")
    assert not forms_fields._drawn


def test_no_more_are_kept_than_memory_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms_fields, "_MOST_KEPT", 2)
    for label in "あいう":
        draw(replace(BLANK, label=label))

    assert [field.label for field, _ in forms_fields._drawn] == ["い", "う"]
