"""Writing a chart to a file: PNG, SVG or CSV, whichever its ending says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QPalette

from situation_board.gui.charts.asking import Answer
from situation_board.gui.charts.drawing import Drawing, Range
from situation_board.gui.charts.picture import png_bytes, svg_bytes
from situation_board.gui.charts.table import csv_bytes
from situation_board.gui.charts.writing import write_whole
from situation_board.gui.look import palette

Paint = Callable[[Answer, Drawing, QPalette, Range | None], bytes]


def save_chart(path: Path, answer: Answer, drawing: Drawing, window: Range | None = None) -> None:
    """Whole or not at all: a file that was there stays until the new one is complete. On paper it is always light."""
    write_whole(path, CONTENT[path.suffix.lower()](answer, drawing, palette(dark=False), window))


CONTENT: dict[str, Paint] = {
    ".png": lambda answer, drawing, of, window: png_bytes(answer, drawing, of, window=window),
    ".svg": lambda answer, drawing, of, window: svg_bytes(answer, drawing, of, window=window),
    ".csv": lambda answer, drawing, of, window: csv_bytes(answer, drawing, window),
}
