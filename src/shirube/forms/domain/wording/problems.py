"""What to do about each problem, in plain words. The page says the field's label before it."""

from __future__ import annotations

from collections.abc import Mapping

from shirube.forms.domain.wording.say import Said

SENTENCES: Mapping[str, Said] = {
    "missing": Said("入力してください。", "Please fill this in.", "書いてください。"),
    "choice_missing": Said("選んでください。", "Please choose.", "えらんでください。"),
    "missing_soft": Said(
        "まだ入力がありません。わからないときは、このまま進めます。",
        "This is still empty. If you do not know it, you may go on.",
        "まだ 書いていません。わからない ときは、次へ 進めます。",
    ),
    "consent_missing": Said(
        "内容を読んで、同意する場合はチェックを入れてください。",
        "Please read this and tick the box if you agree.",
        "読んでください。よければ、□に しるしを つけてください。",
    ),
    "files_missing": Said(
        "ファイルを選んでください。スマートフォンで撮った写真でもかまいません。",
        "Please choose a file. A photo taken with your phone is fine.",
        "ファイルを えらんでください。スマホの 写真でも だいじょうぶです。",
    ),
    "files_missing_soft": Said(
        "ファイルがまだありません。いま用意できないときは、あとで出すこともできます。",
        "No file yet. If you do not have it now, you can hand it in later.",
        "ファイルが まだ ありません。あとで 出しても だいじょうぶです。",
    ),
    "rows_missing": Said(
        "1件以上入力してください。「追加する」を押すと、入力欄が出ます。",
        "Please enter at least one. Press “Add” to get the boxes.",
        "1つ 以上 書いてください。「追加する」を おすと、書く ところが 出ます。",
    ),
    "too_few_rows": Said(
        "{least}件以上入力してください。", "Please enter at least {least}.", "{least}つ 以上 書いてください。"
    ),
    "too_many_rows": Said(
        "{most}件までです。いま{count}件あります。「外す」で減らすか、入りきらない分は窓口に知らせてください。",
        "At most {most} fit here; there are {count}. Please remove some, or tell us about the rest at the counter.",
        "{most}つまで 書けます。今は {count}つ あります。へらしてください。入らない 分は 市役所に 知らせてください。",
    ),
    "unknown_field": Said(
        "この様式にない項目です。送らずに、ページを開き直してください。",
        "This form does not ask for this. Please open the page again without sending it.",
        "この 紙には ない ことです。ページを もう一度 開いてください。",
    ),
    "still_wrong": Said(
        "まだ直っていない入力があります。このページに戻って確かめてください。",
        "Something here could not be understood yet. Please go back to this page and check it.",
        "まだ まちがいが あります。もどって 見てください。",
    ),
    "not_canonical": Said(
        "読み取れない形です。もう一度入力してください。",
        "This could not be read. Please enter it again.",
        "読めませんでした。もう一度 書いてください。",
    ),
    "too_long": Said(
        "{most}文字までで入力してください（いま{length}文字）。",
        "Please use at most {most} characters (now {length}).",
        "{most}文字までで 書いてください。今は {length}文字です。",
    ),
    "not_digits": Said(
        "数字だけで入力してください。", "Please use digits only.", "数字だけで 書いてください。"
    ),
    "not_latin": Said(
        "ローマ字（アルファベット）で入力してください。",
        "Please use Latin letters.",
        "ローマ字（ABC）で 書いてください。",
    ),
    "not_katakana": Said(
        "カタカナで入力してください。ひらがなでもかまいません。",
        "Please use katakana (hiragana is fine, too).",
        "カタカナで 書いてください。ひらがなでも だいじょうぶです。",
    ),
    "phone_not_digits": Said(
        "電話番号を数字で入力してください。例：090-1234-5678",
        "Please enter a telephone number in digits, such as 090-1234-5678.",
        "電話番号を 数字で 書いてください。れい：090-1234-5678",
    ),
    "phone_length": Said(
        "電話番号の桁数を確かめてください。日本の番号は0から始まる10桁か11桁、外国の番号は+から始めます。",
        "Please check the number of digits: Japanese numbers begin with 0 and have 10 or 11, others begin with +.",
        "電話番号の 数字の 数を 見てください。日本の 番号は 0から はじまる 10こか 11こです。",
    ),
    "email_not_understood": Said(
        "メールアドレスの形を確かめてください。例：name@example.jp（@ の前と後ろが必要です）",
        "Please check the e-mail address. It needs something before and after the @, such as name@example.jp.",
        "メールアドレスを 見てください。れい：name@example.jp",
    ),
    "not_a_number": Said(
        "数字で入力してください。例：12",
        "Please enter a number, such as 12.",
        "数字で 書いてください。れい：12",
    ),
    "not_yen": Said(
        "金額を数字だけで入力してください。例：120000",
        "Please enter the amount in digits, such as 120000.",
        "お金を 数字で 書いてください。れい：120000",
    ),
    "too_many_decimals": Said(
        "小数点より下は{most}桁までで入力してください。",
        "Please use at most {most} digits after the point.",
        "小数点の 下は {most}こまでです。",
    ),
    "too_small": Said(
        "{least}以上の数を入力してください。",
        "Please enter {least} or more.",
        "{least}か、それより 大きい 数を 書いてください。",
    ),
    "too_large": Said(
        "{most}以下の数を入力してください。",
        "Please enter {most} or less.",
        "{most}か、それより 小さい 数を 書いてください。",
    ),
    "name_incomplete": Said(
        "{parts}を入力してください。", "Please fill in: {parts}.", "{parts}を 書いてください。"
    ),
    "name_too_long": Said(
        "{parts}は{most}文字までです。入りきらないときは、入るところまで入力し、窓口に知らせてください。",
        "At most {most} characters fit in: {parts}. If your name is longer, enter what fits and tell us.",
        "{parts}は {most}文字までです。入らない ときは、市役所に 知らせてください。",
    ),
    "name_kana_not_katakana": Said(
        "{parts}はカタカナで入力してください。ひらがなでもかまいません。",
        "Please use katakana (or hiragana) for: {parts}.",
        "{parts}は カタカナで 書いてください。ひらがなでも だいじょうぶです。",
    ),
    "name_not_latin": Said(
        "{parts}はローマ字（アルファベット）で入力してください。",
        "Please use Latin letters for: {parts}.",
        "{parts}は ローマ字（ABC）で 書いてください。",
    ),
    "date_incomplete": Said(
        "{parts}を入力してください。", "Please fill in: {parts}.", "{parts}を 書いてください。"
    ),
    "no_such_month": Said(
        "{typed}月はありません。1から12までの数を入力してください。",
        "There is no month {typed}. Please enter a number from 1 to 12.",
        "{typed}月は ありません。1から 12までの 数を 書いてください。",
    ),
    "no_such_day": Said(
        "{month}月に{typed}日はありません。1から{last}までの数を入力してください。",
        "That month has no day {typed}. Please enter a number from 1 to {last}.",
        "{month}月に {typed}日は ありません。1から {last}までの 数を 書いてください。",
    ),
    "no_such_year": Said(
        "年を数字で入力してください（「{typed}」は読み取れません）。例：令和なら 8、西暦なら 2026",
        "Please enter the year in digits (“{typed}” was not understood), such as 2026.",
        "年を 数字で 書いてください。れい：2026",
    ),
    "era_missing": Said(
        "元号を選ぶか、年を西暦4桁で入力してください。",
        "Please choose the era, or enter the year with four digits.",
        "元号（げんごう）を えらぶか、年を 4つの 数字で 書いてください。れい：2026",
    ),
    "era_year_not_there": Said(
        "{era}は{last}年までです。元号と年を確かめてください。",
        "The era {era} ends with year {last}. Please check the era and the year.",
        "{era}は {last}年までです。もう一度 見てください。",
    ),
    "date_in_future": Said(
        "今日までの日付を入力してください。",
        "Please enter a date that is not in the future.",
        "今日か、今日より 前の 日を 書いてください。",
    ),
    "date_too_late": Said(
        "{last}までの日付を入力してください。",
        "Please enter a date up to {last}.",
        "{last}までの 日を 書いてください。",
    ),
    "date_in_past": Said(
        "今日からあとの日付を入力してください。",
        "Please enter today or a later date.",
        "今日か、今日より 後の 日を 書いてください。",
    ),
    "date_too_early": Said(
        "{first}からあとの日付を入力してください。",
        "Please enter a date from {first} on.",
        "{first}より 後の 日を 書いてください。",
    ),
    "postal_code_digits": Said(
        "郵便番号は数字7桁です。わからないときは、空のままで、住所を入力してください。",
        "A postal code has 7 digits. If you do not know it, leave it empty and enter the address.",
        "郵便番号は 7つの 数字です。わからない ときは、書かなくて いいです。",
    ),
    "postal_code_unknown": Said(
        "この郵便番号は見つかりません。数字を確かめてください。新しい番号などで見つからないときは、"
        "郵便番号を消して、住所を入力してください。",
        "This postal code was not found. Please check the digits. If it is new, clear it and enter the address.",
        "この 郵便番号は ありません。もう一度 見てください。わからない ときは、消して、住所を 書いてください。",
    ),
    "postal_code_elsewhere": Said(
        "この郵便番号は{place}の番号です。都道府県を確かめてください。",
        "This postal code belongs to {place}. Please check the prefecture.",
        "この 郵便番号は {place}の ものです。もう一度 見てください。",
    ),
    "address_incomplete": Said(
        "{parts}を入力してください。うまく入らないときは、一行で書く欄も使えます。",
        "Please fill in: {parts}. If the address does not fit, use the box for one line.",
        "{parts}を 書いてください。むずかしい ときは、1行で 書く ところも あります。",
    ),
    "no_such_prefecture": Said(
        "都道府県を一覧から選んでください。外国の住所は、一行で書く欄に入力してください。",
        "Please choose the prefecture from the list. For an address abroad, use the box for one line.",
        "都道府県を えらんでください。外国の 住所は、1行で 書く ところに 書いてください。",
    ),
    "address_too_long": Said(
        "{parts}は{most}文字までで入力してください。",
        "Please use at most {most} characters for: {parts}.",
        "{parts}は {most}文字までで 書いてください。",
    ),
    "other_missing": Said(
        "「その他」の内容を入力してください。",
        "Please say what “other” means.",
        "「その他」が 何か 書いてください。",
    ),
    "no_such_option": Said(
        "一覧にない答えです。もう一度選んでください。",
        "This is not among the choices. Please choose again.",
        "えらべない 答えです。もう一度 えらんでください。",
    ),
    "too_few_choices": Said(
        "{least}つ以上選んでください。",
        "Please choose at least {least}.",
        "{least}つ 以上 えらんでください。",
    ),
    "too_many_choices": Said(
        "選べるのは{most}つまでです。", "Please choose at most {most}.", "えらべるのは {most}つまでです。"
    ),
    "too_many_files": Said(
        "{most}つまでです。いま{count}つあります。どれかを外してください。",
        "At most {most} files; there are {count}. Please remove some.",
        "{most}つまでです。今は {count}つ あります。どれかを 外してください。",
    ),
    "account_kind_missing": Said(
        "口座の種類を選んでください。",
        "Please choose the kind of account.",
        "口座の 種類を えらんでください。",
    ),
    "account_incomplete": Said(
        "{parts}を入力してください。通帳やキャッシュカードに書いてあります。",
        "Please fill in: {parts}. You find it on the bank book or the cash card.",
        "{parts}を 書いてください。通帳や カードに 書いて あります。",
    ),
    "account_name_too_long": Said(
        "{parts}は40文字までで入力してください。",
        "Please use at most 40 characters for: {parts}.",
        "{parts}は 40文字までで 書いてください。",
    ),
    "bank_code_digits": Said(
        "金融機関コードは数字4桁です。わからないときは空のままでかまいません。",
        "A bank code has 4 digits. You may leave it empty.",
        "金融機関コードは 4つの 数字です。書かなくても いいです。",
    ),
    "branch_code_digits": Said(
        "支店コードは数字3桁です。わからないときは空のままでかまいません。",
        "A branch code has 3 digits. You may leave it empty.",
        "支店コードは 3つの 数字です。書かなくても いいです。",
    ),
    "yucho_symbol": Said(
        "記号は1から始まる数字5桁です。通帳の最初のページにあります。",
        "The symbol (kigō) has 5 digits and begins with 1. It is on the first page of the bank book.",
        "記号は 1から はじまる 5つの 数字です。",
    ),
    "account_number_digits": Said(
        "口座の番号は数字{most}桁までで入力してください。",
        "An account number has at most {most} digits.",
        "口座の 番号は {most}こまでの 数字です。",
    ),
    "holder_not_katakana": Said(
        "口座名義は、通帳にあるとおりカタカナで入力してください。",
        "Please enter the holder in katakana, as it stands on the bank book.",
        "口座の 名前を カタカナで 書いてください。",
    ),
    "my_number_digits": Said(
        "個人番号は数字12桁です。マイナンバーカードや通知書で確かめてください。",
        "A My Number has 12 digits. Please check your card or notice.",
        "マイナンバーは 12この 数字です。カードを 見てください。",
    ),
    "my_number_check_digit": Said(
        "数字のどこかが違っているようです。個人番号12桁をもう一度確かめてください。",
        "One of the digits seems to be wrong. Please check all 12 again.",
        "数字が どこか ちがいます。もう一度 見てください。",
    ),
}
