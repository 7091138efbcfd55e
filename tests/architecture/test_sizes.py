"""Short functions, files and classes: the median and the tail are both held (STYLE §1)."""

from __future__ import annotations

import ast
from itertools import chain
from pathlib import Path

from tests.architecture.rooms import SOURCE

FILES = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
DRAWERS = {"utils", "helpers", "common", "base", "misc", "services", "manager"}


def _nodes(*kinds: type[ast.AST]) -> list[tuple[str, int]]:
    """Name and length in lines (without decorators and docstring) of every node of the kinds."""
    trees = [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in FILES]
    nodes = chain.from_iterable(((path, node) for node in ast.walk(tree)) for path, tree in trees)
    return [
        (f"{path.relative_to(SOURCE)}:{node.name}", _length(node))
        for path, node in nodes
        if isinstance(node, kinds)
    ]


def _length(node: ast.AST) -> int:
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    documented = first.end_lineno - first.lineno + 1 if is_docstring else 0
    return node.end_lineno - node.lineno + 1 - documented


def test_functions_are_short() -> None:
    functions = _nodes(ast.FunctionDef, ast.AsyncFunctionDef)
    lengths = sorted(length for _, length in functions)

    assert lengths[len(lengths) // 2] <= 8
    assert lengths[len(lengths) * 9 // 10] <= 25
    assert not [f"{name} {length}" for name, length in functions if length > 60]


def test_files_are_short() -> None:
    assert not [path.name for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > 400]


def test_classes_are_short() -> None:
    assert not [f"{name} {length}" for name, length in _nodes(ast.ClassDef) if length > 200]


def test_no_file_is_a_drawer() -> None:
    # The entry of a database's backend must be called `base`: Django looks for it by that name.
    allowed = {SOURCE / "kernel" / backend / "base.py" for backend in ("postgresql", "sqlite")}

    assert not [path for path in FILES if path.stem in DRAWERS and Path(path) not in allowed]
