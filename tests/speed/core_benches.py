"""What the store and its questions take, against the least that SQLite itself would take for it."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from situation_board.core.actions import cards as card_actions
from situation_board.core.history import history, stack, undo
from situation_board.core.integrity import check
from situation_board.core.merging import merge
from situation_board.core.questions.boards import board
from situation_board.core.questions.cards import card_faces, card_ids
from situation_board.core.questions.moments import KnownThen, Moment, TrueThen
from situation_board.core.questions.search import search
from situation_board.core.schema import LOG
from situation_board.core.sqlite import Connection, sqlite3
from situation_board.core.store import Identity, Reading, Store
from situation_board.core.store.connection import connect
from situation_board.core.times import HOUR
from situation_board.core.vocabulary import Column
from tests.speed.generated import IDENTITY, NOW, Size, copy_of, original, short
from tests.speed.measuring import Line, against, alternating, timed
from tests.speed.settings import Settings
from tests.speed.slider_benches import slider_steps

LONG = Column.CONTESTED
VISIBLE = 50


def opened(path: Path, person: str | None = None) -> Store:
    identity = Identity(IDENTITY.laptop, person or IDENTITY.person)
    return Store.open(path, identity=identity, now=lambda: NOW)


# --- one action


def moves(settings: Settings) -> Iterator[Line]:
    """One move, a hundred moved at once, undo: each against a bare commit of one row, WAL and FULL."""
    for cards in settings.sizes:
        with opened(copy_of(Size(cards), settings.folder)) as store, bare_file(settings.folder) as commit:
            yield from _moves(settings, store, commit, f"{short(cards)} cards")


def _moves(settings: Settings, store: Store, commit: Callable[[], object], size: str) -> Iterator[Line]:
    with store.reading() as reading:
        ids = card_ids(reading, LONG)
    steps = count(VISIBLE)
    middle = len(ids) // 2

    def move_to_top() -> None:
        store.do(card_actions.move_cards, [ids[next(steps)]], Column.FALLEN)

    def move_between() -> None:
        store.do(card_actions.move_cards, [ids[next(steps)]], LONG, before=ids[middle])

    def move_many() -> None:
        store.do(card_actions.move_cards, ids[-100:], next(columns))

    columns = iter([Column.ADVANCING, Column.HELD] * 100)
    runs = {
        "commit of one row": commit,
        "a move to another column": move_to_top,
        "put in order in a long column": move_between,
        "undo": lambda: store.do(undo),
        "100 cards moved at once": move_many,
    }
    times = alternating(runs, times=settings.times)
    floor = "commit of one row"
    for what in list(runs)[1:]:
        yield against("One action", f"{what}, {size}", times, ours=what, floor=floor)


@contextmanager
def bare_file(folder: Path) -> Iterator[Callable[[], object]]:
    """Something that commits one row to a file as safely as the store does."""
    path = folder / "bare.sqlite"
    connection = sqlite3.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS line (key INTEGER PRIMARY KEY, text TEXT) STRICT")
    try:
        yield lambda: connection.execute("INSERT INTO line (text) VALUES ('moved')")
    finally:
        connection.close()


# --- questions


def questions(settings: Settings) -> Iterator[Line]:
    """Opening, and what the window asks most, each against SQL alone."""
    for cards in settings.sizes:
        path = original(Size(cards))
        yield from _opening(settings, path, short(cards))
        with opened(path) as store, store.reading() as reading:
            yield from _questions(settings, reading, f"{short(cards)} cards")


def _opening(settings: Settings, path: Path, size: str) -> Iterator[Line]:
    def ours() -> None:
        with opened(path) as store, store.reading() as reading:
            assert reading.situation.name

    def floor() -> None:
        connection = connect(path, None)
        connection.execute("SELECT name FROM situation").fetchone()
        connection.close()

    times = alternating({"open": ours, "connection": floor}, times=settings.times)
    yield against("Questions", f"open and close a file, {size} cards", times, ours="open", floor="connection")


def _questions(settings: Settings, reading: Reading, size: str) -> Iterator[Line]:
    connection = reading.connection
    ids = card_ids(reading, LONG)
    visible, listed = ids[:VISIBLE], json.dumps(ids[:VISIBLE])
    pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "ids of a long column": (
            lambda: card_ids(reading, LONG),
            _sql(connection, 'SELECT card FROM board WHERE "column" = ? ORDER BY rank, card', LONG.value),
        ),
        f"faces of {VISIBLE} visible cards": (
            lambda: card_faces(reading, visible),
            _sql(connection, _ROWS_OF_CARDS, listed),
        ),
        "search of a name": (lambda: search(reading, "bar"), _sql(connection, _FOUND, '"bar"*')),
        "history of a card": (
            lambda: history(reading, thing=visible[0]),
            _sql(connection, "SELECT * FROM log WHERE subject = ?", visible[0]),
        ),
        "what can be undone": (
            lambda: stack(reading),
            _sql(connection, "SELECT * FROM log ORDER BY arrival DESC LIMIT 1"),
        ),
    }
    for what, (ours, floor) in pairs.items():
        times = alternating({what: ours, "SQL alone": floor}, times=settings.times)
        yield against("Questions", f"{what}, {size}", times, ours=what, floor="SQL alone")


_ROWS_OF_CARDS = """SELECT * FROM json_each(?) j JOIN card c ON c.id = j.value
    JOIN location l ON l.id = c.location JOIN board b ON b.card = c.id JOIN status s ON s.id = b.status"""
_FOUND = """SELECT e.thing, e.title FROM search_index i JOIN search_entry e ON e.key = i.rowid
    WHERE i.text MATCH ? ORDER BY rank LIMIT 50"""


def _sql(connection: Connection, sql: str, *parameters: object) -> Callable[[], list[Any]]:
    return lambda: connection.execute(sql, parameters).fetchall()


def checks(settings: Settings) -> Iterator[Line]:
    """Looking through the whole file: SQLite's own look, and ours, which folds the log again."""
    for cards in settings.checked_sizes:
        with opened(original(Size(cards))) as store, store.reading() as reading:
            runs: dict[str, Callable[[], object]] = {
                "check": partial(_clean, reading),
                "quick_check": _sql(reading.connection, "PRAGMA quick_check"),
            }
            times = alternating(runs, times=1 if cards > 1_000 else settings.times)
        yield against("Whole file", f"check, {short(cards)} cards", times, ours="check", floor="quick_check")


def _clean(reading: Reading) -> None:
    found = check(reading)
    assert found.clean, found.found[:3]


# --- moments


def moments(settings: Settings) -> Iterator[Line]:
    """The board as it was, both kinds, against the live one: what is visible, and all of it."""
    size = Size(100_000, 10) if settings.is_large else Size(10_000, 10)
    with opened(original(size)) as store, store.reading() as reading:
        visible = card_ids(reading, LONG)[:VISIBLE]
        kinds: dict[str, Moment] = {
            "live": None,
            "what was true then": TrueThen(NOW - 30 * HOUR),
            "what we knew then": KnownThen(reading.arrival // 2),
        }
        faces = {name: _faces_at(reading, visible, moment) for name, moment in kinds.items()}
        yield from _moments(settings, faces, f"{VISIBLE} visible cards", size, settings.times)
        boards = {name: _board_at(reading, moment) for name, moment in kinds.items()}
        yield from _moments(settings, boards, "the whole board", size, 2 if settings.is_quick else 3)
    yield from slider_steps(settings)


def _moments(
    settings: Settings, runs: dict[str, Callable[[], object]], what: str, size: Size, times: int
) -> Iterator[Line]:
    found = alternating(runs, times=times)
    for name in list(runs)[1:]:
        yield against("Board at a moment", f"{what}, {name}, {size.words}", found, ours=name, floor="live")


def _faces_at(reading: Reading, cards: list[str], moment: Moment) -> Callable[[], object]:
    return lambda: card_faces(reading, cards, moment=moment)


def _board_at(reading: Reading, moment: Moment) -> Callable[[], object]:
    return lambda: board(reading, moment=moment)


# --- merging


def merges(settings: Settings) -> Iterator[Line]:
    """Taking in another laptop's changes, against a plain insert of as many rows with as many indexes."""
    home = copy_of(Size(10_000), settings.folder)
    for changes in settings.merges:
        times = _merge_times(settings, home, changes, times=settings.times if changes <= 1_000 else 3)
        yield against("Merge", f"{short(changes)} changes into 10k cards", times, ours="merge", floor="plain insert")


def _merge_times(settings: Settings, home: Path, changes: int, *, times: int) -> dict[str, list[float]]:
    other, mine, plain = (settings.folder / name for name in ("other.sitboard", "mine.sitboard", "plain.sqlite"))
    shutil.copyfile(home, other)
    _work_elsewhere(other, changes)
    found: dict[str, list[float]] = {"merge": [], "plain insert": []}
    for _ in range(times):
        shutil.copyfile(home, mine)
        found["merge"].append(timed(lambda: _merge(mine, other, changes)))
        found["plain insert"].append(timed(lambda: _insert(plain, other, changes)))
    return found


def _work_elsewhere(path: Path, changes: int) -> None:
    """Half of the changes are moves, half are their places in the order, a hundred cards an action."""
    with opened(path, "elsewhere") as store:
        with store.reading() as reading:
            ids = card_ids(reading, LONG)
        for start in range(0, changes // 2, 100):
            cards = ids[start : min(start + 100, changes // 2)]
            store.do(card_actions.move_cards, cards, Column.ADVANCING)


def _merge(mine: Path, other: Path, changes: int) -> None:
    with opened(mine) as store:
        taken = merge(store, other)
    assert taken.new == changes, taken.new


def _insert(plain: Path, other: Path, changes: int) -> float:
    """Write the lines of the log, and nothing else, to a table of the same kind."""
    plain.unlink(missing_ok=True)
    source = connect(other, None)
    lines = source.execute("SELECT * FROM log ORDER BY arrival DESC LIMIT ?", (changes,)).fetchall()
    source.close()
    target = sqlite3.connect(str(plain), isolation_level=None)
    for statement in LOG.split(";")[:6]:
        target.execute(statement)
    target.execute("PRAGMA journal_mode = WAL")
    target.execute("PRAGMA synchronous = FULL")
    start = time.perf_counter()
    target.execute("BEGIN")
    target.executemany(f"INSERT INTO log VALUES ({', '.join('?' * len(lines[0]))})", lines)
    target.execute("COMMIT")
    seconds = time.perf_counter() - start
    target.close()
    return seconds
