"""Pages as a PDF: text that can be selected, our own letters embedded, and the same bytes for the same sheet."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPainter, QPdfWriter

from situation_board.core.snapshot.sheet import Sheet
from situation_board.gui.printing.finishing import Outline, finished
from situation_board.gui.printing.pages import Pages
from situation_board.gui.printing.paper import RESOLUTION
from situation_board.gui.printing.words import on_one_line

CREATOR = "Situation Board"
MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


def pdf_bytes(pages: Pages) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(pages.paper.layout())
    writer.setTitle(document_title(pages.sheet))
    writer.setCreator(CREATOR)
    painter = QPainter(writer)
    for number in range(pages.count):
        if number:
            writer.newPage()
        pages.paint(painter, number)
    painter.end()
    sheet = pages.sheet
    return finished(
        bytes(buffer.data().data()),
        identity=sheet.content_sha256,
        language=sheet.languages[0],
        outline=tuple(_outline(pages)),
    )


def document_title(sheet: Sheet) -> str:
    """What a reader shows in its window's title: title, number, as-of, and the label."""
    header = sheet.header
    parts = (on_one_line(header.title), header.number, on_one_line(header.as_of), header.label.value)
    return " · ".join(part for part in parts if part).translate(MARKS)


def _outline(pages: Pages) -> list[Outline]:
    """The headings, and on which page they stand."""
    found: list[Outline] = []
    for number, page in enumerate(pages.pages):
        height = pages.paper.area.height()
        for placed in page.placed:
            words = getattr(placed.block, "bookmark", "")
            if words and not any(each.text == words for each in found):
                found.append(Outline(words.translate(MARKS), number, height - placed.area.top()))
    return found
