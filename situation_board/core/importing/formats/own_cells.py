"""The cells of our own tables, read as they were written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from situation_board.core.exporting.cells import parted, time_of_cell, unguarded
from situation_board.core.times import Precision, Time
from situation_board.core.vocabulary import Word

AnyWord = TypeVar("AnyWord", bound=Word)
MOST_PEOPLE = 10**10


class CellError(Exception):
    """A cell that says what none of ours says."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column, self.why = column, why


class OwnCells:
    """The cells of a row by their headers; in a text they are guarded from being run as formulas."""

    def __init__(self, line: int, cells: Mapping[str, Any], zone: ZoneInfo, *, is_guarded: bool) -> None:
        self.line, self._cells, self._zone, self._is_guarded = line, cells, zone, is_guarded

    def text(self, name: str) -> str | None:
        """As it was exported."""
        cell = self._cells.get(name)
        if cell is None or cell == "":
            return None
        if isinstance(cell, bool):
            return "yes" if cell else "no"
        return unguarded(cell) if isinstance(cell, str) and self._is_guarded else str(cell)

    def number(self, name: str) -> float | None:
        cell = self._cells.get(name)
        if cell is None or cell == "":
            return None
        try:
            number = float(cell)
        except (TypeError, ValueError, OverflowError) as error:
            raise CellError(name, f"“{str(cell)[:40]}” is no number") from error
        if not math.isfinite(number):
            raise CellError(name, f"“{str(cell)[:40]}” is no number")
        return number

    def degrees(self, name: str, most: int) -> float | None:
        number = self.number(name)
        if number is not None and not -most <= number <= most:
            raise CellError(name, f"lies between -{most} and {most}")
        return number

    def whole(self, name: str) -> int | None:
        """A number of people, or a position."""
        number = self.number(name)
        if number is None:
            return None
        if not number.is_integer() or not 0 <= number <= MOST_PEOPLE:
            raise CellError(name, f"“{str(self._cells[name])[:40]}” is no number of people")
        return int(number)

    def word(self, name: str, words: type[AnyWord]) -> AnyWord | None:
        text = self.text(name)
        if text is None:
            return None
        text = text.removesuffix(".0") if isinstance(self._cells.get(name), float) else text
        try:
            return words(text)
        except ValueError as error:
            raise CellError(name, f"“{text[:40]}” is none of {', '.join(words)}") from error

    def words(self, name: str, words: type[AnyWord]) -> tuple[AnyWord, ...]:
        try:
            return tuple(words(text) for text in parted(self.text(name) or ""))
        except ValueError as error:
            raise CellError(name, f"holds something else than {', '.join(words)}") from error

    def flag(self, name: str) -> bool | None:
        text = self.text(name)
        if text is None or text.casefold() in {"yes", "no", "true", "false"}:
            return None if text is None else text.casefold() in {"yes", "true"}
        raise CellError(name, f"“{text[:40]}” is neither yes nor no")

    def time(self, name: str) -> Time | None:
        text, precision = self.text(name), self.text(f"{name}_precision")
        if text is None:
            return None
        try:
            return time_of_cell(text, Precision(precision or "day"), self._zone)
        except (ValueError, OverflowError) as error:
            raise CellError(name, f"“{text[:40]}” is no time as this program writes it") from error
