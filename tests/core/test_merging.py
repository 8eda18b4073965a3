"""Two laptops meet over a stick."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from situation_board.core import history, merging
from situation_board.core.actions import cards, facts, records, situations
from situation_board.core.ids import known_id, new_id
from situation_board.core.integrity import check
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.questions.boards import board
from situation_board.core.questions.cards import CardFace
from situation_board.core.questions.moments import KnownThen
from situation_board.core.rows import Location, Status
from situation_board.core.sqlite import sqlite3 as driver
from situation_board.core.store import NEW, Change, Changes, Draft, Store
from situation_board.core.store.log import append
from situation_board.core.times import DAY, Precision, Time
from situation_board.core.vocabulary import Column
from tests.core.random_work import START, Clock, Laptop

PLACE = known_id("gazetteer", "place-1")


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A situation with one card, as both laptops got it."""
    laptop = Laptop(tmp_path / "origin.sitboard", "origin", Clock())
    laptop.store.do(records.add_record, Location(id=PLACE, name="Place 1"))
    laptop.store.do(cards.add_card, location=PLACE, status=Status(id="", thing="", column=Column.CONTESTED))
    laptop.close()
    return laptop.path


@pytest.fixture
def here(origin: Path) -> Iterator[Laptop]:
    yield from copy_of(origin, "here", START + DAY)


@pytest.fixture
def there(origin: Path) -> Iterator[Laptop]:
    """A laptop whose clock is seven years behind."""
    yield from copy_of(origin, "there", START - 7 * 365 * DAY)


def copy_of(origin: Path, name: str, now: int) -> Iterator[Laptop]:
    path = origin.with_name(f"{name}.sitboard")
    shutil.copyfile(origin, path)
    laptop = Laptop(path, name, Clock(now), create=False)
    yield laptop
    laptop.close()


def faces(laptop: Laptop) -> list[CardFace]:
    with laptop.store.reading() as reading:
        return [face for column in board(reading).columns for face in column.cards]


def only_card(laptop: Laptop) -> str:
    (face,) = faces(laptop)
    return face.id


def move(laptop: Laptop, column: Column, *, at: int = START + 1) -> None:
    time = Time(at, at, Precision.SECOND)
    laptop.clock.now = max(laptop.clock.now, at)
    laptop.store.do(cards.move_cards, [only_card(laptop)], column, as_of=time)


def open_conflicts(laptop: Laptop) -> list[merging.Conflict]:
    with laptop.store.reading() as reading:
        return merging.conflicts(reading)


@pytest.mark.parametrize("first", ["here", "there"])
def test_a_card_moved_differently_on_two_laptops_is_one_conflict_whichever_way_they_meet(
    here: Laptop, there: Laptop, first: str
) -> None:
    move(here, Column.FALLEN)
    move(there, Column.HELD)
    taker, giver = (here, there) if first == "here" else (there, here)
    merging.merge(taker.store, giver.path)
    merging.merge(giver.store, taker.path)
    assert open_conflicts(here) == open_conflicts(there)
    (conflict,) = open_conflicts(here)
    assert {side.value["column"] for side in conflict.sides} == {"fallen", "held"}
    assert [face.conflicts for face in faces(here)] == [1]


def test_a_card_moved_the_same_way_on_two_laptops_is_no_conflict(here: Laptop, there: Laptop) -> None:
    move(here, Column.FALLEN, at=START + 1)
    move(there, Column.FALLEN, at=START + 5)
    merging.merge(here.store, there.path)
    assert open_conflicts(here) == []


def test_a_change_made_with_sight_of_the_other_is_no_conflict(here: Laptop, there: Laptop) -> None:
    move(here, Column.FALLEN)
    merging.merge(there.store, here.path)
    move(there, Column.HELD, at=START + 2)
    merging.merge(here.store, there.path)
    assert open_conflicts(here) == []
    assert [face.column for face in faces(here)] == [Column.HELD]


def test_a_person_answers_a_conflict_and_the_answer_travels(here: Laptop, there: Laptop) -> None:
    move(here, Column.FALLEN)
    move(there, Column.HELD)
    merging.merge(here.store, there.path)
    (conflict,) = open_conflicts(here)
    here.store.do(merging.resolve, conflict.id, keep="fallen")
    merging.merge(there.store, here.path)
    for laptop in (here, there):
        assert open_conflicts(laptop) == []
        assert [face.column for face in faces(laptop)] == [Column.FALLEN]


def test_an_answer_that_is_undone_opens_the_conflict_again(here: Laptop, there: Laptop) -> None:
    move(here, Column.FALLEN)
    move(there, Column.HELD)
    merging.merge(here.store, there.path)
    before = open_conflicts(here)
    here.store.do(merging.resolve, before[0].id, keep=before[0].sides[0].change)
    here.store.do(history.undo)
    assert open_conflicts(here) == before


def test_a_field_edited_differently_is_a_conflict_and_undo_gives_way_to_the_other_value(
    here: Laptop, there: Laptop
) -> None:
    here.store.do(records.edit_thing, PLACE, {"note": "ours"})
    there.store.do(records.edit_thing, PLACE, {"note": "theirs"})
    merging.merge(here.store, there.path)
    (conflict,) = open_conflicts(here)
    assert (conflict.slot, {side.value for side in conflict.sides}) == ("note", {"ours", "theirs"})
    here.store.do(history.undo)
    with here.store.reading() as reading:
        assert [place.note for place in reading.rows(Location)] == ["theirs"]
    assert open_conflicts(here) == []


def test_an_answer_must_name_one_of_the_sides(here: Laptop, there: Laptop) -> None:
    move(here, Column.FALLEN)
    move(there, Column.HELD)
    merging.merge(here.store, there.path)
    (conflict,) = open_conflicts(here)
    with pytest.raises(Mistake, match="does not say which") as caught:
        here.store.do(merging.resolve, conflict.id, keep="contested")
    assert len(caught.value.candidates) == 2


def test_a_card_added_on_two_laptops_for_one_gazetteer_place_is_one_card(here: Laptop, there: Laptop) -> None:
    place = Location(id=known_id("gazetteer", "place-2"), name="Place 2")
    for laptop in (here, there):
        laptop.store.do(records.add_record, place)
        status = Status(id="", thing="", column=Column.ADVANCING)
        laptop.store.do(cards.add_card, location=place.id, status=status)
    merging.merge(here.store, there.path)
    assert sorted(face.place for face in faces(here)) == ["Place 1", "Place 2"]
    assert open_conflicts(here) == []


def test_two_unlocated_places_said_to_be_the_same_become_one_card_and_two_again_on_undo(
    here: Laptop, there: Laptop
) -> None:
    for laptop, column in ((here, Column.ADVANCING), (there, Column.HELD)):
        place = Location(id=new_id(), name="The new camp")
        laptop.store.do(records.add_record, place)
        laptop.store.do(cards.add_card, location=place.id, status=Status(id="", thing="", column=column))
    merging.merge(here.store, there.path)
    with here.store.reading() as reading:
        one, other = (place.id for place in reading.rows(Location, "name = 'The new camp'"))
    here.store.do(facts.same_as, one, other)
    joined = [face for face in faces(here) if face.place == "The new camp"]
    assert [face.conflicts for face in joined] == [1]
    here.store.do(history.undo)
    assert len([face for face in faces(here) if face.place == "The new camp"]) == 2


def test_numbers_given_twice_get_letters(here: Laptop, there: Laptop) -> None:
    for laptop, name in ((here, "Place 8"), (there, "Place 9")):
        place = Location(id=new_id(), name=name)
        laptop.store.do(records.add_record, place)
        laptop.store.do(cards.add_card, location=place.id, status=Status(id="", thing="", column=Column.HELD))
    merging.merge(here.store, there.path)
    assert sorted(face.number for face in faces(here)) == ["1", "2a", "2b"]


def test_merging_twice_brings_nothing_new(here: Laptop, there: Laptop) -> None:
    move(there, Column.HELD)
    first = merging.merge(here.store, there.path)
    second = merging.merge(here.store, there.path)
    assert first.new > 0
    assert (second.new, second.known) == (0, first.new + first.known)


def test_what_was_merged_in_is_known_from_the_merge_on(here: Laptop, there: Laptop) -> None:
    move(there, Column.HELD)
    before = here.arrival()
    merging.merge(here.store, there.path)
    with here.store.reading() as reading:
        then = {column.status: len(column.cards) for column in board(reading, moment=KnownThen(before)).columns}
    assert (then[Column.CONTESTED], then[Column.HELD]) == (1, 0)
    assert [face.column for face in faces(here)] == [Column.HELD]


def test_another_situation_is_refused(here: Laptop, tmp_path: Path) -> None:
    start = partial(situations.start_situation, name="another", timezone="UTC")
    Store.create(tmp_path / "another.sitboard", start).close()
    with pytest.raises(Mistake, match="another situation"):
        merging.merge(here.store, tmp_path / "another.sitboard")


@pytest.mark.parametrize(
    "content", [b"", b"not a situation at all, just text " * 50, b"SQLite format 3\x00" + b"\xff" * 4000]
)
def test_a_file_that_is_no_situation_is_refused_and_changes_nothing(
    here: Laptop, tmp_path: Path, content: bytes
) -> None:
    other = tmp_path / "other.sitboard"
    other.write_bytes(content)
    before = here.arrival()
    with pytest.raises((Mistake, Trouble)):
        merging.merge(here.store, other)
    assert here.arrival() == before


def test_a_change_that_is_not_what_its_writer_wrote_stops_the_merge(here: Laptop, there: Laptop) -> None:
    move(there, Column.HELD)
    forged = _edited_log(there, "fields = replace(fields, 'held', 'fallen')")
    before = here.board()
    with pytest.raises(Trouble, match="not what its writer wrote"):
        merging.merge(here.store, forged)
    assert here.board() == before


def _edited_log(laptop: Laptop, change: str) -> Path:
    """A copy of a file whose log somebody changed behind the program's back."""
    path = laptop.path.with_name("forged.sitboard")
    laptop.store.checkpoint(truncate=True)
    shutil.copyfile(laptop.path, path)
    connection = driver.connect(str(path))
    for trigger in ("log_is_never_changed", "log_is_never_deleted", "log_is_never_replaced"):
        connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    connection.execute(f"UPDATE log SET {change}")
    connection.commit()
    connection.close()
    return path


@pytest.mark.parametrize(
    "draft",
    [
        Draft("location", PLACE, PLACE, "latitude", {"latitude": "north"}),
        Draft("status", "s1", "card", "status", {"column": "held", "as_of": "yesterday"}),
        Draft("actor", "a1", "a1", NEW, {"names": [["ar"]]}),
        Draft("same_as", "l1", "l1", NEW, {"a": {"not": "an id"}}),
        Draft("actor", "a1", "a1", "withdrawn:x:1", {"withdrawn": True}),
    ],
)
def test_a_change_that_no_program_writes_is_refused_whole(here: Laptop, there: Laptop, draft: Draft) -> None:
    forged = _forged(there, draft)
    before = here.board()
    with pytest.raises(Trouble):
        merging.merge(here.store, forged)
    assert here.board() == before
    move(here, Column.HELD)


def _forged(laptop: Laptop, draft: Draft) -> Path:
    """A copy of a file with a change in it whose hash is right and whose content makes no sense."""
    laptop.store.checkpoint(truncate=True)
    path = _copy(laptop.path, "forged")
    change = Change("f" * 32, 1, 99, START, "x", None, "f", "x", None, *draft_values(draft))
    change = replace(change, sha256=change.digest())
    connection = driver.connect(str(path))
    append(connection, change, arrival=9_999, arrived_at=START)
    connection.commit()
    connection.close()
    return path


def draft_values(draft: Draft) -> tuple[str, str, str, str, tuple[str, ...], dict[str, Any]]:
    return draft.table, draft.row, draft.subject, draft.slot, (), dict(draft.fields)


def test_a_number_that_would_use_up_the_order_is_refused(here: Laptop, there: Laptop) -> None:
    forged = _edited_log(there, f"lamport = {2**62}")
    with pytest.raises(Trouble, match="not what its writer wrote"):
        merging.merge(here.store, forged)


def test_a_newer_versions_file_is_taken_in_and_what_is_not_understood_is_passed_on(
    here: Laptop, there: Laptop, origin: Path
) -> None:
    """Tables and fields of a newer program are kept in the log and reach a third laptop."""
    path = _written_by_a_newer_version(there)
    merging.merge(here.store, path)
    third = Laptop(_copy(origin, "third"), "third", Clock(), create=False)
    merging.merge(third.store, here.path)
    with third.store.reading() as reading:
        kept = reading.all("SELECT fields FROM log WHERE \"table\" = 'drone'")
        assert check(reading).found == ()
    third.close()
    assert [json.loads(fields) for (fields,) in kept] == [{"height": 3}]


def _copy(path: Path, name: str) -> Path:
    copy = path.with_name(f"{name}.sitboard")
    shutil.copyfile(path, copy)
    return copy


def _written_by_a_newer_version(laptop: Laptop) -> Path:
    draft = Draft("drone", "d1", "d1", NEW, {"height": 3})
    laptop.store.do(lambda reading: Changes("add_drone", [draft]))
    laptop.store.checkpoint(truncate=True)
    path = _copy(laptop.path, "newer")
    connection = driver.connect(str(path))
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    return path


def test_the_other_file_is_only_read(here: Laptop, there: Laptop) -> None:
    move(there, Column.HELD)
    there.store.checkpoint(truncate=True)
    before = there.path.read_bytes()
    merging.merge(here.store, there.path)
    assert there.path.read_bytes() == before


def test_a_clock_that_is_years_off_is_marked_and_decides_nothing(here: Laptop, there: Laptop) -> None:
    there.clock.now = START + 40 * 365 * DAY
    there.store.do(records.edit_thing, PLACE, {"note": "from the future"})
    merging.merge(here.store, there.path)
    here.store.do(records.edit_thing, PLACE, {"note": "later, with sight of it"})
    with here.store.reading() as reading:
        assert [place.note for place in reading.rows(Location)] == ["later, with sight of it"]
        lines = history.history(reading, thing=PLACE)
    assert [line.suspect_clock for line in lines[:2]] == [False, True]
