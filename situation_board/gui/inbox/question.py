"""What the inbox shows of a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from situation_board.core.questions.messages import MessageLine, message_lines
from situation_board.core.questions.moments import Moment
from situation_board.core.store import Reading
from situation_board.core.vocabulary import MessageState, Priority
from situation_board.gui.current_report import InHand, made_ready
from situation_board.gui.entry.wording import QT_TRANSLATE_NOOP, isolated, isolated_lines, time_words, words_of
from situation_board.gui.ids_model import ListedRow

HEADINGS = (
    QT_TRANSLATE_NOOP("Inbox", "No."),
    QT_TRANSLATE_NOOP("Inbox", "Came in"),
    QT_TRANSLATE_NOOP("Inbox", "From"),
    QT_TRANSLATE_NOOP("Inbox", "By"),
    QT_TRANSLATE_NOOP("Inbox", "What it says"),
    QT_TRANSLATE_NOOP("Inbox", "Made of it"),
    QT_TRANSLATE_NOOP("Inbox", "State"),
)
WIDTHS = (18, 21, 20, 13, 0, 18, 18)
STATE_ICONS = {MessageState.UNTRIAGED: "new", MessageState.DONE: "check", MessageState.NOT_RELEVANT: "strike"}
MADE_WORDS = {
    "card": (QT_TRANSLATE_NOOP("Inbox", "1 card"), QT_TRANSLATE_NOOP("Inbox", "{0} cards")),
    "claim": (QT_TRANSLATE_NOOP("Inbox", "1 claim"), QT_TRANSLATE_NOOP("Inbox", "{0} claims")),
    "event": (QT_TRANSLATE_NOOP("Inbox", "1 event"), QT_TRANSLATE_NOOP("Inbox", "{0} events")),
    "route": (QT_TRANSLATE_NOOP("Inbox", "1 route"), QT_TRANSLATE_NOOP("Inbox", "{0} routes")),
    "task": (QT_TRANSLATE_NOOP("Inbox", "1 task"), QT_TRANSLATE_NOOP("Inbox", "{0} tasks")),
    "verification": (QT_TRANSLATE_NOOP("Inbox", "1 check"), QT_TRANSLATE_NOOP("Inbox", "{0} checks")),
    "presence": (QT_TRANSLATE_NOOP("Inbox", "1 headcount"), QT_TRANSLATE_NOOP("Inbox", "{0} headcounts")),
}


@dataclass(frozen=True)
class Logged:
    """What deeds need of a message in the list."""

    number: str
    state: MessageState
    in_hand: InHand


def headings() -> list[str]:
    return [_translated(words) for words in HEADINGS]


def inbox_rows(reading: Reading, ids: Sequence[str], moment: Moment = None) -> list[ListedRow]:
    """The lines of those messages, in that order."""
    return [_row(reading, line) for line in message_lines(reading, ids, moment)]


def _row(reading: Reading, line: MessageLine) -> ListedRow:
    message = line.message
    state = message.state or MessageState.UNTRIAGED
    urgent = message.priority in {Priority.URGENT, Priority.EMERGENCY}
    number = f"{line.number} · {words_of(message.priority)}" if urgent else line.number
    cells = (
        number,
        time_words(message.received, reading.zone),
        isolated(message.sender or line.source or ""),
        words_of(message.medium),
        isolated(" ".join((message.text or "").split())),
        made_words(line),
        words_of(state),
    )
    return ListedRow(
        id=line.id,
        cells=cells,
        icons=("warning" if urgent else "", "", "", "", "", "", STATE_ICONS[state]),
        tip=isolated_lines(message.text or ""),
        is_loud=urgent and state is MessageState.UNTRIAGED,
        is_quiet=state is not MessageState.UNTRIAGED,
        what=Logged(line.number, state, made_ready(reading, line.footing)),
    )


def made_words(line: MessageLine) -> str:
    """ "1 card, 2 claims"."""
    parts = []
    for table, count in line.made:
        one, many = MADE_WORDS[table]
        parts.append(_translated(one) if count == 1 else _translated(many).format(count))
    return ", ".join(parts)


def _translated(words: str) -> str:
    return QCoreApplication.translate("Inbox", words)
