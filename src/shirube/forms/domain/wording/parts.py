"""Words for the parts of an answer, and for values that are codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shirube.forms.domain.wording.say import Said

PARTS: Mapping[str, Said] = {
    "family": Said("姓", "family name", "姓（せい）"),
    "given": Said("名", "given name", "名（めい）"),
    "family_kana": Said("姓（カタカナ）", "family name in katakana", "姓の カタカナ"),
    "given_kana": Said("名（カタカナ）", "given name in katakana", "名の カタカナ"),
    "old_family": Said("旧姓", "former family name", "前の 姓"),
    "latin": Said("ローマ字の氏名", "name in Latin letters", "ローマ字の 名前"),
    "alias": Said("通称", "alias", "通称（つうしょう）"),
    "era": Said("元号", "era", "元号"),
    "year": Said("年", "year", "年"),
    "month": Said("月", "month", "月"),
    "day": Said("日", "day", "日"),
    "postal_code": Said("郵便番号", "postal code", "郵便番号"),
    "prefecture": Said("都道府県", "prefecture", "都道府県"),
    "city": Said("市区町村", "city, town or village", "市区町村"),
    "town": Said("町名", "neighbourhood", "町の 名前"),
    "number": Said("番地", "block and house number", "番地"),
    "building": Said("建物と部屋番号", "building and room", "建物と 部屋の 番号"),
    "free": Said("住所（一行）", "address in one line", "住所（1行）"),
    "other": Said("その他の内容", "what “other” is", "その他"),
    "kind": Said("口座の種類", "kind of account", "口座の 種類"),
    "bank_name": Said("金融機関名", "bank", "銀行の 名前"),
    "bank_code": Said("金融機関コード", "bank code", "銀行の コード"),
    "branch_name": Said("支店名", "branch", "支店の 名前"),
    "branch_code": Said("支店コード", "branch code", "支店の コード"),
    "symbol": Said("記号", "symbol (kigō)", "記号"),
    "account_number": Said("口座番号", "account number", "口座の 番号"),
    "holder_kana": Said("口座名義（カタカナ）", "account holder in katakana", "口座の 名前（カタカナ）"),
}
ERAS: Mapping[str, Said] = {
    "reiwa": Said("令和", "Reiwa", "令和（れいわ）"),
    "heisei": Said("平成", "Heisei", "平成（へいせい）"),
    "showa": Said("昭和", "Shōwa", "昭和（しょうわ）"),
    "taisho": Said("大正", "Taishō", "大正（たいしょう）"),
    "meiji": Said("明治", "Meiji", "明治（めいじ）"),
    "western": Said("西暦", "Western year", "西暦（せいれき）"),
}
ACCOUNTS: Mapping[str, Said] = {
    "ordinary": Said("普通", "ordinary (futsū)", "普通（ふつう）"),
    "current": Said("当座", "current (tōza)", "当座（とうざ）"),
    "savings": Said("貯蓄", "savings (chochiku)", "貯蓄（ちょちく）"),
    "yucho": Said("ゆうちょ銀行", "Japan Post Bank", "ゆうちょ銀行"),
}
CHOOSE = Said("選ぶ", "Choose", "えらぶ")
YES = Said("はい", "Yes", "はい")
NO = Said("いいえ", "No", "いいえ")
OTHER = Said("その他", "Other", "その他")
OTHER_TOLD = Said("その他（{text}）", "Other ({text})", "その他（{text}）")
AGREED = Said("同意しました", "Agreed", "いいと 言いました")
YEN = Said("円", "yen", "円")
YEN_TOLD = Said("{amount}円", "{amount} yen", "{amount}円")
UNKNOWN_DAY = Said("（日は不明）", "(day unknown)", "（日は わかりません）")
UNKNOWN_MONTH = Said("（月日は不明）", "(month and day unknown)", "（月と 日は わかりません）")
JOINT = Said("、", ", ", "、")


def part_words(names: Iterable[str], language: str, *, of_account: bool = False) -> str:
    """「姓、名」. The number of an account is not that of a house."""
    words = ("account_number" if of_account and name == "number" else name for name in names)
    return JOINT(language).join(PARTS[name](language) for name in words)
