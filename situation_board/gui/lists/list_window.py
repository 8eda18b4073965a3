"""One list: a table that can be searched and sorted, and beside it all about what is selected."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSplitter,
    QTableView,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.actions.facts import MERGEABLE, same_as
from situation_board.core.problems import Problem
from situation_board.core.store import Saved
from situation_board.gui.background import Situation
from situation_board.gui.clipboard import put_table
from situation_board.gui.current_report import CurrentReport
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.inspector import Inspector
from situation_board.gui.lists.kinds import KINDS, empty_words, title_of
from situation_board.gui.lists.question import CopiedTable, copied_table
from situation_board.gui.lists.stripe_delegate import StripeDelegate
from situation_board.gui.lists.table_model import ThingsModel
from situation_board.gui.look import HALF, SPACE, icon
from situation_board.gui.safekeeping.taking_out import offer_to_take_out

ROW_HEIGHT = 26
STATUS_TABLES = {"route": "route_status", "presence": "presence_status"}
"""What holds of a thing from a time on, and is said anew."""


class ListWindow(QWidget):
    """`opened` asks to show things in the window's own inspector, `rows_wanted` the rows of an imported file."""

    opened = Signal(list)
    rows_wanted = Signal(str)

    def __init__(
        self,
        situation: Situation,
        table: str,
        parent: QWidget | None = None,
        *,
        current: CurrentReport | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._situation = situation
        self.kind = KINDS[table]
        self.setWindowTitle(title_of(self.kind))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1040, 620)
        self.model = ThingsModel(situation, self.kind, self)
        self.inspector = Inspector(situation, self, current=current)
        self._selected: list[str] = []
        self._made = ""
        self._make_table()
        self._make_search()
        self._make_actions()
        self._lay_out()
        self.model.shown.connect(self._shown)
        self.model.modelReset.connect(self._select_again)
        self.model.ask_again()

    # --- making

    def _make_table(self) -> None:
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setAlternatingRowColors(True)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.table.setAccessibleName(title_of(self.kind))
        rows = self.table.verticalHeader()
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.hide()
        header = self.table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        character = self.fontMetrics().averageCharWidth()
        for number, column in enumerate(self.kind.columns):
            self.table.setColumnWidth(number, column.width * character)
        if self.kind.table == "actor":
            self.table.setItemDelegateForColumn(0, StripeDelegate(self.table))
        self.table.setSortingEnabled(True)
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.table.doubleClicked.connect(self.edit)

    def _make_search(self) -> None:
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search, in any spelling"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._ask)
        self.struck = QCheckBox(self.tr("Struck ones too"), self)
        self.struck.toggled.connect(self._ask)
        self.empty = QLabel(self)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.empty.hide()
        self.count = QLabel(self)
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.error = ErrorLine(self)

    def _make_actions(self) -> None:
        self.add_action = self._action("add", self.tr("Add"), self.add, "Ctrl+N")
        self.edit_action = self._action("edit", self.tr("Edit"), self.edit, "F2")
        self.strike_action = self._action("strike", self.tr("Strike…"), self.strike, "Delete")
        self.same_action = self._action("link", self.tr("Same thing"), self.same, "Ctrl+M")
        self.same_action.setToolTip(self.tr("The two that are selected mean one thing"))
        self.same_action.setVisible(self.kind.table in MERGEABLE)
        self.status_action = self._action("verify", self.tr("Set status"), self.set_status, "Ctrl+T")
        self.status_action.setVisible(self.kind.table in STATUS_TABLES)
        self.rows_action = self._action("filter", self.tr("Show its rows"), self._show_rows, "Ctrl+R")
        self.rows_action.setVisible(self.kind.table == "dataset")
        self.show_action = self._action("open", self.tr("Show in inspector"), self._show_outside, "Ctrl+Return")
        self.copy_action = self._action("copy", self.tr("Copy as table"), self.copy, "Ctrl+C")
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addAction(self.copy_action)
        self.add_action.setVisible(self.kind.can_add)
        self.add_action.setEnabled(self.kind.can_add)
        self._enable()

    def _action(self, picture: str, words: str, do: object, keys: str) -> QAction:
        action = QAction(icon(picture), words, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
        if keys in {"Delete", "F2"}:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.table.addAction(action)
        else:
            self.addAction(action)
        return action

    def actions_here(self) -> list[QAction]:
        made = (self.add_action, self.edit_action, self.status_action, self.strike_action, self.same_action)
        return [*made, self.rows_action, self.show_action, self.copy_action]

    def _lay_out(self) -> None:
        bar = QToolBar(self)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setMovable(False)
        bar.addActions(self.actions_here())
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.struck)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(SPACE, SPACE, 0, SPACE)
        column.setSpacing(HALF)
        column.addLayout(top)
        column.addWidget(self.error)
        column.addWidget(self.empty, 1)
        column.addWidget(self.table, 4)
        column.addWidget(self.count)
        splitter = QSplitter(self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.inspector)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([680, 360])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(splitter, 1)
        self.search.setFocus()

    # --- what is shown

    def _ask(self) -> None:
        self.model.ask(dataclasses.replace(self.model.asked, text=self.search.text(), struck=self.struck.isChecked()))

    def _shown(self) -> None:
        count = len(self.model.ids)
        self.count.setText(self.tr("{0} shown").format(self.locale().toString(count)))
        self.empty.setVisible(count == 0)
        if self.search.text().strip():
            self.empty.setText(self.tr("Nothing is called so."))
        elif not self.kind.can_add:
            self.empty.setText(empty_words(self.kind))
        else:
            self.empty.setText(self.tr("{0} Press Ctrl+N to add one.").format(empty_words(self.kind)))
        self._select_made()

    def _select_made(self) -> None:
        """What was just added, as soon as it is in the list: news and answer come in either order."""
        if self._made and self._made in self.model.ids:
            made, self._made = self._made, ""
            self.select([made])

    def selected(self) -> list[str]:
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        return [self.model.ids[row] for row in sorted(rows) if row < len(self.model.ids)]

    def select(self, things: list[str]) -> None:
        self.table.clearSelection()
        selection = self.table.selectionModel()
        for thing in things:
            row = self.model.row_of(thing)
            if row >= 0:
                flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
                selection.select(self.model.index(row, 0), flags)
                selection.setCurrentIndex(self.model.index(row, 0), selection.SelectionFlag.NoUpdate)
                self.table.scrollTo(self.model.index(row, 0))

    def _select_again(self) -> None:
        """After rows changed too much to be followed."""
        self.select(self._selected)

    def _selection_changed(self) -> None:
        found = self.selected()
        if found or self.model.ids:
            self._selected = found
            self.inspector.show_things(found)
        self._enable()

    def _enable(self) -> None:
        count = len(self._selected)
        self.edit_action.setEnabled(count == 1)
        self.strike_action.setEnabled(count == 1)
        self.status_action.setEnabled(count == 1)
        self.same_action.setEnabled(count == 2)
        self.rows_action.setEnabled(count == 1 and self.kind.table == "dataset")
        self.show_action.setEnabled(count > 0)

    # --- what can be done

    def add(self) -> None:
        """A form for a new one, beside the table."""
        self.inspector.add(self.kind.table, {}, self._typed_already())
        form = self.inspector.form()
        if form is not None:
            form.saved.connect(self._added)

    def _typed_already(self) -> dict[str, object]:
        """What was searched for and not found is what one wants to add."""
        text = self.search.text().strip()
        field = "title" if self.kind.table == "report" else "name"
        return {field: Typed(text)} if text and not self.model.ids and self.kind.table != "link" else {}

    def _added(self, thing: str) -> None:
        self._made = thing
        self.search.clear()
        self.table.setFocus()
        self._select_made()

    def edit(self) -> None:
        self.inspector.edit_first()

    def strike(self) -> None:
        """Ask why, beside the table."""
        thing = self._selected[0]
        row = self.model.listed(self.model.row_of(thing))
        self.inspector.ask_strike(thing, row.cells[0] if row else "")

    def same(self) -> None:
        """The two that are selected mean one thing. Undo makes them two again."""
        a, b = self._selected
        self.error.clear()
        self._situation.do(same_as, a, b, done=self._same_done, failed=self._failed, receiver=self)

    def _same_done(self, saved: Saved) -> None:
        self.table.setFocus()

    def set_status(self) -> None:
        """Whether a route can be used, for which use and in which direction; how many people are somewhere."""
        self.inspector.add(STATUS_TABLES[self.kind.table], {"thing": self._selected[0]}, {})

    def _show_outside(self) -> None:
        self.opened.emit(list(self._selected))

    def _show_rows(self) -> None:
        self.rows_wanted.emit(self._selected[0])

    def copy(self) -> None:
        """The selected rows, or all that are shown, to the clipboard."""
        ids = self._selected or self.model.ids
        self._situation.ask(
            copied_table, self.kind.table, list(ids), done=self._copied, failed=self._failed, receiver=self
        )

    def _copied(self, table: CopiedTable) -> None:
        put_table(table.plain, table.rich)

    def _failed(self, problem: Problem) -> None:
        self.error.show_problem(problem)

    # --- Qt

    def _show_menu(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions_here())
        chosen = self.selected()
        offer_to_take_out(menu, self, chosen[0] if len(chosen) == 1 else "")
        menu.popup(self.table.viewport().mapToGlobal(position))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes from the search to the table, Enter in the table edits, Escape leaves."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus() and self.model.ids:
            self.table.setFocus()
            self.table.setCurrentIndex(self.model.index(0, 0))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.table.hasFocus():
            self.edit()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
