"""A line for a passphrase: covered or shown, with the keyboard's language beside it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from situation_board.gui.look import icon

HIDDEN = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText


class PassphraseLine(QLineEdit):
    """Keeps no undo of its own beyond the line, and gives nothing to the clipboard while covered."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(self.inputMethodHints() | HIDDEN)
        self._eye = QAction(icon("eye"), self.tr("Show what is typed"), self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show_or_cover)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def set_shown(self, is_shown: bool) -> None:
        self._eye.setChecked(is_shown)

    def _show_or_cover(self, is_shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password)
        self._eye.setText(self.tr("Cover what is typed") if is_shown else self.tr("Show what is typed"))


def keyboard_words(widget: QWidget) -> str:
    """Which language the keyboard writes: under dots nobody sees that it is the wrong one. "" when it is not told."""
    locale = QGuiApplication.inputMethod().locale()
    if locale.language() in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return ""
    name = locale.nativeLanguageName() or QLocale.languageToString(locale.language())
    return widget.tr("Keyboard: %1").replace("%1", f"\u2068{name}\u2069")
