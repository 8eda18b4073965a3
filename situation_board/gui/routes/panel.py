"""The panel of routes and crossings: every use and direction on a line, stated and verified where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.actions.cards import verify
from situation_board.core.names import normalise
from situation_board.core.questions.moments import Moment
from situation_board.core.questions.routes import RouteLine, route_lines
from situation_board.core.store import Reading
from situation_board.gui.background import Situation
from situation_board.gui.current_report import CurrentReport, filled_for, resting
from situation_board.gui.inspector.ask_line import AskLine
from situation_board.gui.inspector.form import ThingForm
from situation_board.gui.look import HALF, icon
from situation_board.gui.routes.model import RoutesModel

TABLES = frozenset({"situation", "route", "route_status", "verification", "location", "report", "same_as"})


@dataclass(frozen=True)
class Routes:
    """The lines of the panel, and the zone to read their times in."""

    lines: list[RouteLine]
    zone: ZoneInfo


def routes(reading: Reading, moment: Moment) -> Routes:
    return Routes(route_lines(reading, moment=moment), reading.zone)


class RoutesPanel(QWidget):
    """`chosen` names the route that is selected, `opened` one to be looked at in full; `left` gives the keyboard back.

    The past is read-only: `set_moment` shows it.
    """

    chosen = Signal(str)
    opened = Signal(str)
    history_wanted = Signal(str)
    left = Signal()

    def __init__(
        self, situation: Situation, parent: QWidget | None = None, *, current: CurrentReport | None = None
    ) -> None:
        super().__init__(parent)
        self._situation = situation
        self._current = current
        self._moment: Moment = None
        self._only: frozenset[str] | None = None
        self._all = Routes([], ZoneInfo("UTC"))
        self.model = RoutesModel(self)
        self.view = QTableView(self)
        self.filter = QLineEdit(self)
        self.only = QToolButton(self)
        self.ask_line = AskLine(self)
        self.empty = QLabel(self)
        self.actions_by_name = self._make_actions()
        self._form: ThingForm | None = None
        self._lay_out()
        situation.changed.connect(self._news)
        self.look_again()

    # --- what is shown

    def look_again(self) -> None:
        self._situation.ask(routes, self._moment, done=self._take, key=(self, "routes"), receiver=self)

    def set_moment(self, moment: Moment) -> None:
        """Show the routes as at a moment; None is now."""
        self._moment = moment
        self.ask_line.finish()
        self._close_form()
        self._enable()
        self.look_again()

    def show_only(self, routes_wanted: frozenset[str] | None) -> None:
        """Show only those routes, as after a move; None shows all again."""
        self._only = routes_wanted
        self.only.setVisible(routes_wanted is not None)
        self._show()
        self.take_focus()

    def take_focus(self) -> None:
        if self.model.lines and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.setFocus()

    def selected(self) -> RouteLine | None:
        index = self.view.currentIndex()
        return self.model.lines[index.row()] if index.isValid() else None

    def _news(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self.look_again()

    def _take(self, found: Routes) -> None:
        self._all = found
        self._show()

    def _show(self) -> None:
        before = self.selected()
        wanted = normalise(self.filter.text())
        lines = [
            line
            for line in self._all.lines
            if (self._only is None or line.route in self._only)
            and (not wanted or any(wanted in normalise(text) for text in (line.name, *line.points)))
        ]
        self.model.show_lines(lines, self._all.zone)
        self.view.resizeColumnsToContents()
        self._select_again(before)
        self._stack.setCurrentIndex(0 if self._all.lines else 1)
        self._enable()

    def _select_again(self, before: RouteLine | None) -> None:
        if before is None:
            return
        same = [
            row
            for row, line in enumerate(self.model.lines)
            if (line.route, line.use, line.direction) == (before.route, before.use, before.direction)
        ]
        if same:
            self.view.setCurrentIndex(self.model.index(same[0], 0))

    # --- what can be done

    def state(self) -> None:
        """Say whether it can be used, for a use and a direction."""
        line = self.selected()
        if line is None:
            return
        suggested = {"use": line.use, "direction": line.direction, "state": line.state}
        known: dict[str, object] = {name: value for name, value in suggested.items() if value is not None}
        self._open_form("route_status", {"thing": line.route}, known)

    def add(self) -> None:
        self._open_form("route", {}, {})

    def verify(self) -> None:
        """Looked at again and unchanged."""
        line = self.selected()
        if line is None or line.status is None:
            return
        route = line.route
        self.ask_line.ask(
            self.tr("%1: checked with whom, or how?").replace("%1", f"\u2068{line.name}\u2069"),
            button=self.tr("Verified, unchanged"),
            placeholder=self.tr("the convoy desk, by radio"),
            answered=lambda text: self._verify(route, text),
        )

    def _verify(self, route: str, checked_with: str) -> None:
        self._situation.do(
            *resting(self._current, verify, [route]),
            checked_with=checked_with,
            done=lambda saved: self.ask_line.finish(),
            failed=self.ask_line.failed,
            receiver=self,
        )

    def _open_form(self, table: str, presets: dict[str, object], suggested: dict[str, object]) -> None:
        self._close_form()
        filled = {**filled_for(self._current, table), **suggested}
        self._form = ThingForm(self._situation, table, self, presets=presets, suggested=filled)
        self._form.closed.connect(self._close_form)
        self._column.insertWidget(2, self._form)
        self._form.start()

    def form(self) -> ThingForm | None:
        return self._form

    def _close_form(self) -> None:
        if self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
            self.take_focus()

    def _open(self) -> None:
        line = self.selected()
        if line is not None:
            self.opened.emit(line.route)

    def _history(self) -> None:
        line = self.selected()
        if line is not None:
            self.history_wanted.emit(line.route)

    def _enable(self) -> None:
        line, is_live = self.selected(), self._moment is None
        self.actions_by_name["state"].setEnabled(is_live and line is not None)
        self.actions_by_name["verify"].setEnabled(is_live and line is not None and line.status is not None)
        self.actions_by_name["add"].setEnabled(is_live)
        for name in ("open", "history"):
            self.actions_by_name[name].setEnabled(line is not None)

    # --- keys and layout

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _make_actions(self) -> dict[str, QAction]:
        return {
            "state": self._action("edit", self.tr("&State…"), self.state, "F2"),
            "verify": self._action("verify", self.tr("&Verify…"), self.verify, "Ctrl+Shift+V"),
            "add": self._action("add", self.tr("&Add a route…"), self.add, "Ins"),
            "open": self._action("info", self.tr("Show in the &inspector"), self._open, ""),
            "history": self._action("history", self.tr("&History"), self._history, ""),
        }

    def _action(self, picture: str, text: str, slot: Callable[[], None], keys: str) -> QAction:
        action = QAction(icon(picture), text, self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: slot())
        self.addAction(action)
        return action

    def _menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.addActions(list(self.actions_by_name.values()))
        menu.popup(self.view.viewport().mapToGlobal(position))
        menu.aboutToHide.connect(menu.deleteLater)

    def _lay_out(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setAccessibleName(self.tr("Routes and crossings"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setSortingEnabled(True)
        view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.horizontalHeader().setStretchLastSection(True)
        view.verticalHeader().hide()
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        view.setAlternatingRowColors(True)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        view.doubleClicked.connect(self._open)
        view.selectionModel().currentRowChanged.connect(self._current_changed)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setText(
            self.tr("Roads, crossings and airports stand here, with what can be used by whom.\nInsert adds the first.")
        )
        middle = QWidget(self)
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(view)
        self._stack.addWidget(self.empty)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(HALF, HALF, HALF, HALF)
        self._column.setSpacing(HALF)
        self._column.addLayout(self._bar())
        self._column.addWidget(self.ask_line)
        self._column.addWidget(middle, 1)

    def _current_changed(self) -> None:
        self._enable()
        line = self.selected()
        if line is not None:
            self.chosen.emit(line.route)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(HALF)
        self.filter.setPlaceholderText(self.tr("Route or place"))
        self.filter.setAccessibleName(self.tr("Show only routes with this name or place"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._show)
        self.only.setText(self.tr("After the move: show all again"))
        self.only.clicked.connect(lambda: self.show_only(None))
        self.only.hide()
        bar.addWidget(self.filter, 1)
        bar.addWidget(self.only)
        for name in ("state", "verify", "add"):
            button = QToolButton(self)
            button.setDefaultAction(self.actions_by_name[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            bar.addWidget(button)
        return bar
