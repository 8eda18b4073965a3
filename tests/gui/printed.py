"""What tests of printing look with: texts without marks and forms, what stands where, what a PDF says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QRectF, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from situation_board.gui.printing.flow import Placed
from situation_board.gui.printing.pages import Pages

MARKS = re.compile("[\u2066-\u2069\u200e\u200f\u202a-\u202e]")


def plain(text: str) -> str:
    """As it would be typed: Arabic letters plain, no marks, one space between words."""
    folded = unicodedata.normalize("NFKC", text).replace("\u00a0", " ").replace("\u2028", " ")
    return " ".join(MARKS.sub("", folded).split())


def texts(pages: Pages) -> list[str]:
    """All that stands in the blocks of each page."""
    return [plain("\n".join(text_of(placed) for placed in page.placed)) for page in pages.pages]


def text_of(placed: Placed) -> str:
    return str(getattr(placed.block, "text", ""))


def overlaps(pages: Pages) -> Iterator[tuple[str, str]]:
    """Blocks of a page that stand on one another."""
    for page in pages.pages:
        placed = sorted(page.placed, key=lambda each: each.area.top())
        for number, one in enumerate(placed):
            for other in placed[number + 1 :]:
                if other.area.top() >= one.area.bottom() - 1:
                    break
                if one.area.adjusted(1, 1, -1, -1).intersects(other.area.adjusted(1, 1, -1, -1)):
                    yield text_of(one), text_of(other)


def outside(pages: Pages, room: QRectF) -> list[str]:
    """Blocks that leave the room between header and footer."""
    allowed = room.adjusted(-1, -1, 1, 1)
    return [text_of(placed) for page in pages.pages for placed in page.placed if not allowed.contains(placed.area)]


def lonely_headings(pages: Pages) -> list[str]:
    """Headings below which nothing follows in their column."""
    return [
        text_of(placed)
        for page in pages.pages
        for placed in page.placed
        if placed.block.keeps and not any(_is_below(other.area, placed.area) for other in page.placed)
    ]


def _is_below(area: QRectF, heading: QRectF) -> bool:
    return (
        abs(area.top() - heading.bottom()) < 1
        and area.left() < heading.right()
        and area.right() > heading.left()
        and area.height() > 0
    )


# --- PDF


def pdf_texts(content: bytes) -> list[str]:
    """What can be selected on each page."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [plain(page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Without spaces: where a reader sees the gaps between words differs."""
    return re.sub(r"\s+", "", plain(text))


def print_into(path: Path, asking: QWidget, qtbot: QtBot) -> list[str]:
    """Print into a file through the system's dialog, which `asking` has open. The texts of the pages."""
    dialog = asking.findChild(QPrintDialog)
    assert dialog is not None
    printers, name = dialog.findChild(QComboBox, "printers"), dialog.findChild(QLineEdit, "filename")
    assert printers is not None and name is not None
    printers.setCurrentIndex(printers.count() - 1)  # the file, also where there are printers
    name.setText(str(path))
    [go] = [button for button in dialog.findChildren(QPushButton) if button.text() == "&Print"]
    QTest.mouseClick(go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(path.is_file)
    return pdf_texts(path.read_bytes())
