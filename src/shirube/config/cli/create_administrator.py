"""`./shirube create-administrator`: the first person who can invite the others."""

from __future__ import annotations

import secrets
from argparse import Namespace

from shirube.accounts import interface as accounts
from shirube.config.cli import schema
from shirube.config.cli.output import CannotContinueError, say
from shirube.config.cli.surroundings import require_keys
from shirube.kernel.clock import read_clock
from shirube.kernel.errors import DomainError
from shirube.kernel.scope import municipality_scope
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
    password = secrets.token_urlsafe(15)
    _create(municipality, options, password)
    say(f"{municipality.name}の管理者 {options.name}（{options.email}）をつくりました。")
    say(f"最初のパスワード: {password}")
    say(
        "このパスワードは二度と表示されません。サインインしたら、パスワードの変更と二つ目の確認の登録をしてください。"
    )
    return 0


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
