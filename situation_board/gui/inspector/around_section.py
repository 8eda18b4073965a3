"""Sections on what stands around a thing: open questions, our people, headcounts, what was made of a message."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from situation_board.core.questions.presence import DEFAULT_LABEL, PresenceLine
from situation_board.core.questions.tasks import TaskLine
from situation_board.core.rows import PresenceStatus
from situation_board.core.vocabulary import TaskState
from situation_board.gui.background import Situation
from situation_board.gui.entry.clock import Clock
from situation_board.gui.entry.wording import isolated, isolated_lines, time_words, words_of
from situation_board.gui.inspector.around_question import Around, around
from situation_board.gui.inspector.lines import hanging_entry
from situation_board.gui.inspector.section import EntryText, Section
from situation_board.gui.look import SPACE, icon

PLACES = frozenset({"card", "location"})
RESTED_ON = frozenset({"message", "report"})
ASKED_ABOUT = frozenset({"card", "event", "route", "actor", "location", "claim", "source", "message", "presence"})


class AroundSections(QWidget):
    """Made for things of one table. It asks by itself.

    `look_wanted` asks for somebody to look again, `people_wanted` for a new presence at a place, `headcount_wanted`
    for a new headcount, `use_wanted` for the thing as current report.
    """

    opened = Signal(str)
    strike_wanted = Signal(str, str)
    look_wanted = Signal()
    people_wanted = Signal(str)
    headcount_wanted = Signal()
    use_wanted = Signal()

    def __init__(self, situation: Situation, table: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._table = table
        self._place = ""
        self.use_button = QPushButton(icon("source"), self.tr("Current report"), self)
        self.use_button.setToolTip(self.tr("New entries and moves rest on it until it is cleared (Ctrl+U)"))
        self.use_button.clicked.connect(self.use_wanted)
        self.headcounts = Section(
            self.tr("Headcounts"),
            self,
            empty=self.tr("Nobody said yet how many are there."),
            add=self.tr("Add a headcount"),
        )
        self.made = Section(self.tr("Made of it"), self, empty=self.tr("Nothing was made of it yet."))
        self.tasks = Section(
            self.tr("Questions and tasks"),
            self,
            empty=self.tr("Nobody was asked to look at it."),
            add=self.tr("Ask somebody to look"),
        )
        self.people = Section(
            self.tr("Our people here"),
            self,
            empty=self.tr("None are known here. Headcounts only, never names; they stay off shared sheets."),
            add=self.tr("Add an office, site or convoy"),
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        for widget in (self.use_button, self.headcounts, self.made, self.tasks, self.people):
            column.addWidget(widget)
        self.use_button.setVisible(self._table in RESTED_ON)
        self.headcounts.setVisible(self._table == "presence")
        self.made.setVisible(self._table == "message")
        self.tasks.setVisible(self._table in ASKED_ABOUT)
        self.people.setVisible(self._table in PLACES)

    def _connect(self) -> None:
        for section in (self.headcounts, self.made, self.tasks, self.people):
            section.opened.connect(self.opened)
            section.strike_wanted.connect(self.strike_wanted)
        self.tasks.added.connect(self.look_wanted)
        self.people.added.connect(lambda: self.people_wanted.emit(self._place))
        self.headcounts.added.connect(self.headcount_wanted)

    def show_around(self, thing: str, *, is_past: bool = False) -> None:
        """Ask what stands around that thing, and show it. What is open now has no place in the past."""
        self.setVisible(not is_past)
        if is_past:
            return
        self._situation.ask(around, self._table, thing, done=self._show, key=(self, "around"), receiver=self)

    def _show(self, found: Around) -> None:
        self._place = found.place
        self.tasks.show_entries([task_entry(line, found.clock) for line in found.tasks])
        self.people.show_entries([presence_entry(line, found.clock) for line in found.people])
        self.headcounts.show_entries([headcount_entry(status, found.clock) for status in found.headcounts])
        self.made.show_entries([hanging_entry(each) for each in found.made if each.table != "message"])


def task_entry(line: TaskLine, clock: Clock) -> EntryText:
    """What; whose, until when, whether it is overdue, what came of it."""
    task = line.task
    due = time_words(task.due, clock.zone) if task.due else ""
    if due:
        due = (_translated("overdue: {0}") if line.overdue else _translated("until {0}")).format(due)
    state = "" if task.state == TaskState.OPEN else words_of(task.state)
    aside = ", ".join(part for part in (words_of(task.kind), isolated(task.role or ""), due, state) if part)
    return EntryText(
        key=line.id,
        text=isolated_lines(task.text or ""),
        aside="\n".join(part for part in (aside, isolated(task.outcome or "")) if part),
    )


def presence_entry(line: PresenceLine, clock: Clock) -> EntryText:
    """Whose, how many, how they work, since when; its label, and that it stays off shared sheets."""
    name = f" ({isolated(line.presence.name)})" if line.presence.name else ""
    when = time_words(line.as_of, clock.zone) if line.as_of else _translated("time not stated")
    when = _translated("{0}, stale").format(when) if line.stale else when
    return EntryText(
        key=line.id,
        heading=f"{isolated(line.organisation)}, {words_of(line.presence.kind)}{name}",
        text=headcount_words(line.headcount, words_of(line.posture)),
        aside=f"{when}\n{label_words(line)}",
    )


def headcount_words(headcount: int | None, posture: str) -> str:
    """ "12 people, restricted"; zero is not the same as not stated."""
    many = _translated("headcount not stated")
    if headcount is not None:
        many = _translated("1 person") if headcount == 1 else _translated("{0} people").format(isolated(str(headcount)))
    return ", ".join(part for part in (many, posture) if part)


def label_words(line: PresenceLine) -> str:
    if line.label == DEFAULT_LABEL:
        return _translated("{0}: stays off shared sheets").format(isolated(line.label.value))
    return isolated(line.label.value)


def headcount_entry(status: PresenceStatus, clock: Clock) -> EntryText:
    when = time_words(status.as_of, clock.zone) if status.as_of else _translated("time not stated")
    return EntryText(
        key=status.id,
        text=headcount_words(status.headcount, words_of(status.posture)),
        aside=", ".join(part for part in (when, isolated(status.note or "")) if part),
        struck=status.voided,
        why=status.voided_why or "",
        can_open=False,
    )


def _translated(words: str) -> str:
    return QCoreApplication.translate("Around", words)
