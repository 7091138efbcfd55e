"""Signing in: a wrong password, a closed door, a second factor, an invitation; each told in plain words."""

from __future__ import annotations

import base64
import hmac
import re
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import expect_accessible
from tests.journeys.conftest import NewContext
from tests.journeys.product import Product, copy_of, running
from tests.journeys.visitors import KUDO, MORI, Colleague, Visitor

pytestmark = pytest.mark.journey
NEWCOMER = Colleague("海野 かもめ", "unno@shirube.example")
CHOSEN = "かもめのあさは早い-2026"


def test_a_wrong_password_is_told_without_saying_who_works_here(colleague: Callable[[], Visitor]) -> None:
    someone = colleague()
    someone.sign_in(MORI, password="しるべのデモ")
    alert = someone.page.get_by_role("alert")
    expect(alert).to_contain_text("メールアドレスかパスワードが違います")
    expect(someone.field("メールアドレス")).to_have_value(MORI.email)
    expect_accessible(someone.page)


def test_after_ten_wrong_passwords_the_door_is_closed_even_to_the_right_one(
    colleague: Callable[[], Visitor],
) -> None:
    someone = colleague()
    try_wrong_passwords(someone, times=10)
    someone.sign_in(MORI)
    alert = someone.page.get_by_role("alert")
    expect(alert).to_contain_text(re.compile("サインインの失敗が続いたため、.*まで受付を止めています。"))
    expect(alert).to_contain_text("パスワードは変わっていません。")
    expect_accessible(someone.page)


def try_wrong_passwords(someone: Visitor, *, times: int) -> None:
    for attempt in range(times):
        someone.sign_in(MORI, password=f"まちがい{attempt}")


def test_an_invited_colleague_follows_the_link_and_chooses_a_password(
    colleague: Callable[[], Visitor],
) -> None:
    administrator, newcomer = colleague(), colleague()
    administrator.sign_in(KUDO)
    invite(administrator, NEWCOMER)
    newcomer.page.goto(link_in_the_letter(newcomer.product))
    expect_accessible(newcomer.page)
    newcomer.write("パスワード", CHOSEN)
    newcomer.write("パスワード（確認）", CHOSEN)
    newcomer.press("決めて、次へ")
    newcomer.follow("仕事の一覧")
    newcomer.sees("あなたを待っている仕事")


def invite(administrator: Visitor, newcomer: Colleague) -> None:
    administrator.follow("職員の管理")
    administrator.follow("職員を招待する")
    administrator.write("氏名", newcomer.name)
    administrator.write("メールアドレス", newcomer.email)
    administrator.page.get_by_role("combobox", name="役割").select_option("課長")
    administrator.page.get_by_role("combobox", name="課").select_option("防災課")
    administrator.press("招待のメールを送る")
    administrator.sees("招待のメールを送りました。")


def link_in_the_letter(product: Product) -> str:
    """The demonstration puts letters into a folder."""
    letter = next((product.data / "mail").iterdir()).read_bytes()
    text: str = message_from_bytes(letter, policy=default).get_content()
    return next(line for line in text.splitlines() if line.startswith("http"))


@pytest.fixture
def strict_product(prepared: Path, tmp_path: Path) -> Iterator[Product]:
    """An installation that asks its staff for a second factor, as every real one does."""
    settings = {"SHIRUBE_HTTPS": "no", "SHIRUBE_MAIL": "folder"}
    with running(Product(copy_of(prepared, tmp_path), settings)) as product:
        yield product


def test_an_authenticator_app_is_set_up_and_asked_for_at_the_next_sign_in(
    strict_product: Product, new_context: NewContext
) -> None:
    first_day = Visitor(new_context().new_page(), strict_product)
    first_day.sign_in(KUDO)
    first_day.sees("職員のページを開くには、次のどちらかを設定してください。")
    secret = set_up_the_app(first_day)
    first_day.follow("仕事の一覧")
    first_day.sees("あなたを待っている仕事")

    next_day = Visitor(new_context().new_page(), strict_product)
    next_day.sign_in(KUDO)
    answer_with(next_day, "000000")
    expect(next_day.page.get_by_role("alert")).to_contain_text("コードが違うか、すでに使われています。")
    expect_accessible(next_day.page)
    answer_with(next_day, code_of(secret, ahead=1))
    next_day.sees("あなたを待っている仕事")


def set_up_the_app(staff: Visitor) -> str:
    """Returns the secret, which only the app keeps from now on."""
    staff.follow("認証アプリを設定する")
    secret = staff.page.locator("figcaption code").inner_text()
    staff.write("アプリに出た6桁の数字", code_of(secret))
    staff.press("設定する")
    staff.sees("予備のコード")
    expect_accessible(staff.page)
    return secret


def answer_with(staff: Visitor, code: str) -> None:
    staff.write("確認コード", code)
    staff.press("サインイン")


def code_of(secret: str, *, ahead: int = 0) -> str:
    """What an app shows (RFC 6238: six digits, thirty seconds); `ahead` for a telephone whose clock is fast."""
    counter = int(time.time()) // 30 + ahead
    digest = hmac.digest(base64.b32decode(secret), counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"
