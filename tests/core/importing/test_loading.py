"""From the file to the saved change: one step, undone as a whole, replaced as a whole, carried by merges."""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import shapefile

from situation_board.core.actions import facts, records
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.history import redo, undo
from situation_board.core.importing.importing import Replaced
from situation_board.core.integrity import check
from situation_board.core.locating import add_place, locate
from situation_board.core.merging import merge
from situation_board.core.problems import Mistake
from situation_board.core.questions.boards import board
from situation_board.core.questions.details import areas_around
from situation_board.core.questions.events import event_faces, event_ids
from situation_board.core.questions.left_behind import left_behind
from situation_board.core.questions.moments import KnownThen
from situation_board.core.questions.naming import find_one
from situation_board.core.questions.series_rows import series
from situation_board.core.rows import Claim, Dataset, Location
from situation_board.core.store import Identity, Store
from situation_board.core.times import Precision, Time
from situation_board.core.vocabulary import ClaimVerb, Column, LocationKind, Stance
from tests.core.filled import NOW, Filled
from tests.core.importing.importing import examined, imported, written

HOUR = 3_600_000


def idu(*figures: int, **more: Any) -> str:
    """Displacements by the format of IDMC, generated for the test."""
    records = [
        {
            "id": 100 + number,
            "displacement_type": "Conflict",
            "qualifier": "total",
            "figure": figure,
            "displacement_date": "2024-12-01",
            "displacement_start_date": "2024-12-01",
            "displacement_end_date": "2024-12-01",
            "latitude": 34.7,
            "longitude": 36.7 + number / 10,
            "event_name": f"Land: Conflict - Place {number} - 01/12/2024",
            "standard_popup_text": f"<b>{figure} displacements, 01 December</b>",
            **more,
        }
        for number, figure in enumerate(figures)
    ]
    return json.dumps(records)


def figures(store: Store, moment: Any = None) -> dict[str, int | None]:
    """The first number of each imported event, by its text."""
    with store.reading() as reading:
        faces = event_faces(reading, event_ids(reading, moment=moment), moment=moment)
    return {face.event.text or "": face.figures[0].low for face in faces if face.dataset}


def sound(store: Store) -> bool:
    with store.reading() as reading:
        found = check(reading).found
    assert not found, found
    return True


def state(store: Store) -> Any:
    with store.reading() as reading:
        return (
            event_ids(reading),
            [one.key for one in series(reading).series],
            reading.value("SELECT count(*) FROM location WHERE voided = 0"),
        )


def test_an_import_is_one_step_that_undo_takes_back_and_redo_brings_again(filled_store: Store, tmp_path: Path) -> None:
    before = state(filled_store)
    saved, replaced = imported(filled_store, written(tmp_path, "idu.json", idu(5, 7)))
    after = state(filled_store)
    assert len(after[0]) == len(before[0]) + 2 and len(saved.ids) == 1 and replaced is None
    assert sound(filled_store)
    filled_store.do(undo)
    assert state(filled_store) == before and sound(filled_store)
    filled_store.do(redo)
    assert state(filled_store) == after and sound(filled_store)


def test_looking_at_a_file_changes_nothing(filled_store: Store, tmp_path: Path) -> None:
    with filled_store.reading() as reading:
        before = reading.arrival
    found = examined(filled_store, written(tmp_path, "idu.json", idu(5, 7)))
    assert (found.rows, found.figures[0].number) == (2, 12)
    with filled_store.reading() as reading:
        assert reading.arrival == before
        assert reading.value("SELECT count(*) FROM content") == 0


class TestReplace:
    def test_the_same_dataset_again_replaces_the_former_and_says_what_differs(
        self, filled_store: Store, tmp_path: Path
    ) -> None:
        imported(filled_store, written(tmp_path, "idu-1.json", idu(5, 7, 9)))
        (former,) = [each for each in datasets(filled_store) if not each.voided]
        _, replaced = imported(filled_store, written(tmp_path, "idu-2.json", idu(5, 8)))
        assert isinstance(replaced, Replaced)
        assert (replaced.dataset, replaced.added, replaced.changed, replaced.gone, replaced.same) == (
            former.id,
            0,
            1,
            1,
            1,
        )
        assert sorted(value or 0 for value in figures(filled_store).values()) == [5, 8]
        assert sound(filled_store)

    def test_undo_brings_the_former_back(self, filled_store: Store, tmp_path: Path) -> None:
        imported(filled_store, written(tmp_path, "idu-1.json", idu(5, 7)))
        before = figures(filled_store)
        imported(filled_store, written(tmp_path, "idu-2.json", idu(5, 8)))
        filled_store.do(undo)
        assert figures(filled_store) == before and sound(filled_store)

    def test_the_very_same_file_is_not_imported_twice(self, filled_store: Store, tmp_path: Path) -> None:
        path = written(tmp_path, "idu.json", idu(5))
        imported(filled_store, path)
        with pytest.raises(Mistake, match="imported already"):
            imported(filled_store, path)

    def test_what_was_said_about_a_row_stays_with_it(self, filled_store: Store, filled: Filled, tmp_path: Path) -> None:
        imported(filled_store, written(tmp_path, "idu-1.json", idu(5, 7)))
        thing = imported_things(filled_store)[0]
        claim = Claim(
            id="",
            thing="",
            about=thing,
            speaker=filled.actor["UN"],
            verb=ClaimVerb.SAID,
            stance=Stance.DENIES,
            text="nobody left",
        )
        filled_store.do(facts.add_claim, claim)
        struck = imported_things(filled_store)[1]
        filled_store.do(records.strike, struck, why="counted twice")
        imported(filled_store, written(tmp_path, "idu-2.json", idu(6, 8)))
        with filled_store.reading() as reading:
            assert thing in event_ids(reading) and struck not in event_ids(reading)
        assert sound(filled_store)

    def test_what_was_said_about_a_row_that_is_gone_is_listed_until_it_comes_back(
        self, filled_store: Store, filled: Filled, tmp_path: Path
    ) -> None:
        imported(filled_store, written(tmp_path, "idu-1.json", idu(5, 7)))
        things = imported_things(filled_store)
        denied = Claim(
            id="", thing="", text="nobody left", speaker=filled.actor["UN"], verb=ClaimVerb.SAID, stance=Stance.DENIES
        )
        for thing in things:
            filled_store.do(facts.add_claim, dataclasses.replace(denied, about=thing))
        _, replaced = imported(filled_store, written(tmp_path, "idu-2.json", idu(5)))
        assert replaced is not None
        with filled_store.reading() as reading:
            [one] = left_behind(reading, replaced.dataset)
        assert (one.table, one.event) == ("claim", things[1])
        filled_store.do(undo)
        with filled_store.reading() as reading:
            assert left_behind(reading, replaced.dataset) == []


def datasets(store: Store) -> list[Dataset]:
    with store.reading() as reading:
        return reading.rows(Dataset, "1 ORDER BY key")


def imported_things(store: Store) -> list[str]:
    with store.reading() as reading:
        faces = event_faces(reading, event_ids(reading))
    return [face.id for face in faces if face.dataset]


class TestRows:
    def test_a_row_is_struck_with_a_reason_and_brought_back_by_undo(self, filled_store: Store, tmp_path: Path) -> None:
        imported(filled_store, written(tmp_path, "idu.json", idu(5, 7)))
        before = figures(filled_store)
        filled_store.do(records.strike, imported_things(filled_store)[0], why="counted twice")
        assert len(figures(filled_store)) == 1 and sound(filled_store)
        filled_store.do(undo)
        assert figures(filled_store) == before and sound(filled_store)

    def test_a_row_is_not_edited(self, filled_store: Store, tmp_path: Path) -> None:
        imported(filled_store, written(tmp_path, "idu.json", idu(5)))
        with pytest.raises(Mistake, match="imported file"):
            filled_store.do(records.edit_thing, imported_things(filled_store)[0], {"text": "something else"})

    def test_rows_with_one_key_are_taken_once(self, filled_store: Store, tmp_path: Path) -> None:
        saved, _ = imported(filled_store, written(tmp_path, "idu.json", idu(5, 7, id=1)))
        assert len(figures(filled_store)) == 1
        assert any("key" in note for note in saved.notes)

    def test_addresses_and_numbers_of_people_are_left_out(self, filled_store: Store, tmp_path: Path) -> None:
        text = "<b>5 displacements, 01 December</b> ask someone@example.org or +963 944 123 456"
        path = written(tmp_path, "idu.json", idu(5, standard_popup_text=text))
        assert any("left out" in each.what for each in examined(filled_store, path).decisions)
        imported(filled_store, path)
        with filled_store.reading() as reading:
            (face,) = [each for each in event_faces(reading, event_ids(reading)) if each.dataset]
        assert "@" not in str(face.event) and "944" not in str(face.event)


def test_what_was_known_before_an_import_does_not_hold_it(filled_store: Store, tmp_path: Path) -> None:
    with filled_store.reading() as reading:
        before = KnownThen(reading.arrival)
    imported(filled_store, written(tmp_path, "idu-1.json", idu(5, 7)))
    with filled_store.reading() as reading:
        between = KnownThen(reading.arrival)
    imported(filled_store, written(tmp_path, "idu-2.json", idu(6)))
    assert figures(filled_store, before) == {}
    assert sorted(value or 0 for value in figures(filled_store, between).values()) == [5, 7]
    assert sorted(value or 0 for value in figures(filled_store).values()) == [6]


def test_a_merge_brings_the_rows_and_both_laptops_end_the_same(filled_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "other.sitboard"
    filled_store.copy_to(path)
    imported(filled_store, written(tmp_path, "idu.json", idu(5, 7)))
    filled_store.do(records.strike, imported_things(filled_store)[0], why="counted twice")
    mine = tmp_path / "mine.sitboard"
    filled_store.copy_to(mine)
    with Store.open(path, key=filled_store._key, identity=Identity("other", None), now=lambda: NOW) as other:
        merge(other, mine, key=filled_store._key)
        assert figures(other) == figures(filled_store) != {}
        assert sound(other)


def test_two_laptops_that_import_the_same_file_show_its_rows_once(filled_store: Store, tmp_path: Path) -> None:
    path, file = tmp_path / "other.sitboard", written(tmp_path, "idu.json", idu(5, 7))
    filled_store.copy_to(path)
    imported(filled_store, file)
    with Store.open(path, key=filled_store._key, identity=Identity("other", None), now=lambda: NOW) as other:
        imported(other, file)
    merge(filled_store, path, key=filled_store._key)
    assert len(imported_things(filled_store)) == 2
    assert sound(filled_store)


def test_what_is_replaced_is_what_stands_whichever_laptop_it_came_from_last(
    filled_store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "second laptop.sitboard"
    filled_store.copy_to(path)
    mine, theirs = (written(tmp_path, f"data {n}.json", idu(*figures)) for n, figures in ((1, (1, 2)), (2, (5, 6, 7))))
    with Store.open(path, key=filled_store._key, identity=Identity("Aleppo-1", "AB"), now=filled_store.clock) as other:
        imported(other, theirs)
    for name in ("One", "Two", "Three", "Four", "Five", "Six"):  # so that what this laptop says next counts last
        filled_store.do(records.add_record, Location(id=f"place {name}", name=name))
    imported(filled_store, mine)
    merge(filled_store, path, key=filled_store._key)
    with filled_store.reading() as reading:
        [standing] = [dataset for (dataset,) in reading.all("SELECT dataset FROM standing")]
        assert reading.value("SELECT file_name FROM dataset WHERE id = ?", standing) == "data 1.json"
    with pytest.raises(Mistake, match="imported already"):
        imported(filled_store, mine)
    _, replaced = imported(filled_store, written(tmp_path, "data 3.json", idu(1, 9)))
    assert replaced is not None and replaced.dataset == standing
    assert (replaced.same, replaced.changed, replaced.added, replaced.gone) == (1, 1, 0, 0)


def test_a_row_that_one_laptop_struck_is_struck_in_the_other_laptops_import_too(
    filled_store: Store, tmp_path: Path
) -> None:
    path, key = tmp_path / "other.sitboard", filled_store._key
    filled_store.copy_to(path)
    imported(filled_store, written(tmp_path, "idu-1.json", idu(5, 7)))
    filled_store.do(records.strike, imported_things(filled_store)[0], why="counted twice")
    with Store.open(path, key=key, identity=Identity("other", None), now=lambda: NOW) as other:
        imported(other, written(tmp_path, "idu-2.json", idu(6, 8)))
        merge(other, filled_store.path, key=key)
        merge(filled_store, path, key=key)
        assert figures(other) == figures(filled_store)
        assert len(imported_things(other)) == 1
        assert sound(other) and sound(filled_store)


class TestPlaces:
    def test_a_known_place_gets_what_it_lacks_and_nothing_is_overwritten(
        self, filled_store: Store, filled: Filled, tmp_path: Path
    ) -> None:
        text = "NAME_EN,NAME_AR,pcode,latitude,longitude\nTartus,طرطوس,ZZ77,34.9,35.9\nNew site,موقع,,34.1,36.1\n"
        imported(filled_store, written(tmp_path, "places.csv", text))
        with filled_store.reading() as reading:
            new = reading.row(Location, find_one(reading, "موقع", ["location"]).id)
        assert new is not None and (new.name, new.latitude) == ("New site", 34.1)
        assert sound(filled_store)

    def test_a_list_of_places_makes_no_dataset(self, filled_store: Store, tmp_path: Path) -> None:
        imported(filled_store, written(tmp_path, "places.csv", "place,latitude,longitude\nNew site,34.1,36.1\n"))
        assert datasets(filled_store) == []


class TestBoundaries:
    """Boundaries in the form of OCHA, made for the test: a town, and the areas around it that are called like it."""

    AREAS = (("ADM1", "SY04", "Homs"), ("ADM2", "SY0401", "Homs"), ("ADM3", "SY040100", "Homs"))

    def boundaries(self, folder: Path) -> Path:
        """A shapefile for each level and one for the seats."""
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            for level, (name, _, _) in enumerate(self.AREAS):
                known = self.AREAS[: level + 1]
                row = {
                    f"{each}_{what}": text
                    for each, *said in known
                    for what, text in zip(("PCODE", "EN"), said, strict=True)
                }
                archive.writestr(f"{name}.dbf", table(row))
            seat = {"adm_p_lvl": "1", "name": "Homs", "adm1_pcode": "SY04", "adm1_name": "Homs"}
            archive.writestr("seats.dbf", table(seat))
        return written(folder, "boundaries.zip", content.getvalue())

    def test_a_name_that_town_and_areas_share_still_means_the_town(self, store: Store, tmp_path: Path) -> None:
        with Gazetteer() as gazetteer:
            store.do(add_place, gazetteer, "Homs")
            imported(store, self.boundaries(tmp_path))
            with store.reading() as reading:
                meant = locate(reading, gazetteer, "Homs")
                town = reading.row(Location, meant.id)
                assert town is not None
                around = areas_around(reading, town)
        assert meant.kind is LocationKind.TOWN and not meant.drafts
        assert [area.pcode for area in around][:3] == ["SY040100", "SY0401", "SY04"]
        assert sound(store)

    def test_an_area_is_not_taken_for_another_that_it_does_not_lie_in(self, store: Store, tmp_path: Path) -> None:
        with Gazetteer() as gazetteer:
            made = store.do(add_place, gazetteer, "Tartus city").ids[0]
        with store.reading() as reading:
            before = reading.row(Location, made)
        imported(store, self.boundaries(tmp_path))
        with store.reading() as reading:
            assert reading.row(Location, made) == before


def table(row: dict[str, str]) -> bytes:
    """A dBASE table of one row."""
    content = io.BytesIO()
    with shapefile.Writer(dbf=content, encoding="utf-8") as writer:
        for name in row:
            writer.field(name, "C", size=40)
        writer.record(**row)
    return content.getvalue()


class TestControl:
    TABLE = "| Name | Held by |\n| --- | --- |\n| Homs | Army |\n| Tartus | Army / Rebels |\n| Nowhere known | Army |\n"

    def test_it_waits_for_since_when_and_for_who_is_who(
        self, filled_store: Store, filled: Filled, tmp_path: Path
    ) -> None:
        path = written(tmp_path, "control.md", self.TABLE)
        with pytest.raises(Mistake, match="since when"):
            imported(filled_store, path)
        as_of = Time(NOW - HOUR, NOW, Precision.HOUR)
        with pytest.raises(Mistake, match="not known already"):
            imported(filled_store, path, as_of=as_of)

    def test_places_are_held_by_those_whom_a_person_named_jointly_where_two_are(
        self, filled_store: Store, filled: Filled, tmp_path: Path
    ) -> None:
        who = {"Army": filled.actor["Gov"], "Rebels": filled.actor["HTS"]}
        as_of = Time(NOW - HOUR, NOW, Precision.HOUR)
        imported(filled_store, written(tmp_path, "control.md", self.TABLE), as_of=as_of, actors=who)
        with filled_store.reading() as reading:
            held = next(column for column in board(reading).columns if column.status == Column.HELD)
        by_place = {face.place: tuple(actor.short_name for actor in face.actors or ()) for face in held.cards}
        assert by_place["Homs"] == ("Gov",) and by_place["Tartus"] == ("Gov", "HTS")
        assert by_place["Nowhere known"] == ("Gov",)
        assert sound(filled_store)


class TestSheets:
    def test_two_sheets_of_a_workbook_are_two_datasets(self, filled_store: Store, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        for name, number in (("Homs", 5), ("Hama", 7)):
            sheet = book.create_sheet(name)
            sheet.append(["Place", "Date", "IDPs"])
            sheet.append([name, "2024-12-01", number])
        book.save(tmp_path / "sheets.xlsx")
        for name in ("Homs", "Hama"):
            assert imported(filled_store, tmp_path / "sheets.xlsx", sheet=name)[1] is None
        with filled_store.reading() as reading:
            assert reading.value("SELECT count(*) FROM dataset WHERE voided = 0 AND file_name = 'sheets.xlsx'") == 2

    def test_the_same_file_read_in_another_way_replaces_itself(self, filled_store: Store, tmp_path: Path) -> None:
        path = written(tmp_path, "sites.csv", "Place,Date,IDPs\nHoms,2024-12-01,5\n")
        imported(filled_store, path)
        replaced = imported(filled_store, path, columns={"metric": "=stock"})[1]
        assert replaced is not None and (replaced.changed, replaced.gone) == (1, 0)
        with pytest.raises(Mistake, match="imported already"):
            imported(filled_store, path, columns={"metric": "=stock"})
