"""The tables: strict, without defaults, the log append-only, and every question finds its rows by an index."""

from __future__ import annotations

import re
from typing import Any

import pytest

from situation_board.core import schema
from situation_board.core.questions.boards import board
from situation_board.core.questions.cards import SORTS, CardFilter, card_faces, card_ids
from situation_board.core.questions.moments import KnownThen, TrueThen
from situation_board.core.rows import TABLES
from situation_board.core.sqlite import DatabaseError
from situation_board.core.store import Reading, Store
from situation_board.core.vocabulary import Basis, Column
from tests.core.filled import NOW, Filled

NEVER_READ_WHOLE = {"log", "status", "claim", "event", "route_status", "location", "actor"}
GROW = NEVER_READ_WHOLE | {"card", "verification"}
SEARCH_TABLES = re.compile("search_index(_|$)")


def test_every_table_is_strict(store: Store) -> None:
    with store.reading() as reading:
        tables = reading.all("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type <> 'view'")
    own = {name: strict for name, strict in tables if not SEARCH_TABLES.match(name) and name != "sqlite_schema"}
    assert own.keys() >= {"log", *map(schema.base_of, TABLES), *schema.DERIVED_TABLES}
    assert [name for name, strict in own.items() if not strict] == []


def test_no_column_has_a_default_because_it_would_make_laptops_differ(store: Store) -> None:
    with store.reading() as reading:
        for table in ("log", *TABLES, *schema.DERIVED_TABLES):
            defaults = reading.all("SELECT name FROM pragma_table_info(?) WHERE dflt_value IS NOT NULL", table)
            assert defaults == [], table


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET label = 'nothing'",
        "UPDATE log SET arrival = arrival + 1000",
        "DELETE FROM log",
        "DELETE FROM log WHERE arrival = 1",
        "REPLACE INTO log SELECT * FROM log WHERE arrival = 1",
        "INSERT OR REPLACE INTO log SELECT * FROM (SELECT * FROM log WHERE arrival = 2)",
    ],
)
def test_the_log_refuses_to_be_changed(filled_store: Store, statement: str) -> None:
    connection = filled_store._connection
    before = connection.execute("SELECT * FROM log").fetchall()
    with pytest.raises(DatabaseError, match="append-only"):
        connection.execute(statement)
    assert connection.execute("SELECT * FROM log").fetchall() == before


def test_a_file_carries_the_mark_of_the_program_and_its_version(store: Store) -> None:
    with store.reading() as reading:
        assert reading.value("PRAGMA application_id") == schema.APPLICATION_ID
        assert reading.value("PRAGMA user_version") == schema.version()
        assert reading.value("PRAGMA journal_mode") == "wal"


class _Watched:
    """A connection that remembers the plans of what it was asked."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.plans: list[str] = []

    def execute(self, sql: str, parameters: tuple[Any, ...] = ()) -> Any:
        for *_, detail in self._connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters):
            self.plans.append(detail)
        return self._connection.execute(sql, parameters)

    def scans(self, tables: set[str] = GROW) -> list[str]:
        """Full scans of tables that grow; a scan through a partial or covering index is one as well."""
        found = (re.match(r"SCAN (\w+)", plan) for plan in self.plans)
        return [match.string for match in found if match and _names_of(match[1]) & tables]


def _names_of(alias: str) -> set[str]:
    """The tables that the questions' aliases stand for."""
    short = {"b": "board", "s": "status", "f": "status", "v": "verification", "k": "card", "l": "log", "t": "?"}
    return {alias, short.get(alias, alias)}


def watched(store: Store) -> tuple[_Watched, Reading]:
    connection = _Watched(store._connection)
    return connection, Reading(connection, NOW, store.identity)  # type: ignore[arg-type]


ASKED = [
    CardFilter(),
    CardFilter(basis=Basis.CLAIMED),
    CardFilter(stale=True),
    CardFilter(text="hom"),
    CardFilter(conflict=False),
    CardFilter(no_source=True),
]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("filter", ASKED, ids=str)
def test_the_board_is_found_by_indexes(filled_store: Store, filter: CardFilter, sort: str) -> None:
    connection, reading = watched(filled_store)
    for column in Column:
        assert card_ids(reading, column, filter=filter, sort=sort) is not None
    # What is stale looks once through the verifications and the cards with a life of their own.
    assert connection.scans(NEVER_READ_WHOLE if filter.stale is not None else GROW) == []
    if sort != "place" and filter == CardFilter():
        assert not [plan for plan in connection.plans if "SCAN b" in plan]


def test_a_board_in_order_is_not_sorted_again(filled_store: Store) -> None:
    for sort in ("manual", "oldest", "place"):
        connection, reading = watched(filled_store)
        card_ids(reading, Column.FALLEN, sort=sort)
        assert not [plan for plan in connection.plans if "TEMP B-TREE" in plan], sort


@pytest.mark.parametrize("moment", [None, TrueThen(NOW), KnownThen(40)], ids=["now", "true then", "known then"])
def test_the_faces_of_cards_are_found_by_indexes(
    filled_store: Store, filled: Filled, moment: TrueThen | KnownThen | None
) -> None:
    connection, reading = watched(filled_store)
    assert card_faces(reading, list(filled.card.values())[:3], moment=moment)
    assert connection.scans() == []


def test_who_is_involved_and_what_lies_in_an_area_is_found_by_indexes(filled_store: Store, filled: Filled) -> None:
    connection, reading = watched(filled_store)
    here = CardFilter(actor=filled.actor["HTS"], area=filled.place["Homs Governorate"])
    assert card_ids(reading, Column.CONTESTED, filter=here)
    assert connection.scans() == []


def test_writing_an_action_scans_no_table_that_grows(filled_store: Store, filled: Filled) -> None:
    from situation_board.core.actions import cards

    connection, reading = watched(filled_store)
    changes = cards.move_cards(reading, [filled.card["Homs"]], Column.FALLEN)
    assert len(changes.drafts) == 2
    assert connection.scans() == []


def test_a_watched_store_answers_as_any_other(filled_store: Store) -> None:
    _, reading = watched(filled_store)
    with filled_store.reading() as plain:
        assert board(reading) == board(plain)


def test_the_statements_of_a_script_are_kept_whole() -> None:
    script = (
        "CREATE TABLE a (b TEXT -- with; a comment\n);\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\nSELECT 1;\nEND;\n"
    )
    assert [" ".join(found.split()) for found in schema._statements(script)] == [
        "CREATE TABLE a (b TEXT );",
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;",
    ]
