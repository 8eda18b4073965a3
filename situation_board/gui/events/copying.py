"""Events as a table for the clipboard: whatever leaves the program says how it may be handled, and as of when."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from situation_board.core import times
from situation_board.core.exporting.cells import guarded
from situation_board.core.questions.moments import Moment, now_at
from situation_board.core.store import Reading
from situation_board.core.vocabulary import HandlingLabel
from situation_board.gui.entry.wording import without_marks
from situation_board.gui.events.question import EventRow, event_rows
from situation_board.gui.events.words import COLUMNS, heading, translate

STEP = 500
MOST_COPIED = 20_000
"""More is for an export; a clipboard that holds so much stops other programs."""


@dataclass(frozen=True)
class CopiedEvents:
    """A table for editors and for spreadsheets; `left_out` rows were too many."""

    plain: str
    rich: str
    count: int
    left_out: int


def copied_events(reading: Reading, ids: Sequence[str], moment: Moment = None) -> CopiedEvents:
    """Rows with their headings, above them label, as-of and EXERCISE; the label also on each row."""
    taken = ids[:MOST_COPIED]
    rows = [
        row for start in range(0, len(taken), STEP) for row in event_rows(reading, taken[start : start + STEP], moment)
    ]
    usual = HandlingLabel(reading.situation.label or HandlingLabel.AMBER)
    above = [_above(reading, rows, usual, moment)]
    left_out = len(ids) - len(taken)
    if left_out:
        above.append(translate("the first {0} of {1}").format(len(taken), len(ids)))
    headings = [*(heading(column) for column in COLUMNS), translate("Handling")]
    cells = [[*(_plain(cell) for cell in _cells(row)), (row.label or usual).value] for row in rows]
    plain = [*above, "\t".join(headings), *("\t".join(line) for line in cells)]
    return CopiedEvents("\n".join(plain) + "\n", _html(above, headings, cells), len(rows), left_out)


def _cells(row: EventRow) -> Sequence[str]:
    """A struck event says so in words: other programs do not strike through."""
    if not row.struck:
        return row.cells
    said = translate("struck: {0}").format(row.why) if row.why else translate("struck")
    return (*row.cells[:-1], " · ".join(part for part in (row.cells[-1], said) if part))


def _above(reading: Reading, rows: Iterable[EventRow], usual: HandlingLabel, moment: Moment) -> str:
    """The strictest label of what is in the table; what carries none has the situation's."""
    situation = reading.situation
    labels = {row.label or usual for row in rows} or {usual}
    label = next(label for label in HandlingLabel if label in labels)
    as_of = times.in_words(times.exactly(now_at(reading, moment)), reading.zone)
    said = translate("as of {0}").format(f"{as_of} ({reading.zone.key})")
    exercise = [translate("EXERCISE")] if situation.exercise else []
    return guarded(" · ".join([situation.name or "", label.value, said, *exercise]))


def _plain(cell: str) -> str:
    """Without marks of direction, which other programs show as boxes, and without what would break a table or be run
    as a formula."""
    return guarded(" ".join(without_marks(cell).split()))


def _html(above: Sequence[str], headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def line(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    first = "".join(f"<p>{html.escape(words)}</p>" for words in above)
    return f"{first}<table>{line(headings, 'th')}{''.join(line(row, 'td') for row in rows)}</table>"
