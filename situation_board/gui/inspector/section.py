"""A section of the inspector: a heading, perhaps a button, and entries below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from situation_board.gui.entry.wording import beginning_here, isolated
from situation_board.gui.look import HALF, SPACE, icon, tones
from situation_board.gui.safekeeping.taking_out import offer_to_take_out


@dataclass(frozen=True)
class EntryText:
    """What an entry shows. `key` is what is opened; `aside` is small print; struck ones say why."""

    key: str
    text: str
    aside: str = ""
    heading: str = ""
    struck: bool = False
    why: str = ""
    can_strike: bool = True
    can_open: bool = True


FEW = 12


class Section(QWidget):
    """Entries are made anew only when they say something new; the one with the focus keeps it.

    Of many, the first few are shown, and all at the press of a button.
    """

    opened = Signal(str)
    strike_wanted = Signal(str, str)
    added = Signal()

    def __init__(self, heading: str, parent: QWidget | None = None, *, empty: str = "", add: str = "") -> None:
        super().__init__(parent)
        self.heading = Heading(heading, self)
        self._empty = QLabel(empty, self)
        self._empty.setWordWrap(True)
        self._empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._empty.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._entries: list[Entry] = []
        self._texts: list[EntryText] = []
        self._shows_all = False
        self.more = QPushButton(self)
        self.more.setFlat(True)
        self.more.clicked.connect(self._show_all)
        self.more.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(HALF)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        if add:
            self.add_button = small_button("add", add, self)
            self.add_button.clicked.connect(self.added)
            top.addWidget(self.add_button)
        self.column.addLayout(top)
        self.column.addWidget(self._empty)
        self.column.addWidget(self.more)

    def entries(self) -> list[Entry]:
        return list(self._entries)

    def show_entries(self, texts: Sequence[EntryText], *, has_more: bool = False) -> None:
        """`has_more` says that these are not all: the heading tells."""
        self._empty.setVisible(not texts and bool(self._empty.text()))
        self.heading.set_count(len([text for text in texts if not text.struck]), has_more=has_more)
        if list(texts) == self._texts:
            return
        self._texts = list(texts)
        self._make_entries()

    def _show_all(self) -> None:
        self._shows_all = True
        first_hidden = len(self._entries)
        self._make_entries()
        self._entries[first_hidden].setFocus()

    def _make_entries(self) -> None:
        focused = next((entry.text.key for entry in self._entries if entry.hasFocus()), None)
        for entry in self._entries:
            entry.setParent(None)
            entry.deleteLater()
        shown = self._texts if self._shows_all or len(self._texts) <= FEW + 1 else self._texts[:FEW]
        self._entries = [self._made(text) for text in shown]
        for entry in self._entries:
            self.column.insertWidget(self.column.indexOf(self.more), entry)
            entry.show()  # at once, so that it can take the keyboard
            if entry.text.key == focused:
                entry.setFocus()
        hidden = len(self._texts) - len(shown)
        self.more.setVisible(hidden > 0)
        self.more.setText(self.tr("Show {0} more").format(isolated(str(hidden))))

    def _made(self, text: EntryText) -> Entry:
        entry = Entry(text, self)
        entry.opened.connect(self.opened)
        entry.strike_wanted.connect(self.strike_wanted)
        return entry


class Heading(QLabel):
    """What a section holds, and how many."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._words = words
        font = self.font()
        font.setBold(True)
        self.setFont(font)
        self.setContentsMargins(0, SPACE, 0, 0)

    def set_count(self, count: int, *, has_more: bool = False) -> None:
        said = self.tr("{0}, and more").format(isolated(str(count))) if has_more else str(count)
        self.setText(f"{self._words}  {said}" if count else self._words)


def small_button(picture: str, words: str, parent: QWidget) -> QToolButton:
    """A button with an icon; its words are its tool tip and what a screen reader says."""
    button = QToolButton(parent)
    button.setIcon(icon(picture))
    button.setAutoRaise(True)
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


class Entry(QFrame):
    """Something that can be opened (click, Enter) and struck (Delete, or the menu)."""

    opened = Signal(str)
    strike_wanted = Signal(str, str)

    def __init__(self, text: EntryText, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = text
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(". ".join(part for part in (text.heading, text.text, text.aside, text.why) if part))
        if text.can_open:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, HALF, SPACE, HALF)
        column.setSpacing(2)
        self.labels = [
            self._label(text.heading, bold=True),
            self._label(text.text),
            self._label(text.aside, quiet=True),
        ]
        if text.struck:
            self.labels.append(self._label(self._struck_words(), quiet=True, struck=False))
        for label in self.labels:
            label.setVisible(bool(label.text()))
            column.addWidget(label)

    def _struck_words(self) -> str:
        return self.tr("struck: {0}").format(self.text.why) if self.text.why else self.tr("struck")

    def _label(self, words: str, *, bold: bool = False, quiet: bool = False, struck: bool = True) -> QLabel:
        label = QLabel(beginning_here(words, self.layoutDirection()), self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        font = label.font()
        font.setBold(bold)
        font.setStrikeOut(struck and self.text.struck)
        label.setFont(font)
        if quiet or self.text.struck:
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label

    # --- Qt

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space}:
            self._open()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._may_be_struck():
            self.strike_wanted.emit(self.text.key, self.text.text)
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.text.can_open:
            self.opened.emit(self.text.key)

    def _may_be_struck(self) -> bool:
        return self.text.can_strike and not self.text.struck

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.text.can_open:
            menu.addAction(icon("open"), self.tr("Open"), self._open)
        if self._may_be_struck():
            strike = menu.addAction(icon("strike"), self.tr("Strike…"))
            strike.triggered.connect(lambda: self.strike_wanted.emit(self.text.key, self.text.text))
        if self.text.can_strike:
            offer_to_take_out(menu, self, self.text.key)
        if not menu.isEmpty():
            menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = tones(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tone.accent if self.hasFocus() else tone.border)
        painter.setBrush(tone.hovered if self.underMouse() and self.text.can_open else tone.card)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        painter.end()
