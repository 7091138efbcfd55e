"""The letters of the accounts room. The only place that sends them, so that a queue can take over here."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from shirube.accounts.interface import VALID_FOR, Invited, StaffSummary

logger = logging.getLogger(__name__)


def send_invitation(request: HttpRequest, person: StaffSummary, invited: Invited) -> bool:
    """Mail the one-time link. False where the mail server refused: the account stays, the link can be sent again."""
    link = request.build_absolute_uri(reverse("accounts:invitation", args=[invited.token]))
    context = {"person": person, "link": link, "hours": int(VALID_FOR.total_seconds() // 3600)}
    return send_letter("accounts/mail/invitation", person.email, {**context, "city_name": _city(request)})


def tell_person(request: HttpRequest, letter: str, person: StaffSummary) -> bool:
    """Mail a person what an administrator did to the account."""
    context = {
        "person": person,
        "administrator": str(request.user),
        "city_name": _city(request),
        "link": request.build_absolute_uri(reverse("account_login")),
    }
    return send_letter(f"accounts/mail/{letter}", person.email, context)


def send_letter(template: str, to: str, context: dict[str, object]) -> bool:
    """Send `<template>_subject.txt` and `<template>.txt` to one address; whether the mail server took it."""
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    body = render_to_string(f"{template}.txt", context)
    try:
        send_mail(subject, body, None, [to])
    except (SMTPException, OSError):
        # The address is personal data: the log names the letter only.
        logger.exception("a letter could not be sent", extra={"letter": template})
        return False
    return True


def _city(request: HttpRequest) -> str:
    municipality = getattr(request, "municipality", None)
    return municipality.name if municipality else ""
