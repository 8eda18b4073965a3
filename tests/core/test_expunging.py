"""A value is taken out for good: from the file, from what lies beside it, and from every laptop that merges."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from situation_board.core.actions import records
from situation_board.core.history import undo
from situation_board.core.history.lines import history
from situation_board.core.history.undoing import undo_action
from situation_board.core.ids import new_id
from situation_board.core.integrity import check
from situation_board.core.merging import merge
from situation_board.core.problems import Mistake, Trouble
from situation_board.core.questions.search import search
from situation_board.core.rows import Handover, Location, Report
from situation_board.core.safekeeping.backup import write_verified
from situation_board.core.safekeeping.expunging import expunge
from situation_board.core.safekeeping.restoring import restore
from situation_board.core.store import Change, Identity, Store
from situation_board.core.store.log import changes_where
from situation_board.core.store.tombstones import BLACK, EXPUNGED, blacked
from tests.core import children
from tests.core.children import HAS_FORK
from tests.core.conftest import Template
from tests.core.filled import DESK, NOW, Filled
from tests.core.importing.importing import imported, written
from tests.core.importing.test_loading import idu
from tests.core.random_work import Clock
from tests.core.test_contents import PICTURE, attach, stored
from tests.core.test_snapshot_issuing import issue

WITNESS = "Zahrawitness Qadri"
WHY = "endangers a person"
KILLS = 12
LONGEST_LIFE = 0.12  # seconds: long enough to open, to expunge and to build the file anew
LAPTOP = Identity("second laptop", "night desk")


@pytest.fixture
def told_store(filled_store: Store, filled: Filled) -> Store:
    """A filled store in which a note names a witness, was worded otherwise before, and is worded otherwise now."""
    for note in (f"Seen by {WITNESS} at the mill", f"{WITNESS.upper()} again", "Seen at the mill"):
        filled_store.do(records.edit_thing, filled.report, {"excerpt": note})
    return filled_store


def second_laptop(store: Store, tmp_path: Path, clock: Clock) -> Store:
    """Another laptop with everything that the store holds now."""
    store.copy_to(tmp_path / "second.sitboard")
    return Store.open(tmp_path / "second.sitboard", key=store.key, identity=LAPTOP, now=clock)


def everything_said(store: Store) -> str:
    """Every column of every table, with the words of the search index."""
    with store.reading() as reading:
        tables = reading.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
        lines = [line for (table,) in tables for line in reading.all(f'SELECT * FROM "{table}"')]
    parts = [each if isinstance(each, str) else repr(each) for line in lines for each in line]
    return "\n".join(parts).casefold()


def is_clean(store: Store) -> bool:
    with store.reading() as reading:
        return check(reading).clean


def bytes_on_disk(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*")).lower()


def test_the_words_are_gone_from_log_tables_index_and_every_byte(
    told_store: Store, filled: Filled, path: Path, key: bytes | None
) -> None:
    assert WITNESS.casefold() in everything_said(told_store)
    done = expunge(told_store, filled.report, "excerpt", why=WHY, text=WITNESS)
    assert (done.changes, done.elsewhere, done.has_traces) == (2, (), False)
    assert WITNESS.casefold() not in everything_said(told_store)
    assert "zahra" not in everything_said(told_store)
    if key is None:
        assert b"zahrawitness" not in bytes_on_disk(path)
    assert is_clean(told_store)
    with told_store.reading() as reading:
        assert search(reading, "Zahrawitness") == []
        assert reading.row(Report, filled.report).excerpt == "Seen at the mill"  # type: ignore[union-attr]
    told_store.close()
    if key is None:
        assert b"zahrawitness" not in bytes_on_disk(path)


def test_without_words_all_that_the_field_ever_said_goes(told_store: Store, filled: Filled) -> None:
    expunge(told_store, filled.report, "excerpt", why=WHY)
    with told_store.reading() as reading:
        assert reading.row(Report, filled.report).excerpt == BLACK * len("Seen at the mill")  # type: ignore[union-attr]
        said = [change.fields["excerpt"] for change in changes_where(reading.connection, "slot = 'excerpt'")]
    assert set("".join(said)) == {BLACK}


def test_the_tombstone_says_who_when_and_why_but_not_what(told_store: Store, filled: Filled) -> None:
    expunge(told_store, filled.report, "excerpt", why=WHY, text=WITNESS)
    with told_store.reading() as reading:
        [stone] = changes_where(reading.connection, '"table" = ?', EXPUNGED)
        newest = history(reading)[0]
    assert (stone.person, stone.laptop, stone.fields["why"]) == (DESK.person, DESK.laptop, WHY)
    assert WITNESS.casefold() not in str(stone).casefold()
    assert WHY in newest.words and "excerpt expunged" in newest.words


def test_a_reason_that_says_the_words_is_refused(told_store: Store, filled: Filled) -> None:
    with pytest.raises(Mistake, match="reason says"):
        expunge(told_store, filled.report, "excerpt", why=f"{WITNESS} is in danger", text=WITNESS)
    with pytest.raises(Mistake, match="reason is missing"):
        expunge(told_store, filled.report, "excerpt", why=" ", text=WITNESS)
    assert WITNESS.casefold() in everything_said(told_store)


def test_nobody_can_undo_it(told_store: Store, filled: Filled) -> None:
    done = expunge(told_store, filled.report, "excerpt", why=WHY, text=WITNESS)
    with pytest.raises(Mistake, match="gone for good"):
        told_store.do(undo_action, done.saved.change)
    for _ in range(3):
        told_store.do(undo)
        assert WITNESS.casefold() not in everything_said(told_store)
    assert is_clean(told_store)


def test_what_holds_no_words_is_refused(told_store: Store, filled: Filled) -> None:
    for field in ("source", "received", "nothing", "sha256"):
        with pytest.raises(Mistake):
            expunge(told_store, filled.report, field, why=WHY)
    with pytest.raises(Mistake, match="nothing in the field"):
        expunge(told_store, filled.report, "excerpt", why=WHY, text="words that nobody said")


def test_a_laptop_that_still_has_the_words_loses_them_by_merging_either_way(
    told_store: Store, filled: Filled, tmp_path: Path, clock: Clock, key: bytes | None
) -> None:
    with second_laptop(told_store, tmp_path, clock) as other:
        other.do(records.edit_thing, filled.report, {"reference": "made later"})
        expunge(told_store, filled.report, "excerpt", why=WHY, text=WITNESS)
        told_store.close()
        other_path = other.path
        merge(other, told_store.path, key=key)
        assert WITNESS.casefold() not in everything_said(other)
        assert is_clean(other) and not other.is_erasing
        if told_store.key is None:
            assert b"zahrawitness" not in bytes_on_disk(other_path)


def test_an_old_file_that_is_merged_brings_nothing_back(
    told_store: Store, filled: Filled, tmp_path: Path, clock: Clock
) -> None:
    with second_laptop(told_store, tmp_path, clock) as other:
        other.do(records.edit_thing, filled.report, {"reference": "made later"})
        old = other.path
    expunge(told_store, filled.report, "excerpt", why=WHY, text=WITNESS)
    for _ in range(2):
        merged = merge(told_store, old, key=told_store.key)
        assert WITNESS.casefold() not in everything_said(told_store)
    assert merged.new == 0
    assert is_clean(told_store)
    with told_store.reading() as reading:
        assert reading.row(Report, filled.report).reference == "made later"  # type: ignore[union-attr]


def test_a_change_that_was_forged_is_still_told_from_one_that_was_expunged(
    told_store: Store, filled: Filled, tmp_path: Path
) -> None:
    with told_store.reading() as reading:
        [*_, whole] = changes_where(reading.connection, "slot = 'excerpt' AND fields LIKE '%again%'")
    expunge(told_store, filled.report, "excerpt", why=WHY, text=WITNESS)
    forged = replace(whole, fields={"excerpt": f"{WITNESS} says something else"})
    with pytest.raises(Trouble, match="not what its writer wrote"):
        told_store.take_in([replace(forged, sha256=forged.digest())])
    assert told_store.take_in([whole]).known == 1


def test_a_tombstone_can_put_no_words_in(told_store: Store, filled: Filled) -> None:
    with told_store.reading() as reading:
        [*_, whole] = changes_where(reading.connection, "slot = 'excerpt' AND fields LIKE '%again%'")
    stone = Change(
        writer="f" * 32,
        seq=1,
        lamport=10**6,
        recorded_at=1,
        laptop="x",
        person=None,
        action="a" * 32,
        label="expunge",
        undoes=None,
        table=EXPUNGED,
        row=new_id(),
        subject=filled.report,
        slot="expunge",
        fields={"table": "report", "field": "excerpt", "why": "x", "changes": {whole.id: {"excerpt": "put in"}}},
    )
    with pytest.raises(Trouble):
        told_store.take_in([replace(stone, sha256=stone.digest())])
    assert "put in" not in everything_said(told_store)


def test_a_backup_from_before_brings_nothing_back(
    told_store: Store, filled: Filled, tmp_path: Path, path: Path, key: bytes | None
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    write_verified(told_store, stick / "backup.sitboard")
    expunge(told_store, filled.report, "excerpt", why=WHY, text=WITNESS)
    told_store.close()
    restore(path, stick / "backup.sitboard", key=key)
    with Store.open(path, key=key) as restored:
        assert WITNESS.casefold() not in everything_said(restored)
        assert is_clean(restored)
    if key is None:
        assert b"zahrawitness" not in path.read_bytes().lower()


@HAS_FORK
def test_killed_at_any_moment_there_is_one_whole_file_and_the_next_opening_ends_the_work(
    told_store: Store, filled: Filled, path: Path, key: bytes | None, clock: Clock
) -> None:
    told_store.close()
    whole, chance = path.read_bytes(), random.Random(7)
    ended = 0
    for number in range(KILLS):
        path.write_bytes(whole)
        child = children.start(lambda say: _expunge_and_say(path, key, clock, filled.report, say))
        if number:  # the first may end its work
            time.sleep(chance.uniform(0, LONGEST_LIFE))
            os.kill(child.pid, signal.SIGKILL)
        said = child.read_all()
        child.wait()
        with Store.open(path, key=key, now=clock) as store:
            assert is_clean(store) and not store.is_erasing
            is_done = bool([change for change in told_lines(store) if change.table == EXPUNGED])
            assert (WITNESS.casefold() not in everything_said(store)) == is_done
            assert is_done or "done" not in said
        if is_done and key is None:
            assert b"zahrawitness" not in bytes_on_disk(path)
        ended += is_done
    assert ended


def _expunge_and_say(path: Path, key: bytes | None, clock: Clock, report: str, say: Callable[[str], None]) -> None:
    with Store.open(path, key=key, now=clock) as store:
        expunge(store, report, "excerpt", why=WHY, text=WITNESS)
        say("done")


def told_lines(store: Store) -> list[Change]:
    with store.reading() as reading:
        return changes_where(reading.connection, "1")


def test_a_picture_goes_with_its_bytes_and_does_not_come_back(
    filled_store: Store, filled: Filled, tmp_path: Path, clock: Clock, path: Path, key: bytes | None
) -> None:
    row = attach(filled_store, filled)
    with second_laptop(filled_store, tmp_path, clock) as other:
        done = expunge(filled_store, row, "bytes", why=WHY)
        assert (done.contents, stored(filled_store, row)) == (1, None)
        filled_store.checkpoint(truncate=True)
        if key is None:
            assert PICTURE.lower() not in bytes_on_disk(path)
        merge(filled_store, other.path, key=other.key)
        assert stored(filled_store, row) is None
        assert is_clean(filled_store)
        filled_store.close()
        merge(other, path, key=key)
        assert stored(other, row) is None and is_clean(other)


def test_sheets_and_lists_that_print_the_words_go_too(filled_store: Store, filled: Filled) -> None:
    place = Location(id=new_id(), name=WITNESS)
    filled_store.do(records.add_record, place)
    filled_store.do(records.edit_thing, filled.place["Homs"], {"name": f"Homs of {WITNESS}"})
    issue(filled_store)
    handover = next(iter(rows(filled_store, Handover)))
    filled_store.do(records.edit_thing, handover.id, {"listed": f"Ask {WITNESS} about the road"})
    done = expunge(filled_store, filled.place["Homs"], "name", why=WHY, text=WITNESS)
    assert done.contents == 2
    assert done.elsewhere == (place.id,)
    assert rows(filled_store, Handover)[0].listed == f"Ask {BLACK * len(WITNESS)} about the road"
    expunge(filled_store, place.id, "name", why=WHY)
    assert WITNESS.casefold() not in everything_said(filled_store)
    assert is_clean(filled_store)


def rows(store: Store, kind: type) -> list:  # type: ignore[type-arg]
    with store.reading() as reading:
        return reading.rows(kind)


def test_imported_rows_are_packed_anew_without_the_words(
    filled_store: Store, tmp_path: Path, clock: Clock, path: Path, key: bytes | None
) -> None:
    records = json.loads(idu(100, 200, 300))
    records[1]["standard_popup_text"] = f"<b>200 displacements, told by {WITNESS}</b>"
    imported(filled_store, written(tmp_path, "idu.json", json.dumps(records)))
    with second_laptop(filled_store, tmp_path, clock) as other:
        with filled_store.reading() as reading:
            [event] = [thing for (thing,) in reading.all("SELECT thing FROM event WHERE note LIKE '%Zahra%'")]
            before = reading.value("SELECT count(*) FROM event")
        expunge(filled_store, event, "note", why=WHY, text=WITNESS)
        for store in (filled_store, other):
            if store is other:
                merge(other, path, key=key)
            assert is_clean(store)
            with store.reading() as reading:
                assert reading.value("SELECT count(*) FROM event") == before
                note = reading.value("SELECT note FROM event WHERE thing = ?", event)
            assert note == f"200 displacements, told by {BLACK * len(WITNESS)}"
            assert WITNESS.casefold() not in everything_said(store)


def test_two_laptops_that_expunge_different_words_without_sight_of_each_other_lose_both(
    told_store: Store, filled: Filled, tmp_path: Path, clock: Clock
) -> None:
    with second_laptop(told_store, tmp_path, clock) as other:
        expunge(told_store, filled.report, "excerpt", why=WHY, text=WITNESS)
        expunge(other, filled.report, "excerpt", why=WHY, text="mill")
        merge(told_store, other.path, key=other.key)
        merge(other, told_store.path, key=other.key)
        for store in (told_store, other):
            said = everything_said(store)
            assert WITNESS.casefold() not in said and "mill" not in said
            assert is_clean(store)
        assert {change.sha256 for change in told_lines(told_store)} == {change.sha256 for change in told_lines(other)}


places = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)).map(lambda ends: tuple(sorted(ends))), max_size=4)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), places, places)
def test_blacking_out_adds_up_in_any_order_and_keeps_places(
    text: str, one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    first = blacked(blacked(text, "note", {"note": one}), "note", {"note": other})
    assert first == blacked(blacked(text, "note", {"note": other}), "note", {"note": one})
    assert first == blacked(text, "note", {"note": [*one, *other]}) == blacked(first, "note", {"note": one})
    assert len(first) == len(text)
    assert all(new in (old, BLACK) for old, new in zip(text, first, strict=True))


said = st.lists(st.tuples(st.booleans(), st.sampled_from(["{}", "seen by {}", "{} and {}", "nobody"])), max_size=6)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(here=said, there=said, first_here=st.booleans())
def test_whatever_two_laptops_wrote_the_words_are_gone_on_both_after_merging(
    tmp_path_factory: pytest.TempPathFactory,
    templates: dict[tuple[bool, bytes | None], Template],
    here: list[tuple[bool, str]],
    there: list[tuple[bool, str]],
    first_here: bool,
) -> None:
    """One laptop expunges, the other still has the words, and both wrote more before they met."""
    folder, clock, template = tmp_path_factory.mktemp("two"), Clock(NOW), templates[True, None]
    for name in ("one", "other"):
        shutil.copyfile(template.path, folder / name)
    thing, elsewhere = template.filled.report, template.filled.source
    with (
        Store.open(folder / "one", identity=DESK, now=clock) as one,
        Store.open(folder / "other", identity=LAPTOP, now=clock) as other,
    ):
        one.do(records.edit_thing, thing, {"excerpt": f"told by {WITNESS}"})
        merge(other, one.path)
        for store, edits in ((one, here), (other, there)):
            for is_thing, words in edits:
                field = {"excerpt" if is_thing else "note": words.replace("{}", WITNESS)}
                store.do(records.edit_thing, thing if is_thing else elsewhere, field)
        merge(one, other.path)
        done = expunge(one, thing, "excerpt", why=WHY, text=WITNESS)
        other.do(records.edit_thing, thing, {"excerpt": "nobody was seen"})
        for into, source in ((one, other), (other, one)) if first_here else ((other, one), (one, other)):
            merge(into, source.path)
        for store in (one, other):
            saying = {change.subject for change in told_lines(store) if WITNESS in str(change.fields)}
            assert saying == set(done.elsewhere) <= {elsewhere}
            assert is_clean(store)
        hashes = [{change.sha256 for change in told_lines(store)} for store in (one, other)]
        assert hashes[0] == hashes[1]
