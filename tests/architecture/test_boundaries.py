"""Rooms meet only at their doors."""

from __future__ import annotations

import grimp
import pytest

from tests.architecture.rooms import built_rooms, contracts

OPEN_ROOMS = {"kernel", "ui"}
COMPOSERS = {"config"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("shirube", cache_dir=None)


def _trespass(importer: str, imported: str) -> bool:
    source, target = importer.split("."), imported.split(".")
    if len(source) < 2 or len(target) < 2 or source[1] == target[1]:
        return False
    if source[1] in COMPOSERS or target[1] in OPEN_ROOMS:
        return False
    return target[2:3] != ["interface"]


def test_other_rooms_are_entered_by_their_interface(graph: grimp.ImportGraph) -> None:
    trespassers = [
        f"{importer} -> {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if _trespass(importer, imported)
    ]

    assert not trespassers, "\n".join(sorted(trespassers))


def test_every_room_with_tables_keeps_the_inner_order() -> None:
    watched = {name.removeprefix("shirube.") for name in contracts()["inside"]["containers"]}

    assert watched == built_rooms() - OPEN_ROOMS - COMPOSERS


def test_no_contract_has_an_exception() -> None:
    exceptions = [name for name, contract in contracts().items() if contract.get("ignore_imports")]

    assert not exceptions
