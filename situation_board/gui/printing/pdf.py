"""Pages as a PDF: text that can be selected, our own letters embedded, and the same bytes for the same sheet."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPainter, QPdfWriter

from situation_board.core.snapshot.sheet import Sheet
from situation_board.gui.printing.finishing import Outline, finished
from situation_board.gui.printing.look import Heading
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
    try:
        for number in range(pages.count):
            if number:
                writer.newPage()
            pages.paint(painter, number)
    finally:
        painter.end()  # else Qt ends the process, and nobody hears of the bug
    sheet = pages.sheet
    return finished(
        bytes(buffer.data().data()),
        identity=sheet.content_sha256,
        language=sheet.languages[0],
        outline=tuple(_outline(pages)),
    )


def document_title(sheet: Sheet) -> str:
    """What a reader shows in its window's title: that it is an exercise, title, number, as-of, label."""
    header = sheet.header
    exercise = on_one_line(header.exercise_words) if header.exercise else ""
    parts = (exercise, on_one_line(header.title), header.number, on_one_line(header.as_of), header.label.value)
    return " · ".join(part for part in parts if part).translate(MARKS)


def _outline(pages: Pages) -> Iterator[Outline]:
    """The headings, and where they stand first."""
    seen = set()
    height = pages.paper.area.height()
    for number, page in enumerate(pages.pages):
        for placed in page.placed:
            words = placed.block.bookmark if isinstance(placed.block, Heading) else ""
            if words and words not in seen:
                seen.add(words)
                yield Outline(words.translate(MARKS), number, height - placed.area.top())
