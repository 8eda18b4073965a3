"""Editors for the fields of a thing, one for each kind of value. All speak in the same words to their row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from situation_board.core.rows import Field, Kind
from situation_board.core.vocabulary import Word
from situation_board.gui.background import Situation
from situation_board.gui.entry.clock import Clock, understood_time
from situation_board.gui.entry.privacy_line import PrivacyLine
from situation_board.gui.entry.suggesting_edit import SuggestingEdit
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.entry.wording import graded_to_choose, words_of
from situation_board.gui.inspector.values import GRADED, missing_words

ENTER_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
LONG_TEXTS = frozenset({"note", "text", "excerpt", "instruction", "reasoning"})


class Editor(QWidget):
    """An input. `edited` is each change, `left` the keyboard going elsewhere.

    `done` is Enter, `all_done` Ctrl+Enter, `given_up` Escape.
    """

    edited = Signal()
    done = Signal()
    all_done = Signal()
    given_up = Signal()
    left = Signal()
    saves_when_idle = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def typed(self) -> object:
        """What stands in the input: a value, or `Typed` where it has yet to be understood."""
        raise NotImplementedError

    def set_typed(self, typed: Any) -> None:
        raise NotImplementedError

    def start(self) -> None:
        """Take the keyboard."""
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(proxy, QLineEdit):
            proxy.selectAll()

    def refused(self) -> None:
        """What stands here could not be saved; the keyboard is still here."""

    def holds(self, widget: QObject | None) -> bool:
        """Whether a widget is inside this editor, also in a list that dropped down from it."""
        while widget is not None:
            if widget is self:
                return True
            widget = widget.parent()
        return False

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and self.holds(old) and not self.holds(new):
            self.left.emit()

    def _put(self, input: QWidget) -> None:
        self.column.addWidget(input)
        self.setFocusProxy(input)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _enter_or_escape(self, event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Escape mean the same in every input that this watches."""
        return _enter_or_escape(self, event) or super().eventFilter(watched, event)


class LineEditor(Editor):
    saves_when_idle = True
    may_be_personal = True
    """Whether words are typed here, in which a phone number may stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.input = QLineEdit(self)
        self.input.textEdited.connect(lambda: self.edited.emit())
        self.input.installEventFilter(self)
        self._put(self.input)
        if self.may_be_personal:
            self.warning = PrivacyLine(self)
            self.column.addWidget(self.warning)
            self.warning.watch(self.input)

    def typed(self) -> object:
        return Typed(self.input.text().strip())

    def set_typed(self, typed: Any) -> None:
        self.input.setText(typed.text)


def _enter_or_escape(editor: Editor, event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent):
        return False
    if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
        event.accept()
        return True
    if event.type() != QEvent.Type.KeyPress:
        return False
    if event.key() == Qt.Key.Key_Escape:
        editor.given_up.emit()
        return True
    if event.key() not in ENTER_KEYS or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return False
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        editor.all_done.emit()
    else:
        editor.done.emit()
    return True


class TextEditor(Editor):
    """Running text. Enter saves, Shift+Enter begins a new line."""

    saves_when_idle = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.input = QPlainTextEdit(self)
        self.input.setTabChangesFocus(True)
        self.input.setFixedHeight(self.input.fontMetrics().lineSpacing() * 4 + 12)
        self.input.textChanged.connect(self.edited)
        self.input.installEventFilter(self)
        self._put(self.input)
        self.warning = PrivacyLine(self)
        self.column.addWidget(self.warning)
        self.warning.watch(self.input)

    def typed(self) -> object:
        return Typed(self.input.toPlainText().strip())

    def set_typed(self, typed: Any) -> None:
        if typed.text != self.input.toPlainText().strip():
            self.input.setPlainText(typed.text)

    def start(self) -> None:
        super().start()
        self.input.selectAll()


class TimeEditor(LineEditor):
    """A time as people write it, and under it how it was understood."""

    saves_when_idle = False
    may_be_personal = False

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.input.setPlaceholderText(self.tr("8 Dec 2024, 14:30, yesterday"))
        self.understood = QLabel(self)
        self.understood.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.column.addWidget(self.understood)
        self.understood.hide()
        self.input.textChanged.connect(self._explain)

    def _explain(self, text: str) -> None:
        words = understood_time(text, self._clock)
        self.understood.setText(words)
        self.understood.setVisible(bool(words))


class ThingEditor(Editor):
    """One name or several, with what they may mean."""

    def __init__(self, situation: Situation, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        several = field.kind is Kind.THINGS
        self.input = SuggestingEdit(situation, field.things, self, several=several)
        if several and field.name != "via":
            self.input.setPlaceholderText(self.tr("Names with commas, “nobody” or “unknown”"))
        self.input.textChanged.connect(lambda: self.edited.emit())
        self.input.finished.connect(self.done)
        self.input.given_up.connect(self.given_up)
        self._put(self.input)

    def refused(self) -> None:
        """A name that nobody knows can be added by one key."""
        self.input.offer_to_add()

    def typed(self) -> object:
        return self.input.typed()

    def set_typed(self, typed: Any) -> None:
        self.input.set_typed(typed)


class ChoiceEditor(Editor):
    """One term of a vocabulary, or none. Choosing one saves it."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.input = QComboBox(self)
        self.input.setPlaceholderText(self.tr("choose"))
        self._terms: list[Word | None] = [*([] if field.required else [None]), *(field.choices or ())]
        for term in self._terms:
            self.input.addItem(_choice_words(field, term))
        self.input.activated.connect(self._chosen)
        self.input.installEventFilter(self)
        self._put(self.input)

    def typed(self) -> object:
        position = self.input.currentIndex()
        return self._terms[position] if position >= 0 else None

    def set_typed(self, typed: Any) -> None:
        self.input.setCurrentIndex(self._terms.index(typed) if typed in self._terms else -1)

    def _chosen(self) -> None:
        self.edited.emit()
        self.done.emit()


def _choice_words(field: Field, term: Word | None) -> str:
    if term is None:
        return missing_words(field)
    return graded_to_choose(term) if field.name in GRADED else words_of(term)


class ChoicesEditor(Editor):
    """Several terms, each with a box to tick."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[Word, QCheckBox] = {}
        for term in field.choices or ():
            box = QCheckBox(words_of(term), self)
            box.toggled.connect(lambda: self.edited.emit())
            box.installEventFilter(self)
            self.column.addWidget(box)
            self._boxes[term] = box
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def typed(self) -> object:
        return tuple(term for term, box in self._boxes.items() if box.isChecked())

    def set_typed(self, typed: Any) -> None:
        for term, box in self._boxes.items():
            box.setChecked(term in typed)
