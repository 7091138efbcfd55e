"""`./shirube check`: is this installation fit to let citizens in? One line each, and what to do where it is not."""

from __future__ import annotations

import os
import shutil
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import connection

from shirube.config.cli import schema
from shirube.config.cli.output import say
from shirube.config.cli.surroundings import KEY_FILES, data_folder, read_key
from shirube.kernel.tenancy import is_tenant

LEAST_FREE_BYTES = 2 * 1024**3
LEAST_KEY_LENGTH = 50


@dataclass(frozen=True, slots=True)
class Finding:
    """`remedy` says what to do; empty where all is well."""

    subject: str
    remedy: str = ""


def run(options: Namespace) -> int:  # noqa: ARG001 — every subcommand takes its options.
    """1 where something still needs attention."""
    findings = [finding for inspect in INSPECTIONS for finding in inspect()]
    for finding in findings:
        say(f"✖ {finding.subject}\n    → {finding.remedy}" if finding.remedy else f"✔ {finding.subject}")
    open_count = sum(bool(finding.remedy) for finding in findings)
    say(f"\n直すところが {open_count} 件あります。" if open_count else "\n公開できる設定です。")
    return 1 if open_count else 0


def _finding(subject: str, remedy: str, *, holds: bool) -> Finding:
    return Finding(subject, "" if holds else remedy)


def _keys() -> Iterator[Finding]:
    long_enough = len(read_key("secret-key")) >= LEAST_KEY_LENGTH
    yield _finding(
        "秘密鍵がある", "./shirube make-keys でつくってください（50文字以上）。", holds=long_enough
    )
    yield _finding(
        "ファイルの鍵がある", "./shirube make-keys でつくってください。", holds=bool(read_key("files-key"))
    )
    readable = [name for name in KEY_FILES if _is_open_to_others(data_folder() / name)]
    yield _finding(
        "鍵のファイルは本人だけが読める",
        f"chmod 600 {' '.join(str(data_folder() / name) for name in readable)}",
        holds=not readable,
    )


def _is_open_to_others(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & 0o077)


def _web() -> Iterator[Finding]:
    own_machine = {"127.0.0.1", "localhost", "[::1]"}
    yield _finding("HTTPS で公開する", "SHIRUBE_HTTPS を外すか yes にしてください。", holds=settings.HTTPS)
    yield _finding(
        "公開するホスト名が決まっている",
        "SHIRUBE_HOSTS に住民が使うホスト名を設定してください（例: dx.example.lg.jp）。* は使えません。",
        holds="*" not in settings.ALLOWED_HOSTS and bool(set(settings.ALLOWED_HOSTS) - own_machine),
    )
    yield _finding(
        "リバースプロキシの後ろにある",
        "HTTPS を受けるプロキシ（nginx など）を前に置き、SHIRUBE_PROXY=yes を設定してください。",
        holds=settings.SECURE_PROXY_SSL_HEADER is not None or not settings.HTTPS,
    )


def _sign_in() -> Iterator[Finding]:
    yield _finding(
        "職員に二つ目の確認（多要素認証）を求める",
        "SHIRUBE_REQUIRE_MFA を外すか yes にしてください。",
        holds=settings.REQUIRE_SECOND_FACTOR,
    )
    yield _finding(
        "シングルサインオンは HTTPS だけを信じる",
        "SHIRUBE_TRUSTED_ISSUERS を外してください（試験のための設定です）。",
        holds=not settings.SIGN_ON_TRUSTED_ISSUERS,
    )


def _mail() -> Iterator[Finding]:
    yield _finding(
        "メールを送れる",
        "SHIRUBE_MAIL に SMTP サーバーを設定してください（例: smtp+tls://利用者:パスワード@mail.example.lg.jp）。",
        holds=settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"),
    )
    yield _finding(
        "差出人が決まっている",
        "SHIRUBE_MAIL_FROM に、届いた人が返信できるアドレスを設定してください。",
        holds=not settings.DEFAULT_FROM_EMAIL.endswith("@localhost"),
    )


def _data() -> Iterator[Finding]:
    data = data_folder()
    writable = data.is_dir() and os.access(data, os.W_OK)
    yield _finding(
        f"データフォルダーに書ける（{data}）",
        "フォルダーをつくり、実行する利用者に書く権限を付けてください。",
        holds=writable,
    )
    if writable:
        free = shutil.disk_usage(data).free
        yield _finding(
            f"空き容量がある（{free / 1024**3:.1f} GB）",
            "空きを 2 GB 以上にしてください。足りなくなると報告や添付を受け付けられません。",
            holds=free >= LEAST_FREE_BYTES,
        )


def _tables() -> Iterator[Finding]:
    pending = schema.count_pending_migrations()
    yield _finding(
        "データベースの表が今の版である",
        f"未適用が {pending} 件あります。控えを取ってから ./shirube migrate。",
        holds=not pending,
    )
    if connection.vendor == "postgresql":
        yield from _row_security()


def _row_security() -> Iterator[Finding]:
    """The second wall between municipalities stands only where no role walks through it (DESIGN §4)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        (privileged,) = cursor.fetchone()
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relrowsecurity AND relforcerowsecurity"
        )
        walled = {name for (name,) in cursor.fetchall()}
    yield _finding(
        "データベースの役割が、自治体の間の壁を越えられない",
        "役割に ALTER ROLE … NOSUPERUSER NOBYPASSRLS を実行してください。",
        holds=not privileged,
    )
    tables = {
        model._meta.db_table for model in apps.get_models(include_auto_created=True) if is_tenant(model)
    }
    yield _finding(
        f"行レベルの保護がすべての表にある（{len(tables)} 表）",
        f"{'、'.join(sorted(tables - walled))} にありません。./shirube migrate で付け直してください。",
        holds=tables <= walled,
    )


def _django() -> Iterator[Finding]:
    """Django's own list for deployment; what the lines above already say in Japanese comes without its number."""
    messages = checks.run_checks(include_deployment_checks=True)
    serious = [message for message in messages if not message.is_silenced() and message.id not in SAID_ABOVE]
    for message in serious:
        yield Finding(
            f"{message.id} {message.msg}", message.hint or "Django の文書でこの番号を確かめてください。"
        )
    yield _finding("Django の点検", f"上の {len(serious)} 件を直してください。", holds=not serious)


# Secret key, redirection to HTTPS, HSTS, secure cookies: all follow from the key and SHIRUBE_HTTPS.
SAID_ABOVE = frozenset(
    {
        "security.W004",
        "security.W008",
        "security.W009",
        "security.W012",
        "security.W016",
        "security.W005",
        "security.W021",
    }
)
INSPECTIONS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _keys,
    _web,
    _sign_in,
    _mail,
    _data,
    _tables,
    _django,
)
