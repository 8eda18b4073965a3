"""What is derived from the rows of imported files: mentions, figures, marks and what is found by search.

It is made before the rows count, whole datasets at a time; showing or hiding a dataset changes nothing here. Only rows
that are the same as other events are told with these, by whatever stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, cast

from situation_board.core.encoding import columns_of, row_maker
from situation_board.core.names import words_for_search
from situation_board.core.rows import Event, Kind, fields_of
from situation_board.core.schema import OWN_MENTIONS
from situation_board.core.sqlite import Connection
from situation_board.core.store.dataset_totals import add_up_series
from situation_board.core.store.totals import count_again, lines_now

AT_ONCE = 1_000
"""Rows that are held in memory together."""
FEW = 2_000
"""Rows of a dataset that are searchable at once; those of larger ones become so afterwards, in steps."""
SAME = "SELECT thing FROM alias UNION SELECT main FROM alias"
LAYERS = (
    *("every_figure", "figure_in_series", "figure_at_place", "daily_total", "every_series", "every_series_begun"),
    *("every_mark", "every_daily_marks"),
)
INSERT_MENTION = "INSERT OR IGNORE INTO every_mention VALUES (?, 'event', ?, ?)"


def rows_told_elsewhere(connection: Connection, datasets: Iterable[str]) -> list[str]:
    """Rows of datasets that are the same as other events: which of them is told depends on what stands."""
    datasets = sorted(datasets)
    if not datasets:
        return []
    lines = connection.execute(
        f"""SELECT e.id FROM ({SAME}) s CROSS JOIN every_event e ON e.thing = s.thing
            WHERE +e.dataset IN (SELECT value FROM json_each(?))""",
        (json.dumps(datasets),),
    )
    return [row for (row,) in lines]


def forget_dataset(connection: Connection, dataset: str) -> None:
    """Take away what is derived from the rows of a dataset."""
    for table in LAYERS:
        connection.execute(f"DELETE FROM {table} WHERE dataset = ?", (dataset,))
    rows = "SELECT id FROM every_event WHERE dataset = ?"
    connection.execute(f'DELETE FROM every_mention WHERE "row" IN ({rows})', (dataset,))
    connection.execute(f"DELETE FROM search_entry WHERE thing IN ({rows})", (dataset,))
    connection.execute("DELETE FROM unsearched WHERE dataset = ?", (dataset,))


def derive_rows(connection: Connection, dataset: str) -> None:
    """Make it anew for all rows of a dataset, but for what is told elsewhere."""
    lines = lines_now(connection, whole=True)
    for events in rows_in_turn(connection, dataset, are_told_elsewhere=True):
        connection.executemany(INSERT_MENTION, (line for event in events for line in mention_lines(event)))
    for events in rows_in_turn(connection, dataset):
        connection.executemany(INSERT_MENTION, (line for event in events for line in mention_lines(event)))
        for event in events:
            if not event.voided:
                lines.add(event, dataset)
        lines.write(connection)
    lines.index.write(connection)
    for series in sorted(lines.again.series):
        add_up_series(connection, series)
    count_again(connection, lines.again)


def rows_in_turn(connection: Connection, dataset: str, *, are_told_elsewhere: bool = False) -> Iterator[list[Event]]:
    """The rows of a dataset, some at once."""
    columns = ", ".join(f'"{name}"' for name in columns_of("event"))
    others = "IN" if are_told_elsewhere else "NOT IN"
    found = connection.execute(
        f"SELECT {columns} FROM every_event WHERE dataset = ? AND thing {others} ({SAME}) ORDER BY key", (dataset,)
    )
    while some := list(islice(found, AT_ONCE)):
        yield [_event(values) for values in some]


def _event(values: Sequence[Any]) -> Event:
    return cast(Event, row_maker("event")(tuple(values)))


@cache
def _mentioning() -> tuple[tuple[str, Kind], ...]:
    fields = [field for field in fields_of("event") if field.name not in OWN_MENTIONS]
    return tuple((field.name, field.kind) for field in fields if field.kind in {Kind.THING, Kind.THINGS})


def mention_lines(event: Event) -> Iterator[tuple[str, str, str]]:
    """The things that a row mentions beside OWN_MENTIONS, for INSERT_MENTION."""
    for name, kind in _mentioning():
        value = getattr(event, name)
        if value:
            yield from ((thing, event.id, name) for thing in (value if kind is Kind.THINGS else (value,)))
    for figure in event.figures:
        if figure.report:
            yield figure.report, event.id, "figures"


# --- search


def search_later(connection: Connection, dataset: str) -> None:
    """Note that no row of a dataset is searchable yet."""
    connection.execute("INSERT OR REPLACE INTO unsearched VALUES (?, 0)", (dataset,))


def search_few(connection: Connection, datasets: Iterable[str]) -> None:
    """Make the rows of small datasets searchable now."""
    for dataset in datasets:
        some = "SELECT count(*) FROM (SELECT 1 FROM every_event WHERE dataset = ? LIMIT ?)"
        if connection.execute(some, (dataset, FEW + 1)).fetchone()[0] <= FEW:
            search_some(connection, dataset, FEW)


def search_some(connection: Connection, dataset: str, rows: int) -> bool:
    """Make the next rows of a dataset searchable; False when there are none left."""
    found = connection.execute("SELECT after FROM unsearched WHERE dataset = ?", (dataset,)).fetchone()
    if found is None:
        return False
    columns = ", ".join(f'"{name}"' for name in _searched())
    lines = connection.execute(
        f"SELECT key, id, {columns} FROM every_event WHERE dataset = ? AND key > ? AND voided = 0 ORDER BY key LIMIT ?",
        (dataset, found[0], rows),
    ).fetchall()
    entries = [entry for _, row, *texts in lines if (entry := entry_of(row, texts)) is not None]
    connection.executemany("DELETE FROM search_entry WHERE thing = ?", [(entry[0],) for entry in entries])
    connection.executemany(
        "INSERT INTO search_entry (thing, \"table\", title, text) VALUES (?, 'event', ?, ?)", entries
    )
    if len(lines) < rows:
        connection.execute("DELETE FROM unsearched WHERE dataset = ?", (dataset,))
        return False
    connection.execute("UPDATE unsearched SET after = ? WHERE dataset = ?", (lines[-1][0], dataset))
    return True


@cache
def _searched() -> tuple[str, ...]:
    return tuple(field.name for field in fields_of("event") if field.kind is Kind.TEXT)


def searched_texts(event: Event) -> list[str | None]:
    return [getattr(event, name) for name in _searched()]


def entry_of(row: str, texts: Sequence[str | None]) -> tuple[str, str, str] | None:
    """What is found of a row: itself, its title and its words; None when it says nothing."""
    words = [text for text in texts if text]
    return (row, words[0], words_for_search("\n".join(dict.fromkeys(words)))) if words else None
