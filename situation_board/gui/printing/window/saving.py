"""Printed sheets on their way out: file names, files, the printer."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from situation_board.core.problems import Trouble
from situation_board.core.snapshot.sheet import Sheet
from situation_board.gui.charts.writing import write_whole
from situation_board.gui.printing.pages import Pages
from situation_board.gui.printing.paper import RESOLUTION
from situation_board.gui.printing.rendering import png_bytes

NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\u2066-\u2069]+')


def file_stem(sheet: Sheet) -> str:
    """Title, number or state, and date: names of files sort by what they are about, then by time."""
    header = sheet.header
    exercise = header.exercise_words if header.exercise else ""
    parts = (
        exercise.split("\n")[0],
        header.title.split("\n")[0],
        header.number or header.state.value,
        header.as_of_iso[:10],
        header.label.value.replace("TLP:", "TLP-"),
    )
    return NOT_IN_NAMES.sub(" ", " ".join(part for part in parts if part)).strip()


def picture_paths(path: Path, count: int) -> list[Path]:
    """OUT.png, OUT-2.png and so on."""
    return [path, *(path.with_stem(f"{path.stem}-{page}") for page in range(2, count + 1))]


def writing_of(path: Path, pages: Pages, pdf: Callable[[], bytes]) -> Callable[[], None]:
    """What writes the files, elsewhere; everything is painted before."""
    is_picture = path.suffix.lower() == ".png"
    contents = [png_bytes(pages, page) for page in range(pages.count)] if is_picture else [pdf()]
    paths = picture_paths(path, len(contents))

    def write() -> None:
        for target, content in zip(paths, contents, strict=True):
            write_whole(target, content)

    return write


def print_pages(pages: Pages, printer: QPrinter) -> None:
    """On a printer, in the pages that were chosen for it. Trouble when it does not take them."""
    printer.setPageLayout(pages.paper.layout())
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise Trouble("The printer took no pages.", kept="Nothing was printed.", do="Save a PDF and print that.")
    try:
        first = max(printer.fromPage(), 1)
        last = min(printer.toPage() or pages.count, pages.count)
        painter.scale(printer.resolution() / RESOLUTION, printer.resolution() / RESOLUTION)
        for page in range(first - 1, last):
            if page >= first:
                printer.newPage()
            pages.paint(painter, page)
    finally:
        painter.end()
