"""What files do to their readers is the same in whatever kind of file it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from situation_board.core import times
from situation_board.core.importing.incoming import GivenEvent
from situation_board.core.problems import Mistake
from situation_board.core.store import Store
from tests.core.importing.containers import CONTAINERS
from tests.core.importing.importing import ZONE, Taken, examined, taken

HEADERS = ("Site", "State", "Day", "IDPs", "IDPs men", "IDP HH", "Note")
ROWS = (
    ("Camp A", "Homs", "13/05/2022", "1\u202f200", "500", "240", "seen"),
    ("Camp B", "", "24/02/2022", "1,000-2,000", "-", "40 families", ""),
    ("Camp C", "", "3/4/2022", "more than 5,000", "", "", ""),
    ("مخيم د", "Hama", "12/2024", "١٬٢٣٤", "Not available", "n/a", "call 0944 123 456 or a.b@example.org"),
    ("Camp E", "", "8 Dec 2024", "dozens", "", "0", ""),
    ("Camp F", "", "2024-12-08", "12 (10-15)", "20", "", ""),
    ("Camp G", "", "1733659200000", "NA", "", "", ""),
    ("Camp H", "", "2024-12-08", "no idea", "", "", ""),
    ("Total", "", "", "9,999", "1,020", "280", ""),
)
NUMBERS = [
    *([(1200, 1200), (240, 240), (500, 500)], [(1000, 2000), (40, 40)], [(5000, None)], [(1234, 1234)]),
    *([(None, None), (0, 0)], [(10, 15), (20, 20)], []),
]
DAYS = ["13 May 2022", "24 Feb 2022", "3 Apr 2022", "Dec 2024", "8 Dec 2024", "8 Dec 2024", "8 Dec 2024 15:00"]
TOLD = {
    "rows of totals were left out": 1,
    "numbers that only words stand for": 1,
    "rows without a number": 1,
    "a part is larger than the whole": 1,
    "taken as merged": 6,
}


def events(found: Taken) -> list[GivenEvent]:
    return [row for row in found.rows if isinstance(row, GivenEvent)]


@pytest.fixture(params=sorted(CONTAINERS))
def data(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return CONTAINERS[request.param](tmp_path, HEADERS, ROWS)


def test_numbers_days_and_places(data: Path) -> None:
    found = taken(data)
    assert [[(each.low, each.high) for each in row.figures] for row in events(found)] == NUMBERS
    assert [times.in_words(row.starts, ZONE) for row in events(found)] == DAYS
    assert [row.place.name for row in events(found) if row.place][3] == "مخيم د"
    assert [row.place.areas for row in events(found) if row.place][1] == ("Homs",)


def test_what_was_decided_is_told_with_its_rows(data: Path) -> None:
    found = taken(data)
    for words, rows in TOLD.items():
        assert [each.rows for each in found.notes.decisions() if words in each.what] == [rows], words
    assert any("read day first" in what for what in found.decided)
    (rejected,) = found.notes.rejected
    assert "no idea" in rejected.why


def test_numbers_to_call_are_left_out_and_told(data: Path, store: Store) -> None:
    assert any("telephone numbers were left out" in each.what for each in examined(store, data).decisions)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95, 0.99])
def test_half_of_a_file_is_never_taken_for_all_of_it(data: Path, share: float) -> None:
    """A text without marks at its end may be cut anywhere; its last row is then told where it lacks cells."""
    whole = data.read_bytes()
    data.write_bytes(whole[: int(len(whole) * share)])
    if data.suffix not in {".csv", ".md", ".geojsonl"} and data.name != "pasted.txt":
        with pytest.raises((Mistake, StopIteration)):
            taken(data)
