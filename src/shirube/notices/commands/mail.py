"""The channel of mail: the only place of this room that speaks to Django's mail backend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.charset import BASE64, QP, Charset
from email.utils import formataddr, parseaddr
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.notices.domain.states import Reason
from shirube.notices.registry import DeliveryFailedError, Envelope

_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
LONGEST_ADDRESS = 254


class MailChannel:
    """Plain text mail through SMTP, each waiting bounded by settings.EMAIL_TIMEOUT."""

    identifier = "mail"
    label: str | Promise = _("メール")

    def mask(self, address: str) -> str:
        """y***@resident.example; empty for what is no address, line ends in it above all."""
        if not _is_address(address):
            return ""
        local, _at, domain = address.rpartition("@")
        return f"{local[0]}***@{domain}"[:120]

    def deliver(self, envelope: Envelope) -> None:
        """Hand the letter to the mail server. DeliveryFailedError: final for a 5xx to sender, recipient or letter."""
        if not _is_address(envelope.address):
            raise DeliveryFailedError(Reason.ADDRESS_INVALID, is_final=True)
        connection = get_connection()
        try:
            with _told_in_our_words():
                connection.open()
                connection.send_messages([_message(envelope)])
        finally:
            # A server that does not answer the farewell has taken the letter all the same.
            with suppress(SMTPException, OSError):
                connection.close()


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST_ADDRESS and address.isprintable()


def _message(envelope: Envelope) -> EmailMessage:
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    headers = {
        "Message-ID": f"<{envelope.key}@{sender.rpartition('@')[2]}>",
        # RFC 3834: holiday notes and the like must not answer a machine.
        "Auto-Submitted": "auto-generated",
        "Content-Language": "en" if envelope.language == "en" else "ja",
    }
    message = EmailMessage(
        subject=envelope.letter.subject,
        body=envelope.letter.body + "\n",
        from_email=formataddr((envelope.sender_name, sender)),
        to=[envelope.address],
        headers=headers,
    )
    message.encoding = _charset(envelope.letter.body)
    if envelope.calendar:
        # Bytes, so that its line ends (CRLF, RFC 5545 §3.1) arrive as they are.
        message.attach("calendar.ics", envelope.calendar.encode(), "text/calendar; charset=utf-8")
    return message


def _charset(body: str) -> Charset:
    """UTF-8 in lines of at most 76 characters on the way (RFC 2045), whatever the length of a paragraph."""
    charset = Charset("utf-8")
    charset.body_encoding = QP if body.isascii() else BASE64
    return charset


@contextmanager
def _told_in_our_words() -> Iterator[None]:
    """SMTP's answers as DeliveryFailedError. The order counts: the kinds of errors contain each other."""
    try:
        yield
    except SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        raise _refusal(Reason.ADDRESS_REFUSED, code, words) from None
    except SMTPAuthenticationError as refused:
        # Our own account: it is mended in the settings, and the letters wait for that.
        reply = _reply(refused.smtp_code, refused.smtp_error)
        raise DeliveryFailedError(Reason.SIGN_IN_REFUSED, is_final=False, reply=reply) from None
    except SMTPNotSupportedError:
        raise DeliveryFailedError(Reason.LETTER_REFUSED, is_final=True) from None
    except SMTPResponseException as refused:
        raise _refusal(Reason.LETTER_REFUSED, refused.smtp_code, refused.smtp_error) from None
    except (SMTPException, OSError) as silence:
        # smtplib tells of a silence in the middle of the talk as of a connection that was closed.
        is_late = isinstance(silence, TimeoutError) or isinstance(silence.__context__, TimeoutError)
        reason = Reason.TIMED_OUT if is_late else Reason.UNREACHABLE
        raise DeliveryFailedError(reason, is_final=False) from None


def _refusal(reason: Reason, code: int, words: bytes | str) -> DeliveryFailedError:
    is_final = 500 <= code < 600
    return DeliveryFailedError(
        reason if is_final else Reason.BUSY, is_final=is_final, reply=_reply(code, words)
    )


def _reply(code: int, words: bytes | str) -> str:
    """The codes alone: "550 5.1.1" (RFC 3463). The words of a server may quote the address."""
    text = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    enhanced = _ENHANCED.search(text)
    return f"{code} {enhanced.group()}" if enhanced else str(code)
