"""The words of the command line, in one table."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from shirube.config.cli import surroundings

Define = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True, slots=True)
class Subcommand:
    """`module` lies in this package and has `run(options) -> int`; `prepare` runs before the settings are read."""

    name: str
    help: str
    module: str
    define: Define
    prepare: Callable[[argparse.Namespace], None] = surroundings.use_data
    needs_django: bool = True


def read_arguments(arguments: Sequence[str] | None) -> tuple[Subcommand, argparse.Namespace]:
    """The subcommand and its options; leaves with code 2 and a usage text where they make no sense."""
    parser = argparse.ArgumentParser(prog="shirube", description="しるべ — 自治体DX計画の実行と公開")
    choices = parser.add_subparsers(dest="subcommand", required=True, metavar="コマンド")
    for subcommand in SUBCOMMANDS:
        subcommand.define(
            choices.add_parser(subcommand.name, help=subcommand.help, description=subcommand.help)
        )
    options = parser.parse_args(arguments)
    return next(subcommand for subcommand in SUBCOMMANDS if subcommand.name == options.subcommand), options


def _data(parser: argparse.ArgumentParser, default: str = "SHIRUBE_DATA または .shirube/data") -> None:
    parser.add_argument(
        "--data", type=Path, metavar="フォルダー", help=f"データの置き場所（既定: {default}）"
    )


def _port(text: str) -> int:
    if not text.isdigit() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"ポート番号は 0〜65535 の数字で指定してください: {text}")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"1〜64 の数字で指定してください: {text}")
    return int(text)


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=_port, default=8000, help="待ち受けるポート（既定: 8000。0 なら空きを探す）"
    )
    parser.add_argument("--workers", type=_count, default=1, help="サーバーの数（既定: 1）")
    _data(parser, ".shirube/demo")


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="待ち受けるアドレス（既定: 127.0.0.1）")
    parser.add_argument("--port", type=_port, default=8000, help="待ち受けるポート（既定: 8000）")
    parser.add_argument("--workers", type=_count, default=2, help="サーバーの数（既定: 2）")
    parser.add_argument("--no-worker", action="store_true", help="背景の仕事をこの中では動かさない")
    _data(parser)


def _load(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "packs", nargs="*", type=Path, metavar="パック", help="YAML ファイル、またはそのフォルダー"
    )
    parser.add_argument("--all", action="store_true", help="packs/ のすべて")
    parser.add_argument(
        "--replace-edits",
        action="store_true",
        help="画面で直した計画・様式・手続の言葉もパックの内容に置き換える（直した版は履歴に残る）",
    )
    _data(parser)


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--municipality", required=True, metavar="名前", help="アドレスに使う名前（例: ishinomaki）"
    )
    parser.add_argument(
        "--output", required=True, type=Path, metavar="ファイル", help="書き出す ZIP ファイル"
    )
    _data(parser)


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="ファイル", help="書き出す .tar ファイル（まだないもの）")
    parser.add_argument("--with-keys", action="store_true", help="鍵も含める（保管に厳重な注意が必要）")
    _data(parser)


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="ファイル", help="backup が書き出した .tar ファイル")
    parser.add_argument(
        "--forgotten",
        type=Path,
        metavar="ファイル",
        help="消したものの記録（元のデータフォルダーの forgotten.log）",
    )
    _data(parser)


def _bench(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="名前", help="測るもの（--list で一覧）")
    parser.add_argument("--list", action="store_true", help="測れるものの一覧")
    parser.add_argument(
        "--rehearse", action="store_true", help="少ない量で一度だけ動かす（値は約束と比べない）"
    )


def _test(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="段階",
        help="その段階だけ（繰り返し可。名前は --list）",
    )
    parser.add_argument("--list", action="store_true", help="段階の一覧")
    parser.add_argument("--without-journeys", action="store_true", help="ブラウザーでの確認を省く")
    parser.add_argument("--without-postgresql", action="store_true", help="PostgreSQL での確認を省く")
    parser.add_argument("pytest", nargs="*", metavar="-- …", help="pytest にそのまま渡す引数")


def _messages(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["compile", "extract", "untranslated"], help="変換・抽出・未訳の一覧")


def _worker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)
    _data(parser)


def _administrator(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--municipality", required=True, metavar="名前", help="アドレスに使う名前（例: ishinomaki）"
    )
    parser.add_argument("--email", required=True, metavar="メール", help="最初の管理者のメールアドレス")
    parser.add_argument("--name", required=True, metavar="氏名", help="最初の管理者の氏名")
    _data(parser)


SUBCOMMANDS = (
    Subcommand(
        "demo",
        "試しに動かす（この一台だけで、用意から公開画面まで）",
        "demo",
        _demo,
        surroundings.use_demonstration,
    ),
    Subcommand("serve", "本番のサーバーを動かす", "serve", _serve),
    Subcommand("worker", "背景の仕事だけを動かす", "worker", _worker),
    Subcommand("migrate", "データベースの表を今の版に合わせる", "migrate", _data),
    Subcommand("load", "パック（自治体・計画・比較表）を取り込む", "load", _load),
    Subcommand("export", "一つの自治体の計画をすべて JSON で書き出す", "export", _export),
    Subcommand("backup", "データベースとファイルを一つの .tar に控える", "backup", _backup),
    Subcommand("restore", "控えを空の場所に戻す", "restore", _restore),
    Subcommand(
        "forget-again", "控えを戻したあと、控えより後に消したものをもう一度消す", "forget_again", _data
    ),
    Subcommand("check", "本番の設定を点検する", "check", _data),
    Subcommand(
        "make-keys", "この設置に固有の鍵をつくる（ないものだけ）", "make_keys", _data, needs_django=False
    ),
    Subcommand("create-administrator", "自治体の最初の管理者を招く", "create_administrator", _administrator),
    Subcommand("verify-audit", "監査記録のつながりを確かめる", "verify_audit", _data),
    Subcommand(
        "messages", "画面の言葉の対訳を扱う", "messages", _messages, surroundings.nothing, needs_django=False
    ),
    Subcommand("reference", "docs/reference の自動で作るページを書き直す", "reference", _data),
    Subcommand("bench", "速さを測る", "bench", _bench, surroundings.nothing, needs_django=False),
    Subcommand(
        "test", "守られるべきことをすべて確かめる", "test", _test, surroundings.nothing, needs_django=False
    ),
)
