"""Hostile files in a process that may take little memory: each is told or taken in, none ends the process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.filled import create
from tests.core.importing.hostile_files import hostile_files, said
from tests.core.random_work import Clock

GIGABYTE = 1 << 30
LIMIT = GIGABYTE
PATIENCE = 240
"""Seconds for all of them; a file that hangs ends here."""
REFUSED = {
    "endless.csv": "is longer than",
    "endless.json": "larger than what can be read",
    "endless.kml": "is broken",
    "columns.csv": "more than 2,000 are not read",
    "quotes.csv": "field limit",
    "deep.json": "nested too deep",
    "deep-objects.json": "nested too deep",
    "deep.kml": "stand in one another",
    "deep-name.kml": "stand in one another",
    "long-text.json": "larger than what can be read",
    "outside.kml": "declares entities",
    "far-cell.xlsx": "spans more than",
    "beyond.xlsx": "spans more than",
    "shared.xlsx": "texts of a sheet are longer",
    "texts.ods": "texts of a sheet are longer",
    "letter.docx": "is a document",
    "repeated.ods": "spans more than",
    "bomb.kmz": "would grow",
    "bomb.zip": "would grow",
    "nested.zip": "would grow to",
    "many.zip": "more than 5,000 files",
    "outside.zip": "outside itself",
    "shapes.zip": "damaged",
    "endless-view.gpkg": "no format that is known",
    "round.csv": "no file",
    "zeros.csv": "no file",
    "pipe.csv": "no file",
}
TAKEN = {
    **{"digits.csv": 0, "digits.json": 0, "spaces.csv": 0, "addresses.csv": 1, "people.csv": 1, "numbers.json": 0},
    **{"elsewhere.kml": 1, "claimed.xlsx": 1},
    **{"trigger.gpkg": 1, "names.gpkg": 1},
}
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory can be bounded so on Linux only")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder, store = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("store") / "a.sitboard"
    create(store, key=None, clock=Clock(0)).close()
    child = [sys.executable, "-m", "tests.core.importing.bounded_child", str(LIMIT), str(store)]
    paths = map(str, hostile_files(folder))
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([*child, *paths], capture_output=True, text=True, cwd=root, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return said(done.stdout)


@pytest.mark.parametrize(("name", "words"), REFUSED.items())
def test_it_is_refused_in_a_sentence(outcome: dict[str, str], name: str, words: str) -> None:
    assert words in outcome[name]


@pytest.mark.parametrize(("name", "rows"), TAKEN.items())
def test_what_harm_it_meant_does_nothing(outcome: dict[str, str], name: str, rows: int) -> None:
    assert outcome[name] == f"taken in: {rows}"


def test_each_of_them_came_to_an_end(outcome: dict[str, str]) -> None:
    assert len(outcome) == 48
