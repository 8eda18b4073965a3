"""What is kept ready for questions, made anew from the folded tables for whatever a change touched.

`board` answers "what stands where", `mention` "what hangs on it", `alias` "which ids are one thing", `conflict` "where
do laptops disagree", `spelling` and the search index find things by any name, `figure` and `daily_total` hold what
may be summed (see `totals`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from situation_board.core.ids import known_id
from situation_board.core.names import normalise
from situation_board.core.rows import FACTS, TABLES, Kind, fields_of
from situation_board.core.schema import DERIVED_TABLES, OWN_MENTIONS, base_of
from situation_board.core.sqlite import Connection
from situation_board.core.store.dataset_rows import (
    AT_ONCE,
    derive_rows,
    forget_dataset,
    rows_told_elsewhere,
    search_few,
    search_later,
    search_some,
)
from situation_board.core.store.datasets import dataset_of, follow_datasets, strike_rows
from situation_board.core.store.heads import can_clash, content, standing_heads
from situation_board.core.store.log import VOIDED, Change, is_known, touches
from situation_board.core.store.searching import SEARCHED, NewEntry, derive_search, derive_spellings
from situation_board.core.store.totals import derive_totals


@dataclass
class Touched:
    """The rows and slots that changes touched; what is derived from them has to be made anew."""

    rows: set[tuple[str, str]] = field(default_factory=set)
    slots: set[tuple[str, str, str]] = field(default_factory=set)
    loaded: set[str] = field(default_factory=set)
    """Imported files whose rows, and what is derived from them, are in the tables already."""
    new: list[NewEntry] = field(default_factory=list)
    """How new records are found of which all else is in the tables already."""

    def add(self, change: Change) -> None:
        if not is_known(change.table):
            return
        self.rows.add((change.table, change.row))
        self.slots.update((change.table, change.subject, slot) for slot in touches(change))
        if change.table in FACTS:
            struck = {fact_slot(slot) for slot in touches(change) if slot.startswith(VOIDED)}
            self.slots.update((change.table, change.subject, slot) for slot in struck)

    def of(self, table: str) -> set[str]:
        return {row for name, row in self.rows if name == table}

    @property
    def tables(self) -> frozenset[str]:
        """With a dataset its events come and go."""
        tables = {table for table, _ in self.rows} | {each.table for each in self.new}
        return frozenset(tables | {"event"} if "dataset" in tables else tables)


def fact_slot(voiding: str) -> str:
    """The slot whose heads change when a fact is struck: "voided:<slot>:<row>" names it."""
    return voiding.rpartition(":")[0].partition(":")[2]


def derive(connection: Connection, touched: Touched, *, with_search: bool = True, unpacked: Iterable[str] = ()) -> None:
    """Bring everything derived up to date with the rows and slots that were touched, and with datasets of which
    nothing is derived yet."""
    followed = follow_datasets(connection, touched)
    made = sorted({*followed.made, *unpacked})
    touched.loaded.update(made)
    _derive_mentions(connection, touched.rows)
    moved = _derive_aliases(connection, touched)
    touched.rows.update(("event", row) for row in rows_told_elsewhere(connection, {*made, *followed.shown_or_hidden}))
    derive_spellings(connection, touched.rows)
    for dataset in made:
        forget_dataset(connection, dataset)
        derive_rows(connection, dataset)
    _derive_conflicts(connection, touched.slots | {("status", card, "status") for card in moved})
    _derive_board(connection, _touched_cards(connection, touched) | moved)
    if with_search:
        derive_search(connection, _touched_entries(connection, touched), touched.new)
        for dataset in touched.loaded:
            search_later(connection, dataset)
        search_few(connection, touched.loaded)
    derive_totals(connection, touched)


def derive_everything(connection: Connection, *, with_search: bool = True) -> None:
    """Make all derived tables from nothing, after a migration or to prove them. A copy in which nobody searches goes
    without the search index."""
    for table in DERIVED_TABLES:
        connection.execute(f'DELETE FROM "{table}"')
    touched = Touched()
    for table in TABLES:
        by_hand = "every_event WHERE dataset IS NULL" if table == "event" else f'"{table}"'
        touched.rows.update((table, row) for (row,) in connection.execute(f"SELECT id FROM {by_hand}"))
    touched.slots = set(_clashing_slots(connection))
    imported = connection.execute("SELECT id FROM dataset WHERE id IN (SELECT dataset FROM every_event)").fetchall()
    for (dataset,) in imported:
        strike_rows(connection, dataset)
    datasets = [dataset for (dataset,) in imported]
    derive(connection, touched, with_search=with_search, unpacked=datasets)
    for dataset in datasets if with_search else ():
        while search_some(connection, dataset, AT_ONCE):
            pass


def _clashing_slots(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """The slots that more than one change speaks for; no other can be in conflict."""
    lines = connection.execute(
        """SELECT l."table", l.subject, CASE l.slot WHEN 'new' THEN f.key ELSE l.slot END AS spoken_for
           FROM log l, json_each(CASE l.slot WHEN 'new' THEN l.fields ELSE '{"":0}' END) f
           GROUP BY 1, 2, 3 HAVING count(*) > 1"""
    )
    yield from ((table, subject, slot) for table, subject, slot in lines.fetchall() if is_known(table))


# --- mentions


@cache
def mentioning(table: str) -> tuple[tuple[str, Kind], ...]:
    return tuple((f.name, f.kind) for f in fields_of(table) if f.kind in {Kind.THING, Kind.THINGS, Kind.FIGURES})


def _derive_mentions(connection: Connection, rows: Iterable[tuple[str, str]]) -> None:
    for table, row in rows:
        connection.execute('DELETE FROM every_mention WHERE "row" = ?', (row,))
        fields = mentioning(table)
        if table == "event" and dataset_of(connection, row) is not None:
            fields = tuple(field for field in fields if field[0] not in OWN_MENTIONS)
        if not fields:
            continue
        columns = ", ".join(f'"{name}"' for name, _ in fields)
        found = connection.execute(f'SELECT {columns} FROM "{base_of(table)}" WHERE id = ?', (row,)).fetchone()
        connection.executemany(INSERT_MENTION, mention_lines(table, row, fields, found or ()))


INSERT_MENTION = "INSERT OR IGNORE INTO every_mention VALUES (?, ?, ?, ?)"


def mention_lines(
    table: str, row: str, fields: Sequence[tuple[str, Kind]], values: Sequence[Any]
) -> Iterator[tuple[str, str, str, str]]:
    for (name, kind), value in zip(fields, values, strict=False):
        for thing in _things(kind, value):
            yield thing, table, row, name


def _things(kind: Kind, value: Any) -> list[str]:
    if value is None:
        return []
    if kind is Kind.FIGURES:
        return [figure["report"] for figure in json.loads(value) if figure.get("report")]
    return json.loads(value) if kind is Kind.THINGS else [value]


# --- aliases


def _derive_aliases(connection: Connection, touched: Touched) -> set[str]:
    """Resolve what is the same. Returns the cards whose place now counts as another, with their new main cards."""
    tables = {table for table, _ in touched.rows}
    if not tables & {"same_as", "card"} or not _has_same(connection):
        return set()
    old = dict(connection.execute("SELECT thing, main FROM alias").fetchall())
    new = same_things(connection.execute("SELECT a, b FROM same_as WHERE voided = 0").fetchall())
    places = json.dumps(sorted({*new, *new.values()}))
    cards = connection.execute(
        "SELECT id, location FROM card WHERE voided = 0 AND location IN (SELECT value FROM json_each(?))", (places,)
    )
    new.update(same_cards(cards.fetchall(), new))
    if new == old:
        return set()
    connection.execute("DELETE FROM alias")
    connection.executemany("INSERT INTO alias VALUES (?, ?)", sorted(new.items()))
    changed = {thing for thing in old.keys() | new.keys() if old.get(thing) != new.get(thing)}
    changed |= {main for thing in changed for main in (old.get(thing), new.get(thing)) if main}
    return _cards_at(connection, changed) | _known_cards(connection, changed)


def _has_same(connection: Connection) -> bool:
    return connection.execute("SELECT 1 FROM same_as LIMIT 1").fetchone() is not None


def same_things(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Thing -> main thing, from pairs that are the same; main things themselves are left out."""
    group: dict[str, set[str]] = {}
    for a, b in pairs:
        together = group.get(a, {a}) | group.get(b, {b})
        group.update(dict.fromkeys(together, together))
    mains = {thing: min(things, key=_main_order) for thing, things in group.items()}
    return {thing: main for thing, main in mains.items() if thing != main}


def _main_order(thing: str) -> tuple[bool, str]:
    """Ids that an authority gives (UUIDv5) come first: they are the same on every laptop."""
    return (thing[14:15] != "5", thing)


def same_cards(cards: Iterable[tuple[str, str]], same: dict[str, str]) -> dict[str, str]:
    """Card -> main card, from (card, location): the cards of one place, by whatever name added, are one card."""
    of_place: dict[str, list[str]] = defaultdict(list)
    for card, location in cards:
        of_place[same.get(location, location)].append(card)
    mains = {}
    for location, found in of_place.items():
        own = known_id("card", location)
        main = own if own in found else min(found)
        mains.update({card: main for card in found if card != main})
    return mains


def _cards_at(connection: Connection, locations: Iterable[str]) -> set[str]:
    found = connection.execute(
        "SELECT id FROM card WHERE location IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(locations)),),
    )
    return {card for (card,) in found}


def _known_cards(connection: Connection, things: Iterable[str]) -> set[str]:
    found = connection.execute(
        "SELECT id FROM card WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(things)),)
    )
    return {card for (card,) in found}


def all_ids(connection: Connection, thing: str) -> list[str]:
    """All ids of a thing, its main one first."""
    found = connection.execute("SELECT main FROM alias WHERE thing = ?", (thing,)).fetchone()
    main = found[0] if found else thing
    others = connection.execute("SELECT thing FROM alias WHERE main = ? ORDER BY 1", (main,))
    return [main, *(other for (other,) in others)]


# --- conflicts


def _derive_conflicts(connection: Connection, slots: Iterable[tuple[str, str, str]]) -> None:
    asked: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for table, subject, slot in slots:
        if can_clash(table, slot):
            ids = all_ids(connection, subject) if table == "status" else [subject]
            asked[tuple(ids)].add(slot)
    for subjects, of_subjects in sorted(asked.items()):
        _forget_conflicts(connection, subjects, of_subjects)
        if _has_several_changes(connection, subjects):
            for slot in sorted(of_subjects):
                _derive_conflict(connection, list(subjects), slot)


def _forget_conflicts(connection: Connection, subjects: tuple[str, ...], slots: set[str]) -> None:
    listed = json.dumps(sorted(slots))
    for subject in subjects:
        connection.execute(
            "DELETE FROM conflict WHERE subject = ? AND slot IN (SELECT value FROM json_each(?))", (subject, listed)
        )


def _has_several_changes(connection: Connection, subjects: tuple[str, ...]) -> bool:
    """One change alone disagrees with nobody. Most things that are new have only one."""
    found = connection.execute(
        "SELECT 1 FROM log WHERE subject IN (SELECT value FROM json_each(?)) LIMIT 2", (json.dumps(subjects),)
    )
    return len(found.fetchall()) > 1


def _derive_conflict(connection: Connection, subjects: list[str], slot: str) -> None:
    sides = conflicting_sides(connection, subjects, slot)
    if len(sides) > 1:
        ids = sorted(change.id for change in sides)
        line = (known_id("conflict", " ".join([subjects[0], slot, *ids])), subjects[0], slot, json.dumps(ids))
        connection.execute("INSERT INTO conflict VALUES (?, ?, ?, ?)", line)


def conflicting_sides(
    connection: Connection, subjects: list[str], slot: str, arrival: int | None = None
) -> list[Change]:
    """The heads of a slot that differ, the latest of each content; one or none when nobody disagrees.

    With an arrival: as this file knew it then.
    """
    standing = standing_heads(connection, subjects, slot, arrival)
    by_content = {content(change, slot): change for change in standing}
    return list(by_content.values())


# --- the board


def _touched_cards(connection: Connection, touched: Touched) -> set[str]:
    cards = touched.of("card")
    for status in touched.of("status"):
        found = connection.execute("SELECT thing FROM status WHERE id = ?", (status,)).fetchone()
        cards.update(found or ())
    locations = touched.of("location")
    if locations:
        cards |= _cards_at(connection, [thing for one in locations for thing in all_ids(connection, one)])
    return cards


def _derive_board(connection: Connection, cards: Iterable[str]) -> None:
    for card in {all_ids(connection, card)[0] for card in cards} | set(cards):
        connection.execute("DELETE FROM board WHERE card = ?", (card,))
        line = _board_line(connection, card)
        if line is not None:
            connection.execute("INSERT INTO board VALUES (?, ?, ?, ?, ?, ?, ?, ?)", line)


def _board_line(connection: Connection, card: str) -> tuple[Any, ...] | None:
    ids = all_ids(connection, card)
    found = connection.execute("SELECT location, rank FROM card WHERE id = ? AND voided = 0", (card,)).fetchone()
    if found is None or ids[0] != card:
        return None
    location, rank = found
    place = all_ids(connection, location)[0]
    named = connection.execute("SELECT name, parent FROM location WHERE id = ?", (place,)).fetchone() or (
        "",
        None,
    )
    status = connection.execute(
        """SELECT "column", id, as_of_earliest FROM status
           WHERE voided = 0 AND thing IN (SELECT value FROM json_each(?))
           ORDER BY as_of_earliest DESC, lamport DESC, writer DESC, seq DESC LIMIT 1""",
        (json.dumps(ids),),
    ).fetchone()
    if status is None:
        return None
    return (card, status[0], rank or "", status[1], status[2], place, normalise(named[0]), named[1])


# --- search


def _touched_entries(connection: Connection, touched: Touched) -> set[tuple[str, str]]:
    """What has to be found anew: what was touched, and the cards and claims that show its name."""
    entries = {(table, row) for table, row in touched.rows if table in SEARCHED}
    for location in touched.of("location"):
        entries.update(("card", card) for card in _cards_at(connection, [location]))
    for status in touched.of("status"):
        found = connection.execute("SELECT thing FROM status WHERE id = ?", (status,)).fetchone()
        entries.update(("card", card) for card in found or ())
    return entries
