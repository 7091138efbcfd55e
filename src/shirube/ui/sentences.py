"""From the code of a broken rule to a sentence a person can act on. Rooms teach theirs in `apps.ready()`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.kernel.errors import ConflictError, DomainError, ForbiddenError, InvalidInputError, NotFoundError
from shirube.ui.errors import error_page

Way = Callable[[HttpRequest, DomainError], HttpResponse]
_ways: dict[str, Way] = {}
_sentences: dict[str, str | Promise] = {
    "kernel.domain_error": _("この操作は受け付けられませんでした。前の画面に戻り、内容を確かめてください。"),
    "kernel.not_found": _("お探しのページや情報は見つかりませんでした。上のメニューから探してください。"),
    "kernel.conflict": _("ほかの人の操作と重なりました。画面を開き直して、もう一度確かめてください。"),
    "kernel.forbidden": _(
        "この操作をする役割がありません。必要なときは、管理者に役割の追加を頼んでください。"
    ),
    "kernel.invalid_pack": _(
        "パックに直すところが%(count)s件あります。示された場所を直し、もう一度読み込んでください。何も変えていません。"
    ),
    "kernel.invalid_sheet": _(
        "シートに直すところが%(count)s件あります。何も保存していません。直して、もう一度送ってください。"
    ),
    "kernel.invalid_input": _("入力に直すところがあります。内容を確かめて、もう一度送ってください。"),
}
_STATUSES: tuple[tuple[type[DomainError], int], ...] = (
    (NotFoundError, 404),
    (ForbiddenError, 403),
    (ConflictError, 409),
    (InvalidInputError, 400),
)


def teach(sentences: Mapping[str, str | Promise]) -> None:
    """Add a room's sentences by error code; `%(name)s` stands for a fact of the error."""
    _sentences.update(sentences)


def teach_way(code: str, way: Way) -> None:
    """Where an error leads to a page on which one can go on, instead of to one that only tells of it."""
    _ways[code] = way


def knows(code: str) -> bool:
    return code in _sentences


def sentence_of(code: str) -> str:
    """The sentence of a code with its placeholders, for the reference; empty where nobody has taught one."""
    return str(_sentences.get(code, ""))


def sentence_for(error: DomainError) -> str:
    """The sentence of the error in the language in force, with its facts filled in."""
    return str(_sentences.get(error.code, _sentences["kernel.domain_error"])) % error.facts


def status_of(error: DomainError) -> int:
    """The HTTP status of the error's class; 400 for a rule that has no class of its own."""
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), 400)


def explain(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The page that tells of the error, or on which one goes on."""
    if (way := _ways.get(error.code)) is not None:
        return way(request, error)
    return error_page(request, status_of(error), sentence=sentence_for(error))
