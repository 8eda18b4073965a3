"""What the figures of events are looked up in, as the tables are now."""

from __future__ import annotations

from typing import Any

from situation_board.core.names import normalise
from situation_board.core.sqlite import Connection


class SurroundingsNow:
    """Places, sources and what is the same, each read once. For one piece of work in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, str], Any] = {}

    def renew(self, connection: Connection) -> None:
        """Look further things up through another connection."""
        self._connection = connection

    def main(self, thing: str) -> str:
        found = self._ask("SELECT main FROM alias WHERE thing = ?", thing)
        return str(found[0]) if found else thing

    def location(self, main: str) -> tuple[str | None, str | None] | None:
        found = self._ask("SELECT kind, parent FROM location WHERE id = ?", main)
        return (found[0], found[1]) if found else None

    def source_named(self, text: str) -> str | None:
        if self._ask("SELECT 1 FROM source WHERE id = ?", text):
            return self.main(text)
        found = self._ask(
            """SELECT min(main), max(main) FROM (
                 SELECT coalesce((SELECT main FROM alias a WHERE a.thing = s.thing), s.thing) AS main
                 FROM spelling s WHERE s.normalised = ? AND s."table" = 'source')""",
            normalise(text),
        )
        return str(found[0]) if found and found[0] is not None and found[0] == found[1] else None

    def source_of_report(self, report: str) -> str | None:
        found = self._ask("SELECT source FROM report WHERE id = ?", report)
        return found[0] if found else None

    def _ask(self, sql: str, value: str) -> tuple[Any, ...] | None:
        if (sql, value) not in self._known:
            self._known[sql, value] = self._connection.execute(sql, (value,)).fetchone()
        found: tuple[Any, ...] | None = self._known[sql, value]
        return found
