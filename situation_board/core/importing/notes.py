"""What reading a file notes down for the report: decisions with their rows, rows that are left out, questions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

MOST_REJECTED = 10_000
"""Rejected rows that are kept in full; the rest is counted."""


CELLS = "cells that cannot be read were left out; what else their rows say was taken in"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row, or a cell of one, that is not taken in: where it stands in the file, and why."""

    line: int
    column: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Something doubtful that was decided, and how many rows it touched."""

    what: str
    rows: int


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only a person can decide. `option` is what to set, `choices` are its values with their words."""

    option: str
    what: str
    choices: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Notes:
    """Filled while a file is read. The counts are per reading: each pass begins with its own. `below` are the names of
    tables that stand below the one that is read.
    """

    read: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    rejected_rows: int = 0
    cells: list[Rejected] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    _decided: Counter[str] = field(default_factory=Counter)

    def decide(self, what: str, rows: int = 1) -> None:
        """Note a decision; the same one again adds its rows."""
        self._decided[what] += rows

    def reject(self, line: int, why: str, *, column: str | None = None) -> None:
        self.rejected_rows += 1
        if len(self.rejected) < MOST_REJECTED:
            self.rejected.append(Rejected(line, column, why))

    def leave_out(self, line: int, why: str, *, column: str) -> None:
        """A cell that cannot be read, of a row that is taken in without it."""
        self.decide(CELLS)
        if len(self.cells) < MOST_REJECTED:
            self.cells.append(Rejected(line, column, why))

    def take_over(self, others: Notes) -> None:
        """Decisions and cells that were noted apart."""
        for decision in others.decisions():
            self.decide(decision.what, decision.rows)
        self.cells += others.cells[: MOST_REJECTED - len(self.cells)]

    def ask(self, question: Question) -> None:
        if question not in self.questions:
            self.questions.append(question)

    def decisions(self) -> tuple[Decision, ...]:
        return tuple(Decision(what, rows) for what, rows in self._decided.items())
