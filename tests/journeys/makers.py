"""Who makes a form with the keyboard alone."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.journeys.accessibility import expect_accessible
from tests.journeys.visitors import KeyboardVisitor


@dataclass(frozen=True, slots=True)
class Maker(KeyboardVisitor):
    """Puts questions one under the other. Whatever page comes, axe has nothing to say about it."""

    def look(self) -> None:
        expect_accessible(self.page)

    def begin(self, title: str) -> str:
        """A new form; its code."""
        self.open("staff/forms/new/")
        self._type(self.page.locator("#id_blank-title"), title)
        self.press("白紙からつくる")
        return self.page.url.rstrip("/").rpartition("/")[2]

    def add_page(self, title: str) -> None:
        self._type(self.page.locator("#new-page"), title)
        self._take(self.page.get_by_role("button", name="ページを加える", exact=True))
        expect(self.page.locator(".builder-page-title", has_text=title)).to_be_visible()

    def add(self, kind: str, words: str) -> None:
        """One more question on the last page."""
        self.pick(self.page.locator("select[name^='type-']").last, kind)
        self._type(self.page.locator("input[name^='label-']").last, words)
        self._take(self.page.get_by_role("button", name="加える", exact=True).last)
        expect(self._line(words)).to_be_visible()

    def add_choice(self, words: str, *options: str) -> None:
        """Where options are to be written, the page for them opens at once."""
        self.pick(self.page.locator("select[name^='type-']").last, "choice")
        self._type(self.page.locator("input[name^='label-']").last, words)
        self._press(self.page.get_by_role("button", name="加える", exact=True).last)
        boxes = self.page.locator("[name^='option.'][name$='.label']")
        for number, option in enumerate(options):
            self._type(boxes.nth(number), option)
        self.press("保存する")

    def ask_only_if(self, words: str, question: str, answer: str) -> None:
        """The question comes only after this answer to an earlier one."""
        self._press(self._line(words))
        self._take(self.page.locator("summary", has_text="この質問を出す条件"))
        row = self.page.locator(".builder-condition-row").first
        self.pick_words(row.get_by_label("質問", exact=True), question)
        self.pick_words(row.locator("select[name$='.value']"), answer)
        expect(row.get_by_label("くらべ方", exact=True)).to_have_value("is")
        self.look()
        self.press("保存する")
        expect(self.page.locator(".builder-condition").first).to_contain_text(question)

    def change_kind(self, words: str, kind: str) -> None:
        self._press(self._line(words))
        self.pick(self.page.locator("#new-type"), kind)
        self.press("種類を変える")

    def pick(self, box: Locator, value: str) -> None:
        values = box.locator("option").evaluate_all("all => all.map(one => one.value)")
        self._pick(box, values.index(value))
        expect(box).to_have_value(value)

    def pick_words(self, box: Locator, words: str) -> None:
        """The options may still be on their way, because an earlier choice asks for them."""
        expect(box.locator("option", has_text=words).first).to_be_attached()
        labels = box.locator("option").all_inner_texts()
        self._pick(box, next(number for number, one in enumerate(labels) if words in one))
        expect(box.locator("option:checked")).to_contain_text(words)

    def _pick(self, box: Locator, number: int) -> None:
        self._walk("Tab", box)
        self.page.keyboard.press("Home")
        for _ in range(number):
            self.page.keyboard.press("ArrowDown")

    def _line(self, words: str) -> Locator:
        return self.page.locator(".builder-field-label", has_text=words)

    def _type(self, box: Locator, text: str) -> None:
        self._walk("Tab", box)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def _take(self, control: Locator) -> None:
        """Press what changes a part of the page only."""
        self._walk("Tab", control)
        self.page.keyboard.press("Enter")
