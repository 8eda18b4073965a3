"""What questions and actions read through: a connection, who asks, and what counts as now."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from situation_board.core.encoding import columns_of, row_maker
from situation_board.core.rows import TABLES, Row, Situation
from situation_board.core.sqlite import Connection
from situation_board.core.times import zone_named

AnyRow = TypeVar("AnyRow", bound=Row)
TABLE_OF = {row_type: table for table, row_type in TABLES.items()}


@dataclass(frozen=True)
class Identity:
    """Who works where: the laptop's id and name, and the person on duty (role or initials)."""

    laptop: str = ""
    person: str | None = None


@dataclass(frozen=True)
class Reading:
    """A view of the store at one moment in one transaction. `now` is in milliseconds since 1970."""

    connection: Connection
    now: int
    identity: Identity

    def all(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        return cast("list[tuple[Any, ...]]", self.connection.execute(sql, parameters).fetchall())

    def one(self, sql: str, *parameters: object) -> tuple[Any, ...] | None:
        return cast("tuple[Any, ...] | None", self.connection.execute(sql, parameters).fetchone())

    def value(self, sql: str, *parameters: object) -> Any:
        """The first column of the first line, or None."""
        found = self.one(sql, *parameters)
        return found[0] if found else None

    def rows(
        self, row_type: type[AnyRow], where: str = "1", *parameters: object, source: str | None = None
    ) -> list[AnyRow]:
        """The rows of a table, or of another `source` with its columns, that meet a condition (SQL, may end in ORDER BY
        and LIMIT)."""
        table = TABLE_OF[row_type]
        columns = ", ".join(f't."{column}"' for column in columns_of(table))
        make = row_maker(table)
        lines = self.connection.execute(f'SELECT {columns} FROM "{source or table}" t WHERE {where}', parameters)
        return [cast(AnyRow, make(line)) for line in lines]

    def row(self, row_type: type[AnyRow], row_id: str | None) -> AnyRow | None:
        """The row of that id, struck or not; None when there is none."""
        found = self.rows(row_type, "id = ?", row_id) if row_id else []
        return found[0] if found else None

    def rows_by_id(self, row_type: type[AnyRow], ids: Iterable[str]) -> dict[str, AnyRow]:
        found = self.rows(row_type, "id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))
        return {row.id: row for row in found}

    def main(self, thing: str) -> str:
        """The one id that stands for a thing with several."""
        return cast(str, self.value("SELECT main FROM alias WHERE thing = ?", thing) or thing)

    def aliases(self, thing: str) -> list[str]:
        """All ids of a thing, its main one first."""
        main = self.main(thing)
        return [
            main,
            *(line[0] for line in self.all("SELECT thing FROM alias WHERE main = ? ORDER BY 1", main)),
        ]

    @property
    def arrival(self) -> int:
        """The arrival of the latest change that this file knows."""
        return int(self.value("SELECT max(arrival) FROM log") or 0)

    @cached_property
    def situation(self) -> Situation:
        return self.rows(Situation)[0]

    @cached_property
    def zone(self) -> ZoneInfo:
        return zone_named(self.situation.timezone or "UTC")
