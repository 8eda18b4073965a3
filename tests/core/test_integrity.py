"""The check finds what is not as it should be, and nothing where all is well."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from situation_board.core import history
from situation_board.core.actions import cards, facts, records, situations
from situation_board.core.ids import new_id
from situation_board.core.integrity import MOST_FINDINGS, Findings, check, checking, to_json
from situation_board.core.problems import Problem
from situation_board.core.rows import TABLES, Event, Location
from situation_board.core.schema import base_of
from situation_board.core.store import Store
from situation_board.core.vocabulary import Column, EventKind
from tests.core.filled import DESK, NOW, Filled, ago
from tests.core.random_work import Clock
from tests.core.test_store_migration import unread_change

PAGE = 4096


def findings(store: Store) -> Findings:
    with store.reading() as reading:
        return check(reading)


def kinds(store: Store) -> set[str]:
    return {finding.kind for finding in findings(store).found}


def behind_the_back(store: Store, sql: str, *parameters: object) -> None:
    """Write as a foreign program would: not through the gate."""
    connection = store._connection
    assert connection.execute(sql, parameters).rowcount != 0


def without_triggers(store: Store) -> None:
    for (name,) in store._connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        store._connection.execute(f'DROP TRIGGER "{name}"')


def test_a_new_file_is_clean(store: Store) -> None:
    assert findings(store).clean


def test_a_filled_file_is_clean(filled_store: Store) -> None:
    found = findings(filled_store)
    assert found.clean
    assert found.changes >= 50 and found.rows >= 50


def test_what_actions_do_is_clean(filled_store: Store, filled: Filled, clock: Clock) -> None:
    store, card = filled_store, filled.card
    store.do(cards.move_cards, [card["Homs"], card["Rastan"]], Column.FALLEN, before=card["Hama"])
    store.do(cards.change_controller, card["Hama"])
    store.do(cards.edit_card, card["Idlib"], {"note": "quiet", "as_of": ago(50)})
    store.do(cards.order_cards, [card["Tartus"]])
    store.do(cards.swap_parties, card["Aleppo"])
    store.do(records.edit_thing, filled.claim[0], {"text": "We are at the gates."})
    store.do(records.edit_thing, filled.place["Homs"], {"name": "Homs city"})
    store.do(records.strike, filled.event[1], why="not so")
    store.do(records.strike, card["Palmyra"])
    second = store.do(records.add_record, Location(id=new_id(), name="Hama city")).ids[0]
    store.do(facts.same_as, second, filled.place["Hama"])
    store.do(situations.edit_situation, shelf_life_fallen=5)
    for _ in range(3):
        store.do(history.undo)
    store.do(history.redo)
    assert findings(store).found == ()


@pytest.mark.parametrize("table", TABLES)
def test_a_row_changed_behind_the_log_s_back_is_found(filled_store: Store, table: str) -> None:
    with filled_store.reading() as reading:
        row = reading.value(f'SELECT id FROM "{table}" LIMIT 1')
    if row is None:
        pytest.skip(f"the filled store has no {table}")
    behind_the_back(filled_store, f"UPDATE \"{base_of(table)}\" SET voided_why = 'because' WHERE id = ?", row)
    assert [(found.kind, found.what) for found in findings(filled_store).found] == [
        ("table", f"{table} {row} is not what the log says")
    ]


def test_a_row_that_the_log_does_not_know_is_found(filled_store: Store) -> None:
    behind_the_back(filled_store, "INSERT INTO source (id, voided, name) VALUES ('s', 0, 'Somebody')")
    assert ("table", "source s is not in the log") in [(f.kind, f.what) for f in findings(filled_store).found]


def test_a_row_that_is_missing_is_found(filled_store: Store, filled: Filled) -> None:
    behind_the_back(filled_store, "DELETE FROM claim WHERE id = ?", filled.claim[0])
    assert "table" in kinds(filled_store)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET person = 'somebody else' WHERE arrival = 9",
        "UPDATE log SET fields = replace(fields, 'Homs', 'Hama') WHERE fields LIKE '%Homs%'",
        "UPDATE log SET recorded_at = recorded_at + 1 WHERE arrival = 9",
        "UPDATE log SET supersedes = '[\"a:1\"]' WHERE arrival = 9",
        "UPDATE log SET sha256 = 'abc' WHERE arrival = 9",
    ],
)
def test_a_line_of_the_log_that_was_changed_is_found(filled_store: Store, statement: str) -> None:
    without_triggers(filled_store)
    behind_the_back(filled_store, statement)
    assert "log" in kinds(filled_store)


def test_a_line_of_the_log_that_is_missing_is_found(filled_store: Store, filled: Filled) -> None:
    without_triggers(filled_store)
    behind_the_back(filled_store, 'DELETE FROM log WHERE "row" = ?', filled.claim[0])
    assert "table" in kinds(filled_store)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE board SET \"column\" = 'held'",
        "UPDATE board SET rank = 'zzzz1'",
        "DELETE FROM board",
        "DELETE FROM every_mention WHERE field = 'via'",
        "INSERT INTO alias VALUES ('a', 'b')",
        "INSERT INTO conflict VALUES ('a', 'b', 'c', '[]')",
        "UPDATE spelling SET normalised = 'x' WHERE name = 'Homs'",
        "UPDATE search_entry SET text = 'x'",
        "DELETE FROM search_entry",
    ],
)
def test_a_derived_table_that_is_off_is_found(filled_store: Store, statement: str) -> None:
    behind_the_back(filled_store, statement)
    assert kinds(filled_store) == {"derived"}


def test_a_reference_that_leads_nowhere_is_found(filled_store: Store, filled: Filled) -> None:
    """As after a merge of which a part is missing."""
    event = Event(id=new_id(), thing="", kind=EventKind.OTHER, location="a place elsewhere")
    fields = {"kind": event.kind, "location": event.location}
    change = unread_change(filled_store, table="event", row=event.id, slot="event", fields=fields, seq=1)
    filled_store.take_in([change])
    [found] = findings(filled_store).found
    assert (found.kind, event.id in found.what, "location" in found.what) == ("reference", True, True)


def test_a_fact_about_nothing_is_found(filled_store: Store) -> None:
    fields = {"as_of": ago(1).to_list(), "checked_with": "radio"}
    filled_store.take_in(
        [unread_change(filled_store, table="verification", row="v", slot="verification", fields=fields, seq=1)]
    )
    assert [found.what for found in findings(filled_store).found] == ["verification v: thing v is not in this file"]


def test_pages_that_changed_places_are_found(path: Path, key: bytes | None, filled_store: Store) -> None:
    """A plain file may open then, but it is never called clean."""
    filled_store.close()
    whole = path.read_bytes()
    pages = [whole[start : start + PAGE] for start in range(0, len(whole), PAGE)]
    of_rows = [number for number, page in enumerate(pages) if key is not None or b"duty officer" in page]
    chance = random.Random(1)
    for _ in range(12):
        one, other = chance.sample(of_rows, 2)
        flipped = list(pages)
        flipped[one], flipped[other] = pages[other], pages[one]
        path.write_bytes(b"".join(flipped))
        assert _is_called_damaged(path, key), (one, other)


def test_a_flipped_byte_of_a_protected_file_is_found(path: Path, key: bytes | None, filled_store: Store) -> None:
    if key is None:
        pytest.skip("a plain file has no sum for each page")
    filled_store.close()
    whole = path.read_bytes()
    chance = random.Random(2)
    for _ in range(12):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        assert _is_called_damaged(path, key)


def _is_called_damaged(path: Path, key: bytes | None) -> bool:
    try:
        with Store.open(path, key=key, identity=DESK, now=Clock(NOW)) as store:
            return not findings(store).clean
    except Problem:
        return True


def test_damage_does_not_keep_the_check_from_looking_further(filled_store: Store, filled: Filled) -> None:
    without_triggers(filled_store)
    behind_the_back(filled_store, "UPDATE log SET fields = CAST(x'7bff' AS TEXT) WHERE arrival = 5")
    behind_the_back(filled_store, "DELETE FROM board")
    assert kinds(filled_store) >= {"log", "table", "derived"}


def test_a_log_of_which_a_text_is_no_json_any_more_is_found(filled_store: Store) -> None:
    without_triggers(filled_store)
    behind_the_back(filled_store, "UPDATE log SET fields = '{' WHERE arrival = 5")
    assert "log" in kinds(filled_store)


def test_no_more_than_a_hundred_of_a_kind_are_told(filled_store: Store) -> None:
    for number in range(MOST_FINDINGS + 20):
        behind_the_back(filled_store, "INSERT INTO source (id, voided, name) VALUES (?, 0, 'S')", f"s{number}")
    assert sum(found.kind == "table" for found in findings(filled_store).found) == MOST_FINDINGS


def test_the_json_of_the_command_line_says_the_same(filled_store: Store) -> None:
    assert to_json(findings(filled_store))["clean"] is True
    behind_the_back(filled_store, "DELETE FROM board")
    said = json.loads(json.dumps(to_json(findings(filled_store))))
    assert said["clean"] is False
    assert said["findings"] == [{"kind": "derived", "what": "board is not what the tables say"}]


def test_it_goes_in_steps_that_say_which_look_it_is_at(filled_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("situation_board.core.integrity.STEP", 10)
    with filled_store.reading() as reading:
        steps = checking(reading)
        looks = [*steps]
    begun = [look for look in looks if look.passed == 0]
    assert [look.number for look in begun] == [*range(1, 8)] and {look.looks for look in looks} == {7}
    assert [look.kind for look in begun] == ["file", "log", "table", "derived", "reference", "dataset", "content"]
    passed = [look.passed for look in looks if look.kind == "log"]
    assert passed == [*range(0, len(passed) * 10, 10)] and len(passed) > 5


def test_looking_into_a_file_that_is_open_elsewhere_writes_nothing(filled_store: Store) -> None:
    filled_store.checkpoint(truncate=True)
    before = filled_store.path.read_bytes()
    looked_into = Store.look_into(filled_store.path, identity=DESK, key=filled_store.key)
    with looked_into.reading() as reading:
        assert check(reading).clean
    with pytest.raises(Problem):
        looked_into.do(situations.edit_situation, name="Written all the same")
    looked_into.leave()
    assert filled_store.path.read_bytes() == before
