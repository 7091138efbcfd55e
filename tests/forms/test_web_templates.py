"""What the pages of a step say and how they are tied together, whoever includes them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

import shirube.forms
from shirube.config.messages import list_untranslated
from shirube.forms.domain.presenting import StepView
from shirube.forms.interface import Difference, SummaryLine, SummarySection
from tests.forms import steps
from tests.forms.harness import LIVE, SUMMARY, draw
from tests.ui.markup import Markup

STEPS = {"full": steps.full_step, "troubled": steps.troubled_step, "warned": steps.warned_step}


def page(name: str, **context: object) -> Markup:
    return Markup(draw(step=STEPS[name](), **context))


@pytest.mark.parametrize("name", STEPS)
def test_every_input_has_a_label_or_a_frame_that_names_it(name):
    markup = page(name)
    labelled = {attributes["for"] for attributes in markup.attributes("label")}
    inputs = [*markup.attributes("input"), *markup.attributes("select"), *markup.attributes("textarea")]
    assert [one["id"] for one in inputs if one.get("type") != "hidden" and one["id"] not in labelled] == []


@pytest.mark.parametrize("name", STEPS)
def test_no_id_stands_twice_and_every_reference_is_there(name):
    markup = page(name)
    ids = Counter(markup.values("id"))
    named = {one for value in markup.values("aria-describedby") for one in value.split()}
    assert [one for one, count in ids.items() if count > 1] == []
    assert named - set(ids) == set()


@pytest.mark.parametrize("name", ["troubled", "warned"])
def test_the_summary_leads_to_what_is_on_the_page(name):
    markup = page(name)
    targets = [
        (one["href"] or "")[1:] for one in markup.attributes("a") if (one["href"] or "").startswith("#f-")
    ]
    assert targets
    assert set(targets) <= set(markup.values("id"))


def test_a_wrong_input_is_marked_and_points_to_its_problem():
    wrong = [one for one in page("troubled").attributes("input") if one.get("aria-invalid")]
    assert len(wrong) == 5
    assert all("-problem" in (one["aria-describedby"] or "") for one in wrong)


def test_the_summary_takes_the_focus_and_says_what_was_kept():
    markup = page("troubled")
    assert any("autofocus" in attributes for attributes in markup.attributes("div"))
    assert "入力した内容は消えていません" in markup.text


def test_warnings_alone_let_the_person_go_on():
    assert "_accept_warnings" in page("warned").values("name")
    assert "_accept_warnings" not in page("troubled").values("name")


def test_enter_means_next_and_no_other_button():
    buttons = page("full").attributes("button")
    assert buttons[0]["name"] == "_next"


def test_an_own_number_that_is_kept_shows_only_its_mask():
    markup = page("full")
    box = next(one for one in markup.attributes("input") if one.get("name") == "number")
    assert box["value"] == ""
    assert "********1234" in markup.text


def test_a_field_that_is_not_asked_leaves_an_empty_place():
    markup = page("full")
    assert "slot-f-hidden" in markup.values("id")
    assert "hidden" not in markup.values("name")


def test_without_a_live_address_nothing_is_asked_while_typing():
    assert page("full", live_url="").values("hx-post") == []


def test_a_summary_leads_back_and_marks_what_changed():
    lines = (SummaryLine("name", "氏名", "山田 花子", "text"), SummaryLine("note", "わけ", "", "text"))
    sections = [SummarySection("child", "お子さん", lines)]
    difference = Difference("name", "氏名", "山田 花", "山田 花子")
    markup = Markup(
        draw(SUMMARY, sections=sections, change_urls={"child": "/1/"}, differences={"name": difference})
    )
    assert [one["href"] for one in markup.attributes("a")] == ["/1/"]
    assert "変わりました" in markup.text
    assert "入力なし" in markup.text
    assert "直す（お子さん）" in markup.text


def live(shown: list[str], asked: object = None, step: StepView | None = None) -> list[str]:
    markup = Markup(draw(LIVE, step=step or steps.full_step(), shown=shown, asked=asked))
    return [one["id"] or "" for one in markup.attributes("div") if "hx-swap-oob" in one]


def test_a_fragment_exchanges_only_what_appeared_vanished_or_was_computed():
    everything = ["total", "waiting", "account"]
    assert "slot-f-hidden" in live([*everything, "hidden"])
    assert "slot-f-hidden" not in live(everything)
    assert "slot-f-applicant_name" not in live(everything)


def test_a_button_inside_a_row_exchanges_the_whole_group_once():
    asked = replace(steps.problem("", ""), path="children")
    assert live([], asked).count("slot-f-children") == 1


def test_a_button_of_an_address_exchanges_that_address():
    assert "slot-f-home" in live([], replace(steps.problem("", ""), path="home"))


RESIDENTS = [
    path
    for path in Path(shirube.forms.__file__).parent.rglob("*")
    if path.suffix in {".html", ".py"}
    and {"templates", "templatetags"} & set(path.parts)
    and "staff" not in path.parts
]


@pytest.mark.parametrize("locale", ["en", "ja_Easy"])
def test_all_that_residents_read_is_there_in_their_languages(locale):
    assert list_untranslated(locale, RESIDENTS) == []


def test_a_page_in_english_has_no_japanese_but_what_the_author_wrote():
    with translation.override("en"):
        words = page("troubled").text
    assert "Save and continue later" in words
    assert "Postal code" in words
