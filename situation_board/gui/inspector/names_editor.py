"""Other names of a thing, each with its language."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from situation_board.core.rows import Name
from situation_board.gui.inspector.editors import Editor

LANGUAGES = ("ar", "en", "fr", "tr", "ku", "he", "fa", "ru", "de", "es")


class NamesEditor(Editor):
    """A line for each name, and always an empty one at the end to write the next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[NameLine] = []
        self.column.setSpacing(4)

    def typed(self) -> object:
        return tuple(name for line in self._lines if (name := line.name()) is not None)

    def set_typed(self, typed: Any) -> None:
        if typed == self.typed() and self._lines:
            return
        for line in self._lines:
            line.setParent(None)
            line.deleteLater()
        self._lines = []
        for name in typed:
            self._add(name)
        self._add(None)

    def lines(self) -> list[NameLine]:
        return list(self._lines)

    def start(self) -> None:
        self._lines[-1].text.setFocus()

    def _add(self, name: Name | None) -> None:
        line = NameLine(name, self)
        line.text.textEdited.connect(self._typing)
        line.text.installEventFilter(self)
        line.language.installEventFilter(self)
        line.language.currentTextChanged.connect(lambda: self.edited.emit())
        line.remove.clicked.connect(lambda: self._remove(line))
        if self._lines:
            QWidget.setTabOrder(self._lines[-1].remove, line.language)
        self._lines.append(line)
        self.column.addWidget(line)
        self.setFocusProxy(self._lines[-1].text)

    def _typing(self) -> None:
        self.edited.emit()
        if self._lines[-1].text.text():
            self._add(None)

    def _remove(self, line: NameLine) -> None:
        if line is not self._lines[-1]:
            self._lines.remove(line)
            line.deleteLater()
            self._lines[-1].text.setFocus()
            self.edited.emit()


class NameLine(QWidget):
    """Language, name, and a button to remove it."""

    def __init__(self, name: Name | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.language = QComboBox(self)
        self.language.setEditable(True)
        self.language.setAccessibleName(self.tr("Language"))
        self.language.setToolTip(self.tr("Language of the name, such as ar or en; may stay empty"))
        self.language.addItem("")
        for tag in LANGUAGES:
            self.language.addItem(tag)
            self.language.setItemData(self.language.count() - 1, language_words(tag), 3)
        self.language.setMinimumContentsLength(2)
        self.language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.language.setCurrentText((name.language if name else "") or "")
        self.text = QLineEdit(name.name if name else "", self)
        self.text.setPlaceholderText(self.tr("Another name"))
        self.text.setAccessibleName(self.tr("Name"))
        self.remove = QToolButton(self)
        self.remove.setText("×")
        self.remove.setAutoRaise(True)
        self.remove.setToolTip(self.tr("Remove this name"))
        self.remove.setAccessibleName(self.tr("Remove this name"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.language)
        row.addWidget(self.text, 1)
        row.addWidget(self.remove)

    def name(self) -> Name | None:
        text = self.text.text().strip()
        return Name(name=text, language=self.language.currentText().strip() or None) if text else None


def language_words(tag: str | None) -> str:
    """A language in its own words, "العربية" for ar."""
    if not tag:
        return ""
    words = QLocale(tag).nativeLanguageName()
    return words or tag
