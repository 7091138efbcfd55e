"""`./shirube create-administrator`: the first person who can invite the others."""

from __future__ import annotations

import secrets
from argparse import Namespace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from shirube.accounts import interface as accounts
from shirube.config.cli import schema
from shirube.config.cli.output import CannotContinueError, say
from shirube.config.cli.surroundings import require_keys
from shirube.config.middleware import CITY_URLS
from shirube.kernel.clock import read_clock
from shirube.kernel.errors import DomainError
from shirube.kernel.scope import municipality_scope
from shirube.kernel.text import normalise
from shirube.organizations import interface as organizations
from shirube.ui.sentences import sentence_for


def run(options: Namespace) -> int:
    """Create the administrator and say the first password, once. 1 where the municipality has one already."""
    require_keys()
    schema.require_current_tables()
    municipality = organizations.find_municipality_by_slug(options.municipality)
    if municipality is None:
        raise CannotContinueError(
            f"「{options.municipality}」という自治体はありません。先にパックを取り込んでください。"
        )
    _check(options)
    password = secrets.token_urlsafe(15)
    _create(municipality, options, password)
    say(f"{municipality.name}の管理者 {options.name}（{options.email}）をつくりました。")
    say(f"最初のパスワード: {password}")
    say(f"サインインのページ: {_sign_in_address(municipality)}")
    say(
        "このパスワードは二度と表示されません。サインインしたら、パスワードの変更と二つ目の確認の登録をしてください。"
    )
    return 0


def _check(options: Namespace) -> None:
    """A slip of the keyboard would make an administrator whom nobody can be, and the only one."""
    try:
        validate_email(normalise(options.email))
    except ValidationError as error:
        raise CannotContinueError(
            f"「{options.email}」はメールアドレスの形になっていません。何も登録していません。", 2
        ) from error
    if not normalise(options.name):
        raise CannotContinueError("--name に氏名を入れてください。何も登録していません。", 2)


def _sign_in_address(municipality: organizations.MunicipalitySummary) -> str:
    """The path, behind the city's own host where it has one; the installation's other hosts the operator knows."""
    path = reverse("account_login", urlconf=CITY_URLS)
    return f"https://{municipality.host}{path}" if municipality.host else f"/{municipality.slug}{path}"


def _create(municipality: organizations.MunicipalitySummary, options: Namespace, password: str) -> None:
    try:
        with municipality_scope(municipality.id):
            accounts.create_first_administrator(
                municipality_id=municipality.id,
                name=options.name,
                email=options.email,
                password=password,
                actor=accounts.SYSTEM,
                now=read_clock(),
            )
    except DomainError as error:
        raise CannotContinueError(sentence_for(error)) from error
