"""What the queue shows of each thing to be looked at again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from situation_board.core.questions.moments import Moment
from situation_board.core.questions.reverify import ToVerify, WhyAgain, queue_lines, reverify_queue
from situation_board.core.store import Reading
from situation_board.core.times import DAY, HOUR, MINUTE, Time
from situation_board.gui.entry.wording import (
    QT_TRANSLATE_NOOP,
    isolated,
    table_word,
    time_words,
    words_of,
)
from situation_board.gui.ids_model import ListedRow

HEADINGS = (
    QT_TRANSLATE_NOOP("Queue", "What"),
    QT_TRANSLATE_NOOP("Queue", "Kind"),
    QT_TRANSLATE_NOOP("Queue", "Why"),
    QT_TRANSLATE_NOOP("Queue", "Stale for"),
    QT_TRANSLATE_NOOP("Queue", "Last looked at"),
    QT_TRANSLATE_NOOP("Queue", "Hangs on it"),
    QT_TRANSLATE_NOOP("Queue", "Who looks"),
)
WIDTHS = (26, 10, 0, 14, 20, 12, 22)
ICONS = {
    WhyAgain.STALE: "clock-stale",
    WhyAgain.SOURCE_STRUCK: "no-source",
    WhyAgain.ASKED: "user",
}
TABLE_ICONS = {"card": "card", "route": "route", "event": "warning"}


def headings() -> list[str]:
    return [_translated(words) for words in HEADINGS]


def queue_ids(reading: Reading, filter: None = None, moment: Moment = None) -> list[str]:
    """The things in order, the most urgent first. The queue is unfiltered and about now, whatever is asked."""
    return [line.thing for line in reverify_queue(reading).lines]


def queue_rows(reading: Reading, ids: Sequence[str], moment: Moment = None) -> list[ListedRow]:
    """The lines of those things, in that order."""
    return [_row(reading, line, reading.now) for line in queue_lines(reading, ids)]


def _row(reading: Reading, line: ToVerify, now: int) -> ListedRow:
    overdue = line.overdue(now)
    cells = (
        isolated(line.name),
        table_word(line.table),
        isolated(", ".join(words_of(why) for why in line.why)),
        isolated(age_words(overdue, line.seen)) if overdue is not None and overdue > 0 else "",
        time_words(line.seen, reading.zone) if line.seen else "",
        isolated(str(line.hangs)) if line.hangs else "",
        _who(reading, line),
    )
    return ListedRow(
        id=line.thing,
        cells=cells,
        icons=(TABLE_ICONS.get(line.table, ""), "", ICONS[line.why[0]] if line.why else ""),
        tip=isolated(line.detail),
        is_loud=WhyAgain.SOURCE_STRUCK in line.why,
    )


def _who(reading: Reading, line: ToVerify) -> str:
    who = ", ".join(isolated(role) for role in line.roles)
    due = _translated("until {0}").format(time_words(line.due, reading.zone)) if line.due else ""
    return ", ".join(part for part in (who, due) if part)


def age_words(milliseconds: int, since: Time | None) -> str:
    """ "3 d", "5 h", "20 min", rounded down; of what is only known by the day no hours."""
    is_by_day = since is not None and since.latest - since.earliest >= DAY
    if milliseconds >= 2 * DAY or (is_by_day and milliseconds >= DAY):
        return _translated("{0} d").format(isolated(str(milliseconds // DAY)))
    if is_by_day:
        return _translated("less than a day")
    if milliseconds >= HOUR:
        return _translated("{0} h").format(isolated(str(milliseconds // HOUR)))
    return _translated("{0} min").format(isolated(str(milliseconds // MINUTE)))


def _translated(words: str) -> str:
    return QCoreApplication.translate("Queue", words)
