"""Residents who fill in forms: with a finger, with the keyboard alone, or in a browser that runs no scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, expect

from tests.journeys.accessibility import PHONE, expect_accessible
from tests.journeys.conftest import PHONE as PHONE_SCREEN
from tests.journeys.conftest import NewContext
from tests.journeys.product import Product
from tests.journeys.visitors import KeyboardVisitor, Visitor

SHOWS_A_PROBLEM = ".form-problems, main [role=alert]"
CODE = re.compile(r"\b\d{6}\b")


@dataclass(frozen=True, slots=True)
class Day:
    """A day in an era, as the boxes take it; an empty day is one that nobody knows."""

    era: str
    year: str
    month: str
    day: str


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, as the boxes take it."""

    family: str
    given: str
    family_kana: str
    given_kana: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was handed in, and the secret for those without account."""

    number: str
    secret: str


@dataclass(frozen=True, slots=True)
class Applicant(Visitor):
    """Fills in forms on a small phone. Whatever page comes, axe has nothing to say about it."""

    def box(self, name: str) -> Locator:
        """The box of this name; it may take a moment to come when an answer calls it up."""
        return self.page.locator(f"[name='{name}']")

    def option(self, name: str, value: str) -> Locator:
        return self.page.locator(f"[name='{name}'][value='{value}']")

    def tell(self, **answers: str | Day | Name) -> None:
        """Answers by the names of their boxes (`__` stands for a point)."""
        for name, answer in answers.items():
            self._tell(name.replace("__", "."), answer)

    def _tell(self, name: str, answer: str | Day | Name) -> None:
        if isinstance(answer, str):
            self.fill(name, answer)
        elif isinstance(answer, Name):
            for part in Name.__slots__:
                self.fill(f"{name}.{part}", getattr(answer, part))
        else:
            self._tell_day(name, answer)

    def _tell_day(self, name: str, day: Day) -> None:
        self.pick(f"{name}.era", day.era)
        for part in ("year", "month", "day"):
            self.fill(f"{name}.{part}", getattr(day, part))
        if not day.day:
            self.take(f"{name}.unknown", "yes")

    def fill(self, name: str, text: str) -> None:
        self.box(name).fill(text)

    def pick(self, name: str, value: str) -> None:
        self.box(name).select_option(value)

    def tell_address(self, name: str, number: str) -> None:
        """The server knows the street of the postal code, however it is written; the number is one's own."""
        self.fill(f"{name}.postal_code", "９８６-0825")
        self.page.locator(f"button[name='_find.{name}']").press("Enter")
        expect(self.box(f"{name}.town")).to_have_value("穀町")
        self.fill(f"{name}.number", number)

    def mark(self, **choices: str) -> None:
        """Take one of several radio buttons or boxes."""
        for name, value in choices.items():
            self.take(name.replace("__", "."), value)

    def take(self, name: str, value: str) -> None:
        self.option(name, value).check()

    def hand_over(self, name: str, *files: FilePayload) -> None:
        self.box(name).set_input_files(list(files))

    def row(self, group: str) -> str:
        """The first of the rows, e.g. of children: the beginning of the names of its boxes."""
        return f"{group}.{self.box(f'{group}._row').first.get_attribute('value')}"

    def go_on(self) -> None:
        """次へ, and a look at what comes."""
        self._press(self.page.locator(".form-buttons button[name=_next]"))
        self.look()

    def accept_warnings(self) -> None:
        self._press(self.page.locator("button[name=_accept_warnings]"))
        self.look()

    def push(self, words: str) -> None:
        """Press what says so, and look at what comes."""
        self.press(words)
        self.look()

    def look(self) -> None:
        expect_accessible(self.page, (PHONE,))

    def at(self, step: str) -> None:
        """The page of this step is there, and has nothing to say against what was written before."""
        expect(self.page).to_have_url(re.compile(f"/{step}/"))
        expect(self.page.locator(SHOWS_A_PROBLEM)).to_have_count(0)

    def has_problem(self, words: str) -> None:
        """It is said above the form what is to be mended or thought over."""
        expect(self.page.locator(SHOWS_A_PROBLEM)).to_contain_text(words)

    def sign_in_by_mail(self, email: str) -> None:
        """The code comes by mail; in the demonstration, letters lie on a page."""
        self.write("メールアドレス", email)
        self.push("コードを送る")
        self.write("6桁のコード", self.newest_code(email))
        self.press("サインインする")

    def newest_code(self, email: str) -> str:
        letters = self.page.context.new_page()
        letters.goto(self.product.at("my/letters/"))
        letter = letters.locator("article", has_text=email).first
        found = CODE.search(letter.inner_text())
        letters.close()
        assert found
        return found[0]

    def receipt(self) -> Receipt:
        """What stands on the page after sending."""
        self.sees("申請を受け付けました")
        told = self.page.locator(".receipt dd").all_inner_texts()
        return Receipt(told[0], told[1] if len(told) > 1 else "")

    def look_up(self, receipt: Receipt) -> None:
        """In whatever browser: by number, written carelessly, and secret."""
        self.open("cases/")
        self.look()
        self.write("受付番号", receipt.number.lower().replace("-", " "))
        self.write("確認の合言葉", receipt.secret)
        self.push("進み具合を見る")

    def fetch_document(self, file: Path) -> bytes:
        """The decision document, from the page of the case."""
        self.read_again_until("市からの書類")
        self.look()
        with self.page.expect_download() as download:
            self.page.locator("section[aria-labelledby=documents] a").click()
        download.value.save_as(file)
        return file.read_bytes()

    def read_again_until(self, words: str) -> None:
        """Read the page anew until the worker has done it."""
        for _ in range(60):
            if words in self.page.locator("main").inner_text():
                return
            self.page.wait_for_timeout(500)
            self.page.reload()
        self.sees(words)


@dataclass(frozen=True, slots=True)
class ApplicantWithoutScript(Applicant):
    """Where an answer calls up further questions, they come when the page is sent."""

    def box(self, name: str) -> Locator:
        return self._called_up(self.page.locator(f"[name='{name}']"))

    def option(self, name: str, value: str) -> Locator:
        return self._called_up(self.page.locator(f"[name='{name}'][value='{value}']"))

    def _called_up(self, control: Locator) -> Locator:
        if not control.count():
            self.go_on()
            self.has_problem("")
        return control


@dataclass(frozen=True, slots=True)
class KeyboardApplicant(Applicant, KeyboardVisitor):
    """Tab, arrows, space and Enter. What axe says is heard in the other stories."""

    def look(self) -> None:
        expect(self.page.locator("main")).to_be_visible()

    def fill(self, name: str, text: str) -> None:
        self._walk("Tab", self.box(name))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def pick(self, name: str, value: str) -> None:
        self._walk("Tab", self.box(name))
        options = self.box(name).locator("option").evaluate_all("all => all.map(one => one.value)")
        self.page.keyboard.press("Home")
        for _ in range(options.index(value)):
            self.page.keyboard.press("ArrowDown")
        expect(self.box(name)).to_have_value(value)

    def take(self, name: str, value: str) -> None:
        wanted = self.option(name, value)
        is_radio = wanted.get_attribute("type") == "radio"
        self._walk("Tab", self.box(name).and_(self.page.locator("[type=radio]")) if is_radio else wanted)
        if is_radio:
            self._walk("ArrowDown", wanted)
        if not wanted.is_checked():
            self.page.keyboard.press("Space")
        expect(wanted).to_be_checked()

    def hand_over(self, name: str, *files: FilePayload) -> None:
        # What Space opens from here is the browser's own window for files, which a browser without windows may not show.
        self._walk("Tab", self.box(name))
        self.box(name).set_input_files(list(files))


WAYS: dict[str, type[Applicant]] = {
    "on the phone": Applicant,
    "with the keyboard": KeyboardApplicant,
    "without script": ApplicantWithoutScript,
}


def applicant_in(way: str, new_context: NewContext, product: Product) -> Applicant:
    """A browser of a resident who gets on in this way."""
    script = way != "without script"
    return WAYS[way](new_context(**PHONE_SCREEN, java_script_enabled=script).new_page(), product)
