"""Sheets as bytes: for a file, a printer's queue or a messenger. Nothing here needs a screen."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from situation_board.core.snapshot.sheet import Sheet
from situation_board.gui.printing.pages import Extent, Pages, pages_of
from situation_board.gui.printing.paper import A4, Paper
from situation_board.gui.printing.pdf import document_title, pdf_bytes

WIDTH = 1654
"""Pixels: A4 at 200 dots an inch, which is read well on a phone."""
FINE_WIDTH = 3000
"""Pixels across at which no letter is seen out of its place."""
MOST_FINER = 3


def render_pdf(sheet: Sheet, *, paper: Paper = A4, extent: Extent = Extent.ONE_PAGE) -> bytes:
    """The whole sheet as a PDF: the same bytes for the same sheet."""
    return pdf_bytes(pages_of(sheet, paper=paper, extent=extent))


def render_png(
    sheet: Sheet, *, page: int = 0, width: int = WIDTH, paper: Paper = A4, extent: Extent = Extent.ONE_PAGE
) -> bytes:
    """One page, from 0, as a PNG of so many pixels across."""
    return png_bytes(pages_of(sheet, paper=paper, extent=extent), page, width)


def png_bytes(pages: Pages, page: int, width: int = WIDTH) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"PNG"))
    writer.setText("Title", document_title(pages.sheet))
    writer.setText("Description", pages.sheet.seal)
    assert writer.write(image_of(pages, page, width)), writer.errorString()
    return bytes(buffer.data().data())


def image_of(pages: Pages, page: int, width: int) -> QImage:
    """A page as a picture of so many pixels across.

    Letters stand on whole pixels, which is seen in small ones: so the page is painted finer and made smaller.
    """
    finer = max(1, min(MOST_FINER, round(FINE_WIDTH / width)))
    image = _painted(pages, page, width * finer)
    if finer == 1:
        return image
    size = QSize(width, round(image.height() / finer))
    ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(size, *ways)


def _painted(pages: Pages, page: int, width: int) -> QImage:
    area = pages.paper.area
    scale = width / area.width()
    image = QImage(width, round(area.height() * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    try:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        pages.paint(painter, page)
    finally:
        painter.end()  # else Qt ends the process, and nobody hears of the bug
    return image
