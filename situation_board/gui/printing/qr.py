"""The QR code of a sheet: its number, as-of and content hash as plain text, readable by any phone without a network."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

QUIET_ZONE = 2
"""Modules left white around it, beside the margin that the layout gives."""


def modules(text: str) -> list[list[bool]]:
    """Rows of dark and light, with error correction enough for a folded or stained sheet (level M)."""
    import segno  # takes a moment, and most runs print nothing

    code = segno.make(text, micro=False, error="m", boost_error=False, mask=4)
    return [[bool(module) for module in row] for row in code.matrix]


def paint_qr(painter: QPainter, area: QRectF, text: str) -> None:
    """Dark modules as one shape, so that no hairlines appear between them."""
    rows = modules(text)
    side = min(area.width(), area.height()) / (len(rows) + 2 * QUIET_ZONE)
    path = QPainterPath()
    for y, row in enumerate(rows):
        for start, end in _runs(row):
            left, top = area.left() + (QUIET_ZONE + start) * side, area.top() + (QUIET_ZONE + y) * side
            path.addRect(QRectF(left, top, (end - start) * side, side))
    painter.fillRect(area, QColor("#ffffff"))
    painter.fillPath(path, QColor("#000000"))


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Beginnings and ends of what is dark in a row."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and found and found[-1][1] == x:
            found[-1] = (found[-1][0], x + 1)
        elif dark:
            found.append((x, x + 1))
    return found
