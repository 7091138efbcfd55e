"""Words of the record and of the printed sheet."""

from __future__ import annotations

from collections.abc import Mapping

from shirube.forms.domain.wording.say import Said

RECORD: Mapping[str, Said] = {
    "record": Said("申請の控え", "Record of the application", "申込みの ひかえ"),
    "receipt_number": Said("受付番号", "Receipt number", "受付番号"),
    "submitted_at": Said("受け付けた日時", "Received", "受け付けた 日と 時間"),
    "identity": Said("本人確認", "Identity confirmed by", "本人を たしかめた 方法"),
    "represented": Said("申請された人（本人）", "On behalf of", "だれの ための 申込みか"),
    "signature": Said("電子署名", "Electronic signature", "電子署名"),
    "form": Said("様式", "Form", "紙の 名前"),
    "version": Said("第{number}版", "version {number}", "{number}番目"),
    "question": Said("項目", "Question", "聞いた こと"),
    "answer": Said("答え", "Answer", "答え"),
    "no_answer": Said("入力なし", "No answer", "書いて いません"),
    "files": Said("添付されたファイル", "Files attached", "いっしょに 出した ファイル"),
    "file_name": Said("名前", "Name", "名前"),
    "file_size": Said("大きさ", "Size", "大きさ"),
    "file_digest": Said(
        "SHA-256（中身が変わっていないことの確認用）",
        "SHA-256 (to check that nothing was changed)",
        "SHA-256（中を 変えて いない しるし）",
    ),
    "masked": Said(
        "個人番号は下4桁だけを印刷しています。",
        "Of a My Number, only the last four digits are printed.",
        "マイナンバーは 終わりの 4つだけ 書いて あります。",
    ),
    "demonstration": Said(
        "デモ用の見本です。実際の申請ではありません。",
        "A sample for demonstration, not a real application.",
        "見本です。ほんとうの 申込みでは ありません。",
    ),
    "page": Said("ページ", "Page", "ページ"),
}
IDENTITIES: Mapping[str, Said] = {
    "none": Said("受付番号と暗証（本人確認なし）", "receipt number and secret only", "番号だけ"),
    "mail": Said("メールに届いた番号", "a code sent by e-mail", "メールの 番号"),
    "card": Said("マイナンバーカード", "My Number Card", "マイナンバーカード"),
    "signature": Said(
        "マイナンバーカードの電子署名",
        "electronic signature with My Number Card",
        "マイナンバーカードの サイン",
    ),
    "counter": Said("窓口の職員", "staff at the counter", "市役所の 人"),
}
SHEET: Mapping[str, Said] = {
    "office_use": Said("受付欄（書かないでください）", "For the office", "ここは 書かないで ください"),
    "how": Said(
        "黒いペンで、枠の中に大きく書いてください。あてはまる□に ✓ をつけてください。まちがえたら、二本線で消してください。",
        "Write large inside the boxes with a black pen. Tick □ where it applies. Strike mistakes through twice.",
        "黒い ペンで 大きく 書いてください。□に ✓ を つけてください。まちがえたら、2本の 線で 消してください。",
    ),
    "optional": Said("（書かなくてもよい）", "(optional)", "（書かなくても いい）"),
    "soft": Said("（わかるとき）", "(if known)", "（わかる とき）"),
    "only_some": Said("当てはまる人だけ", "only if this applies to you", "あてはまる 人だけ"),
    "step_only_some": Said(
        "この部分は、当てはまる人だけ書いてください。",
        "Fill in this part only if it applies to you.",
        "ここは、あてはまる 人だけ 書いてください。",
    ),
    "more_rows": Said(
        "書ききれないときは、この紙をコピーして続けてください。",
        "If there is not enough room, continue on a copy of this page.",
        "足りない ときは、この 紙を コピーして 書いてください。",
    ),
    "enclosed": Said("同封しました", "enclosed", "いっしょに 入れました"),
    "unknown_day": Said("日がわからない", "day unknown", "日が わからない"),
    "agree": Said("同意します", "I agree", "いいです"),
    "signed": Said("名前（自分で書く）", "Signature", "名前"),
    "date_written": Said("書いた日", "Date", "書いた 日"),
    "mark_page": Said("この印は読み取り用です", "marks for the scanner", "きかいが 読む しるしです"),
}


def words_for(table: Mapping[str, Said], language: str) -> dict[str, str]:
    """All words of a table that need no facts."""
    return {name: said(language, number="{number}") for name, said in table.items()}
