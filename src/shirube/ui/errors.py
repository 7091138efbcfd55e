"""Error pages: what happened, what was kept, what to do next. Codes of the domain become sentences here."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.kernel.errors import ConflictError, DomainError, ForbiddenError, InvalidInputError, NotFoundError

Text = str | Promise

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErrorText:
    """The sentences of one error. In texts registered for a code, `%(name)s` stands for a fact of the error."""

    title: Text
    happened: Text
    next_step: Text
    kept: Text = ""

    def filled(self, facts: Mapping[str, object]) -> ErrorText:
        return ErrorText(*(str(text) % facts for text in (self.title, self.happened, self.next_step, self.kept)))


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
        _("ただいま処理できません"),
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

_STATUSES: tuple[tuple[type[DomainError], int], ...] = (
    (NotFoundError, 404),
    (ConflictError, 409),
    (ForbiddenError, 403),
    (InvalidInputError, 400),
)
_code_texts: dict[str, ErrorText] = {}


def register_texts(texts: Mapping[str, ErrorText]) -> None:
    """Give sentences to a room's error codes (called by its web entrance). ValueError if a code has sentences already."""
    if twice := texts.keys() & _code_texts.keys():
        raise ValueError(f"error texts registered twice: {sorted(twice)}")
    _code_texts.update(texts)


def registered_codes() -> frozenset[str]:
    """The codes that have sentences of their own; the others are told by their status."""
    return frozenset(_code_texts)


def text_of(error: DomainError) -> ErrorText:
    """The sentences for `error`, with its facts filled in; those of its status where the code has none."""
    text = _code_texts.get(error.code)
    return text.filled(error.facts) if text else STATUS_TEXTS[status_of(error)]


def status_of(error: DomainError) -> int:
    """The HTTP status of `error` by its class: 404, 409, 403, else 400."""
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), 400)


def explain(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The error page for a broken rule of the domain."""
    return error_page(request, status_of(error), text_of(error))


def error_page(request: HttpRequest, status: int, text: ErrorText | None = None) -> HttpResponse:
    """The error page for `status`; `text` replaces its usual sentences."""
    context = {"status": status, "text": text or STATUS_TEXTS[status]}
    return HttpResponse(render_to_string("ui/error.html", context, request), status=status)


class DomainErrorMiddleware:
    """Turns a DomainError that a view let rise into its error page. Everything else is a defect and rises further."""

    def __init__(self, get_response: object) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)  # type: ignore[operator,no-any-return]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return explain(request, exception) if isinstance(exception, DomainError) else None


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
        html = render_to_string("ui/error.html", {"status": 500, "text": STATUS_TEXTS[500]})
    except Exception:  # the page that reports a defect must not fall to the same defect
        logger.exception("the error page itself could not be drawn")
        html = _LAST_RESORT
    return HttpResponse(html, status=500)


_LAST_RESORT = """<!doctype html>
<html lang="ja"><meta charset="utf-8"><title>ただいま処理できません</title>
<h1>ただいま処理できません</h1>
<p>こちらの不具合で、ページを表示できませんでした。少し待って、もう一度お試しください。</p>
<p lang="en">We could not show this page because of a fault on our side. Please try again in a moment.</p>
</html>
"""
