"""What changed since one last closed the file, since the last sheet, since a time: a list that leads to each thing."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.history.since import Bookmark
from situation_board.core.problems import Problem
from situation_board.gui.background import Situation
from situation_board.gui.changes.list import ChangesList
from situation_board.gui.changes.question import Asked, Page, Since, changes_page
from situation_board.gui.entry.error_line import ErrorLine
from situation_board.gui.entry.wording import isolated
from situation_board.gui.errors import announce
from situation_board.gui.look import HALF, SPACE, icon

TYPING_MILLISECONDS = 300
MOST_LISTED = 1_000
"""Differences: nobody reads more of them in a list. The text has them all."""


class ChangesPanel(QWidget):
    """`chosen` brings the About of a line. `bookmark` says up to where this person has seen the file before."""

    chosen = Signal(object)

    def __init__(self, situation: Situation, bookmark: Bookmark | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._situation = situation
        self._bookmark = bookmark
        self._page: Page | None = None
        self._is_behind = True
        self.since = self._since_box(bookmark)
        self.time = self._time_field(self.tr("06:00, 7 Dec 18:00, #120"), self.tr("Since this time"))
        self.until = self._time_field(self.tr("until now, or a time"), self.tr("Until this time"))
        self.kind = self._kind_box()
        self.background = QCheckBox(self.tr("Also places, actors, sources"))
        self.background.toggled.connect(self._ask)
        self.error = ErrorLine(self)
        self.period = QLabel(self)
        self.list = ChangesList(self)
        self.list.opened.connect(self.chosen)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("What changed, as text"))
        self.empty = self._empty_label()
        self.as_text = self._button("density", self.tr("As text"), self.tr("Show the list as plain text"))
        self.as_text.setCheckable(True)
        self.as_text.toggled.connect(self._show_page)
        self.copy = self._button("copy", self.tr("Copy"), self.tr("Copy the list as text, with label and period"))
        self.copy.clicked.connect(self.copy_text)
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._typing.timeout.connect(self._ask)
        self.setFocusProxy(self.list)
        situation.changed.connect(self._look_again)
        self._show_fields()

    def set_bookmark(self, bookmark: Bookmark) -> None:
        """Up to where this person has seen the file before; what is looked at stays."""
        self._bookmark = bookmark
        self._look_again()

    def copy_text(self) -> None:
        """Whatever leaves the program carries label, exercise, situation and period."""
        if self._page is not None and self._page.changed is not None:
            QGuiApplication.clipboard().setText(self._page.changed.text)
            announce(self, self.tr("Copied"))

    def asked(self) -> Asked:
        return Asked(
            since=Since(self.since.currentData()),
            text=self.time.text(),
            true_then=bool(self.kind.currentData()),
            with_background=self.background.isChecked(),
            bookmark=self._bookmark,
            until=self.until.text(),
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self._ask()

    # --- asking

    def _look_again(self) -> None:
        """A hidden panel asks when it is next shown."""
        self._is_behind = True
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self._is_behind = False
        self._situation.ask(
            changes_page, self.asked(), done=self._show, failed=self._refuse, key=(self, "page"), receiver=self
        )

    def _refuse(self, problem: Problem) -> None:
        self.error.show_problem(problem)

    def _show(self, page: Page) -> None:
        self.error.clear()
        self._page = page
        self._name_choices(page)
        self._show_page()

    def _show_page(self) -> None:
        changed = self._page.changed if self._page else None
        found = changed.differences if changed else ()
        self.list.show_differences(found[:MOST_LISTED])
        self.text.setPlainText(changed.text if changed and self.as_text.isChecked() else "")
        self.period.setText(self._period() if changed else "")
        self.period.setVisible(changed is not None)
        self.copy.setEnabled(changed is not None)
        self.empty.setText(self._empty_words())
        shown: QWidget = self.empty if not found else self.text if self.as_text.isChecked() else self.list
        self._stack.setCurrentWidget(shown)

    def _period(self) -> str:
        assert self._page is not None and self._page.changed is not None
        changed = self._page.changed
        stamp = [changed.stamp.label.value, *([self.tr("EXERCISE")] if changed.stamp.exercise else [])]
        period = self.tr("from {0} to {1}").format(isolated(changed.since), isolated(changed.until))
        listed = self._listed_words(len(changed.differences))
        return " · ".join([*(isolated(each) for each in stamp), period, *listed])

    def _listed_words(self, count: int) -> list[str]:
        """Said where the list is shortened."""
        if count <= MOST_LISTED:
            return []
        words = self.tr("the first {0} of {1}; the text has them all")
        return [words.format(isolated(str(MOST_LISTED)), isolated(str(count)))]

    def _empty_words(self) -> str:
        if self._page is None:
            return ""
        if self._page.changed is None:
            return self.tr(
                "Write a time above, such as 06:00, 7 Dec 18:00 or #120: what changed since then stands here."
            )
        return self.tr("Nothing changed since then. Moves, claims, events and everything else that changes stand here.")

    def _name_choices(self, page: Page) -> None:
        """When each was, in its line; a choice that there is not cannot be taken."""
        offered = page.offered
        words = {
            Since.CLOSED: (self.tr("Since I last closed this file"), offered.closed),
            Since.SHEET: (self.tr("Since the last sheet"), offered.sheet),
            Since.SHIFT: (self.tr("Since the shift began"), offered.shift),
        }
        for row in range(self.since.count()):
            known = words.get(Since(self.since.itemData(row)))
            if known is not None:
                text, when = known
                self.since.setItemText(row, f"{text} ({isolated(when)})" if when else text)
                self.since.model().item(row).setEnabled(when is not None)  # type: ignore[attr-defined]

    def _show_fields(self) -> None:
        """A time is only asked for where one is meant; only there the two kinds of past differ."""
        is_time = Since(self.since.currentData()) is Since.TIME
        self.time.setVisible(is_time)
        self.until.setVisible(is_time)
        self.kind.setVisible(is_time)

    def _chosen_since(self) -> None:
        self._show_fields()
        if Since(self.since.currentData()) is Since.TIME:
            self.time.setFocus()
        self._ask()

    # --- making

    def _since_box(self, bookmark: Bookmark | None) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.tr("Since when"))
        box.addItem(self.tr("Since I last closed this file"), Since.CLOSED.value)
        box.addItem(self.tr("Since the shift began"), Since.SHIFT.value)
        box.addItem(self.tr("Since the last sheet"), Since.SHEET.value)
        box.addItem(self.tr("Since a time…"), Since.TIME.value)
        with QSignalBlocker(box):
            box.setCurrentIndex(0 if bookmark is not None else 1)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.setMinimumContentsLength(12)
        box.currentIndexChanged.connect(self._chosen_since)
        return box

    def _time_field(self, example: str, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(example)
        field.setAccessibleName(name)
        field.setClearButtonEnabled(True)
        field.textEdited.connect(lambda: self._typing.start())
        field.returnPressed.connect(self._ask)
        return field

    def _kind_box(self) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.tr("Which changes"))
        box.addItem(self.tr("what we learnt since then"), False)
        box.addItem(self.tr("what came to be so since then"), True)
        box.currentIndexChanged.connect(self._ask)
        return box

    def _empty_label(self) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        label.setMargin(SPACE)
        return label

    def _button(self, picture: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(picture))
        button.setText(text)
        button.setToolTip(tip)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def _lay_out(self) -> None:
        copying = QAction(self)
        copying.setShortcut(QKeySequence.StandardKey.Copy)
        copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copying.triggered.connect(self.copy_text)
        self.list.addAction(copying)
        self.period.setWordWrap(True)
        self.period.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, HALF, SPACE, HALF)
        column.setSpacing(HALF)
        column.addWidget(self.since)
        times = QHBoxLayout()
        times.addWidget(self.time)
        times.addWidget(self.until)
        column.addLayout(times)
        column.addWidget(self.kind)
        column.addWidget(self.error)
        row = QHBoxLayout()
        row.addWidget(self.background, 1)
        row.addWidget(self.as_text)
        row.addWidget(self.copy)
        column.addLayout(row)
        column.addWidget(self.period)
        self._stack = QStackedLayout()
        for shown in (self.empty, self.list, self.text):
            self._stack.addWidget(shown)
        column.addLayout(self._stack, 1)
