"""Folded tables from the log: each row is what its changes make it."""

from __future__ import annotations

from functools import cache
from typing import Any

from situation_board.core.encoding import columns_of, to_columns
from situation_board.core.rows import FACTS
from situation_board.core.schema import base_of
from situation_board.core.sqlite import Connection
from situation_board.core.store.log import Folded, changes_where, fold, is_known


def refold(connection: Connection, table: str, row: str) -> None:
    """Make a row equal to what the log says of it. Tables of newer programs stay in the log only."""
    if not is_known(table):
        return
    folded = fold(changes_where(connection, '"row" = ? AND "table" = ?', row, table))
    if folded is not None:
        connection.execute(_upsert(table), row_values(table, row, folded))


def row_values(table: str, row: str, folded: Folded) -> list[Any]:
    """The values of a row in the order of `columns_of`."""
    start: list[Any] = [row, int(folded.voided), folded.voided_why]
    if table in FACTS:
        first = folded.first
        start += [first.subject, first.arrival, first.lamport, first.writer, first.seq]
        start += [first.recorded_at, first.person]
    return start + to_columns(table, folded.fields)


@cache
def _upsert(table: str) -> str:
    columns = columns_of(table)
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    news = ", ".join(f'"{column}" = excluded."{column}"' for column in columns[1:])
    return f'INSERT INTO "{base_of(table)}" ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {news}'
