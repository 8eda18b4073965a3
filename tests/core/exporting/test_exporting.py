"""Files for others: what stands in them, what is left out, and that they are whole or not there."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import re
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from situation_board.core.actions.facts import record_event
from situation_board.core.actions.records import add_record, edit_thing
from situation_board.core.exporting import workbook, writing
from situation_board.core.exporting.kinds import PLACED
from situation_board.core.exporting.table import HeldTable
from situation_board.core.exporting.tables import ABOUT, EVERYTHING, WHAT, ExportTable, export_table, exporting
from situation_board.core.exporting.writing import MAPS, WRITERS, Written, export_to
from situation_board.core.ids import known_id
from situation_board.core.importing.examining import Progress
from situation_board.core.importing.files import GivenFile
from situation_board.core.importing.incoming import GivenLocation
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.workbooks import tables_of_workbook
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.questions.moments import KnownThen
from situation_board.core.rows import Actor, Event
from situation_board.core.sample import create_sample
from situation_board.core.steps import end_of
from situation_board.core.store import Identity, Store
from situation_board.core.vocabulary import EventKind, HandlingLabel
from tests.core.filled import NOW, create, fill
from tests.core.importing.importing import taken
from tests.core.random_work import Clock


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "syria.sitboard"
    create_sample(path, identity=Identity("Homs-2 (ab12)", "field coord.")).close()
    return path


@pytest.fixture
def cards(sample: Path) -> HeldTable:
    return table(sample, "cards")


def table(path: Path, what: str, label: HandlingLabel | None = None) -> HeldTable:
    with Store.open(path) as store, store.reading() as reading:
        return export_table(reading, what, label=label)


@pytest.mark.parametrize("ending", list(WRITERS))
@pytest.mark.parametrize("what", ["cards", "events", "locations", "routes", "actors", "claims"])
def test_each_file_is_read_back_as_it_was_written(sample: Path, tmp_path: Path, what: str, ending: str) -> None:
    written = table(sample, what)
    out = tmp_path / f"out{ending}"
    if ending in MAPS and what not in PLACED:
        with pytest.raises(Mistake, match="no place on a map"):
            export_to(out, written)
        return
    export_to(out, written, hxl=True)
    assert out.stat().st_size > 500 and written.rows
    assert [each.name for each in tmp_path.iterdir()] == [out.name], "nothing else is left"


def test_every_row_carries_label_as_of_situation_and_exercise(cards: HeldTable) -> None:
    assert cards.columns[-len(ABOUT) :] == ABOUT
    assert {row[-4:] for row in cards.rows} == {("TLP:AMBER", cards.rows[0][-3], "Syria, December 2024", "no")}
    assert str(cards.rows[0][-3]).startswith("2024-12-08")


def test_a_table_has_a_mark_iso_dates_codes_and_tags(cards: HeldTable, tmp_path: Path) -> None:
    export_to(tmp_path / "cards.csv", cards, hxl=True)
    content = (tmp_path / "cards.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    head, tags, *rows = csv.reader(content.decode("utf-8-sig").splitlines())
    homs = dict(zip(head, next(row for row in rows if row[2] == "Homs"), strict=True))
    assert dict(zip(head, tags, strict=True))["as_of"] == "#date+reported"
    assert (homs["column"], homs["as_of"], homs["as_of_precision"]) == ("contested", "2024-12-08", "day")
    assert float(homs["latitude"]) == pytest.approx(34.7, abs=0.3)


def test_a_workbook_holds_numbers_and_no_formula(tmp_path: Path) -> None:
    columns = (("text", "#x"), ("number", "#y"))
    export_to(tmp_path / "x.xlsx", ExportTable("cards", "x", columns, (("=1+1", -5), ("+x\r\ny", None))))
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("=1+1", "s"), (-5, "n")]


@given(st.lists(st.tuples(st.text(max_size=12), st.one_of(st.none(), st.integers(-(10**9), 10**9))), max_size=4))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_people_write_is_exported_and_is_no_formula(
    tmp_path: Path, rows: list[tuple[str, int | None]]
) -> None:
    told = tuple((text.encode("utf-8", "replace").decode(), number) for text, number in rows)
    made = ExportTable("cards", "x", (("text", "#x"), ("number", "#y")), told)
    for ending in WRITERS:
        export_to(tmp_path / f"x{ending}", made)
    text = io.StringIO((tmp_path / "x.csv").read_bytes().decode("utf-8-sig"), newline="")
    assert not [row for row in list(csv.reader(text))[1:] if row[0].startswith(("=", "+", "-", "@"))]


def test_what_is_stricter_than_the_label_is_not_there(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sitboard"
    copy.write_bytes(sample.read_bytes())
    events = table(copy, "events")
    with Store.open(copy, identity=Identity("a (ab)", "x")) as store:
        chosen = str(events.rows[0][0])
        store.do(edit_thing, chosen, {"label": HandlingLabel.RED})
    left = {row[0] for row in table(copy, "events", HandlingLabel.AMBER).rows}
    assert left == {row[0] for row in events.rows} - {chosen}


def test_a_file_that_cannot_be_read_back_leaves_the_former_one(
    cards: HeldTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that keeps something else than it was given."""
    out = tmp_path / "cards.csv"
    out.write_text("the former one")
    as_it_is = WRITERS[".csv"].read

    def one_sign_off(path: Path, number: int, table: ExportTable) -> Iterator[list[Any]]:
        for at, line in enumerate(as_it_is(path, number, table)):
            yield [*line[:-1], "yes"] if at == 3 else line

    monkeypatch.setitem(writing.WRITERS, ".csv", dataclasses.replace(WRITERS[".csv"], read=one_sign_off))
    with pytest.raises(Trouble, match="read back"):
        export_to(out, cards)
    assert out.read_text() == "the former one" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("ending", list(WRITERS))
def test_a_file_that_ends_too_early_leaves_the_former_one(
    cards: HeldTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """A stick that says that it is written, and is full."""
    out = tmp_path / f"cards{ending}"
    out.write_text("the former one")
    as_it_is = WRITERS[ending].write

    def cut_short(path: Path, tables: Any, hxl: bool) -> Any:
        yield from as_it_is(path, tables, hxl)
        os.truncate(path, path.stat().st_size * 2 // 3)

    monkeypatch.setitem(writing.WRITERS, ending, dataclasses.replace(WRITERS[ending], write=cut_short))
    with pytest.raises(Trouble, match="read back"):
        export_to(out, cards)
    assert out.read_text() == "the former one" and len(list(tmp_path.iterdir())) == 1


def test_an_unknown_ending_or_subject_is_a_mistake(cards: HeldTable, sample: Path, tmp_path: Path) -> None:
    with pytest.raises(Mistake):
        export_to(tmp_path / "x.doc", cards)
    with pytest.raises(Mistake):
        table(sample, "secrets")


def test_what_is_exported_for_a_map_can_be_imported(cards: HeldTable, tmp_path: Path) -> None:
    export_to(tmp_path / "cards.kml", cards)
    found = taken(tmp_path / "cards.kml")
    names = {row.place.name for row in found.rows if isinstance(row, GivenLocation)}
    assert found.format == "kml" and {"Homs", "Damascus"} <= names
    export_to(tmp_path / "cards.geojson", dataclasses.replace(cards, rows=cards.rows[:1]))
    (feature,) = json.loads((tmp_path / "cards.geojson").read_text(encoding="utf-8"))["features"]
    assert feature["properties"]["label"] == "TLP:AMBER" and feature["geometry"]["type"] == "Point"


@pytest.mark.parametrize("what", WHAT)
def test_every_kind_has_tags_for_its_columns_and_rows_as_wide(sample: Path, what: str) -> None:
    found = table(sample, what)
    tag = re.compile(r"#[a-z][a-z0-9_]*([+][a-z][a-z0-9_]*)*")
    assert all(tag.fullmatch(each) for _, each in found.columns), found.columns
    assert len(set(found.names)) == len(found.names)
    assert {len(row) for row in found.rows} <= {len(found.columns)}


def test_names_that_only_something_stricter_needs_are_not_listed(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sitboard"
    copy.write_bytes(sample.read_bytes())
    with Store.open(copy, identity=Identity("a (ab)", "x")) as store:
        for name in ("Secretparty", "Unusedparty"):
            store.do(add_record, Actor(id=known_id("test", name), name=name))
        event = Event(
            id="", thing="", kind=EventKind.INCIDENT, label=HandlingLabel.RED, actors=(known_id("test", "Secretparty"),)
        )
        store.do(record_event, event)
    names = {row[1] for row in table(copy, "actors", HandlingLabel.AMBER).rows}
    assert "Unusedparty" in names and "Secretparty" not in names
    assert "Secretparty" in {row[1] for row in table(copy, "actors", HandlingLabel.RED).rows}


def test_our_own_people_are_not_told_under_the_usual_label(tmp_path: Path) -> None:
    store = create(tmp_path / "a.sitboard", key=None, clock=Clock(NOW))
    fill(store)
    with store.reading() as reading:
        assert not export_table(reading, "presence").rows
        [row] = export_table(reading, "presence", label=HandlingLabel.AMBER_STRICT).rows
        assert "Coast office" in row and "Latakia" in row
        with pytest.raises(Mistake, match="as it is now"):
            export_table(reading, "presence", moment=KnownThen(5))


def steps_of(store: Store, out: Path, what: str, **said: Any) -> Generator[Progress, None, Written]:
    return exporting(store.reading, out, what, label=HandlingLabel.RED, **said)


@pytest.mark.parametrize("ending", list(WRITERS))
@pytest.mark.parametrize("what", ["cards", "events", "locations", "reports"])
def test_what_is_written_while_it_is_read_is_the_same_file(
    sample: Path, tmp_path: Path, what: str, ending: str
) -> None:
    if ending in MAPS and what not in PLACED:
        pytest.skip(f"{what} have no place on a map")
    with Store.open(sample) as store:
        written = end_of(steps_of(store, tmp_path / f"a{ending}", what, hxl=True))
        with store.reading() as reading:
            held = export_table(reading, what, label=HandlingLabel.RED)
        assert written.rows == len(held.rows) and written.columns == (held.names,)
        export_to(tmp_path / f"b{ending}", held, hxl=True)
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


@pytest.mark.parametrize("what", [EVERYTHING, "events"])
def test_progress_never_goes_back_and_ends_at_the_end(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(writing, "STEP", 3)
    with Store.open(sample) as store:
        shares = [progress.share or 0 for progress in all_steps(steps_of(store, tmp_path / "x.xlsx", what))]
    assert shares == sorted(shares) and len(shares) > 9
    assert shares[0] < 0.2 and 0.9 < shares[-1] <= 1.0


def all_steps(steps: Generator[Progress, None, Any]) -> Iterator[Progress]:
    yield from steps


@pytest.mark.parametrize("ending", list(WRITERS))
@pytest.mark.parametrize("count", [1, 4, 9])
def test_nothing_lies_elsewhere_meanwhile_and_stopped_between_two_steps_nothing_is_left(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, count: int
) -> None:
    elsewhere, out = tmp_path / "system", tmp_path / "out"
    elsewhere.mkdir()
    out.mkdir()
    monkeypatch.setattr(writing, "STEP", 3)
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    with Store.open(sample) as store:
        steps = steps_of(store, out / f"x{ending}", "events")
        for _ in range(count):
            next(steps)
            assert not list(elsewhere.iterdir()), "a killed program would leave it there"
        steps.close()
    assert not list(elsewhere.iterdir()) and not list(out.iterdir())


def test_a_sheet_that_may_be_huge_is_read_by_others_too(
    cards: HeldTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAY_BE_HUGE", -1)
    export_to(tmp_path / "x.xlsx", cards)
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]
    [table] = tables_of_workbook(GivenFile(tmp_path / "x.xlsx"))
    assert sheet.max_row - 1 == len(cards.rows) == len(list(table.rows(Notes())))


def test_columns_of_a_sheet_are_called_as_in_any_other() -> None:
    names = [workbook._letters(column) for column in (0, 25, 26, 51, 52, 701, 702, 16_383)]
    assert names == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]


def test_a_table_longer_than_a_sheet_is_refused_and_fits_into_csv(
    cards: HeldTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 5)
    with pytest.raises(Mistake, match=r"A sheet of a workbook holds 5 rows; of cards there are more.*\.csv"):
        export_to(tmp_path / "x.xlsx", cards)
    assert not list(tmp_path.iterdir())
    export_to(tmp_path / "x.xlsx", dataclasses.replace(cards, rows=cards.rows[:4]))
    with pytest.raises(Mistake):
        export_to(tmp_path / "x.xlsx", dataclasses.replace(cards, rows=cards.rows[:4]), hxl=True)
    export_to(tmp_path / "x.csv", cards)


def test_the_limit_is_that_of_a_sheet() -> None:
    assert workbook.MOST_ROWS == 1_048_576
