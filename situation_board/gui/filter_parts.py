"""What the lines that filter are made of: a text field, boxes to choose from, buttons that stay pressed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QToolButton, QWidget

from situation_board.core.questions.origins import BY_HAND, ImportedFile
from situation_board.gui import look
from situation_board.gui.board.isolating import isolated
from situation_board.gui.look import SPACE


class FilterText(QLineEdit):
    """Escape empties it, and leaves it when it is empty (`left`); Down goes to what is filtered (`down`)."""

    left = Signal()
    down = Signal()

    def __init__(self, hint: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self.addAction(look.icon("filter"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()


def filter_button(picture: str, text: str, name: str, parent: QWidget) -> QToolButton:
    """A button that stays pressed while it filters. Its name is what it does, in full."""
    button = QToolButton(parent)
    button.setCheckable(True)
    button.setAutoRaise(True)
    if picture:
        button.setIcon(look.icon(picture))
    button.setIconSize(QSize(2 * SPACE, 2 * SPACE))
    button.setText(text)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


def refill(box: QComboBox, choices: Iterable[tuple[str, str]], wanted: object) -> None:
    """Put these ids and names into a box below its first line, and choose the wanted one. Nobody is told."""
    blocker = QSignalBlocker(box)
    while box.count() > 1:
        box.removeItem(1)
    for thing, name in choices:
        box.addItem(isolated(name), thing)
    box.setCurrentIndex(max(0, box.findData(wanted)))
    blocker.unblock()


class OriginBox(QComboBox):
    """Where events come from: anywhere, somebody's hand, or an imported file. Hidden while nothing was imported."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.addItem(self.tr("Any origin"), None)
        self.setAccessibleName(self.tr("Only events of this origin"))
        self.setToolTip(self.accessibleName())
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def chosen(self) -> str | None:
        found = self.currentData()
        return str(found) if found is not None else None

    def choose(self, dataset: str) -> None:
        """A file whose name may not be known yet."""
        if self.findData(dataset) < 0:
            self.addItem("…", dataset)
        self.setVisible(True)
        self.setCurrentIndex(self.findData(dataset))

    def show_files(self, files: Sequence[ImportedFile]) -> None:
        """What is chosen stays chosen as long as it counts."""
        before = self.chosen
        names = [(file.id, self.tr("{0} ({1})").format(file.name, self.locale().toString(file.rows))) for file in files]
        refill(self, [(BY_HAND, self.tr("Entered by hand")), *names], before)
        self.setVisible(bool(files) or self.chosen is not None)
        if self.chosen != before:
            self.currentIndexChanged.emit(self.currentIndex())
