"""Steps with every type of field, as the engine would hand them to the page: empty, filled, and full of problems."""

from __future__ import annotations

from shirube.forms.domain.presenting import (
    Control,
    ControlKind,
    FieldView,
    FileView,
    Need,
    OptionView,
    ProblemView,
    RowView,
    StepMark,
    StepState,
    StepView,
    Width,
    element_id,
)

ERAS = tuple(
    OptionView(value, label)
    for value, label in (("", "選ぶ"), ("reiwa", "令和"), ("heisei", "平成"), ("western", "西暦"))
)
PREFECTURES = (OptionView("", "選ぶ"), OptionView("宮城県", "宮城県"))
STEPS = (
    StepMark("applicant", "あなたのこと", StepState.DONE),
    StepMark("all", "お子さんと口座", StepState.CURRENT),
    StepMark("consent", "確認と同意", StepState.TODO),
)


def control(path: str, part: str = "", **facts: object) -> Control:
    name = f"{path}.{part}" if part else path
    return Control(name=name, part=part, **facts)


def date_controls(path: str, *, invalid: bool = False) -> tuple[Control, ...]:
    numbers = {"kind": ControlKind.TEXT, "inputmode": "numeric", "width": Width.TINY, "is_invalid": invalid}
    return (
        control(path, "era", kind=ControlKind.SELECT, options=ERAS, width=Width.SHORT),
        control(path, "year", **numbers, value="13" if invalid else "", autocomplete="bday-year"),
        control(path, "month", **numbers, value="13" if invalid else "", autocomplete="bday-month"),
        control(path, "day", **numbers, autocomplete="bday-day"),
        control(path, "unknown", kind=ControlKind.CHECKBOX),
    )


def problem(
    path: str, text: str, *, name: str = "", is_warning: bool = False, label: str = "項目"
) -> ProblemView:
    return ProblemView(
        path=path, label=label, text=text, is_warning=is_warning, focus_id=element_id(name or path)
    )


def plain_fields() -> tuple[FieldView, ...]:
    def one(path: str, type_: str, label: str, **facts: object) -> FieldView:
        return FieldView(path, type_, label, controls=(control(path, **facts),))

    return (
        one("occupation", "text", "お仕事", autocomplete="organization-title"),
        one("reason", "long_text", "わけ", kind=ControlKind.LONG_TEXT),
        one("kana", "kana", "ふりがな", width=Width.MEDIUM),
        one("phone", "phone", "電話番号", inputmode="tel", autocomplete="tel", width=Width.MEDIUM),
        one("mail", "email", "メールアドレス", inputmode="email", autocomplete="email"),
        one("count", "number", "人数", inputmode="numeric", unit="人", width=Width.TINY),
        one("income", "yen", "年間の収入", inputmode="numeric", unit="円", width=Width.SHORT),
        FieldView("total", "computed", "合計", text="120,000", unit="円", is_dependent=True),
        FieldView("waiting", "computed", "まだ", is_dependent=True),
        FieldView("note", "explanation", "ご用意ください", text="健康保険証を手元に置いてください。"),
        FieldView("hidden", "text", "見えない問い", is_hidden=True, is_dependent=True),
    )


def name_field(path: str, *, label: str = "氏名") -> FieldView:
    parts = ("family", "given", "family_kana", "given_kana")
    controls = tuple(
        control(path, part, autocomplete="family-name" if part == "family" else "") for part in parts
    )
    return FieldView(path, "person_name", label, controls=controls)


def address_field(path: str, *, problems: tuple[ProblemView, ...] = ()) -> FieldView:
    controls = (
        control(path, "postal_code", inputmode="numeric", width=Width.SHORT, autocomplete="postal-code",
                is_invalid=bool(problems), value="9999999" if problems else ""),
        control(path, "prefecture", kind=ControlKind.SELECT, options=PREFECTURES, autocomplete="address-level1"),
        control(path, "city", autocomplete="address-level2"),
        control(path, "town", autocomplete="address-line1"),
        control(path, "number", autocomplete="address-line2"),
        control(path, "building", autocomplete="address-line3"),
        control(path, "free", autocomplete="street-address"),
    )  # fmt: skip
    return FieldView(
        path, "address", "いまの住所", controls=controls, problems=problems, help="住民票のある所です。"
    )


def choice_fields() -> tuple[FieldView, ...]:
    kinds = (
        OptionView("new", "はじめて", is_chosen=True),
        OptionView("again", "もう一度", help="前にも出した人"),
    )
    return (
        FieldView("kind", "choice", "申請の種類", is_asked_by_others=True, controls=(
            control("kind", kind=ControlKind.RADIO, options=kinds), control("kind", "other"))),
        FieldView("ways", "choices", "連絡の方法", need=Need.OPTIONAL, help="いくつでも選べます。", controls=(
            control("ways", kind=ControlKind.CHECKBOXES, options=kinds),)),
        FieldView("prefecture", "choice", "生まれた県", controls=(
            control("prefecture", kind=ControlKind.SELECT, options=PREFECTURES),)),
        FieldView("agree", "consent", "調べることへの同意", text="市が住民票を調べます。",
                  controls=(control("agree", kind=ControlKind.CHECKBOX),)),
        FieldView("number", "my_number", "個人番号（マイナンバー）", masked="********1234",
                  controls=(control("number"),)),
    )  # fmt: skip


def bank_field() -> FieldView:
    kinds = (OptionView("ordinary", "普通", is_chosen=True), OptionView("yucho", "ゆうちょ銀行"))
    rest = ("bank_name", "bank_code", "branch_name", "branch_code", "number", "holder_kana")
    return FieldView(
        "account", "bank_account", "振込先", is_asked_by_others=True, is_dependent=True,
        controls=(control("account", "kind", kind=ControlKind.RADIO, options=kinds),
                  *(control("account", part) for part in rest)),
    )  # fmt: skip


def files_field(*, problems: tuple[ProblemView, ...] = ()) -> FieldView:
    there = (
        FileView("f1", "ほけんしょう.jpg", "1.2MB", url="/f1"),
        FileView("f2", "家.heic", "3MB", state="waiting"),
    )
    return FieldView(
        "photos", "files", "写真", help="被害のわかる写真を入れてください。", need=Need.SOFT, files=there, max_files=5,
        accept="image/*,.heic", problems=problems, controls=(control("photos", kind=ControlKind.FILE),),
    )  # fmt: skip


def group_field() -> FieldView:
    rows = tuple(
        RowView(row, f"{n}人目のお子さん", is_new=n == 2, fields=(
            name_field(f"children.{row}.name", label="お子さんの氏名"),
            FieldView(f"children.{row}.born_on", "date", "生まれた日", controls=date_controls(f"children.{row}.born_on")),
            FieldView(f"children.{row}.school", "text", "学校", is_hidden=True, is_dependent=True),
        ))
        for n, row in enumerate(("k3f9", "p7x2"), 1)
    )  # fmt: skip
    return FieldView("children", "group", "お子さん", rows=rows, max_rows=3, row_word="お子さん")


def full_step() -> StepView:
    fields = (
        name_field("applicant_name"),
        FieldView(
            "born_on", "date", "生まれた日", controls=date_controls("born_on"), offered="昭和55年4月1日"
        ),
        address_field("home"),
        *plain_fields(),
        *choice_fields(),
        bank_field(),
        files_field(),
        group_field(),
    )
    return StepView(
        "all",
        "お子さんと口座",
        "いまわかる範囲で答えてください。",
        "10分ほどかかります。",
        fields,
        steps=STEPS,
    )


def troubled_step() -> StepView:
    day = problem(
        "born_on",
        "13月はありません。1から12までの数で入れてください。",
        name="born_on.month",
        label="生まれた日",
    )
    code = problem("home", "この郵便番号は見つかりません。", name="home.postal_code", label="いまの住所")
    photo = problem("photos", "あとで出すこともできます。", is_warning=True, label="写真")
    mail = problem("mail", "@ の前と後ろを確かめてください。", label="メールアドレス")
    fields = (
        FieldView("born_on", "date", "生まれた日", controls=date_controls("born_on", invalid=True), problems=(day,)),
        address_field("home", problems=(code,)),
        FieldView("mail", "email", "メールアドレス", help="お知らせを送ります。", problems=(mail,),
                  controls=(control("mail", value="yamada＠", is_invalid=True),)),
        files_field(problems=(photo,)),
    )  # fmt: skip
    return StepView("all", "お子さんと口座", fields=fields, problems=(day, code, mail, photo), steps=STEPS)


def warned_step() -> StepView:
    photo = problem("photos", "写真がまだありません。", is_warning=True, label="写真")
    return StepView("all", "写真", fields=(files_field(problems=(photo,)),), problems=(photo,), steps=STEPS)
