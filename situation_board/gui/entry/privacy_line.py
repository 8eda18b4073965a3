"""A quiet word where something that was typed looks like a phone number or an e-mail address."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from situation_board.core.personal_data import PersonalKind, personal_data
from situation_board.gui.entry.wording import isolated


class PrivacyLine(QLabel):
    """Hidden while nothing is found, and never in the way: it may be needed, and the rule may be wrong."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.hide()

    def watch(self, *inputs: QLineEdit | QPlainTextEdit) -> None:
        """Look at those from now on, at each change of one of them."""
        for each in inputs:
            each.textChanged.connect(lambda *_: self.look_at(*(_text_of(input) for input in inputs)))

    def look_at(self, *texts: str) -> None:
        """Say what was found in what is typed so far."""
        found = personal_data("\n".join(texts))
        words = self._words({each.kind for each in found}) if found else ""
        self.setText(f"⚠ {words.format(', '.join(isolated(each.text) for each in found))}" if words else "")
        self.setVisible(bool(words))

    def _words(self, kinds: set[PersonalKind]) -> str:
        if kinds == {PersonalKind.PHONE}:
            return self.tr("Looks like a phone number: {0}. Leave out what could endanger somebody.")
        if kinds == {PersonalKind.EMAIL}:
            return self.tr("Looks like an e-mail address: {0}. Leave out what could endanger somebody.")
        return self.tr("Looks like phone numbers and addresses: {0}. Leave out what could endanger somebody.")


def _text_of(input: QLineEdit | QPlainTextEdit) -> str:
    return input.text() if isinstance(input, QLineEdit) else input.toPlainText()
