"""How somebody stands in the waiting room, in words: for the page and for what it asks again and again."""

from __future__ import annotations

from django.utils.translation import gettext

from shirube.bookings.domain.turns import TurnState
from shirube.bookings.queries.turns import TurnView
from shirube.bookings.queries.wording import moment_words


def turn_words(turn: TurnView, language: str) -> str:
    """How somebody stands in the waiting room, in one sentence."""
    if turn.state == TurnState.WAITING:
        return _waiting_words(turn, language)
    until = moment_words(turn.until, language) if turn.until else ""
    return {
        TurnState.CALLED: gettext("あなたの番です。%(until)sまでに進んでください。"),
        TurnState.INSIDE: gettext("%(until)sまで、予約できます。"),
        TurnState.DONE: gettext("予約しました。%(until)sまでは、続けて予約できます。"),
        TurnState.LAPSED: gettext("あなたの番の時間が過ぎました。もう一度、列に並べます。"),
        TurnState.LEFT: gettext("列から出ました。もう一度、列に並べます。"),
    }[turn.state] % {"until": until}


def _waiting_words(turn: TurnView, language: str) -> str:
    if turn.ahead is None:
        assert turn.opens_at is not None
        return gettext("受付は%(opens)sに始まります。今、%(n)s人が待っています。") % {
            "opens": moment_words(turn.opens_at, language),
            "n": turn.waiting,
        }
    if turn.minutes is None:
        return gettext("あなたの前に%(n)s人。待つ時間は、まだ分かりません。") % {"n": turn.ahead}
    return gettext("あなたの前に%(n)s人、あと約%(minutes)s分です。") % {
        "n": turn.ahead,
        "minutes": turn.minutes,
    }
