"""Japanese text as people type it: width, digits, kana, and keys under which variants of one name are found."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

import jaconv

# One reader looks for 高 and means 髙 too: pairs of forms that names use, from the 人名用 variants met most often.
_VARIANTS = str.maketrans(
    "髙﨑邊邉齋齊斎濵濱桒𠮷嶋嶌冨德惠國澤龍瀧廣櫻鷗祐羽舘眞彌",
    "高崎辺辺斉斉斉浜浜桑吉島島富徳恵国沢竜滝広桜鴎祐羽館真弥",
)
# CJK compatibility ideographs: 神, 福 and 都 in the form a family register writes. NFKC would make other kanji of them.
_KEPT_KANJI = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f])")
# Marks that choose one drawing of a kanji (IVS); whoever searches means all drawings.
_DRAWINGS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NUMBER_NOISE = str.maketrans("", "", ",，、 　\u00a0")
_MINUS_SIGNS = str.maketrans({"−": "-", "－": "-", "ー": "-", "▲": "-", "△": "-"})


def normalise(text: str) -> str:
    """What was meant: NFKC width, no spaces at the ends, no invisible characters. Kanji are left as typed."""
    if text.isascii() and text.isprintable():
        return text.strip()
    composed = "".join(_composed(part) for part in _KEPT_KANJI.split(text.replace("\r\n", "\n")))
    kept = (c for c in composed if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return "".join(kept).strip()


def _composed(part: str) -> str:
    return part if _KEPT_KANJI.fullmatch(part) else unicodedata.normalize("NFKC", part)


def search_key(text: str) -> str:
    """One key for all spellings of a word: half width, hiragana to katakana, lower case, common variants of kanji."""
    plain = unicodedata.normalize("NFKC", _DRAWINGS.sub("", normalise(text)))
    return jaconv.hira2kata(plain.translate(_VARIANTS)).lower().replace(" ", "")


def parse_decimal(text: str) -> Decimal | None:
    """The number in `text`, or None where it holds none.

    Full-width digits, thousands separators, 全角 minus and ▲ (the accountant's minus) are accepted.
    """
    plain = (
        unicodedata.normalize("NFKC", text.translate(_MINUS_SIGNS))
        .translate(_NUMBER_NOISE)
        .translate(_MINUS_SIGNS)
    )
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
