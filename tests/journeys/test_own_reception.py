"""A section makes a form from nothing, its chief opens reception, and the first application lies in its list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shirube.kernel.clock import japan_date, read_clock
from tests.journeys.applicants import Applicant, Name, Receipt, applicant_in
from tests.journeys.conftest import NewContext
from tests.journeys.desks import NAKANO, ONO, at_the_desk
from tests.journeys.makers import Maker
from tests.journeys.product import Product
from tests.journeys.visitors import Colleague

pytestmark = pytest.mark.journey
TITLE = "森のひろば 木登りの会"
CHILD = Name("大森", "こずえ", "オオモリ", "コズエ")
ALLERGY = "スズメバチ"
ADVICE = "この質問には、種類「電話番号」が合います"


def test_from_nothing_to_the_first_application(new_context: NewContext, office: Product) -> None:
    nakano = maker(new_context, office, NAKANO)
    code = make(nakano)
    ono = maker(new_context, office, ONO)
    publish(ono, code)
    propose(nakano, code)
    agree(ono)

    phone = applicant_in("on the phone", new_context, office)
    receipt = apply(phone)
    desk = at_the_desk(new_context, office, NAKANO, receipt.number)
    desk.sees("大森 こずえ")
    desk.sees(ALLERGY)

    late = applicant_in("on the phone", new_context, office)
    begin(late, "ooyama@resident.example")
    publish_for_later(ono, code)
    goes_on_in_the_new_form(late)


def maker(new_context: NewContext, office: Product, who: Colleague) -> Maker:
    staff = Maker(new_context().new_page(), office)
    staff.sign_in(who)
    return staff


def make(nakano: Maker) -> str:
    """Two pages, a choice, a question that depends on another, and a piece of advice that is taken."""
    code = nakano.begin(TITLE)
    nakano.add("person_name", "お子さんの氏名")
    nakano.add_choice("来る日", "土曜の朝", "日曜の朝")
    nakano.add_page("体のこと")
    nakano.add("yes_no", "アレルギーはありますか")
    nakano.add("text", "何のアレルギーですか")
    nakano.ask_only_if("何のアレルギーですか", "アレルギーはありますか", "はい")
    nakano.add("text", "電話番号")
    nakano.sees(ADVICE)
    nakano.change_kind("電話番号", "phone")
    nakano.does_not_see(ADVICE)
    nakano.open(f"staff/forms/{code}/")
    nakano.look()
    nakano.press("今日はここまでにする（ほかの人が編集できるようにする）")
    return code


def publish(ono: Maker, code: str) -> None:
    ono.open(f"staff/forms/{code}/publish/")
    ono.look()
    ono.press("公開する")
    ono.sees("まだ市民は申請できません")
    ono.look()


def propose(nakano: Maker, code: str) -> None:
    """What is missing is asked for, and what was written stays."""
    nakano.open("staff/procedures/")
    nakano.follow("手続を加える")
    nakano.look()
    nakano.open(f"staff/forms/{code}/versions/")
    nakano.follow("受付を始める")
    nakano.look()
    nakano.press("この内容で加える")
    nakano.sees("どんな手続か")
    nakano.look()
    nakano.write("どんな手続か", "森で木に登ります。ロープは用意します。")
    nakano.write("探すときの言葉", "ツリークライミング")
    nakano.press("この内容で加える")
    nakano.sees("受付を始めるのは、担当課の課長かDX推進担当です")
    nakano.look()


def agree(ono: Maker) -> None:
    """The chief finds it among what waits; one press opens it."""
    ono.open("staff/")
    ono.follow("受付の開始を待つ手続")
    ono.sees("ロープは用意します")
    ono.look()
    ono.press("受付を始める")
    ono.sees("オンラインで申請できます")
    ono.look()
    ono.follow("内容を変える")
    ono.look()


def find(resident: Applicant) -> None:
    """By a word that stands in no title."""
    resident.open("procedures/search/?q=ツリークライミング")
    resident.look()
    resident.follow(TITLE)
    resident.look()
    resident.follow("申請する")


def begin(resident: Applicant, email: str) -> None:
    find(resident)
    resident.follow("サインインして始める")
    resident.sign_in_by_mail(email)
    resident.push("書き始める")
    resident.tell(q1=CHILD)
    resident.choose("土曜の朝")
    resident.go_on()


def apply(resident: Applicant) -> Receipt:
    begin(resident, "oomori@resident.example")
    resident.tell(q5="０２２５-00-3333")
    resident.mark(q3="yes")
    resident.tell(q4=ALLERGY)
    resident.go_on()
    resident.sees(ALLERGY)
    resident.push("この内容で申請する")
    return resident.receipt()


def publish_for_later(ono: Maker, code: str) -> None:
    """A second version waits for its day; then nobody wants to wait."""
    ono.open(f"staff/forms/{code}/versions/")
    ono.press("直すための下書きをつくる")
    ono.change_kind("何のアレルギーですか", "long_text")
    ono.open(f"staff/forms/{code}/publish/")
    tomorrow = japan_date(read_clock()) + timedelta(days=1)
    ono.field("使い始める日").fill(tomorrow.isoformat())
    ono.press("公開する")
    ono.sees("それまでは何も変わりません")
    ono.look()
    ono.press("くらべる")
    ono.sees("何のアレルギーですか")
    ono.look()
    ono.open(f"staff/forms/{code}/versions/")
    ono.press("今すぐ切り替える")
    ono.sees("新しい版に切り替えました")


def goes_on_in_the_new_form(resident: Applicant) -> None:
    """Who was in the middle of it loses nothing."""
    resident.page.reload()
    resident.sees("申請の用紙が新しくなりました")
    resident.sees("何のアレルギーですか")
    resident.look()
    resident.push("新しい用紙で続ける")
    resident.mark(q3="no")
    resident.tell(q5="0225-00-4444")
    resident.go_on()
    resident.sees("大森 こずえ")
