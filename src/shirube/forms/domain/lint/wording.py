"""How a Japanese text of an office could be plainer. The words are our own collection."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

LONGEST_SENTENCE, LONGEST_EASY_SENTENCE, LONGEST_ENGLISH_SENTENCE = 60, 40, 30

# What offices write, and what people say.
OFFICIALESE: Mapping[str, str] = {
    "可及的速やかに": "できるだけ早く",
    "速やかに": "すぐに",
    "遅滞なく": "すぐに",
    "当該": "その",
    "並びに": "と",
    "及び": "と",
    "若しくは": "または",
    "又は": "または",
    "但し": "ただし",
    "所定の": "決められた",
    "事由": "理由",
    "貴殿": "あなた",
    "各位": "みなさま",
    "下記の": "次の",
    "左記の": "次の",
    "上記の": "前の",
    "相違ありません": "まちがいありません",
    "相違ない": "まちがいない",
    "記入の上": "書いて",
    "持参の上": "持って",
    "添付の上": "つけて",
    "ご査収": "お受け取り",
    "ご高覧": "ご覧",
    "勘案": "考えに入れる",
    "疎明": "説明",
    "徴する": "求める",
    "有する": "持つ",
    "要する": "必要な",
    "供する": "使う",
    "付する": "つける",
    "証する": "証明する",
    "に係る": "についての",
    "の旨を": "ことを",
    "により難い": "によりにくい",
    "差し支えない": "かまわない",
    "可否": "できるかどうか",
    "有無": "あるかどうか",
    "要否": "必要かどうか",
    "捺印": "押印",
    "抹消": "消す",
    "履行": "行う",
    "逓減": "少しずつ減らす",
    "按分": "割り当てる",
    "遡及": "さかのぼる",
    "毀損": "こわれること",
    "斡旋": "紹介",
}
# 交付する is no 付する: a verb of one character is one only where no other stands before it.
_WORDS = {
    word: re.compile(rf"(?<![一-龥]){word}" if word.endswith("する") and len(word) == 3 else word)
    for word in OFFICIALESE
}
_NEGATIVES = re.compile(
    r"ないわけではな|ないことはな|なくもな|ないものではな|ないとは限らな|ない(?:者|人|場合)(?:以外|を除)|以外(?:の(?:者|人|場合))?は[^。]{0,20}(?:ません|ない)"
)
_VAGUE = re.compile(r"エラー|不正な|無効な|入力値|正しく入力|適切に")
_CLICK = re.compile(r"クリック|タップ|マウス")
_COLOUR_OR_PLACE = re.compile(
    r"(?:赤|青|緑|黄|黄色|灰色|色付き)(?:い|色|字|枠|文字|太字)?(?:の|で|に)(?:欄|項目|文字|部分|枠|囲|表示|示)|赤字|(?:右|左)(?:側|上|下)?の(?:欄|ボタン|項目|図|表)"
)
_DECORATION = re.compile(r"[※★☆●◎◆◇■□▲▼►♪→⇒]")
_SPACED = re.compile(r"(?<!\S)[^\W\d_A-Za-zァ-ヺ](?:[ 　]+[^\W\d_A-Za-zァ-ヺ])+(?!\S)")
_SLASHED = re.compile(r"(?:[0-9０-９]{2,4}|[HRSTM][0-9]{1,2})[/.／][0-9０-９]{1,2}[/.／][0-9０-９]{1,2}")
_SEAL = re.compile(r"押印|捺印|印鑑(?!登録|証明)|実印|認印|㊞|シャチハタ")
_SENTENCES = re.compile(r"[^。！？!?\n]+[。！？!?]?")

Finding = tuple[str, dict[str, object]]


def find_in_japanese(text: str) -> Iterator[Finding]:
    """(code, facts) of what could be plainer in one text."""
    yield from _long(text, LONGEST_SENTENCE)
    yield from _officialese(text)
    for code, pattern, plain in _PATTERNS:
        found = pattern.search(text)
        if found:
            facts: dict[str, object] = {"found": found[0].strip()}
            yield code, facts | ({"plain": plain(found[0])} if plain else {})


def find_in_easy(text: str) -> Iterator[Finding]:
    yield from _long(text, LONGEST_EASY_SENTENCE)


def find_in_english(text: str) -> Iterator[Finding]:
    for sentence in re.split(r"(?<=[.!?])\s", text):
        words = len(sentence.split())
        if words > LONGEST_ENGLISH_SENTENCE:
            yield "long_sentence", _measured(sentence, words, LONGEST_ENGLISH_SENTENCE)


def _long(text: str, most: int) -> Iterator[Finding]:
    for sentence in _SENTENCES.findall(text):
        length = len(sentence.strip().replace(" ", ""))
        if length > most:
            yield "long_sentence", _measured(sentence.strip(), length, most)


def _measured(sentence: str, length: int, most: int) -> dict[str, object]:
    return {"sentence": sentence[:20], "length": length, "most": most}


def _officialese(text: str) -> Iterator[Finding]:
    rest = text
    for word, plain in OFFICIALESE.items():
        pattern = _WORDS[word]
        if pattern.search(rest):
            # 可及的速やかに is told once, not again as 速やかに.
            rest = pattern.sub("", rest)
            yield "officialese", {"found": word, "plain": plain}


def _closed_up(text: str) -> str:
    return "".join(text.split())


def _pressed(text: str) -> str:
    return "マウス以外で操作する人にもわかることば" if text == "マウス" else "押す"


_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[str], str] | None], ...] = (
    ("double_negative", _NEGATIVES, None),
    ("click_word", _CLICK, _pressed),
    ("colour_or_place", _COLOUR_OR_PLACE, None),
    ("decorative_symbol", _DECORATION, None),
    ("spaced_letters", _SPACED, _closed_up),
    ("slashed_date", _SLASHED, None),
    ("asks_for_seal", _SEAL, None),
)


def find_vague(text: str) -> str:
    """The word of a message that tells nobody what to do; "" where there is none."""
    found = _VAGUE.search(text)
    return found[0] if found else ""
