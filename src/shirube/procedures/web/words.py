"""What the catalogue's own words are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.kernel.calendar import DaysUnit, format_date
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.languages import ENGLISH
from shirube.kernel.words import Words
from shirube.procedures.domain.reception import Refusal
from shirube.procedures.queries.catalogue import ProcedureSummary
from shirube.ui.figures import format_figure
from shirube.ui.japanese import japanese_words
from shirube.ui.tables import Status

LEVELS: Mapping[IdentityLevel, str | Promise] = {
    IdentityLevel.NONE: gettext_lazy("本人の確認はいりません。名前などを入力するだけで申請できます。"),
    IdentityLevel.MAIL: gettext_lazy("メールに届く番号で、あなたのメールアドレスを確かめます。"),
    IdentityLevel.CARD: gettext_lazy("マイナンバーカードで、本人かどうかを確かめます（4桁の暗証番号）。"),
    IdentityLevel.SIGNATURE: gettext_lazy(
        "マイナンバーカードで電子署名をします（6文字から16文字の暗証番号）。"
    ),
}
SHORT_LEVELS: Mapping[IdentityLevel, str | Promise] = {
    IdentityLevel.NONE: gettext_lazy("確認なし"),
    IdentityLevel.MAIL: gettext_lazy("メール"),
    IdentityLevel.CARD: gettext_lazy("カード"),
    IdentityLevel.SIGNATURE: gettext_lazy("電子署名"),
}
# The order in which people meet them.
LIFE_EVENTS: Mapping[str, str | Promise] = {
    "moving_in": gettext_lazy("引っ越してきた"),
    "moving_within": gettext_lazy("市の中で引っ越した"),
    "moving_out": gettext_lazy("市の外へ引っ越す"),
    "pregnancy": gettext_lazy("妊娠した"),
    "birth": gettext_lazy("子どもが生まれた"),
    "childcare": gettext_lazy("子育てをしている"),
    "school": gettext_lazy("学校に通う子がいる"),
    "single_parent": gettext_lazy("ひとりで子どもを育てている"),
    "marriage": gettext_lazy("結婚した"),
    "divorce": gettext_lazy("離婚した"),
    "name_change": gettext_lazy("名前や住所が変わった"),
    "leaving_work": gettext_lazy("仕事をやめた"),
    "care": gettext_lazy("介護が必要になった"),
    "disaster": gettext_lazy("災害にあった"),
    "death": gettext_lazy("家族が亡くなった"),
}
OTHER_EVENTS = gettext_lazy("そのほか")


def say(words: Words | None, language: str) -> str | SafeString:
    """The text in the reader's language; Japanese on an English page is marked as Japanese."""
    if words is None:
        return ""
    text = words.in_language(language)
    return japanese_words(text, language) if language == ENGLISH.code and not words.en else text


def plain(words: Words | None, language: str) -> str:
    """The text where no markup has a place."""
    return words.in_language(language) if words else ""


def event_name(code: str) -> str:
    return str(LIFE_EVENTS.get(code, OTHER_EVENTS))


def fee_words(procedure: ProcedureSummary, language: str) -> str:
    """無料 · 300円, and what the city says of it."""
    fee = procedure.fee_yen
    amount = _("%(yen)s円") % {"yen": format_figure(Decimal(fee))} if fee else _("無料")
    note = plain(procedure.facts.fee_note, language)
    return _("%(amount)s（%(note)s）") % {"amount": amount, "note": note} if note else amount


def days_words(procedure: ProcedureSummary) -> str | None:
    """30日 · 5開庁日; None where the period is not set."""
    if procedure.standard_days is None:
        return None
    if procedure.standard_days_unit is DaysUnit.BUSINESS:
        return _("役所が開いている日で%(days)s日以内") % {"days": procedure.standard_days}
    return _("%(days)s日以内") % {"days": procedure.standard_days}


def reception_status(procedure: ProcedureSummary, refusal: Refusal | None, language: str) -> Status:
    """Whether one can apply here now, as icon and word."""
    if refusal is None:
        return Status(_("オンラインで申請できます"), "success")
    if refusal is Refusal.NOT_YET:
        day = format_date(procedure.reception.opens_on, language) if procedure.reception.opens_on else ""
        return Status(_("%(day)sから受け付けます") % {"day": day}, "info", "clock")
    if refusal is Refusal.OVER:
        return Status(_("オンラインの受付は終わりました"), "neutral", "done")
    if procedure.is_proposed:
        return Status(_("ほかの人の確かめを待っています"), "warning", "clock")
    if refusal is Refusal.WITHDRAWN:
        return Status(_("この手続きはなくなりました"), "error", "stop")
    return Status(_("オンラインでは受け付けていません"), "neutral", "circle")


def refusal_words(procedure: ProcedureSummary, refusal: Refusal, language: str) -> str:
    """Why not, with the day, in a sentence."""
    window = procedure.reception
    days = {
        "opens": format_date(window.opens_on, language) if window.opens_on else "",
        "closes": format_date(window.closes_on, language) if window.closes_on else "",
    }
    if refusal is Refusal.NOT_YET:
        return _("オンラインの受付はまだ始まっていません。%(opens)sに始まります。") % days
    if refusal is Refusal.OVER:
        return _("オンラインの受付は%(closes)sに終わりました。") % days
    if refusal is Refusal.WITHDRAWN:
        return _("市はこの手続きを取りやめました。新しく申請することはできません。")
    return _("このサイトでは、この手続きのオンライン申請を受け付けていません。")
