"""An operator restores a backup into an empty folder: residents and staff find the same pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.conftest import NewContext
from tests.journeys.product import PLAN, Product, running
from tests.journeys.visitors import MATSUI, Visitor

pytestmark = pytest.mark.journey
PAGES = ["", PLAN, PLAN + "kpis/online-rate/", PLAN + "roadmap/", "en/" + PLAN + "reviews/2025/", "changes/"]
EVIDENCE = "教室の出席簿\n4月 31人\n".encode()


def test_a_restored_installation_shows_the_same_pages_and_opens_the_same_files(
    own_demonstration: Product, tmp_path: Path, new_context: NewContext
) -> None:
    chief = Visitor(new_context().new_page(), own_demonstration)
    resident = Visitor(new_context().new_page(), own_demonstration)
    chief.sign_in(MATSUI)
    link = keep_evidence(chief, tmp_path / "出席簿.txt")
    before = read_pages(resident)
    own_demonstration.command_line.do("backup", tmp_path / "monday.tar")

    with running(restore(own_demonstration, tmp_path)) as restored:
        assert read_pages(Visitor(resident.page, restored)) == before
        assert chief.page.request.get(restored.address + link).body() == EVIDENCE


def keep_evidence(chief: Visitor, file: Path) -> str:
    """A file at a review that is being written; the path under which staff open it."""
    file.write_bytes(EVIDENCE)
    chief.follow("令和7年度 だれもが使えるための手助け")
    chief.follow("振り返りを直す")
    chief.field("根拠のファイル").set_input_files(file)
    chief.press("保存する（まだ送らない）")
    link = chief.page.get_by_role("link", name=file.name).get_attribute("href")
    assert link is not None
    return link


def read_pages(reader: Visitor) -> dict[str, bytes]:
    """Every byte: pages of residents carry no token, and no address of the server."""
    return {path: reader.page.request.get(reader.product.at(path)).body() for path in PAGES}


def restore(source: Product, folder: Path) -> Product:
    """Into an empty folder, to which the operator has first brought the keys, kept apart from the backup."""
    target = Product(folder / "restored")
    source.command_line.give_keys_to(target.command_line)
    target.command_line.do("restore", folder / "monday.tar")
    return target
