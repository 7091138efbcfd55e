"""Every problem the engine can tell has words that say what to do, in every language."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from shirube import forms
from shirube.forms.domain.lint import CODES
from shirube.forms.domain.parsing import parse_form
from shirube.forms.domain.problems import Problem
from shirube.forms.domain.sentences import problem_sentence
from shirube.forms.domain.wording import paper, parts
from shirube.forms.domain.wording.problems import SENTENCES
from shirube.forms.domain.wording.say import Said
from shirube.kernel.languages import LANGUAGES
from shirube.ui.pack_problems import knows_problem
from tests.forms.every_type import EVERY_TYPE, field

DOMAIN = Path(forms.__file__).parent / "domain"
SOURCES = {path: path.read_text("utf-8") for path in DOMAIN.rglob("*.py")}
FIELDS = "\n".join(text for path, text in SOURCES.items() if path.parent.name == "fields")
TOLD = set(re.findall(r'trouble\(\s*f?"([a-z_{}.]+)"', "\n".join(SOURCES.values())))
TOLD |= set(re.findall(r'(?<!Pack)Problem\([\w.]+, "([a-z_]+)"', "\n".join(SOURCES.values())))
TOLD |= {
    "account_name_too_long",
    "bank_code_digits",
    "branch_code_digits",
    "yucho_symbol",
    "holder_not_katakana",
}
TOLD |= {
    "account_number_digits",
    "not_digits",
    "not_latin",
    "date_in_future",
    "date_too_late",
    "date_in_past",
}
TOLD = {code for code in TOLD if "{" not in code} - {"check"}
REFUSED = set(re.findall(r'(?:ValueError|RuleError)\(\s*f?"([a-z_]+)', "\n".join(SOURCES.values())))
REFUSED |= set(re.findall(r'PackProblem\([^\n]*?, "([a-z_]+)"', "\n".join(SOURCES.values())))
TABLES = [SENTENCES, parts.PARTS, parts.ERAS, parts.ACCOUNTS, paper.RECORD, paper.IDENTITIES, paper.SHEET]
TEXTS = [said for table in TABLES for said in table.values()]
CODES_OF_LANGUAGES = [language.code for language in LANGUAGES]


def test_the_sources_tell_problems() -> None:
    assert len(TOLD) > 40
    assert len(REFUSED) > 15


@pytest.mark.parametrize("code", sorted(TOLD))
def test_every_problem_has_a_sentence(code: str) -> None:
    assert code in SENTENCES


@pytest.mark.parametrize("code", sorted(REFUSED))
def test_every_fault_of_a_form_has_a_sentence_for_its_author(code: str) -> None:
    assert knows_problem(code)


@pytest.mark.parametrize("said", TEXTS)
def test_a_text_is_there_in_three_languages_with_the_same_facts(said: Said) -> None:
    facts = [
        {name for _, name, _, _ in Formatter().parse(text) if name} for text in (said.ja, said.en, said.easy)
    ]

    assert said.ja
    assert said.en
    assert said.easy
    assert facts[1] <= facts[0]
    assert facts[2] <= facts[0]


@pytest.mark.parametrize("language", CODES_OF_LANGUAGES)
@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (
            Problem("name", "name_incomplete", parts=("given",)),
            {"ja": "名を入力", "en": "given name", "ja-easy": "名"},
        ),
        (Problem("days", "missing"), {"ja": "選んで", "en": "choose", "ja-easy": "えらんで"}),
        (
            Problem("born_on", "date_too_late", {"last": "2026-04-01"}),
            {"ja": "2026年4月1日", "en": "1 April", "ja-easy": "4月"},
        ),
        (
            Problem("account", "account_incomplete", parts=("number",)),
            {"ja": "口座番号", "en": "account", "ja-easy": "口座"},
        ),
        (
            Problem("mail", "missing", severity="warning"),
            {"ja": "このまま", "en": "go on", "ja-easy": "次へ"},
        ),
    ],
)
def test_a_problem_is_told_with_its_facts(problem: Problem, words: dict[str, str], language: str) -> None:
    assert words[language] in problem_sentence(problem, EVERY_TYPE, language)


def test_an_own_check_is_told_in_the_authors_words() -> None:
    check = {"rule": False, "message": {"ja": "日本語で", "en": "In English"}}
    fields = [field("x", "text", checks=[check])]
    form = parse_form(
        {"code": "f", "title": "様式", "steps": [{"code": "s", "title": "一", "fields": fields}]}
    )

    assert problem_sentence(Problem("x", "check", {"check": 0}), form, "en") == "In English"
    assert problem_sentence(Problem("x", "check", {"check": 0}), form, "ja-easy") == "日本語で"


def test_every_advice_has_a_severity() -> None:
    used = set(re.findall(r'LintNote\([\w.]+, "([a-z_]+)"', "\n".join(SOURCES.values())))

    assert used <= set(CODES)
