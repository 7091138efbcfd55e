"""The page of one procedure: what, who, when, what to bring, how long, and every way to do it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.procedures.domain.reception import Refusal, State
from shirube.procedures.queries.catalogue import ProcedureSummary
from shirube.procedures.queries.readers import Reader
from shirube.procedures.web.words import LEVELS, days_words, fee_words, reception_status, refusal_words, say
from shirube.ui.japanese import japanese_words
from shirube.ui.tables import Status


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry of ui/components/definition_list.html."""

    term: str
    text: str | SafeString | None
    note: str = ""
    missing: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """One way to do it. `is_main` carries the button that most look for."""

    icon: str
    title: str
    text: str
    url: str = ""
    url_label: str = ""
    is_main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedurePage:
    code: str
    title: str | SafeString
    plain_title: str
    official: str | SafeString
    summary: str | SafeString
    status: Status
    refusal: str
    doors: tuple[Door, ...]
    facts: tuple[Fact, ...]
    bring: tuple[str | SafeString, ...]
    section: Fact
    contact: str | SafeString
    laws: tuple[str | SafeString, ...]
    preview_url: str
    is_general: bool


def procedure_page(procedure: ProcedureSummary, reader: Reader) -> ProcedurePage:
    language, refusal = reader.language, procedure.refusal_on(reader.today)
    return ProcedurePage(
        code=procedure.code,
        title=say(procedure.short, language),
        plain_title=procedure.short.in_language(language),
        official=say(procedure.name, language),
        summary=say(procedure.summary, language),
        status=reception_status(procedure, refusal, language),
        refusal=refusal_words(procedure, refusal, language) if refusal else "",
        doors=tuple(_doors(procedure, refusal, reader)),
        facts=tuple(_facts(procedure, reader)),
        bring=tuple(say(one, language) for one in procedure.facts.bring),
        section=_section(procedure, reader),
        contact=say(procedure.facts.contact, language),
        laws=tuple(
            japanese_words(f"{one.law} {one.article}".strip(), language) for one in procedure.legal_basis
        ),
        preview_url=reverse("procedures:form", args=[procedure.code]),
        is_general=procedure.state is State.OFF and not (procedure.overrides or procedure.is_own),
    )


def start_url(code: str) -> str:
    """Where an application begins; empty where this installation has no such room."""
    try:
        return reverse("applications:start", args=[code])
    except NoReverseMatch:
        return ""


def counter_url(code: str) -> str:
    """Where coming to the counter begins; empty where this installation has no such room."""
    try:
        return f"{reverse('visits:counter')}?procedure={code}"
    except NoReverseMatch:
        return ""


def _facts(procedure: ProcedureSummary, reader: Reader) -> Iterator[Fact]:
    language = reader.language
    yield Fact(_("できる人"), say(procedure.facts.who, language), _representative(procedure))
    yield Fact(_("いつまでに"), say(procedure.facts.when, language), _window(procedure, language))
    yield Fact(_("手数料"), fee_words(procedure, language))
    note = _("書類の直しをお願いしている日数は入りません。") if procedure.standard_days else ""
    yield Fact(_("結果が出るまで"), days_words(procedure), note, _("決まっていません"))
    yield Fact(_("オンラインでの本人確認"), str(LEVELS[procedure.level]))


def _representative(procedure: ProcedureSummary) -> str:
    return _("代わりの人も申請できます。") if procedure.representative else _("本人だけが申請できます。")


def _window(procedure: ProcedureSummary, language: str) -> str:
    opens, closes = procedure.reception.opens_on, procedure.reception.closes_on
    days = {
        "opens": format_date(opens, language) if opens else "",
        "closes": format_date(closes, language) if closes else "",
    }
    if opens and closes:
        return _("オンラインの受付: %(opens)sから%(closes)sまで") % days
    if opens:
        return _("オンラインの受付: %(opens)sから") % days
    return _("オンラインの受付: %(closes)sまで") % days if closes else ""


def _section(procedure: ProcedureSummary, reader: Reader) -> Fact:
    section = reader.sections.get(procedure.section_id) if procedure.section_id else None
    missing = _("市の代表窓口で確かめてください")
    if section is None:
        return Fact(_("担当"), None, missing=missing)
    name = f"{section.department} {section.name}".strip()
    return Fact(_("担当"), japanese_words(name, reader.language))


def _doors(procedure: ProcedureSummary, refusal: Refusal | None, reader: Reader) -> Iterator[Door]:
    """All ways as equals; the one that is shut says so and until when."""
    if procedure.state is State.WITHDRAWN:
        return
    ways = procedure.facts.other_ways
    yield _online(procedure, refusal, reader.language)
    if ways.counter:
        yield Door(
            "counter",
            _("窓口"),
            _("下の「持ち物」を持って、担当の窓口へ来てください。職員が書くのを手伝います。"),
            counter_url(procedure.code),
            _("混み具合を見る・来る時間を予約する"),
        )
    if ways.paper or ways.post:
        yield _paper(procedure)
    if ways.phone:
        yield Door("phone", _("電話"), _("担当の課に電話すると、職員が聞き取って手続きをします。"))


def _online(procedure: ProcedureSummary, refusal: Refusal | None, language: str) -> Door:
    url = start_url(procedure.code) if refusal is None else ""
    if url:
        text = _("家から、いつでも申請できます。書きかけでもやめられます。")
        return Door("online", _("オンライン"), text, url, _("申請する"), is_main=True)
    words = (
        refusal_words(procedure, refusal, language) if refusal else _("オンラインの受付は準備をしています。")
    )
    return Door("online", _("オンライン"), words)


def _paper(procedure: ProcedureSummary) -> Door:
    ways = procedure.facts.other_ways
    text = _("紙に書いて、窓口に出すか、郵便で送ります。") if ways.post else _("紙に書いて、窓口に出します。")
    if not offers_sheet(procedure):
        return Door("paper", _("紙"), text + _("紙は市の窓口で受け取れます。"))
    url = reverse("procedures:sheet", args=[procedure.code])
    return Door("paper", _("紙"), text, url, _("印刷用の紙を開く（PDF）"))


def offers_sheet(procedure: ProcedureSummary) -> bool:
    """Whether our sheet is one that the city takes: a city that only shows the catalogue has its own papers."""
    ways = procedure.facts.other_ways
    return procedure.is_received and (ways.paper or ways.post)
