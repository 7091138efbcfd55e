"""Readings of the words that people look for most in a city hall: typed in kana, they mean the kanji."""

from __future__ import annotations

from collections.abc import Mapping

from shirube.kernel.text import search_key

_READINGS = """
ぜい 税 / ぜいきん 税 / ねんきん 年金 / かいご 介護 / ようかいご 要介護 / こそだて 子育 / こども 子 / ほいく 保育
ほいくえん 保育 / ほいくしょ 保育 / がっこう 学校 / きゅうしょく 給食 / きゅうしょくひ 給食費 / てあて 手当
じどうてあて 児童手当 / にんしん 妊娠 / しゅっさん 出産 / しゅっしょう 出生 / けっこん 結婚 / こんいん 婚姻
りこん 離婚 / しぼう 死亡 / ひっこし 引越 / てんしゅつ 転出 / てんにゅう 転入 / てんきょ 転居 / じゅうしょ 住所
じゅうみんひょう 住民票 / こせき 戸籍 / いんかん 印鑑 / さいがい 災害 / じしん 地震 / りさい 罹災 / しょうめい 証明
しょうめいしょ 証明書 / ほけん 保険 / けんこうほけん 健康保険 / こくみんけんこうほけん 国民健康保険 / いりょうひ 医療費
しょうがい 障害 / しょうがいしゃ 障害者 / ひとりおや ひとり親 / どうろ 道路 / ごみ ごみ / しせつ 施設 / もうしこみ 申込
しんせい 申請 / とどけ 届 / とどけで 届出 / へんこう 変更 / さいこうふ 再交付 / ふたん 負担 / きふ 寄附 / こうざ 口座
しつぎょう 失業 / たいしょく 退職 / げんきょうとどけ 現況届 / りよう 利用 / じゅうたく 住宅 / けんがく 見学 / けっせき 欠席
"""


def _table() -> Mapping[str, str]:
    pairs = [pair.split() for pair in _READINGS.replace("\n", " / ").split("/") if pair.strip()]
    return {search_key(reading): search_key(word) for reading, word in pairs}


# From the search key of a reading to that of the word, and back.
KANJI_OF = _table()
KANA_OF = {word: reading for reading, word in reversed(list(KANJI_OF.items()))}
