"""The set-up of the virtual environment: done once, done again when the requirements change."""

from __future__ import annotations

from pathlib import Path

import pytest

from shirube.config import installation


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source tree with requirements, whose packages install in no time."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / ".venv").mkdir()
    for name in installation.LEVELS["dev"]:
        (tmp_path / "requirements" / name).write_text(f"{name}==1\n")
    monkeypatch.setattr(installation, "_make_environment", _do_nothing)
    monkeypatch.setattr(installation, "_install_packages", _do_nothing)
    return tmp_path


def _do_nothing(*_: object) -> None:
    """Stand in for a step that takes a minute."""


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_fresh_machine_is_not_current(root: Path) -> None:
    assert not installation.is_current(root, "base")


def test_an_installation_is_current_until_a_requirement_changes(root: Path) -> None:
    installation.install(root, "base")
    assert installation.is_current(root, "base")

    (root / "requirements" / "base.txt").write_text("base.txt==2\n")
    assert not installation.is_current(root, "base")


def test_the_workshop_serves_the_product_too(root: Path) -> None:
    installation.install(root, "dev")

    assert installation.is_current(root, "base")
    assert installation.is_current(root, "dev")


def test_a_workshop_stays_one_when_only_the_product_is_asked_for(root: Path) -> None:
    installation.install(root, "dev")
    (root / "requirements" / "base.txt").write_text("base.txt==2\n")
    installation.install(root, "base")

    assert installation.is_current(root, "dev")


def test_an_interrupted_installation_is_not_taken_for_a_whole_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation.install(root, "base")
    (root / "requirements" / "base.txt").write_text("base.txt==2\n")
    monkeypatch.setattr(installation, "_install_packages", _interrupt)

    assert installation.main([str(root), "base"]) == 130
    (root / "requirements" / "base.txt").write_text("base.txt==1\n")
    assert not installation.is_current(root, "base")


def test_the_shell_compares_the_same_files_as_the_stamp() -> None:
    script = (Path(__file__).parents[2] / "shirube").read_text(encoding="utf-8")
    lists = [name for name in installation.LEVELS["dev"] if f"requirements/{name}" in script]

    assert tuple(lists) == installation.LEVELS["dev"]
