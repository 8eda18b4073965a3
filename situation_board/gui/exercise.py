"""An exercise says so on every window: a band that cannot be overlooked, and the word in the title."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMainWindow, QVBoxLayout, QWidget

from situation_board.gui.look import HALF, SPACE

STRIPE = 3 * SPACE
WINDOWS = {Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet, Qt.WindowType.Tool}
"""What is a window to a person: not menus, lists that drop down, hints."""


class ExerciseBand(QLabel):
    """The word on black, between stripes: told by text and pattern, and the same in every palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("EXERCISE"), parent)
        font = QFont(self.font())
        font.setBold(True)
        self.setFont(font)
        self.setObjectName("exercise band")
        self.setAccessibleName(self.tr("This is an exercise, not real"))

    def sizeHint(self) -> QSize:
        return QSize(12 * self.fontMetrics().averageCharWidth(), self.fontMetrics().height() + HALF)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#FFC000"))
        for left in range(0, self.width() + STRIPE, 2 * STRIPE):
            painter.drawRect(left, 0, STRIPE, HALF // 2)
            painter.drawRect(left + STRIPE, self.height() - HALF // 2, STRIPE, HALF // 2)
        painter.setPen(Qt.GlobalColor.white)
        painter.setFont(self.font())
        for place in self._places():
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.text())

    def _places(self) -> Iterator[QRect]:
        """Said again and again across a wide window, so that no part of a picture of it goes without."""
        times = max(1, self.width() // 320)
        width = self.width() // times
        return (QRect(number * width, 0, width, self.height()) for number in range(times))


class ExerciseStamp(QObject):
    """Stamps a situation's window, and every further window of it as soon as it is used."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_exercise = False
        self._bands: dict[QWidget, ExerciseBand] = {}
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._stamp_all)

    def show_exercise(self, is_exercise: bool) -> None:
        """Whether it is one; the stamps come and go with it."""
        self._is_exercise = is_exercise
        self._stamp_all()
        for band in self._bands.values():
            band.setVisible(is_exercise)

    def band_of(self, widget: QWidget) -> ExerciseBand | None:
        """The band of a window; None where it has none."""
        return self._bands.get(widget)

    def _stamp_all(self) -> None:
        if not self._is_exercise:
            return
        for widget in QApplication.topLevelWidgets():
            if widget not in self._bands and self._is_ours(widget):
                self._stamp(widget)

    def _is_ours(self, widget: QWidget) -> bool:
        if widget.windowType() not in WINDOWS or not widget.isVisible():
            return False
        around: QWidget | None = widget
        while around is not None and around is not self._window:
            around = around.parentWidget()
        return around is not None

    def _stamp(self, widget: QWidget) -> None:
        band = ExerciseBand(widget)
        self._bands[widget] = band
        widget.destroyed.connect(lambda: self._bands.pop(widget, None))
        if isinstance(widget, QMainWindow):
            _put_above(widget.centralWidget(), band)
        elif not isinstance(widget, QDockWidget):
            _put_above(widget, band)
        band.show()
        if widget is not self._window:  # whose title says it already
            widget.windowTitleChanged.connect(lambda _: self._stamp_title(widget))
            self._stamp_title(widget)

    def _stamp_title(self, widget: QWidget) -> None:
        word = self.tr("EXERCISE")
        if self._is_exercise and word not in widget.windowTitle():
            widget.setWindowTitle(f"{word} - {widget.windowTitle()}")


def _put_above(widget: QWidget, band: ExerciseBand) -> None:
    """In the layout, so that it covers nothing."""
    layout = widget.layout()
    if isinstance(layout, QVBoxLayout):
        layout.insertWidget(0, band)
    elif layout is not None:
        layout.setMenuBar(band)
