"""Letters of the demonstration: nobody mails them, so that a page shows them. Only with SHIRUBE_DEMO, in an invented city."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from shirube.ui.access import Access, access
from shirube.ui.pages import page

SHOWN = 100
# Danger: whoever tries the demonstration may type a real address; a letter to it is not for the next visitor's eyes.
INVENTED = ".example"


@dataclass(frozen=True, slots=True)
class Letter:
    to: str
    subject: str
    body: str


@access(Access.PUBLIC)
def letters(request: HttpRequest) -> HttpResponse:
    """The newest letters to invented people."""
    if not shows_letters(request):
        raise Http404
    found = list(_letters(Path(str(settings.EMAIL_FILE_PATH))))[:SHOWN]
    return page(request, "accounts/demonstration_letters.html", {"letters": found})


def shows_letters(request: HttpRequest) -> bool:
    """Whether this is a demonstration that keeps its mail in a folder."""
    invented = request.municipality.demonstration  # type: ignore[attr-defined]
    return bool(settings.DEMONSTRATION and invented and settings.EMAIL_FILE_PATH)


def _letters(folder: Path) -> Iterator[Letter]:
    """Newest first. Django's backend writes one file for each connection, letters divided by a line of hyphens."""
    for path in sorted(folder.glob("*.log"), reverse=True)[: 3 * SHOWN]:
        for written in reversed(path.read_bytes().split(b"\n" + b"-" * 79 + b"\n")):
            if written.strip():
                letter = _read(written)
                if letter.to.endswith(INVENTED):
                    yield letter


def _read(written: bytes) -> Letter:
    message: EmailMessage = email.message_from_bytes(written.strip(), policy=email.policy.default)
    body = message.get_body(("plain",))
    content = body.get_content() if body is not None else ""
    return Letter(str(message["To"]), str(message["Subject"]), str(content).strip())
