"""The events in a table below the board: found, sorted, copied, linked and struck here, edited in the inspector."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPalette, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from situation_board.core import times
from situation_board.core.actions.facts import same_as
from situation_board.core.actions.messages import resting_on
from situation_board.core.problems import Problem
from situation_board.core.questions.filtering import CardFilter
from situation_board.core.questions.moments import Moment
from situation_board.core.questions.origins import imported_files
from situation_board.core.store import Reading, Saved
from situation_board.core.times import Precision, Time
from situation_board.core.vocabulary import EventKind
from situation_board.gui.background import Situation
from situation_board.gui.clipboard import put_table
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated
from situation_board.gui.events.copying import CopiedEvents, copied_events
from situation_board.gui.events.deeds import strike_events
from situation_board.gui.events.filter_bar import EventsFilterBar
from situation_board.gui.events.model import COLUMN_NAMES, EventsModel
from situation_board.gui.events.view import EventsView
from situation_board.gui.inspector.ask_line import AskLine
from situation_board.gui.inspector.editing import lift_advisories, verify_things
from situation_board.gui.inspector.titles import names_of
from situation_board.gui.list_parts import empty_note, list_action
from situation_board.gui.look import HALF, SPACE
from situation_board.gui.safekeeping.taking_out import offer_to_take_out

if TYPE_CHECKING:
    from situation_board.gui.current_report import CurrentReport

MOST_INSPECTED = 200
"""So many selected events are shown elsewhere; of more, only the one that has the keyboard."""


class EventsTable(QWidget):
    """`selection_changed` names what is selected, `opened` asks for the inspector, `edit_wanted` for the editor.

    `left` is Escape: the keyboard goes elsewhere.
    """

    selection_changed = Signal(list)
    opened = Signal(str)
    edit_wanted = Signal(str)
    history_wanted = Signal(str)
    new_wanted = Signal()
    left = Signal()

    def __init__(
        self, situation: Situation, parent: QWidget | None = None, *, current: CurrentReport | None = None
    ) -> None:
        super().__init__(parent)
        self._situation = situation
        self._current_report = current
        self._is_behind = True
        self._is_following = False
        self._selected: list[str] = []
        self._current = ""
        self._to_select = ""
        self.model = EventsModel(situation, self)
        self.model.wanted = self._wanted
        self.view = EventsView(self.model, self)
        self.filter_bar = EventsFilterBar(self)
        self.error = ErrorLine(self)
        self.asking = AskLine(self)
        self.empty = empty_note(self)
        self.count = self._quiet_label()
        self._make_actions()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    # --- making

    def _quiet_label(self) -> QLabel:
        label = QLabel(self)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    def _make_actions(self) -> None:
        self.new_action = list_action(self.view, "add", self.tr("New event…"), self.new_wanted.emit)
        self.open_action = list_action(self.view, "open", self.tr("Show in inspector"), self.open_current, "Return")
        self.edit_action = list_action(self.view, "edit", self.tr("Details…"), self._edit, "F2")
        self.same_action = list_action(self.view, "link", self.tr("Same event"), self.link_same, "Ctrl+M")
        self.same_action.setToolTip(self.tr("The two that are selected tell of one event"))
        self.verify_action = list_action(self.view, "verify", self.tr("Verify…"), self.verify, "Ctrl+Shift+V")
        self.lift_action = list_action(self.view, "check", self.tr("Lift the advisory…"), self.lift)
        self.strike_action = list_action(self.view, "strike", self.tr("Strike…"), self.strike, "Delete")
        self.history_action = list_action(self.view, "history", self.tr("History, undo…"), self._show_history)
        self.copy_action = list_action(self.view, "copy", self.tr("Copy as table"), self.copy, "Ctrl+C")
        self._enable()

    def actions_here(self) -> list[QAction]:
        first = [self.open_action, self.edit_action, self.verify_action, self.lift_action, self.same_action]
        return [*first, self.strike_action, self.history_action, self.copy_action, self.new_action]

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.filter_bar, 1)
        top.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, HALF, SPACE, HALF)
        column.setSpacing(HALF)
        column.addLayout(top)
        column.addWidget(self.error)
        column.addWidget(self.empty, 1)
        column.addWidget(self.view, 4)
        column.addWidget(self.asking)

    def _connect(self) -> None:
        self._situation.changed.connect(self._news)
        self.model.asking.connect(lambda: self.count.setText(self.tr("looking…")))
        self.model.about_to_change.connect(self._begin_following)
        self.model.shown.connect(self._shown)
        self.view.selectionModel().selectionChanged.connect(self._selection_changed)
        self.view.selectionModel().currentChanged.connect(self._selection_changed)
        self.view.doubleClicked.connect(self._edit)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.filter_bar.changed.connect(self._ask)
        self.filter_bar.down.connect(self._to_rows)
        self.filter_bar.left.connect(self.left)

    # --- what is shown

    def set_span(self, earliest: int | None, latest: int | None) -> None:
        """Only what happened between two moments, in milliseconds; None is open, both None is all time."""
        self.filter_bar.set_span(earliest, latest)
        self._situation.ask(_span_words, earliest, latest, done=self.filter_bar.name_span, key=(self, "span"))

    def set_card_filter(self, filter: CardFilter) -> None:
        """What the board's filter asks for of actor, area and text is asked of events, too."""
        self.filter_bar.set_card_filter(filter)
        shared = self.filter_bar.of_board
        self._situation.ask(_shared_words, shared, done=self.filter_bar.name_shared, key=(self, "shared"))

    def set_origin(self, dataset: str) -> None:
        """Only the rows of an imported file."""
        self.filter_bar.clear()
        self.filter_bar.origin.choose(dataset)

    def set_moment(self, moment: Moment) -> None:
        """Show the events as at a moment; None is now. The past cannot be changed."""
        self._change(moment=moment)
        self._enable()

    def take_focus(self) -> None:
        """The keyboard to the rows, or to the filter while there are none."""
        target = self.view if self.view.isVisible() else self.filter_bar.text
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def selected(self) -> list[str]:
        """The selected ids in the order of the table."""
        return [self.model.ids[row] for span in self._spans() for row in range(*span)]

    def select(self, things: list[str]) -> None:
        """Select events as soon as they are in the table."""
        self._to_select = things[0] if things else ""
        self.model.ask_again()

    def _ask(self) -> None:
        self.filter_bar.show_asks()
        self._change(filter=self.filter_bar.filter(), struck=self.filter_bar.struck.isChecked())

    def _change(self, **values: object) -> None:
        """A hidden table asks when it is next shown."""
        asked = dataclasses.replace(self.model.asked, **values)  # type: ignore[arg-type]
        if self.isVisible():
            self.model.ask(asked)
        else:
            self.model.asked, self._is_behind = asked, True

    def _news(self, tables: object) -> None:
        if not self.isVisible():
            self._is_behind = True
        elif isinstance(tables, frozenset) and tables & SHOWN_TABLES:
            self.model.ask_again()
            self._ask_origins()

    def _ask_origins(self) -> None:
        self._situation.ask(imported_files, done=self.filter_bar.origin.show_files, key=(self, "origins"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self._is_behind = False
            self.model.ask_again()
            self._ask_origins()

    def _wanted(self) -> frozenset[str]:
        count = sum(last - first for first, last in self._spans())
        chosen = self.selected() if count <= MOST_INSPECTED else []
        return frozenset([*chosen, self._current, self._to_select]) - {""}

    def _begin_following(self) -> None:
        self._is_following = True

    def _shown(self, rows: dict[str, int]) -> None:
        self._is_following = False
        if self._to_select in rows:
            thing, self._to_select = self._to_select, ""
            self.view.select_rows([rows[thing]])
        elif [thing for thing in self._selected if thing in rows] != self.selected():
            self.view.select_rows(sorted({rows[thing] for thing in self._selected if thing in rows}))
        self._selection_changed()
        self._show_count()

    def _show_count(self) -> None:
        count = len(self.model.ids)
        words = self.tr("1 event") if count == 1 else self.tr("{0} events").format(self.locale().toString(count))
        chosen = sum(last - first for first, last in self._spans())
        if chosen > 1:
            words = self.tr("{0}, {1} selected").format(words, self.locale().toString(chosen))
        self.count.setText(words)
        self.empty.setVisible(count == 0)
        self.view.setVisible(count > 0 or self.view.hasFocus())
        self.empty.setText(self._empty_words())

    def _empty_words(self) -> str:
        if self.filter_bar.asks:
            return self.tr("No event is like that. “Show all” takes the filter away.")
        return self.tr(
            "What happened and what was said stands here: displacement, evacuations, withdrawals, advisories, "
            "with any number of figures. Press Ctrl+E to enter an event."
        )

    # --- selection

    def _spans(self) -> list[tuple[int, int]]:
        """Selected rows as (first, behind the last): a million may be selected."""
        selection = self.view.selectionModel().selection()
        spans = {(selection.at(place).top(), selection.at(place).bottom() + 1) for place in range(selection.count())}
        return sorted(span for span in spans if 0 <= span[0] < span[1] <= len(self.model.ids))

    def _selection_changed(self) -> None:
        if self._is_following:
            return
        count = sum(last - first for first, last in self._spans())
        row = self.view.currentIndex().row()
        self._current = self.model.ids[row] if 0 <= row < len(self.model.ids) else ""
        chosen = self.selected() if count <= MOST_INSPECTED else [self._current]
        self._enable()
        self._show_count()
        if chosen != self._selected:
            self._selected = chosen
            if chosen:
                self.selection_changed.emit(chosen)

    def _enable(self) -> None:
        count = sum(last - first for first, last in self._spans())
        is_now = self.model.asked.moment is None
        self.open_action.setEnabled(count > 0)
        self.history_action.setEnabled(count == 1)
        self.edit_action.setEnabled(count == 1 and is_now)
        self.same_action.setEnabled(count == 2 and is_now)
        for action in (self.strike_action, self.verify_action):
            action.setEnabled(0 < count <= MOST_INSPECTED and is_now)
        self.lift_action.setEnabled(0 < count <= MOST_INSPECTED and is_now and self._are_advisories())
        self.copy_action.setEnabled(bool(self.model.ids))

    def _are_advisories(self) -> bool:
        """As far as their rows are read: of the others, lifting says what is wrong."""
        rows = (self.model.known_row(thing) for thing in self.selected())
        return all(row is None or row.kind == EventKind.ADVISORY for row in rows)

    def _to_rows(self) -> None:
        if self.model.ids:
            self.view.setFocus()
            if not self._spans():
                self.view.select_rows([max(0, self.view.currentIndex().row())])

    # --- what can be done

    def open_current(self) -> None:
        if self._current:
            self.opened.emit(self._current)

    def _edit(self) -> None:
        row = self.model.known_row(self._current)
        if self._current and self.edit_action.isEnabled() and not (row and row.struck):
            self.edit_wanted.emit(self._current)

    def _show_history(self) -> None:
        self.history_wanted.emit(self._current)

    def link_same(self) -> None:
        """The two that are selected tell of one event: both stay, one counts. Undo makes them two again."""
        a, b = self.selected()
        self._do(same_as, a, b)

    def strike(self) -> None:
        """Ask why, then strike what is selected. It stays, struck through."""
        chosen = self.selected()
        row = self.model.known_row(chosen[0])
        title = isolated(row.cells[COLUMN_NAMES.index("text")] or row.cells[1]) if row else ""
        many = self.tr("Strike these {0} events? Say why.").format(len(chosen))
        self.asking.ask(
            self.tr("Strike {0}? Say why.").format(title) if len(chosen) == 1 else many,
            button=self.tr("Strike"),
            placeholder=self.tr("such as: entered twice"),
            answered=lambda why: self._strike(chosen, why),
        )

    def _strike(self, events: list[str], why: str) -> None:
        self._do_asked(strike_events, events, why=why)

    def verify(self) -> None:
        """Ask with whom it was checked, then note it for what is selected."""
        chosen = self.selected()
        self.asking.ask(
            self.tr("Unchanged. Checked with whom, or how?"),
            button=self.tr("Verified"),
            placeholder=self.tr("such as: field officer by phone"),
            answered=lambda said: self._verify(chosen, said),
        )

    def _verify(self, events: list[str], said: str) -> None:
        """It rests on the current report, where there is one, and is as of its time."""
        held = self._current_report.in_hand if self._current_report else None
        if held is None:
            self._do_asked(verify_things, events, said)
        else:
            self._do_asked(resting_on, held.footing.thing, verify_things, events, said)

    def lift(self) -> None:
        """Ask since when the advisories that are selected do not hold any more."""
        chosen = self.selected()
        self.asking.ask(
            self.tr("Lifted since when? Leave it empty where the time is not stated."),
            button=self.tr("Lifted"),
            placeholder=self.tr("8 Dec, 14:30, now"),
            answered=lambda since: self._do_asked(lift_advisories, chosen, since),
        )

    def _do_asked(self, action: object, *args: object, **kwargs: object) -> None:
        self._situation.do(
            action,  # type: ignore[arg-type]
            *args,
            done=lambda _: self.asking.finish(),
            failed=self.asking.failed,
            receiver=self,
            **kwargs,
        )

    def _do(self, action: object, *args: object) -> None:
        self.error.clear()
        self._situation.do(action, *args, done=self._done, failed=self._failed, receiver=self)  # type: ignore[arg-type]

    def _done(self, saved: Saved) -> None:
        self.view.setFocus()

    def copy(self) -> None:
        """The selected rows, or all that are shown, to the clipboard."""
        count = sum(last - first for first, last in self._spans())
        ids = self.selected() if count > 1 else self.model.ids
        moment = self.model.asked.moment
        self._situation.ask(
            copied_events, ids, moment, done=self._copied, failed=self._failed, key=(self, "copy"), receiver=self
        )

    def _copied(self, table: CopiedEvents) -> None:
        put_table(table.plain, table.rich)
        said = self.tr("{0} copied").format(self.locale().toString(table.count))
        if table.left_out:
            said = self.tr("{0}, {1} left out").format(said, self.locale().toString(table.left_out))
        self.count.setText(said)

    def _failed(self, problem: Problem) -> None:
        self.error.show_problem(problem)

    # --- Qt

    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions_here())
        chosen = self.selected() if len(self._spans()) == 1 else []
        offer_to_take_out(menu, self, chosen[0] if len(chosen) == 1 else "")
        menu.popup(self.view.viewport().mapToGlobal(position))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.filter_bar.text.setFocus()
        else:
            super().keyPressEvent(event)


SHOWN_TABLES = frozenset(
    {"event", "claim", "location", "actor", "source", "verification", "same_as", "situation", "dataset"}
)


def _span_words(reading: Reading, earliest: int | None, latest: int | None) -> str:
    """ "7-8 Dec 2024", or since or until when."""

    def day(moment: int) -> str:
        return times.in_words(times.day(times.at(moment, reading.zone).date(), reading.zone), reading.zone)

    if earliest is None and latest is None:
        return ""
    if earliest is None:
        return f"– {day(latest or 0)}"
    if latest is None:
        return f"{day(earliest)} –"
    return isolated(times.in_words(Time(earliest, latest, Precision.RANGE), reading.zone))


def _shared_words(reading: Reading, filter: CardFilter) -> str:
    """What the board's filter asks for."""
    names = names_of(reading, [filter.actor, filter.area])
    said = [names.get(filter.actor or ""), names.get(filter.area or ""), f"“{filter.text}”" if filter.text else None]
    return " · ".join(isolated(words) for words in said if words)
