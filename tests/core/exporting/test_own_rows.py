"""Our own tables of every kind come back: the same things with their ids, tied to each other as they were."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from situation_board.core.actions import facts, records
from situation_board.core.actions.drafting import strike_row
from situation_board.core.exporting.kinds import KINDS as KIND_TABLES
from situation_board.core.exporting.table import ABOUT
from situation_board.core.exporting.tables import EVERYTHING, WHAT, export_table, export_tables
from situation_board.core.exporting.writing import export_to
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.history import undo
from situation_board.core.ids import known_id, new_id
from situation_board.core.importing.importing import examine_file
from situation_board.core.importing.options import Options
from situation_board.core.importing.own_things import WHOLE_STATUS
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake
from situation_board.core.rows import (
    RECORDS,
    Actor,
    Claim,
    Event,
    Figure,
    Kind,
    Location,
    Report,
    Source,
    Status,
    fields_of,
)
from situation_board.core.store import Changes, Draft, Reading, Store
from situation_board.core.times import HOUR, exactly
from situation_board.core.vocabulary import ActorKind, ClaimVerb, EventKind, FigureCategory, HandlingLabel, Stance
from tests.core.filled import NOW, create, fill
from tests.core.importing.importing import end_of, examined, imported
from tests.core.random_work import KINDS, Clock, Laptop, Work, _redo, _same, _strike, _undo, _undo_any, fill_board

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Without shrinking: each example writes a workbook."""
ENDINGS = (".csv", ".xlsx")
APART = ("actors", "sources", "locations", "messages", "reports", "links", "routes", "cards", "statuses", "presence")
AFTER = ("route-statuses", "headcounts", "ratings", "events", "claims", "verifications", "tasks")
"""All kinds that come back, in an order in which nothing refers to what comes later."""
EACH = (*APART, *AFTER)


def exported(store: Store, out: Path, what: str = EVERYTHING, *, hxl: bool = False) -> Path:
    with store.reading() as reading:
        tables = export_tables(reading, what, label=HandlingLabel.RED)
    export_to(out, tables, hxl=hxl)
    return out


def told(store: Store, what: str) -> list[dict[str, Any]]:
    """The rows of a kind as a table tells them, without what the file says of itself."""
    with store.reading() as reading:
        table = export_table(reading, what, label=HandlingLabel.RED)
    left_out = {name for name, _ in ABOUT} | ({"dataset"} if what == "events" else set())
    rows = [dict(zip(table.names, row, strict=True)) for row in table.rows]
    return sorted(({name: row[name] for name in row if name not in left_out} for row in rows), key=repr)


def without(rows: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    """The rows but for some columns; ids of events that came with a file are others than before."""
    return sorted(({name: value for name, value in row.items() if name not in names} for row in rows), key=repr)


def decisions(store: Store, path: Path) -> dict[str, int]:
    with store.reading() as reading, Gazetteer() as gazetteer:
        options = Options(zone=reading.zone, now=reading.now)
        found = end_of(examine_file(store.reading, gazetteer, path, options))[1]
    return {decision.what: decision.rows for decision in found.decisions}


@pytest.fixture
def own(tmp_path: Path) -> Store:
    """Something of everything, with references between all that may refer to each other."""
    store = create(tmp_path / "own.sitboard", key=None, clock=Clock(NOW))
    made = fill(store)
    report = store.do(
        records.add_record, Report(id=known_id("test", "own report"), title="=Report", source=made.source)
    ).ids[0]
    figure = Figure(category=FigureCategory.DISPLACED, low=5, high=5, report=report)
    event = Event(
        id="", thing="", kind=EventKind.DISPLACEMENT, location=made.place["Homs"], figures=(figure,), report=report
    )
    thing = store.do(facts.record_event, event).ids[0]
    claim = Claim(
        id="", thing="", about=thing, verb=ClaimVerb.DENIED, stance=Stance.DENIES, text="-2 people", report=report,
        speaker=made.actor["HTS"], said_at=exactly(NOW - HOUR),
    )  # fmt: skip
    store.do(facts.add_claim, claim)
    return store


def test_a_workbook_of_everything_makes_the_same_situation(own: Store, another: Store, tmp_path: Path) -> None:
    imported(another, exported(own, tmp_path / "all.xlsx", hxl=True))
    for what in EACH:
        mine, theirs = told(own, what), told(another, what)
        if what in {"claims", "verifications", "tasks"}:
            mine, theirs = without(mine, "about_id"), without(theirs, "about_id")
        assert theirs == mine, what
    with another.reading() as reading:
        assert check(reading).found == ()


@pytest.mark.parametrize("ending", ENDINGS)
def test_tables_one_after_the_other_make_the_same_situation(
    own: Store, another: Store, tmp_path: Path, ending: str
) -> None:
    for what in EACH:
        if told(own, what):
            imported(another, exported(own, tmp_path / f"{what}{ending}", what))
    for what in EACH:
        mine, theirs = told(own, what), told(another, what)
        assert without(theirs, "about_id") == without(mine, "about_id"), what
    with another.reading() as reading:
        assert check(reading).found == ()


def test_an_event_is_tied_to_its_report_and_claims_again(own: Store, another: Store, tmp_path: Path) -> None:
    imported(another, exported(own, tmp_path / "all.xlsx"))
    with another.reading() as reading:
        [report] = reading.rows(Report, "title = '=Report'")
        [event] = reading.rows(Event, "report = ?", report.id)
        [claim] = reading.rows(Claim, "text = '-2 people'")
        assert event.figures[0].report == report.id == claim.report
        assert claim.about == event.thing


@pytest.mark.parametrize("what", EACH)
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_here_already_does_not_come_twice(own: Store, tmp_path: Path, what: str, ending: str) -> None:
    before = told(own, what)
    with pytest.raises(Mistake, match="nothing that is not known"):
        imported(own, exported(own, tmp_path / f"x{ending}", what))
    assert told(own, what) == before


def test_undo_takes_all_of_it_back(own: Store, another: Store, tmp_path: Path) -> None:
    imported(another, exported(own, tmp_path / "all.xlsx"))
    another.do(undo)
    assert all(not told(another, what) for what in ("cards", "statuses", "reports", "claims", "events", "actors"))
    with another.reading() as reading:
        assert check(reading).found == ()


def test_a_party_or_source_that_is_known_by_name_is_that_one(own: Store, another: Store, tmp_path: Path) -> None:
    for record in (Actor(id=new_id(), name="hayat tahrir al-sham"), Source(id=new_id(), name="The Wire")):
        another.do(records.add_record, record)
    path = exported(own, tmp_path / "all.xlsx")
    said = decisions(another, path)
    assert (
        said["parties that are here already were left out"],
        said["sources that are here already were left out"],
    ) == (1, 1)
    imported(another, path)
    with another.reading() as reading:
        [party] = reading.rows(Actor, "name = 'hayat tahrir al-sham'")
        assert not reading.rows(Actor, "name = 'Hayat Tahrir al-Sham'")
        assert reading.value("SELECT count(*) FROM status, json_each(controllers) WHERE value = ?", party.id)
        assert check(reading).found == ()


def test_a_table_of_cards_alone_makes_cards_with_their_latest_status(
    own: Store, another: Store, tmp_path: Path
) -> None:
    imported(another, exported(own, tmp_path / "actors.csv", "actors"))
    path = exported(own, tmp_path / "cards.csv", "cards")
    assert "a table of cards tells the latest status only" in " ".join(decisions(another, path))
    imported(another, path)
    carried = ("id", "place", "column", "actors", "from_actors", "basis", "as_of", "as_of_precision", "note", "number")
    mine, theirs = told(own, "cards"), told(another, "cards")
    assert [[row[name] for name in carried] for row in theirs] == [[row[name] for name in carried] for row in mine]


def test_the_whole_status_takes_the_place_of_what_its_card_told(own: Store, another: Store, tmp_path: Path) -> None:
    for what in ("actors", "sources", "reports", "cards"):
        imported(another, exported(own, tmp_path / f"{what}.csv", what))
    with another.reading() as reading:
        parts = {row.id for row in reading.rows(Status, "voided = 0")}
    path = exported(own, tmp_path / "statuses.csv", "statuses")
    assert decisions(another, path)[WHOLE_STATUS] == len(parts)
    imported(another, path)
    assert told(another, "statuses") == told(own, "statuses")
    with another.reading() as reading:
        assert {row.id for row in reading.rows(Status, "voided = 1")} == parts
        assert check(reading).found == ()
    another.do(undo)
    with another.reading() as reading:
        assert {row.id for row in reading.rows(Status, "voided = 0")} == parts, "one step"


def test_what_a_card_told_elsewhere_does_not_come_back_as_another_status(
    own: Store, another: Store, tmp_path: Path
) -> None:
    for what in ("actors", "sources", "reports", "cards"):
        imported(another, exported(own, tmp_path / f"{what}.csv", what))
    path = exported(another, tmp_path / "theirs.csv", "statuses")
    assert decisions(own, path)["statuses that are here already were left out"] == len(told(another, "statuses"))


def test_a_status_that_somebody_struck_does_not_come_back(own: Store, another: Store, tmp_path: Path) -> None:
    for what in ("actors", "sources", "reports", "cards"):
        imported(another, exported(own, tmp_path / f"{what}.csv", what))
    with another.reading() as reading:
        struck = reading.rows(Status, "voided = 0")[0]
    another.do(lambda _: Changes("strike", [strike_row(struck, "wrong")]))
    path = exported(own, tmp_path / "statuses.csv", "statuses")
    assert decisions(another, path)["statuses that were struck here were left out"] == 1
    imported(another, path)
    whole = {row["id"] for row in told(own, "statuses")} - {row["id"] for row in told(another, "statuses")}
    assert len(whole) == 1


def test_a_card_that_is_here_keeps_what_it_says(own: Store, another: Store, tmp_path: Path) -> None:
    for what in ("actors", "cards"):
        imported(another, exported(own, tmp_path / f"{what}.csv", what))
    with another.reading() as reading:
        before = reading.rows(Status)
    path = tmp_path / "other.csv"
    path.write_text(
        (tmp_path / "cards.csv").read_text(encoding="utf-8-sig").replace(",held,", ",fallen,"), encoding="utf-8"
    )
    with pytest.raises(Mistake, match="nothing that is not known"):
        imported(another, path)
    with another.reading() as reading:
        assert reading.rows(Status) == before


def test_what_a_table_does_not_carry_is_said(own: Store, another: Store, tmp_path: Path) -> None:
    said = decisions(another, exported(own, tmp_path / "sources.csv", "sources"))
    assert said == {
        "a table does not tell who entered a row and when: they count as entered now": len(told(own, "sources"))
    }
    said = decisions(another, exported(own, tmp_path / "reports.csv", "reports"))
    assert said["references to what is neither here nor in the file were left out"] > 0
    said = decisions(another, exported(own, tmp_path / "statuses.csv", "statuses"))
    assert not any("count as entered" in what for what in said)


def test_a_status_of_a_card_that_is_nowhere_is_a_bad_row(own: Store, another: Store, tmp_path: Path) -> None:
    path = exported(own, tmp_path / "statuses.csv", "statuses")
    with another.reading() as reading, Gazetteer() as gazetteer:
        options = Options(zone=reading.zone, now=reading.now)
        found = end_of(examine_file(another.reading, gazetteer, path, options))[1]
    assert found.loadable == 0
    assert found.rejected_rows == len(told(own, "statuses"))
    assert {each.column for each in found.rejected} == {"about"}


SPOILT: list[tuple[str, str, str]] = [
    ("actors", "colour", "red"),
    ("actors", "kind", "party"),
    ("statuses", "as_of", "2199-01-01"),
    ("statuses", "column", "lost"),
    ("links", "actor_id", "nobody"),
    ("messages", "text", ""),
]


@pytest.mark.parametrize(("what", "column", "value"), SPOILT)
def test_a_spoilt_cell_is_told_with_line_and_column(
    own: Store, another: Store, tmp_path: Path, what: str, column: str, value: str
) -> None:
    for needed in ("actors", "sources", "cards"):
        if needed != what:
            imported(another, exported(own, tmp_path / f"{needed}.csv", needed))
    out = exported(own, tmp_path / f"{what}.csv", what)
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    at = rows[0].index(column)
    rows[1][at] = value
    rows[1][0] = new_id() if what == "statuses" else rows[1][0]
    if column == "actor_id":
        rows[1][at - 1] = "Nobody of that name"
    spoilt = tmp_path / "spoilt.csv"
    with spoilt.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    with another.reading() as reading, Gazetteer() as gazetteer:
        options = Options(zone=reading.zone, now=reading.now)
        found = end_of(examine_file(another.reading, gazetteer, spoilt, options))[1]
    assert [(each.line, each.column) for each in found.rejected] == [(2, column.removesuffix("_id"))]
    assert found.format.name == "situation-board"


@pytest.mark.parametrize("other", ["card", "claim", "event", "location", "situation", "status"])
@pytest.mark.parametrize("what", ["actors", "reports", "sources", "tasks"])
def test_a_row_with_the_id_of_something_else_is_told_and_harms_nothing(
    own: Store, another: Store, tmp_path: Path, what: str, other: str
) -> None:
    fill(another)
    with another.reading() as reading:
        column = "thing" if other in {"claim", "event"} else "id"
        taken = str(reading.value(f'SELECT {column} FROM "{other}" ORDER BY id LIMIT 1'))
    out = exported(own, tmp_path / f"{what}.csv", what)
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    first = dict(zip(rows[0], rows[1], strict=True))
    named = {"name": "Nobody knows it", "names": "", "title": "Nothing known", "what": "Nothing known"}
    row = [{**first, "id": taken, **named}[header] for header in rows[0]]
    with out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([rows[0], row])
    found = examined(another, out)
    assert [(each.line, each.column) for each in found.rejected] == [(2, "id")] and not found.loadable
    with pytest.raises(Mistake, match="nothing"):
        imported(another, out)
    with another.reading() as reading:
        assert check(reading).found == ()


def test_rows_that_somebody_numbered_in_each_table_from_one_are_not_mixed_up(
    own: Store, another: Store, tmp_path: Path
) -> None:
    out = exported(own, tmp_path / "all.xlsx")
    book = openpyxl.load_workbook(out)
    for sheet in book:
        sheet["A2"] = "1"
        headers = {cell.value: cell.column for cell in sheet[1]}
        for name in ("place_id", "destination_id", "status_id"):
            if name in headers:
                sheet.cell(2, headers[name]).value = "1"
    book.save(out)
    rejected = examined(another, out).rejected
    assert (2, "id") in {(each.line, each.column) for each in rejected}
    imported(another, out)
    with another.reading() as reading:
        assert check(reading).found == ()
        assert reading.value('SELECT count(DISTINCT "table") FROM log WHERE "row" = ?', "1") == 1


@pytest.mark.parametrize("what", ["cards", "events", "locations"])
def test_a_place_with_the_id_of_something_else_gets_another(
    own: Store, another: Store, tmp_path: Path, what: str
) -> None:
    taken = another.do(records.add_record, Actor(id="x1", name="Somebody", kind=ActorKind.OTHER)).ids[0]
    out = exported(own, tmp_path / f"{what}.csv", what)
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    at = rows[0].index("id" if what == "locations" else "place_id")
    new = {"place": "Nowhere Known", "name": "Nowhere Known", "names": "", "gazetteer": "", "pcode": ""}
    row = [new.get(header, value) for header, value in zip(rows[0], rows[1], strict=True)]
    row[at] = taken
    with out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([rows[0], row])
    imported(another, out)
    with another.reading() as reading:
        assert check(reading).found == ()
        [place] = reading.rows(Location, "name = 'Nowhere Known'")
        assert place.id != taken


def test_columns_that_somebody_took_out_are_not_missed(own: Store, another: Store, tmp_path: Path) -> None:
    out = exported(own, tmp_path / "actors.csv", "actors")
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))
    at = rows[0].index("colour")
    with out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*row[:at], *row[at + 1 :]] for row in rows)
    imported(another, out)
    assert without(told(another, "actors"), "colour") == without(told(own, "actors"), "colour")


@st.composite
def works(draw: st.DrawFn) -> list[Work]:
    """Anything but joining two ids and taking back: what is the same, and what is struck, is in no table."""
    kinds = [number for number, kind in enumerate(KINDS) if kind not in {_same, _strike, _undo, _undo_any, _redo}]
    numbers = st.integers(0, 40)
    return draw(st.lists(st.tuples(st.sampled_from(kinds), numbers, numbers, numbers), max_size=16))


def areas_lie_in_themselves(store: Store) -> bool:
    """Which random edits do, and no table can tell in an order in which areas come first."""
    with store.reading() as reading:
        parents = dict(reading.all("SELECT id, parent FROM location"))
    return any(len(around(place, parents)) > len(parents) for place in parents)


def around(place: str, parents: dict[str, str | None]) -> list[str]:
    found: list[str] = []
    parent = parents.get(place)
    while parent is not None and len(found) <= len(parents):
        found.append(parent)
        parent = parents.get(parent)
    return found


@settings(
    deadline=None,
    max_examples=25,
    phases=PHASES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(works())
def test_exported_and_imported_it_is_the_same_situation(tmp_path: Path, work: list[Work]) -> None:
    folder = tmp_path / hashlib.sha256(repr(work).encode()).hexdigest()[:12]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    laptop = Laptop(folder / "a.sitboard", "laptop", Clock(NOW))
    fill_board(laptop)
    for step in work:
        laptop.do(step)
    assume(not areas_lie_in_themselves(laptop.store))
    now = laptop.clock.now
    with create(folder / "b.sitboard", key=None, clock=Clock(now)) as other:
        imported(other, exported(laptop.store, folder / "all.xlsx"))
        for what in EACH:
            mine, theirs = told(laptop.store, what), told(other, what)
            assert without(theirs, "about_id") == without(mine, "about_id"), what
        with other.reading() as reading:
            assert check(reading).found == ()
    laptop.close()


NASTY = ("=1+1", "+cmd", "-2", "@SUM(A1)", "\u3000=1", "＝1", "﹢1", "\u200b@x", "'=1", "''-1", " x")


def nasty(store: Store) -> None:
    """Every text of every record begins as a formula does."""

    def edit(reading: Reading) -> Changes:
        drafts, number = [], 0
        for table in sorted({*KIND_TABLES.values(), "situation", "card"} & RECORDS.keys()):
            for (row,) in reading.all(f'SELECT id FROM "{table}" ORDER BY id'):
                for field in fields_of(table):
                    if field.kind is Kind.TEXT and field.name not in {"colour", "timezone", "gazetteer", "rank"}:
                        number += 1
                        value = f"{NASTY[number % len(NASTY)]} {number}".strip()
                        drafts.append(Draft(table, row, row, field.name, {field.name: value}))
        return Changes("edit", drafts)

    store.do(edit)


def is_formula(text: str) -> bool:
    shown = unicodedata.normalize("NFKC", text).lstrip(" \u200b")
    return shown.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_no_cell_of_any_table_is_a_live_formula_and_each_comes_back(own: Store, another: Store, tmp_path: Path) -> None:
    nasty(own)
    numbers = 0
    for what in WHAT:
        out = exported(own, tmp_path / f"{what}.csv", what, hxl=True)
        head, _, *rows = csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline=""))
        assert not [name for name in head if is_formula(name)]
        held = told_raw(own, what)
        for row, wanted in zip(rows, held, strict=True):
            for cell, value in zip(row, wanted, strict=True):
                if isinstance(value, int | float) and not isinstance(value, bool):
                    assert cell == str(value)
                    numbers += 1
                else:
                    assert not is_formula(cell), (what, cell)
        book = openpyxl.load_workbook(exported(own, tmp_path / f"{what}.xlsx", what))
        assert not [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.data_type in "fe"]
    assert numbers > 20
    for what in ("actors", "sources", "locations", "messages", "reports", "cards"):
        imported(another, tmp_path / f"{what}.csv")
        others_tell = ("verified_at", "claims_for", "claims_against", "stale", "status_id") if what == "cards" else ()
        assert without(told(another, what), *others_tell) == without(told(own, what), *others_tell), what


def told_raw(store: Store, what: str) -> list[tuple[Any, ...]]:
    with store.reading() as reading:
        return list(export_table(reading, what, label=HandlingLabel.RED).rows)
