"""Our own tables read back: the same events and places come, nothing is doubled, no cell runs."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from situation_board.core.actions import facts
from situation_board.core.exporting.cells import (
    guarded,
    joined,
    names_cell,
    names_of_cell,
    parted,
    time_cell,
    time_of_cell,
    unguarded,
)
from situation_board.core.exporting.tables import EVERYTHING, export_tables
from situation_board.core.exporting.writing import export_to
from situation_board.core.importing.incoming import GivenEvent
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake
from situation_board.core.questions.events import event_faces, event_ids
from situation_board.core.questions.naming import find
from situation_board.core.rows import Event, Figure, Location, Name
from situation_board.core.store import Store
from situation_board.core.times import DAY, Precision, Time
from situation_board.core.vocabulary import (
    Audience,
    Credibility,
    EventKind,
    FigureCategory,
    FigureUnit,
    HandlingLabel,
    Metric,
    Quantifier,
)
from tests.core.filled import NOW, create, fill
from tests.core.importing.importing import imported, taken
from tests.core.random_work import Clock, Laptop, Work, event_works, settle

DAMASCUS = ZoneInfo("Asia/Damascus")
ENDINGS = (".csv", ".xlsx")


def exported(store: Store, out: Path, what: str = "events", *, hxl: bool = False) -> Path:
    with store.reading() as reading:
        tables = export_tables(reading, what, label=HandlingLabel.RED)
    export_to(out, tables, hxl=hxl)
    return out


def told(store: Store) -> list[tuple[Any, ...]]:
    """What events say, places, parties and sources by their names."""
    with store.reading() as reading:
        faces = event_faces(reading, event_ids(reading))
        return sorted((_told(face) for face in faces), key=repr)


def _told(face: Any) -> tuple[Any, ...]:
    event = face.event
    figures = tuple((figure.low, figure.high, figure.category, figure.metric, figure.starts) for figure in face.figures)
    said = (event.kind, event.text, face.place, face.destination, event.starts, event.ends, figures, event.label)
    return (*said, event.credibility, event.basis, event.level, event.valid_until, face.state)


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    store = create(tmp_path / "a.sitboard", key=None, clock=Clock(NOW))
    made = fill(store)
    part = Figure(category=FigureCategory.KILLED, low=3, high=7, quantifier=Quantifier.BETWEEN, note="=x", subset_of=0)
    homes = Figure(category=FigureCategory.OTHER, low=10, unit=FigureUnit.HOUSEHOLD, household_size=4.5)
    whole = Figure(category=FigureCategory.AFFECTED, low=10**9, metric=Metric.FLOW, number="'=1+1")
    advisory = Event(
        id="", thing="", kind=EventKind.ADVISORY, text="=HYPERLINK(\"x\")\nsecond; line", location=made.place["Homs"],
        starts=Time(NOW - 3 * DAY, NOW - DAY, Precision.RANGE), figures=(whole, part, homes), label=HandlingLabel.GREEN,
        credibility=Credibility.TWO, audience=Audience.CITIZENS, level="-4", issued=Time(NOW, NOW, Precision.SECOND),
        valid_until=Time(NOW + 60_000, NOW + 120_000, Precision.MINUTE), note="'+ note", source=made.source,
        actors=(made.actor["HTS"], made.actor["SNA"]),
    )  # fmt: skip
    store.do(facts.record_event, advisory)
    return store


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("hxl", [True, False])
def test_every_field_of_an_event_comes_back(filled: Store, tmp_path: Path, ending: str, hxl: bool) -> None:
    found = taken(exported(filled, tmp_path / f"x{ending}", hxl=hxl))
    assert found.format == "situation-board" and not found.notes.rejected
    advisory = next(row for row in found.rows if isinstance(row, GivenEvent) and row.kind is EventKind.ADVISORY)
    with filled.reading() as reading:
        [row] = reading.rows(Event, "kind = 'advisory'")
    assert (advisory.key, advisory.text, advisory.starts) == (row.thing, row.text, row.starts)
    assert advisory.figures == row.figures
    assert advisory.actors == ("Hayat Tahrir al-Sham", "Syrian National Army") and advisory.source == "The Wire"
    assert advisory.place is not None and advisory.place.areas == ("Homs Governorate",)
    said = ("label", "credibility", "audience", "level", "issued", "valid_until", "note")
    assert {name: advisory.fields.get(name) for name in said} == {name: getattr(row, name) for name in said}


@pytest.mark.parametrize("ending", ENDINGS)
def test_events_that_are_here_already_do_not_come_twice(filled: Store, tmp_path: Path, ending: str) -> None:
    before = told(filled)
    with pytest.raises(Mistake, match="says nothing that is not known already"):
        imported(filled, exported(filled, tmp_path / f"x{ending}"))
    assert told(filled) == before


def test_events_go_to_another_situation_and_back_without_being_doubled(
    filled: Store, another: Store, tmp_path: Path
) -> None:
    imported(another, exported(filled, tmp_path / "there.csv"))
    assert told(another) == told(filled)
    with pytest.raises(Mistake, match="imported already"):
        imported(another, tmp_path / "there.csv")
    shutil.copy(tmp_path / "there.csv", tmp_path / "under another name.csv")
    with pytest.raises(Mistake, match="nothing that is not known"):
        imported(another, tmp_path / "under another name.csv")
    with pytest.raises(Mistake, match="nothing that is not known"):
        imported(filled, exported(another, tmp_path / "and back.csv"))
    with another.reading() as reading:
        assert check(reading).found == ()


def test_a_newer_export_replaces_the_older_one(filled: Store, another: Store, tmp_path: Path) -> None:
    imported(another, exported(filled, tmp_path / "x.csv"))
    filled.do(facts.record_event, Event(id="", thing="", kind=EventKind.INCIDENT, text="another one"))
    _, replaced = imported(another, exported(filled, tmp_path / "x.csv"))
    assert replaced is not None and (replaced.added, replaced.changed, replaced.gone) == (1, 0, 0)
    assert told(another) == told(filled)


@pytest.mark.parametrize("ending", ENDINGS)
@settings(
    deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(work=event_works(14))
def test_exported_and_imported_events_are_the_same_events(tmp_path: Path, ending: str, work: list[Work]) -> None:
    folder = tmp_path / hashlib.sha256(repr(work).encode()).hexdigest()[:12]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    laptop = Laptop(folder / "a.sitboard", "laptop", Clock(NOW))
    settle(laptop)
    for step in work:
        laptop.do(step)
    out = exported(laptop.store, folder / f"events{ending}")
    with create(folder / "b.sitboard", key=None, clock=Clock(NOW)) as other:
        wanted = told(laptop.store)
        if wanted:
            imported(other, out)
            assert without_ambiguous(told(other)) == without_ambiguous(wanted)
            with pytest.raises(Mistake):
                imported(laptop.store, out)
        with other.reading() as reading:
            assert check(reading).found == ()
    laptop.close()


def without_ambiguous(events: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Places of one name and kind cannot be told apart by what stands in a table: their events come without them."""
    return sorted(((*event[:2], *event[4:]) for event in events), key=repr)


@pytest.mark.parametrize("ending", ENDINGS)
def test_places_come_back_with_codes_names_and_areas(
    filled: Store, another: Store, tmp_path: Path, ending: str
) -> None:
    out = exported(filled, tmp_path / f"x{ending}", "locations")
    with pytest.raises(Mistake, match="nothing that is not known"):
        imported(filled, out)
    imported(another, out)
    with filled.reading() as reading, another.reading() as other:
        for row in reading.rows(Location, "kind = 'town'"):
            assert find(other, row.name or "", ["location"]), row.name
        homs = [
            next(row for row in each.rows(Location, "name = 'Homs' AND kind = 'town'")) for each in (reading, other)
        ]
        assert {name.name for name in homs[0].names} <= {name.name for name in homs[1].names}
        assert check(other).found == ()


def test_a_workbook_of_everything_has_a_sheet_a_kind_and_is_read_back(
    filled: Store, another: Store, tmp_path: Path
) -> None:
    out = exported(filled, tmp_path / "x.xlsx", EVERYTHING, hxl=True)
    book = openpyxl.load_workbook(out)
    kinds = {"cards", "events", "actors", "locations", "routes", "sources", "reports", "claims", "messages", "tasks"}
    assert kinds <= set(book.sheetnames)
    for sheet in book.worksheets:
        head, tags, *rows = list(sheet.iter_rows(values_only=True))
        assert rows and head[-4:] == ("label", "as_of_file", "situation", "exercise")
        assert {row[-4] for row in rows} == {"TLP:RED"} and {row[-2] for row in rows} == {"Winter offensive"}
        assert all(str(tag).startswith("#") for tag in tags)
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    imported(another, out)
    assert told(another) == told(filled)


def test_everything_fits_into_a_workbook_only(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="workbook"):
        exported(filled, tmp_path / "x.csv", EVERYTHING)


def test_rows_that_were_spoilt_are_left_out_with_line_and_column(filled: Store, tmp_path: Path) -> None:
    out = exported(filled, tmp_path / "x.csv")
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    at = {name: number for number, name in enumerate(rows[0])}
    rows[1][at["starts"]], rows[2][at["kind"]] = "yesterday", "party"
    with out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    found = taken(out)
    assert found.format == "situation-board"
    assert [each.column for each in found.notes.rejected] == ["starts", "kind"]


# --- cells


BLANKS = " \u00a0\u2068\u200b\u3000\ufeff\u00ad\u2003"
SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫\t\r\n"


@given(st.one_of(st.text(max_size=20), st.text(alphabet=f"'x{BLANKS}{SIGNS}", max_size=6)))
def test_no_guarded_text_is_a_formula_and_each_comes_back(text: str) -> None:
    shown = guarded(text)
    assert not shown.lstrip(BLANKS).startswith(tuple(SIGNS))
    assert unguarded(guarded(text)) == text


@given(st.text(alphabet="ab1 -=حé", min_size=1).filter(lambda text: text[0].isalnum()))
def test_what_begins_as_no_formula_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


@given(st.lists(st.text(alphabet="ab;\\ ", min_size=1, max_size=6).map(str.strip).filter(bool), max_size=4))
def test_several_in_one_cell_come_back(names: list[str]) -> None:
    assert parted(joined(names)) == names


@given(st.lists(st.tuples(st.sampled_from([None, "ar", "en-GB"]), st.text(alphabet="ab:; ح", min_size=1)), max_size=3))
@example([(None, "Al:Bab"), (None, ":"), ("ar", ":Bab"), (None, ":Bab")])
def test_names_with_their_languages_come_back(said: list[tuple[str | None, str]]) -> None:
    names = tuple(Name(name=name.strip(), language=language) for language, name in said if name.strip(" ;"))
    assert names_of_cell(names_cell(names) or "") == names


@given(
    st.integers(-(10**11), 4 * 10**12), st.integers(0, 40 * DAY), st.sampled_from(list(Precision)),
)  # fmt: skip
def test_every_time_comes_back(earliest: int, length: int, precision: Precision) -> None:
    time = Time(earliest, earliest + length, precision)
    assert time_of_cell(time_cell(time, DAMASCUS) or "", precision, DAMASCUS) == time
