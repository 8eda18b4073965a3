"""Rules of the core that no tool holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CORE = Path(__file__).parents[2] / "situation_board" / "core"
MODULES = sorted(CORE.rglob("*.py"))
LONGEST = 450

names = pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(CORE)))


def calls(module: Path) -> Iterator[str]:
    """What a module calls, as it is written: "print", "datetime.now"."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and not node.args and not node.keywords:
            yield f"{ast.unparse(node.func)}()"
        elif isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_the_core_was_found() -> None:
    assert len(MODULES) > 30


@names
def test_the_core_prints_nothing(module: Path) -> None:
    """Faces print: the command line and the window."""
    assert not {"print", "print()"} & set(calls(module))


@names
def test_no_time_is_taken_without_its_zone(module: Path) -> None:
    naive = {"datetime.now()", "datetime.datetime.now()", "datetime.today()", "date.today()", "datetime.utcnow()"}
    naive |= {"time.localtime()", "datetime.utcfromtimestamp"}
    assert not naive & set(calls(module))


@names
def test_no_module_is_longer_than_a_person_reads_at_once(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


@names
def test_a_module_says_what_it_is_for(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert not tree.body or ast.get_docstring(tree)


@names
def test_only_the_store_opens_a_situation_file(module: Path) -> None:
    """Two gates: whatever else opened a file for writing would write past the log."""
    if "store" in module.relative_to(CORE).parts:
        return
    opened = [call for call in calls(module) if call.endswith("sqlite3.connect")]
    assert len(opened) <= (1 if module.name in {"gazetteer.py", "geopackage.py", "integrity.py"} else 0)


@names
def test_nothing_is_hidden_from_the_person_by_a_bare_except(module: Path) -> None:
    handlers = [
        node
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert handlers == []
