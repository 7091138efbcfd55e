"""What residents ask, and by which words the part of a plan that answers is found.

A question is shown only where the city's plan answers it. The words are those that plans use; a city that names the
thing otherwise is added here, in the order of preference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

Found = TypeVar("Found")


class Question(StrEnum):
    ONLINE = "online"
    CARD = "card"
    COUNTER = "counter"
    PAYMENT = "payment"
    DIVIDE = "divide"
    DISASTER = "disaster"
    CHILD_CARE = "child_care"
    OPEN_DATA = "open_data"
    SECURITY = "security"


_WORDS: dict[Question, tuple[str, ...]] = {
    Question.ONLINE: ("手続 オンライン", "申請 オンライン", "電子申請"),
    Question.CARD: ("マイナンバーカード 普及", "マイナンバーカード"),
    Question.COUNTER: ("書かない 窓口", "窓口 改革", "窓口"),
    Question.PAYMENT: ("納付 デジタル", "収納 デジタル", "キャッシュレス", "公金 収納"),
    Question.DIVIDE: ("デバイド", "デバインド", "活用支援", "スマートフォン 教室", "スマートフォン 相談"),
    Question.DISASTER: ("災害 情報", "防災"),
    Question.CHILD_CARE: ("子育て", "保育"),
    Question.OPEN_DATA: ("オープンデータ",),
    Question.SECURITY: ("セキュリティ", "情報 守る"),
}


def answer_questions(search: Callable[[str], Iterable[Found]]) -> tuple[tuple[Question, Found], ...]:
    """The questions that `search` finds a part for, in the order in which people ask; one part answers once."""
    answers: list[tuple[Question, Found]] = []
    for question, spellings in _WORDS.items():
        found = _first(search, spellings, [part for _question, part in answers])
        if found is not None:
            answers.append((question, found))
    return tuple(answers)


def _first(
    search: Callable[[str], Iterable[Found]], spellings: Sequence[str], taken: Sequence[Found]
) -> Found | None:
    for words in spellings:
        for part in search(words):
            if part not in taken:
                return part
    return None
