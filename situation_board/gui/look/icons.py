"""Icons: our own drawings (resources/icons), coloured by the palette when they are painted.

All are drawn on a grid of 24 with a stroke of 1.75 in `currentColor`, which is replaced before Qt reads them.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from situation_board.core.resources import resource_path

Role = QPalette.ColorRole
Group = QPalette.ColorGroup


@cache
def icon(name: str) -> QIcon:
    """The icon of that name. It is sharp at every scale and follows the palette by itself."""
    _drawing(name)  # a name that does not exist is our bug: say so here, not while painting
    return QIcon(_Icon(name))


def icon_names() -> list[str]:
    return sorted(path.stem for path in resource_path("icons").glob("*.svg"))


def paint_icon(painter: QPainter, name: str, area: QRectF, colour: QColor) -> None:
    """Paint an icon into a square area in that colour."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(area.topLeft(), _pixmap(name, round(area.width() * ratio), colour.rgba(), ratio))


def paint_drawing(painter: QPainter, name: str, area: QRectF, colour: QColor) -> None:
    """Paint an icon as lines and not as a picture, for paper."""
    _renderer(name, colour.rgba()).render(painter, area)


def icon_pixmap(name: str, size: int, colour: QColor, ratio: float) -> QPixmap:
    """An icon for a label, `size` being pixels at 100 %."""
    return _pixmap(name, round(size * ratio), colour.rgba(), ratio)


@lru_cache(maxsize=512)
def _pixmap(name: str, pixels: int, colour: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, colour).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=256)
def _renderer(name: str, colour: int) -> QSvgRenderer:
    return QSvgRenderer(_drawing(name).replace("currentColor", QColor.fromRgba(colour).name()).encode())


@cache
def _drawing(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


class _Icon(QIconEngine):
    """Renders at the size and in the colour that is asked for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        area = QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side)
        paint_icon(painter, self._name, area, _colour(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """`size` is in pixels at 100 %."""
        return _pixmap(self._name, round(min(size.width(), size.height()) * scale), _colour(mode).rgba(), scale)

    def clone(self) -> QIconEngine:
        return _Icon(self._name)

    def iconName(self) -> str:
        return self._name


def _colour(mode: QIcon.Mode) -> QColor:
    palette = QGuiApplication.palette()
    match mode:
        case QIcon.Mode.Disabled:
            return palette.color(Group.Disabled, Role.Text)
        case QIcon.Mode.Selected:
            return palette.color(Role.HighlightedText)
        case _:
            return palette.color(Role.Text)
