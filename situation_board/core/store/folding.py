"""Folded tables from the log: each row is what its changes make it."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

from situation_board.core.encoding import columns_of, to_columns
from situation_board.core.rows import FACTS
from situation_board.core.schema import base_of
from situation_board.core.sqlite import Connection
from situation_board.core.store.log import Change, Folded, canonical, changes_where, fold, is_known


def refold(connection: Connection, table: str, row: str) -> None:
    """Make a row equal to what the log says of it. Tables of newer programs stay in the log only."""
    if not is_known(table):
        return
    folded = fold(changes_where(connection, '"row" = ? AND "table" = ?', row, table))
    if folded is not None:
        connection.execute(upsert(table), row_values(table, row, folded))


def fold_in(connection: Connection, change: Change, arrival: int) -> None:
    """Make a row equal to what the log says, of which this change is the latest. Of a new row it says everything."""
    others = connection.execute(
        'SELECT 1 FROM log WHERE "row" = ? AND (writer, seq) <> (?, ?) LIMIT 1', (change.row, change.writer, change.seq)
    )
    if others.fetchone() is not None or not is_known(change.table):
        refold(connection, change.table, change.row)
        return
    as_logged = replace(change, arrival=arrival, fields=json.loads(canonical(change.fields)))
    folded = fold([as_logged])
    if folded is not None:
        connection.execute(upsert(change.table), row_values(change.table, change.row, folded))


def row_values(table: str, row: str, folded: Folded) -> list[Any]:
    """The values of a row in the order of `columns_of`."""
    start: list[Any] = [row, int(folded.voided), folded.voided_why]
    if table in FACTS:
        first = folded.first
        start += [first.subject, first.arrival, first.lamport, first.writer, first.seq]
        start += [first.recorded_at, first.person]
    return start + to_columns(table, folded.fields)


@cache
def upsert(table: str) -> str:
    """Takes the values of `row_values`."""
    columns = columns_of(table)
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    news = ", ".join(f'"{column}" = excluded."{column}"' for column in columns[1:])
    return f'INSERT INTO "{base_of(table)}" ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {news}'
