"""Waiting told in words: minutes that promise no more than is known."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shirube.visits.domain.estimating import spoken_minutes
from shirube.visits.queries.boards import PublishedError


def wait_words(seconds: int | None) -> str:
    """For somebody who waits or would come now; None where no open desk serves them."""
    if seconds is None:
        return _("いまは分かりません")
    minutes = spoken_minutes(seconds)
    return _("約%(minutes)s分") % {"minutes": minutes} if minutes else _("すぐ")


def error_words(error: PublishedError | None) -> str:
    """How far such words were off in the last 30 days; empty where too few were measured."""
    if error is None:
        return ""
    return _("この30日の誤差: 半分は%(median)s分以内、10回に9回は%(p90)s分以内") % {
        "median": error.median_minutes,
        "p90": error.p90_minutes,
    }
