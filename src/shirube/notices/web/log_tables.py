"""The log as tables and facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from shirube.notices.queries.log import AttemptLine, NoticeLine
from shirube.notices.registry import abouts, kinds
from shirube.notices.web.words import (
    LANGUAGES,
    MEANS,
    attempt_words,
    channel_words,
    reason_words,
    status_of,
    text_words,
)
from shirube.ui.tables import Cell, Column, Table
from shirube.ui.templatetags.ui_text import moment


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry of ui/components/definition_list.html."""

    term: str
    text: str | None
    note: str = ""
    missing: str = ""
    url: str = ""


def notices_table(lines: Sequence[NoticeLine]) -> Table:
    columns = (
        Column(_("お知らせ")),
        Column(_("状態")),
        Column(_("宛先（一部だけ）")),
        Column(_("頼まれた日時")),
        Column(_("送信の回数"), number=True),
    )
    return Table(_("送信の記録"), columns, tuple(_row(line) for line in lines))


def attempts_table(attempts: Sequence[AttemptLine]) -> Table:
    columns = (Column(_("回")), Column(_("始めた日時")), Column(_("結果")), Column(_("サーバーの番号")))
    rows = tuple(
        (
            Cell(_("%(n)s回目") % {"n": line.number}),
            Cell(moment(line.begun_at)),
            Cell(attempt_words(line)),
            Cell(line.reply or None, missing=_("なし")),
        )
        for line in attempts
    )
    return Table(_("送信の回ごとの結果"), columns, rows)


def facts_of(line: NoticeLine, teller: str) -> list[Fact]:
    """Everything the log still knows."""
    facts = [
        Fact(_("宛先"), line.masked_address or None, _("一部だけを記録しています。"), _("使える宛先なし")),
        Fact(_("送り方"), channel_words(line.channel)),
        Fact(_("読む人のことば"), str(LANGUAGES.get(line.language, line.language))),
        Fact(_("使った文面"), text_words(line), missing=_("まだ書いていません")),
        Fact(_("頼まれた日時"), moment(line.ordered_at)),
        Fact(_("終わった日時"), moment(line.settled_at) or None, missing=_("まだです")),
        _about(line.subject),
        Fact(_("宛先と内容"), _("消しました") if line.is_forgotten else _("暗号にして保存しています")),
    ]
    return [*facts, *_told(line, teller)]


def _about(subject: str) -> Fact:
    """A link to what it is about; its bare name where no room has told us of a page."""
    thing, _colon, thing_id = subject.partition(":")
    if thing in kinds:
        return Fact(_("関係する記録"), None, missing=_("なし"))
    if thing not in abouts:
        return Fact(_("関係する記録"), subject)
    about = abouts[thing]
    try:
        address = reverse(about.url_name, args=[thing_id])
    except NoReverseMatch:
        return Fact(_("関係する記録"), f"{about.label} {thing_id}")
    return Fact(_("関係する記録"), str(about.label), url=address)


def _told(line: NoticeLine, teller: str) -> list[Fact]:
    if line.told_means is None:
        return []
    told = [Fact(_("伝えた方法"), str(MEANS[line.told_means]), line.told_note)]
    return [*told, Fact(_("伝えた人"), teller or None)]


def _row(line: NoticeLine) -> tuple[Cell, ...]:
    # A reason is kept while a notice waits for its next attempt; once it was sent there is none.
    return (
        Cell(line.kind_name, url=reverse("notices:notice", args=[line.id])),
        Cell(None, status=status_of(line), note=reason_words(line.reason)),
        Cell(line.masked_address or None, missing=_("使える宛先なし")),
        Cell(moment(line.ordered_at)),
        Cell(str(line.attempts)),
    )
