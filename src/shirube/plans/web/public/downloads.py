"""Files of a plan to take away. The addresses are the outputs' own; one that is not there is not offered."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from shirube.plans.domain.document import PlanDocument

_FILES = ("pdf", "xlsx", "kpis", "csv", "json", "stratml")


@dataclass(frozen=True, slots=True)
class Download:
    label: str
    format: str
    url: str
    size: str = ""


def plan_downloads(document: PlanDocument) -> tuple[Download, ...]:
    words = {
        "pdf": (_("進み具合の報告書"), "PDF"),
        "xlsx": (_("表計算で使う"), "XLSX"),
        "kpis": (_("評価指標の表"), "CSV"),
        "csv": (_("すべての表"), "CSV, ZIP"),
        "json": (_("プログラムで使う"), "JSON"),
        "stratml": (_("計画の国際標準の形"), "StratML"),
    }
    found = ((name, _address(f"plans:download-{name}", document.slug)) for name in _FILES)
    return tuple(Download(*words[name], url) for name, url in found if url)


def changes_feed() -> str:
    """The address of the Atom feed, empty where the installation has none."""
    return _address("plans:changes-atom")


def _address(name: str, *arguments: str) -> str:
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
