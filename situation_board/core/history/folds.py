"""The history folded: runs of the same kind of action by the same person in a short time are one line that opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from situation_board.core.history.lines import HistoryLine
from situation_board.core.times import MINUTE

PAUSE = 10 * MINUTE
"""Actions that follow each other within this time belong to one run."""
FEWEST = 3
"""Two lines are as quickly read as one that says that there are two."""
MOST_NAMED = 3


@dataclass(frozen=True)
class Fold:
    """One line, or a run of them, the latest first."""

    lines: tuple[HistoryLine, ...]

    @property
    def key(self) -> str:
        """The same while newer lines join the run."""
        return self.lines[-1].action

    @property
    def is_run(self) -> bool:
        return len(self.lines) > 1

    @property
    def names(self) -> tuple[str, ...]:
        """The things that it is about, each once, what was touched last first."""
        return tuple(dict.fromkeys(part.name for line in self.lines for part in line.parts[:1]))

    @property
    def words(self) -> str:
        """ "move card, 5 times: Homs, Hama, Daraa and 2 more", what was touched last first."""
        if not self.is_run:
            return self.lines[0].words
        named = ", ".join(self.names[:MOST_NAMED])
        more = f" and {len(self.names) - MOST_NAMED} more" if len(self.names) > MOST_NAMED else ""
        return f"{self.lines[0].label.replace('_', ' ')}, {len(self.lines)} times: {named}{more}"


def folded(lines: Iterable[HistoryLine]) -> list[Fold]:
    """Lines that follow each other, by one person at one laptop, of one kind, none of them undone or struck."""
    runs: list[list[HistoryLine]] = []
    for line in lines:
        if runs and _belongs(runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [fold for run in runs for fold in _folds(run)]


def _folds(run: list[HistoryLine]) -> list[Fold]:
    return [Fold(tuple(run))] if len(run) >= FEWEST else [Fold((line,)) for line in run]


def _belongs(later: HistoryLine, line: HistoryLine) -> bool:
    same = (later.person, later.laptop, later.label) == (line.person, line.laptop, line.label)
    plain = not any(each.undone or each.struck is not None for each in (later, line))
    return same and plain and abs(later.recorded_at - line.recorded_at) <= PAUSE
