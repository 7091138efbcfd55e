"""People at a browser: by mouse or finger, and by keyboard alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Response, expect

from tests.journeys.product import PASSWORD, Product

# More stops than any page has; without an end, a control that cannot be reached would hang the story.
MOST_STOPS = 400
HAS_FOCUS = "controls => controls.includes(document.activeElement)"
FOCUS_IS_SEEN = "parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2"
Words = str | re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of the invented people of 標市."""

    name: str
    email: str


MORI = Colleague("森 みち", "mori@shirube.example")  # 市民課
MATSUI = Colleague("松井 ものさし", "matsui@shirube.example")  # 企画課, chief
SUZUKI = Colleague("鈴木 かけはし", "suzuki@shirube.example")  # DX promotion
TAKAHASHI = Colleague("高橋 あんない", "takahashi@shirube.example")  # DX promotion
ENDO = Colleague("遠藤 とうだい", "endo@shirube.example")  # headquarters
KUDO = Colleague("工藤 かぎ", "kudo@shirube.example")  # administrator


@dataclass(frozen=True, slots=True)
class Visitor:
    """Reads and writes as people do: by the words that stand on the page."""

    page: Page
    product: Product

    def open(self, path: str = "") -> Response:
        """Type the address of a page inside the city."""
        answer = self.page.goto(self.product.at(path))
        assert answer is not None
        return answer

    def follow(self, words: Words) -> None:
        """Take the first link that says so."""
        self._press(self.page.get_by_role("link", name=words).first)

    def press(self, words: Words) -> None:
        self._press(self.page.get_by_role("button", name=words, exact=True))

    def field(self, label: str) -> Locator:
        """The field that is called so; behind its name stands whether it must be filled."""
        return self.page.get_by_label(re.compile(rf"^{re.escape(label)}\s*(必須|任意)?\s*$"))

    def write(self, label: str, text: str) -> None:
        """Fill a field; what stood there goes."""
        self.field(label).fill(text)

    def choose(self, label: Words) -> None:
        """Take one of several radio buttons."""
        self.page.get_by_role("radio", name=label).check()

    def sees(self, words: Words) -> None:
        """The words stand in the page's content."""
        expect(self.page.locator("main")).to_contain_text(words)

    def does_not_see(self, words: Words) -> None:
        expect(self.page.locator("main")).not_to_contain_text(words)

    def sign_in(self, who: Colleague, password: str = PASSWORD) -> None:
        """Go to the desk, which asks who one is; whatever comes of it."""
        self.open("staff/")
        self.write("メールアドレス", who.email)
        self.write("パスワード", password)
        self.press("サインイン")

    def _press(self, control: Locator) -> None:
        with self.page.expect_navigation():
            control.click()


@dataclass(frozen=True, slots=True)
class KeyboardVisitor(Visitor):
    """Has no mouse: goes from control to control with Tab, and must always see where they are."""

    def write(self, label: str, text: str) -> None:
        self._walk("Tab", self.field(label))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, label: Words) -> None:
        """Tab goes to the group, the arrows go through it."""
        wanted = self.page.get_by_role("radio", name=label)
        group = self.page.locator(f"input[type=radio][name={wanted.get_attribute('name')}]")
        self._walk("Tab", group)
        self._walk("ArrowDown", wanted)
        expect(wanted).to_be_checked()

    def _press(self, control: Locator) -> None:
        self._walk("Tab", control)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _walk(self, key: str, goal: Locator) -> None:
        expect(goal.first).to_be_visible()
        stops = 0
        while not goal.evaluate_all(HAS_FOCUS):
            assert stops < MOST_STOPS, f"{goal} cannot be reached with {key}"
            self.page.keyboard.press(key)
            stops += 1
        assert self.page.evaluate(FOCUS_IS_SEEN), f"{goal} does not show that it has the focus"
