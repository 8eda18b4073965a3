"""What was done, by whom and when, the latest first; any of it can be undone from here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QListView, QMenu, QPushButton, QVBoxLayout, QWidget

from situation_board.core.history import undo_action
from situation_board.gui.background import Situation
from situation_board.gui.history_model import IS_INSIDE, HistoryDelegate, HistoryModel, HistoryPage, history_page
from situation_board.gui.look import icon
from situation_board.gui.safekeeping.taking_out import offer_to_take_out

STEP = 200


class HistoryPanel(QWidget):
    """`thing_chosen` names what a line is about."""

    thing_chosen = Signal(str)

    def __init__(self, situation: Situation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._limit = STEP
        self._thing: str | None = None
        self._is_current = False
        self._model = HistoryModel(self)
        self._model.more_wanted.connect(self._more)
        self._only = self._make_only()
        self._empty = QLabel(self.tr("What is done on the board is listed here: who did what, when."))
        self._empty.setWordWrap(True)
        self._undo = self._make_undo()
        self._view = self._make_view()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._only, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self._empty)
        layout.addWidget(self._view, 1)
        self._only.hide()
        self._empty.hide()
        self.setFocusProxy(self._view)
        situation.changed.connect(self._look_again)

    @property
    def view(self) -> QListView:
        return self._view

    def show_thing(self, thing: str | None) -> None:
        """Only what was done with one thing; None shows everything."""
        self._thing, self._limit = thing, STEP
        self._ask()

    def undo_current(self) -> None:
        """Undo the chosen action; where something newer stands on it, that is explained and nothing happens.

        A run of several is opened instead: one of them has to be chosen.
        """
        current = self._view.currentIndex()
        if self._model.is_head(current):
            self._model.set_open(current, True)
        line = self._model.line(current)
        if line is not None:
            self._situation.do(undo_action, line.action)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens or folds a run; the arrow forwards opens it, the arrow back folds it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(event.key())
        return super().eventFilter(watched, event)

    def _pressed(self, key: int) -> bool:
        current = self._view.currentIndex()
        if not current.isValid():
            return False
        forwards, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            forwards, back = back, forwards
        if key == back and self._model.data(current, IS_INSIDE):
            head = self._model.head_of(current)
            self._view.setCurrentIndex(head)
            self._model.set_open(head, False)
        elif self._model.is_head(current) and key in {forwards, back, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._model.set_open(current, key == forwards or (key != back and not self._model.is_open(current)))
        else:
            return False
        return True

    def _toggle(self, index: QModelIndex) -> None:
        if self._model.is_head(index):
            self._model.set_open(index, not self._model.is_open(index))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_current:
            self._ask()

    def _look_again(self) -> None:
        """A hidden panel asks when it is next shown."""
        self._is_current = False
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self._is_current = True
        self._situation.ask(
            history_page, limit=self._limit, thing=self._thing, done=self._show, key=(self, "page"), receiver=self
        )

    def _show(self, page: HistoryPage) -> None:
        self._model.show_page(page)
        self._empty.setVisible(not page.folds)
        self._only.setText(self.tr("Only {name}").format(name=f"\u2068{page.name}\u2069".replace("&", "&&")))
        self._only.setVisible(page.thing is not None)

    def _more(self) -> None:
        self._limit += STEP
        self._ask()

    def _choose(self, index: QModelIndex) -> None:
        line = self._model.line(index)
        if line is not None and line.parts:
            self.thing_chosen.emit(line.parts[0].thing)

    # --- making

    def _make_only(self) -> QPushButton:
        button = QPushButton(icon("close"), "")
        button.setFlat(True)
        button.setToolTip(self.tr("Show everything again"))
        button.clicked.connect(lambda: self.show_thing(None))
        return button

    def _make_undo(self) -> QAction:
        action = QAction(icon("undo"), self.tr("&Undo this"), self)
        action.setShortcut("Del")
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self.undo_current)
        return action

    def _make_view(self) -> QListView:
        view = QListView()
        view.setModel(self._model)
        view.setItemDelegate(HistoryDelegate(view))
        view.setAccessibleName(self.tr("History"))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setUniformItemSizes(True)
        view.setAlternatingRowColors(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.addAction(self._undo)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)
        view.activated.connect(self._choose)
        view.clicked.connect(self._toggle)
        view.installEventFilter(self)
        return view

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._undo)
        line = self._model.line(self._view.currentIndex())
        if line is not None and len(line.parts) > 0:
            offer_to_take_out(menu, self, line.parts[0].thing, line.parts[0].field)
        menu.popup(self._view.viewport().mapToGlobal(at))
