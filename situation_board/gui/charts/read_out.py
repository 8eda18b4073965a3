"""What is pointed at, in words, beside the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from situation_board.gui.look import HALF, SPACE

WIDTH = 380


class ReadOut(QFrame):
    """Lies over the chart and never under the mouse; screen readers say it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._chart = parent
        self.setObjectName("read-out")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._head, self._rest = QLabel(), QLabel()
        bold = QFont(self.font())
        bold.setBold(True)
        self._head.setFont(bold)
        self._rows = layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.setSpacing(HALF)
        for label in (self._head, self._rest):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(label)
        self.hide()

    def text(self) -> str:
        return "\n".join(part for part in (self._head.text(), self._rest.text()) if part)

    def say(self, lines: list[str], at: QPointF) -> None:
        self._head.setText(lines[0])
        self._rest.setText("\n".join(lines[1:]))
        self._place(at)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._chart, ". ".join(lines)))

    def _place(self, at: QPointF) -> None:
        """Beside the point, at the side that has room, and never outside."""
        room = self._chart.rect()
        width = min(WIDTH, room.width() - 2 * SPACE, self._wanted_width())
        height = self._rows.heightForWidth(width) + HALF
        self.setGeometry(*self._corner(at, width, height), width, height)

    def _corner(self, at: QPointF, width: int, height: int) -> tuple[int, int]:
        room, away = self._chart.rect(), 2 * SPACE
        x, y = round(at.x()), round(at.y())
        beside = next((left for left in (x + away, x - away - width) if 0 <= left <= room.width() - width), None)
        if beside is not None:
            return beside, _kept_in(y - height // 2, room.height() - height)
        over = y - away - height
        return _kept_in(x - width // 2, room.width() - width), over if over >= 0 else y + away

    def _wanted_width(self) -> int:
        lines = [(self._head, self._head.text()), *((self._rest, line) for line in self._rest.text().split("\n"))]
        widest = max(label.fontMetrics().horizontalAdvance(line) for label, line in lines)
        return int(widest + 2 * SPACE + 2 * self.frameWidth() + HALF)


def _kept_in(place: int, most: int) -> int:
    """Not outside, and not before the beginning."""
    return max(HALF, min(place, most - HALF))
