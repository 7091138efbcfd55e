"""Error pages: what happened, what was kept, what to do next; and Django's handlers that draw them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErrorText:
    """The sentences of one error page; an empty one is not drawn."""

    title: Text
    happened: Text
    next_step: Text = ""
    kept: Text = ""


STATUS_TEXTS: Mapping[int, ErrorText] = {
    400: ErrorText(
        _("送られた内容を読み取れませんでした"),
        _("ページのアドレスか、送られた内容に、読み取れないところがありました。"),
        _("前のページに戻り、入力を確かめて、もう一度お試しください。"),
        _("何も変更されていません。"),
    ),
    403: ErrorText(
        _("このページを見る権限がありません"),
        _("今のサインインでは、このページを開いたり、この操作をしたりすることができません。"),
        _("仕事に必要なときは、デジタル推進の担当に権限の追加を依頼してください。"),
        _("何も変更されていません。"),
    ),
    404: ErrorText(
        _("ページが見つかりません"),
        _("お探しのページは、移動したか、なくなったか、アドレスが違っています。"),
        _("アドレスを確かめるか、トップページからお進みください。"),
    ),
    409: ErrorText(
        _("ほかの操作と重なりました"),
        _("この画面を開いたあとに状態が変わったため、操作を受け付けられませんでした。"),
        _("ページを開き直して今の内容を確かめ、必要なところを入力し直してください。"),
        _("先に保存された内容はそのまま残っています。今の操作は保存されていません。"),
    ),
    413: ErrorText(
        _("送られたデータが大きすぎます"),
        _("受け付けられる大きさをこえていました。"),
        _("ファイルを分けるか小さくして、もう一度お送りください。"),
        _("送られたファイルは保存されていません。"),
    ),
    429: ErrorText(
        _("しばらく待ってからお試しください"),
        _("短い時間に多くの操作があったため、受付を止めています。"),
        _("1分ほど待って、もう一度お試しください。"),
        _("これまでに保存した内容はそのままです。"),
    ),
    500: ErrorText(
        _("いまは処理できません"),
        _("こちらの不具合で、ページを表示できませんでした。不具合の記録は担当者に届きます。"),
        _("少し待って、もう一度お試しください。続くときは、市役所の担当課へお知らせください。"),
        _("送信の途中だったときは、保存されたかどうかを、もとの画面で確かめてください。"),
    ),
}

FORM_EXPIRED = ErrorText(
    _("画面の有効期限が切れました"),
    _("画面を開いてから時間がたったか、ブラウザーのCookieが使えないため、送信を受け付けられませんでした。"),
    _("前のページに戻り、再読み込みをしてから、もう一度送信してください。"),
    _("送った内容は保存されていません。"),
)


def error_page(
    request: HttpRequest, status: int, text: ErrorText | None = None, *, sentence: str = ""
) -> HttpResponse:
    """The error page for `status`.

    `text` replaces its usual sentences; `sentence` replaces all but the title, where a rule of the domain already says
    what happened and what to do.
    """
    drawn = text or STATUS_TEXTS[status]
    if sentence:
        drawn = ErrorText(drawn.title, sentence)
    html = render_to_string("ui/error.html", {"status": status, "text": drawn}, request)
    return HttpResponse(html, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's handler400
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - handler403
    return error_page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - handler404
    return error_page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For `CSRF_FAILURE_VIEW`. The reason goes to the log only: it helps an attacker more than a resident."""
    logger.info("form refused: %s", reason)
    return error_page(request, 403, FORM_EXPIRED)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's handler500
    """Drawn without the request: its context processors may be what broke."""
    try:
        html: str = render_to_string("ui/error.html", {"status": 500, "text": STATUS_TEXTS[500]})
    except Exception:  # the page that reports a defect must not fall to the same defect
        logger.exception("the error page itself could not be drawn")
        html = _LAST_RESORT
    return HttpResponse(html, status=500)


_LAST_RESORT = """<!doctype html>
<html lang="ja"><meta charset="utf-8"><title>いまは処理できません</title>
<h1>いまは処理できません</h1>
<p>こちらの不具合で、ページを表示できませんでした。少し待って、もう一度お試しください。</p>
<p lang="en">We could not show this page because of a fault on our side. Please try again in a moment.</p>
</html>
"""
