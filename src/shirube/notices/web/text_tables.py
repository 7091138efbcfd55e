"""The texts as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.languages import JAPANESE
from shirube.notices.queries.texts import Text, can_be_filled, get_kind
from shirube.notices.web.words import LANGUAGES, version_words
from shirube.ui.tables import Cell, Column, Status, Table
from shirube.ui.templatetags.ui_text import moment


def texts_table(kinds: Sequence[Mapping[str, Text]]) -> Table:
    """One row for each kind, one column for each language."""
    columns = (Column(_("お知らせ")), *(Column(str(label)) for label in LANGUAGES.values()))
    return Table(_("お知らせの文面"), columns, tuple(_row(texts) for texts in kinds))


def versions_table(versions: Sequence[Text], names: Mapping[str, str], address: str) -> Table:
    """All versions of a text, the newest first; the first one is in force."""
    columns = (Column(_("版")), Column(_("保存した日時")), Column(_("保存した人")), Column(_("件名")))
    rows = tuple(
        (
            Cell(version_words(one.number), url=f"{address}versions/{one.number}/")
            if number
            else Cell(version_words(one.number), note=_("今の文面")),
            Cell(moment(one.saved_at) or None, missing=_("しるべに付属")),
            Cell(names.get(one.saved_by) or None, missing=_("なし") if one.is_delivered else ""),
            Cell(one.letter.subject),
        )
        for number, one in enumerate(versions)
    )
    return Table(_("これまでの版"), columns, rows)


def _row(texts: Mapping[str, Text]) -> tuple[Cell, ...]:
    japanese = texts[JAPANESE.code]
    return (
        Cell(get_kind(japanese.kind).name),
        *(_cell(texts.get(language), japanese) for language in LANGUAGES),
    )


def _cell(text: Text | None, japanese: Text) -> Cell:
    if text is None:
        return Cell(None, missing=_("職員あて。日本語だけ"))
    address = reverse("notices:text", args=[text.kind, text.language])
    return Cell(version_words(text.number), url=address, status=state_of(text, japanese))


def state_of(text: Text, japanese: Text) -> Status | None:
    """What needs somebody's eye; None where all is well."""
    if text.is_stale_beside(japanese):
        return Status(_("訳が古い"), "warning")
    return None if can_be_filled(text) else Status(_("差し込みがない"), "error")
