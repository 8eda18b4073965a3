"""What expunging would take is said before, and afterwards it is looked up whether the words are gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from situation_board.core.actions import records
from situation_board.core.problems import Mistake
from situation_board.core.safekeeping.backup import back_up, backups_in, replace_backups
from situation_board.core.safekeeping.expungeable import what_it_says, what_would_go
from situation_board.core.safekeeping.expunging import BYTES, expunge
from situation_board.core.safekeeping.traces import traces
from situation_board.core.store import Store
from tests.core.filled import NOW, Filled
from tests.core.test_contents import attach
from tests.core.test_expunging import WHY, WITNESS
from tests.core.test_snapshot_issuing import issue


def test_what_would_go_is_what_goes(filled_store: Store, filled: Filled) -> None:
    homs = filled.place["Homs"]
    filled_store.do(records.edit_thing, homs, {"name": f"Homs of {WITNESS}"})
    filled_store.do(records.edit_thing, filled.report, {"excerpt": f"told by {WITNESS.upper()}"})
    issue(filled_store)
    with filled_store.reading() as reading:
        would = what_would_go(reading, homs, "name", WITNESS)
    assert len(would.sheets) == 1 and would.elsewhere == (filled.report,)
    done = expunge(filled_store, homs, "name", why=WHY, text=WITNESS)
    assert (done.changes, done.contents, done.elsewhere) == (would.changes, would.contents, would.elsewhere)


def test_only_fields_that_say_or_said_words_are_named(filled_store: Store, filled: Filled) -> None:
    filled_store.do(records.edit_thing, filled.report, {"excerpt": "first"})
    filled_store.do(records.edit_thing, filled.report, {"excerpt": None})
    picture = attach(filled_store, filled)
    with filled_store.reading() as reading:
        said = what_it_says(reading, filled.report)
        assert said.fields["excerpt"] == "first" and BYTES not in said.fields and "source" not in said.fields
        assert BYTES in what_it_says(reading, picture).fields
    expunge(filled_store, filled.report, "excerpt", why=WHY)
    with filled_store.reading() as reading:
        assert "excerpt" not in what_it_says(reading, filled.report).fields


def test_words_of_a_cards_status_can_be_taken_out_by_its_card(filled_store: Store, filled: Filled) -> None:
    with filled_store.reading() as reading:
        card, note = reading.all("SELECT subject, fields ->> 'note' FROM log WHERE \"table\" = 'status'")[0]
        said = what_it_says(reading, card)
    assert said.table == "card"
    if note:
        assert note in said.fields["note"]


def test_traces_are_found_before_and_not_after(filled_store: Store, filled: Filled) -> None:
    for note in (f"Seen by {WITNESS} at the mill", "Seen at the mill"):
        filled_store.do(records.edit_thing, filled.report, {"excerpt": note})
    found = traces(filled_store, {WITNESS}).found
    assert "log" in found
    assert (filled_store.path.name in found or f"{filled_store.path.name}-wal" in found) == (filled_store.key is None)
    done = expunge(filled_store, filled.report, "excerpt", why=WHY, text=WITNESS)
    assert done.words == {WITNESS}
    after = traces(filled_store, done.words)
    assert after.found == () and after.seen >= filled_store.path.stat().st_size


def test_backups_from_before_make_room_for_one_without_the_words(
    filled_store: Store, filled: Filled, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for hours in (30, 3):
        back_up(filled_store, stick, now=NOW - hours * 3_600_000)
    foreign = stick / "other.sitboard"
    foreign.write_bytes(b"of somebody else")
    assert replace_backups(filled_store, stick, now=NOW).removed == 2
    assert len(backups_in(stick)) == 1 and foreign.exists()


def test_nothing_can_be_taken_out_of_what_says_nothing(filled_store: Store, filled: Filled) -> None:
    with filled_store.reading() as reading, pytest.raises(Mistake, match="nothing in the field"):
        what_would_go(reading, filled.report, "excerpt", "words that nobody said")
