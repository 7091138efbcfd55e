"""A form with every type of field, answers that hypothesis draws for it, and what a browser would post for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from shirube.forms.domain.definition import Form, GroupField
from shirube.forms.domain.parsing import parse_form
from shirube.forms.domain.presenting import Control, ControlKind, FieldView, StepView

TODAY = date(2026, 11, 21)
IS_CHILD = {"<": [{"age_on": [{"var": "row.born_on"}, {"today": []}]}, 18]}


def field(key: str, kind: str, **facts: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "label": f"項目{key}", **facts}


def options(*values: str) -> list[dict[str, str]]:
    return [{"value": value, "label": f"選択肢{value}"} for value in values]


PLAIN = [
    field("line", "text", max_length=40),
    field("code", "text", pattern="digits", required="no"),
    field("words", "long_text", required="no"),
    field("name", "person_name", concept="person.name", old_name=True, latin=True),
    field("kana", "kana"),
    field("born_on", "date", unknown_day=True, not_after="today", concept="person.born_on"),
    field("wanted_on", "date", calendar="western"),
    field("home", "address", concept="address.current"),
    field("phone", "phone"),
    field("mail", "email", required="soft"),
    field("count", "number", minimum=0, maximum=99),
    field("size", "number", decimals=2, unit="㎡"),
    field("income", "yen", required="no"),
    field("way", "choice", options=options("post", "counter"), other=True),
    field("days", "choices", options=options("mon", "tue", "wed"), other=True, maximum=3),
    field("has_children", "yes_no"),
]
CHILD = [
    field("name", "person_name"),
    field("born_on", "date"),
    field("is_child", "computed", formula=IS_CHILD),
    field("school", "text", when={"==": [{"var": "row.is_child"}, True]}),
    field("number", "my_number", required="no", when={"var": "row.school"}),
]
REST = [
    field(
        "children",
        "group",
        fields=CHILD,
        min_rows=1,
        max_rows=5,
        row_title="子ども",
        when={"var": "has_children"},
    ),
    field("many", "computed", formula={"count": [{"var": "children"}]}, unit="人"),
    field("account", "bank_account"),
    field("number", "my_number", required="soft"),
    field("photos", "files", max_files=3, required="soft"),
    field("note", "explanation", text="読んでください。"),
    field("agree", "consent", text="同意します。"),
]
CONTENT: dict[str, Any] = {
    "code": "every-type",
    "title": "すべての種類",
    "steps": [
        {"code": "plain", "title": "ふつうの項目", "fields": PLAIN},
        {"code": "rest", "title": "そのほか", "fields": REST},
    ],
}
EVERY_TYPE: Form = parse_form(CONTENT)

# Characters people have in their names and texts: kanji beyond the BMP, IVS, an emoji, Latin.
LETTERS = st.sampled_from([*"山田髙﨑𠮷邊あアAz", "葛\U000e0100", "😀"])
WORDS = st.lists(LETTERS, min_size=1, max_size=8).map("".join)
KANA = st.text(st.sampled_from("アイウカガパヴー"), min_size=1, max_size=10)
DAYS = st.dates(date(1873, 1, 1), TODAY).map(date.isoformat)
ROW_IDS = st.text(st.sampled_from("bcdf2345"), min_size=4, max_size=4)
NAMES = st.fixed_dictionaries(
    {"family": WORDS, "given": WORDS, "family_kana": KANA, "given_kana": KANA},
)
LONG_NAMES = st.one_of(
    NAMES,
    st.fixed_dictionaries({"latin": st.just("Maria Garcia")}, optional={"alias": WORDS}),
    st.builds(lambda name, old: {**name, "old_family": old}, NAMES, WORDS),
)
FREE_ADDRESSES = st.builds(lambda line: {"free": line}, WORDS)
PARTED_ADDRESSES = st.fixed_dictionaries(
    {"prefecture": st.just("宮城県"), "city": WORDS, "town": WORDS},
    optional={"postal_code": st.just("9860821"), "number": WORDS, "building": WORDS},
)
DIGITS = st.text(st.sampled_from("0123456789"), min_size=7, max_size=7)
BANK = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["ordinary", "current", "savings"]),
        "bank_name": WORDS,
        "branch_name": WORDS,
        "number": DIGITS,
        "holder_kana": KANA,
    },
    optional={"bank_code": st.just("0123"), "branch_code": st.just("001")},
)
YUCHO = st.fixed_dictionaries(
    {"kind": st.just("yucho"), "symbol": st.just("18120"), "number": DIGITS, "holder_kana": KANA}
)


def with_check_digit(eleven: str) -> str:
    """A 個人番号 made from eleven digits, by the table of weights as the ordinance prints it."""
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(int(digit) * weight for digit, weight in zip(eleven, weights, strict=True)) % 11
    return eleven + str(0 if rest <= 1 else 11 - rest)


MY_NUMBERS = st.text(st.sampled_from("0123456789"), min_size=11, max_size=11).map(with_check_digit)
OTHERS = WORDS.map(lambda text: f"other:{text}")
CHOICES = st.sets(st.sampled_from(["mon", "tue", "wed"]), min_size=1).map(
    lambda chosen: [one for one in ("mon", "tue", "wed") if one in chosen]
)
FILES = st.lists(
    st.builds(
        lambda number: {
            "id": f"f{number}",
            "name": f"写真{number}.jpg",
            "size": 1000,
            "sha256": "0" * 64,
            "content_type": "image/jpeg",
        },
        st.integers(0, 99),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one["id"],
)
CHILD_ANSWERS = {"name": NAMES, "born_on": DAYS, "school": WORDS, "number": MY_NUMBERS}
ROWS = st.lists(
    st.fixed_dictionaries({"_row": ROW_IDS}, optional=CHILD_ANSWERS),
    min_size=1,
    max_size=4,
    unique_by=lambda row: row["_row"],
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "line": WORDS,
    "code": DIGITS,
    "words": st.lists(WORDS, min_size=1, max_size=3).map("\n".join),
    "name": LONG_NAMES,
    "kana": KANA,
    "born_on": st.one_of(DAYS, st.sampled_from(["1950", "1989", "1950-04", "2019-04"])),
    "wanted_on": DAYS,
    "home": st.one_of(FREE_ADDRESSES, PARTED_ADDRESSES),
    "phone": st.sampled_from(["0225952111", "09012345678", "+14155550123"]),
    "mail": st.just("yamada@resident.example"),
    "count": st.integers(0, 99),
    "size": st.integers(-9999, 9999).map(lambda number: number / 100),
    "income": st.integers(0, 10**9),
    "way": st.one_of(st.sampled_from(["post", "counter"]), OTHERS),
    "days": CHOICES,
    "has_children": st.booleans(),
    "children": ROWS,
    "account": st.one_of(BANK, YUCHO),
    "number": MY_NUMBERS,
    "photos": FILES,
    "agree": st.just(value=True),
}
ANSWERS = st.fixed_dictionaries({}, optional=VALUES)


def fields_in(form: Form, kind: str) -> list[str]:
    """Keys of the fields of a type, those in groups left out."""
    return [one.key for one in form.by_key.values() if one.type == kind and not isinstance(one, GroupField)]


def post_of(view: StepView) -> dict[str, list[str]]:
    """What a browser posts when the page is sent as it was drawn."""
    posted: dict[str, list[str]] = {}
    for one in view.fields:
        _post_field(one, posted)
    return posted


def _post_field(one: FieldView, posted: dict[str, list[str]]) -> None:
    for row in one.rows:
        posted.setdefault(f"{one.path}._row", []).append(row.id)
        for inner in row.fields:
            _post_field(inner, posted)
    for control in one.controls:
        values = _values(control)
        if values:
            posted[control.name] = values


def _values(control: Control) -> list[str]:
    if control.kind in {ControlKind.RADIO, ControlKind.CHECKBOXES, ControlKind.SELECT}:
        return [option.value for option in control.options if option.is_chosen]
    if control.kind == ControlKind.CHECKBOX:
        return [control.value] if control.is_checked else []
    return [] if control.kind == ControlKind.FILE else [control.value]
