"""Pictures of the real window and of the charts, and the sheet for the wall, made without a screen."""

from __future__ import annotations

import os
from pathlib import Path

WIDTH, HEIGHT = 1440, 900
SHARPNESS = 2.0


def save_board_picture(store_path: Path, png_path: Path) -> None:
    """Open the window on a file, wait until its board is painted, and write what it shows to a PNG.

    Needs no display. Raises Mistake or Trouble when the file cannot be opened or the picture not be written.
    """
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:  # what Qt reads when its application is made
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QT_SCALE_FACTOR"] = str(SHARPNESS)
    from situation_board.gui.picture import picture_of_board

    picture_of_board(store_path, png_path, width=WIDTH, height=HEIGHT, sharpness=SHARPNESS)


def save_charts_picture(store_path: Path, png_path: Path) -> None:
    """Draw the displacement chart of a file, as the window would save it. Raises as above."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from situation_board.core.store import Store
    from situation_board.gui.app import make_application
    from situation_board.gui.charts.drawing import drawn_answer
    from situation_board.gui.charts.saving import save_chart

    make_application()
    with Store.open(store_path) as store, store.reading() as reading:
        answer, drawing = drawn_answer(reading)
    save_chart(png_path, answer, drawing)


def save_snapshot(store_path: Path, pdf_path: Path) -> None:
    """Print a draft of the status snapshot of a file. Raises as above."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from situation_board.core.snapshot import take
    from situation_board.core.store import Store
    from situation_board.gui.app import make_application
    from situation_board.gui.charts.writing import write_whole
    from situation_board.gui.printing.rendering import render_pdf

    make_application()
    with Store.open(store_path) as store, store.reading() as reading:
        sheet = take(reading)
    write_whole(pdf_path, render_pdf(sheet))
