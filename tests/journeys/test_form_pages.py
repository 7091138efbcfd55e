"""The pages of a form in a real Chromium, without a server: what the script keeps, tells and tries again."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from shirube.forms.domain.presenting import StepView
from tests.forms import steps
from tests.forms.harness import LIVE, PAGE, draw
from tests.journeys.accessibility import expect_accessible

HOME = "http://forms.test/step"
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
pytestmark = pytest.mark.journey


class Desk:
    """Answers the page's requests, and remembers what was sent."""

    def __init__(self, context: BrowserContext, step: StepView) -> None:
        self.step = step
        self.saved: list[dict[str, list[str]]] = []
        self.status = 200
        self.is_offline = False
        self.is_slow = False
        self.held: list[Route] = []
        context.route("http://forms.test/**", self.answer)

    def answer(self, route: Route, request: Request) -> None:
        path = request.url.removeprefix("http://forms.test")
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=Path(str(found)))
        elif path == "/save":
            self.save(route, request)
        elif path == "/live" and self.is_slow:
            self.held.append(route)
        elif path == "/live":
            fragment = draw(LIVE, step=steps.full_step(), shown=["hidden"], asked=None)
            route.fulfill(body=fragment, content_type="text/html; charset=utf-8")
        else:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(
                body=draw(PAGE, step=self.step), content_type="text/html; charset=utf-8", headers=headers
            )

    def save(self, route: Route, request: Request) -> None:
        if self.is_offline:
            route.abort("internetdisconnected")
            return
        self.saved.append(parse_qs(request.post_data or "", keep_blank_values=True))
        route.fulfill(status=self.status, json={"message": "ほかの画面で保存されています。"})


@pytest.fixture
def page_of(new_context):
    """`page_of(step)`: the page, open, and the desk that answers it."""

    def show(step: StepView, **options: object) -> tuple[Page, Desk]:
        context = new_context(**options)
        desk = Desk(context, step)
        page = context.new_page()
        page.goto(HOME)
        return page, desk

    return show


@pytest.mark.parametrize("name", ["full_step", "troubled_step", "warned_step"])
def test_every_state_of_a_step_is_accessible_at_every_width(page_of, name):
    page, _desk = page_of(getattr(steps, name)())
    expect_accessible(page)


def test_a_step_can_be_read_at_two_hundred_percent(page_of):
    page, _desk = page_of(
        steps.troubled_step(), viewport={"width": 640, "height": 450}, device_scale_factor=2
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_the_error_summary_has_the_focus_and_leads_to_the_field_by_keyboard(page_of):
    page, _desk = page_of(steps.troubled_step())
    expect(page.locator(".form-problems")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#f-born_on-month")).to_be_focused()


def test_what_is_typed_is_kept_some_moments_later_and_told(page_of):
    page, desk = page_of(steps.full_step())
    page.fill("#f-occupation", "漁業")
    expect(page.locator("#autosave-line")).to_contain_text("保存しました")
    assert desk.saved[-1]["occupation"] == ["漁業"]
    assert desk.saved[-1]["_autosave"] == ["1"]


def test_typing_goes_on_while_offline_and_is_kept_when_the_line_is_back(page_of):
    page, desk = page_of(steps.full_step())
    desk.is_offline = True
    page.fill("#f-occupation", "漁")
    expect(page.locator("#autosave-line")).to_contain_text("インターネットにつながらない")
    expect(page.locator("#autosave-spoken")).to_contain_text("インターネットにつながらない")
    page.locator("#f-occupation").press_sequentially("業")
    desk.is_offline = False
    expect(page.locator("#autosave-line")).to_contain_text("保存しました")
    assert desk.saved[-1]["occupation"] == ["漁業"]


def test_a_session_that_ended_is_told_and_the_page_keeps_all(page_of):
    page, desk = page_of(steps.full_step())
    desk.status = 403
    page.fill("#f-occupation", "漁業")
    expect(page.locator("#autosave-line")).to_contain_text("サインインの時間が切れた")
    expect(page.locator("#f-occupation")).to_have_value("漁業")
    desk.status = 200
    expect(page.locator("#autosave-line")).to_contain_text("保存しました")


def test_a_refusal_says_its_own_words(page_of):
    page, desk = page_of(steps.full_step())
    desk.status = 409
    page.fill("#f-occupation", "漁業")
    expect(page.locator("#autosave-line")).to_have_text("ほかの画面で保存されています。")


def test_leaving_the_page_sends_what_is_not_kept_yet(page_of):
    page, _desk = page_of(steps.full_step())
    # Playwright does not see what is sent while a page closes: the title tells of it instead.
    page.evaluate("navigator.sendBeacon = (url, body) => { document.title = `${url} ${body}`; return true }")
    page.fill("#f-mail", "a@b.example")
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    expect(page).to_have_title(re.compile(r"^/save .*mail=a%40b.example"))


def test_asking_the_server_anew_leaves_the_box_in_which_one_types_alone(page_of):
    page, _desk = page_of(steps.full_step())
    page.check("#f-kind-1")
    page.fill("#f-occupation", "書きかけ")
    expect(page.locator("#form-progress")).to_be_visible()
    page.wait_for_timeout(400)
    expect(page.locator("#f-occupation")).to_have_value("書きかけ")
    expect(page.locator("#f-occupation")).to_be_focused()


def test_an_answer_that_comes_late_leaves_what_was_typed_meanwhile(page_of):
    page, desk = page_of(steps.full_step())
    desk.is_slow = True
    with page.expect_request("**/live"):
        page.check("#f-kind-1")
    page.fill("#f-occupation", "漁業")
    page.focus("#f-mail")
    drawn = page.locator("#f-occupation").evaluate("box => box.closest('.form-slot').outerHTML")
    late = drawn.replace('class="form-slot"', 'class="form-slot late" hx-swap-oob="outerHTML"', 1)
    desk.held[0].fulfill(body=late, content_type="text/html; charset=utf-8")
    expect(page.locator(".late")).to_be_visible()
    expect(page.locator("#f-occupation")).to_have_value("漁業")


def test_targets_are_large_enough_for_a_thumb(page_of):
    page, _desk = page_of(steps.full_step(), viewport={"width": 320, "height": 640}, has_touch=True)
    sizes = page.eval_on_selector_all(
        ".form-page button:not(.form-enter), .form-page input:not([type=hidden], [type=radio], [type=checkbox]),"
        " .form-page select, .form-choice label, .form-page summary",
        "all => all.filter(e => e.offsetParent).map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])",
    )
    assert len(sizes) > 40
    assert [one for one in sizes if one[1] < 44] == []


def test_sending_files_is_told_while_it_takes_its_time(page_of):
    page, _desk = page_of(steps.full_step())
    page.set_input_files("#f-photos", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"jpeg"})
    page.evaluate("document.querySelector('form').addEventListener('submit', e => e.preventDefault())")
    page.get_by_role("button", name="次へ").last.click()
    expect(page.locator("#autosave-spoken")).to_contain_text("ファイルを送っています")
