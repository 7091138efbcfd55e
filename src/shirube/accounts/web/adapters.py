"""What django-allauth asks the house: who may sign in, what is mailed, how secrets are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.accounts import interface as accounts
from shirube.accounts.models import User
from shirube.accounts.web import sessions
from shirube.accounts.web.kept_input import remember_owner
from shirube.accounts.web.mail import send_letter
from shirube.accounts.web.second_factor import lacks_second_factor, remember_second_factor
from shirube.kernel.clock import read_clock
from shirube.kernel.scope import current_municipality
from shirube.ui.templatetags.ui_text import moment

SECOND_FACTOR_SECRET = "accounts.second_factor"  # noqa: S105 — the name of a use, not a secret.


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in of staff. Accounts come from invitations alone."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy(
            "メールアドレスかパスワードが違います。全角と半角、大文字と小文字を確かめて、もう一度入力してください。"
        ),
        "incorrect_password": gettext_lazy("パスワードが違います。もう一度入力してください。"),
        "enter_current_password": gettext_lazy("今のパスワードが違います。もう一度入力してください。"),
        "incorrect_code": gettext_lazy(
            "コードが違うか、すでに使われています。新しいコードが表示されるのを待って入力してください。"
        ),
        "too_many_login_attempts": gettext_lazy(
            "続けて失敗したため、受付を止めています。15分ほど待って、もう一度お試しください。"
        ),
        "rate_limited": gettext_lazy(
            "短い時間に多くの操作がありました。1分ほど待って、もう一度お試しください。"
        ),
        "account_inactive": gettext_lazy("このアカウントは使えません。管理者に確かめてください。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 — allauth's signature.
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        until = accounts.claim_attempt(**self._try(request, credentials), now=read_clock())
        if until is not None:
            raise locked(until)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user is not None:
            accounts.forgive_attempt(**self._try(request, credentials))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        until = accounts.lock_after_failure(**self._try(request, credentials), now=read_clock())
        if until is not None:
            raise locked(until)

    def reauthenticate(self, user: User, password: str) -> bool:
        again = self.authenticate(self.request, email=user.email, password=password)
        return again is not None and again.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes after any proof of identity, the sign-in itself included."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        records = get_authentication_records(self.request, self.request.user)
        last = max((record["at"] for record in records), default=0.0)
        return bool(read_clock().timestamp() - last > app_settings.REAUTHENTICATION_TIMEOUT)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        remember_second_factor(request, user, vouched=getattr(request, "second_factor_vouched", False))
        now = read_clock()
        _describe_session(request, self.get_client_ip(request), now)
        methods = [
            str(record.get("type") or record["method"])
            for record in get_authentication_records(request, user)
        ]
        accounts.record_sign_in(
            municipality_id=user.municipality_id,
            user_id=user.pk,
            methods=list(dict.fromkeys(methods)),
            now=now,
        )
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        remember_owner(request, answer, user)
        return answer

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if lacks_second_factor(request) and request.user.is_staff:
            return reverse("mfa_index")
        return str(super().get_login_redirect_url(request))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """allauth's letters, in one template of ours for each occasion."""
        municipality = getattr(self.request, "municipality", None)
        city = municipality.name if municipality else ""
        send_letter(f"{template_prefix}_letter", email, {**context, "city_name": city})

    def set_password(self, user: User, password: str) -> None:
        accounts.change_password(
            municipality_id=user.municipality_id,
            user_id=user.pk,
            password=password,
            kept_session_key=self.request.session.session_key,
            now=read_clock(),
        )
        user.refresh_from_db(fields=["password"])

    def _try(self, request: HttpRequest, credentials: dict[str, Any]) -> dict[str, Any]:
        attempt = accounts.Attempt(str(credentials.get("email", "")), self.get_client_ip(request))
        return {"municipality_id": current_municipality(), "attempt": attempt}


def locked(until: datetime) -> ValidationError:
    """What a person is told whose sign-in is locked; the same whether the account exists or not."""
    return ValidationError(
        _(
            "サインインの失敗が続いたため、%(until)sまで受付を止めています。"
            "それまで待つか、管理者に解除を頼んでください。パスワードは変わっていません。"
        )
        % {"until": moment(until)},
        code="locked",
    )


def _describe_session(request: HttpRequest, address: str, now: datetime) -> None:
    """What the person later sees in the list of own sessions."""
    request.session[sessions.SIGNED_IN_AT] = request.session[sessions.LAST_SEEN_AT] = now.isoformat()
    request.session[sessions.ADDRESS] = address
    request.session[sessions.BROWSER] = request.headers.get("User-Agent", "")[:200]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed: a stolen copy of the database opens no account."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return accounts.seal(text, keys=accounts.sealing_keys(), purpose=SECOND_FACTOR_SECRET)

    def decrypt(self, encrypted_text: str) -> str:
        return accounts.unseal(encrypted_text, keys=accounts.sealing_keys(), purpose=SECOND_FACTOR_SECRET)

    def get_totp_issuer(self) -> str:
        return self._get_site_name()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 — allauth's name.
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("パスキー%(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        from allauth.core import context  # noqa: PLC0415 — bound to the request in hand.

        municipality = getattr(context.request, "municipality", None)
        return f"しるべ {municipality.name}" if municipality else "しるべ"
