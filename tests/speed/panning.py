"""Our chart and matplotlib's of the same daily numbers, panned in turns in one process.

Prints one line of JSON: the seconds of CPU of each frame, from the moving to the painted window, of the whole chart,
and of the series alone in ours and in matplotlib.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import matplotlib
from PySide6.QtWidgets import QApplication, QWidget

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from situation_board.core.store import Store
from situation_board.gui.app import make_application
from situation_board.gui.charts.asking import chart_answer
from situation_board.gui.charts.drawing import Drawing, drawing_of, most_told
from situation_board.gui.charts.view import ChartView
from tests.speed.generated import IDENTITY, NOW

SIZE = (1_280, 420)
FRAMES = 200
SHARE = 0.01
"""Of what is in sight, with each frame."""


def main() -> None:
    make_application()
    with Store.open(Path(sys.argv[1]), identity=IDENTITY, now=lambda: NOW) as store, store.reading() as reading:
        answer = chart_answer(reading)
    whole = drawing_of(answer)
    drawing = whole.only(most_told(whole.series))
    view = ChartView()
    view.show_drawing(answer, drawing)
    series_only = ChartView()
    series_only.show_drawing(answer, Drawing(drawing.series, (), ()))
    for each in (view, series_only):
        each.show_whole()
        _shown(each)
    pans = {"whole": view.pan, "ours": series_only.pan, "matplotlib": Matplotlib(drawing).pan}
    times: dict[str, list[float]] = {name: [] for name in pans}
    for number in range(FRAMES):
        way = SHARE if number // 25 % 2 == 0 else -SHARE
        for name, pan in pans.items():
            times[name].append(_cpu(partial(pan, way)))
    pieces = sum(len(drawn.pieces) for drawn in drawing.series)
    print(json.dumps({"times": times, "series": len(drawing.series), "numbers": pieces}), flush=True)


def _shown(widget: QWidget) -> QWidget:
    widget.resize(*SIZE)
    widget.show()
    for _ in range(10):
        QApplication.processEvents()
    return widget


def _cpu(pan: Callable[[], object]) -> float:
    start = time.thread_time()
    pan()
    QApplication.processEvents()
    return time.thread_time() - start


class Matplotlib:
    """The numbers as vertical lines from zero, one collection a series: the quickest that looks the same."""

    def __init__(self, drawing: Drawing) -> None:
        matplotlib.use("QtAgg")
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
        from matplotlib.figure import Figure

        figure = Figure(layout="tight")
        self.canvas = FigureCanvasQTAgg(figure)
        self._axes = figure.add_subplot()
        for number, drawn in enumerate(drawing.series):
            middles = [piece.middle for piece in drawn.pieces]
            levels = [piece.level for piece in drawn.pieces]
            self._axes.vlines(middles, 0, levels, colors=f"C{number}", linewidth=1)
        first, last = drawing.whole
        self._axes.set_xlim(first, last)
        _shown(self.canvas)
        figure.set_layout_engine("none")

    def pan(self, share: float) -> None:
        first, last = self._axes.get_xlim()
        by = (last - first) * share
        self._axes.set_xlim(first + by, last + by)
        self.canvas.draw()


if __name__ == "__main__":
    main()
