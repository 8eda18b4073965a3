"""The pages of a sheet on the screen: one at a time, as large as one wants, painted by what paints the paper."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from situation_board.gui.look import SPACE
from situation_board.gui.printing.pages import Pages
from situation_board.gui.printing.rendering import image_of

ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Of the width of the view, which is 1."""


class PagePreview(QScrollArea):
    """`turned` tells the page that is shown, from 0; Page Up and Page Down turn, Ctrl+plus and Ctrl+minus zoom."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = 0
        self.zoom = 1.0
        self._pages: Pages | None = None
        self._sheet = PageWidget(self)
        self.setWidget(self._sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setBackgroundRole(self.backgroundRole().Mid)
        self.setAccessibleName(self.tr("Preview"))

    def show_pages(self, pages: Pages) -> None:
        """Other pages, at the place where the former were looked at."""
        self._pages = pages
        self.turn_to(min(self.page, pages.count - 1))

    def turn_to(self, page: int) -> None:
        if self._pages is None:
            return
        self.page = max(0, min(page, self._pages.count - 1))
        self._paint_page()
        self.turned.emit(self.page)

    def set_zoom(self, zoom: float) -> None:
        self.zoom = zoom
        self._paint_page()

    def step_zoom(self, way: int) -> None:
        """The next larger or smaller one."""
        others = [zoom for zoom in ZOOMS if (zoom - self.zoom) * way > 0.001]
        if others:
            self.set_zoom(min(others) if way > 0 else max(others))

    def _paint_page(self) -> None:
        if self._pages is None:
            return
        ratio = self.devicePixelRatioF()
        width = max(int((self.viewport().width() - 2 * SPACE) * self.zoom), 100)
        image = image_of(self._pages, self.page, round(width * ratio))
        image.setDevicePixelRatio(ratio)
        self._sheet.show_image(image, self._spoken())

    def _spoken(self) -> str:
        """What a screen reader says of the page: all that stands on it."""
        assert self._pages is not None
        placed = self._pages.pages[self.page].placed
        return "\n".join(text for each in placed if (text := str(getattr(each.block, "text", ""))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint_page()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: 10_000}
        if event.key() in turns:
            self.turn_to(self.page + turns[Qt.Key(event.key())])
        elif event.key() in ends:
            self.turn_to(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)


class PageWidget(QWidget):
    """A picture of a page with a thin edge."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()

    def show_image(self, image: QImage, spoken: str) -> None:
        self._image = image
        self.setAccessibleName(spoken)
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return self._image.deviceIndependentSize().toSize() + QSize(2, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(1, 1, self._image)
        painter.setPen(QColor("#8a949f"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
