"""What our window is asked to do while it is measured from within. Runs in the window's process, on its thread."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from situation_board.core.vocabulary import Column
from situation_board.gui.main_window import MainWindow
from tests.speed.core_benches import bare_file
from tests.speed.measuring import percentile

if TYPE_CHECKING:
    from tests.speed.our_window import Watch

Index = QModelIndex | QPersistentModelIndex
LONG = Column.CONTESTED
FRAMES = 300
MOVES = 20
PATIENCE = 20.0


class EmptyModel(QAbstractTableModel):
    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - never changed
        return self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - never changed
        return 1

    def data(self, index: Index, role: int = 0) -> Any:
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDropEnabled


def settle(watch: Watch) -> dict[str, Any]:
    """Let what the start set going come to its end."""
    idle(1.0)
    gc.collect()
    return {}


def steps(watch: Watch) -> dict[str, Any]:
    """Small steps down, as the wheel makes them."""
    view = _view()
    return _scrolled(watch, [40 * number for number in range(1, FRAMES + 1)], view)


def jumps(watch: Watch) -> dict[str, Any]:
    """Jumps through the whole column, to cards that nobody has looked at."""
    view = _view()
    end = view.verticalScrollBar().maximum()
    return _scrolled(watch, [(number * 7_919 * 37) % end for number in range(1, FRAMES + 1)], view)


def _scrolled(watch: Watch, places: list[int], view: QTableView) -> dict[str, Any]:
    table = _empty_table(view)
    ours: list[float] = []
    floor: list[float] = []
    for place in places:
        ours += _frames(watch, lambda place=place: view.verticalScrollBar().setValue(place))  # type: ignore[misc]
        floor.append(_cpu(lambda place=place: _paint(table, place)))  # type: ignore[misc]
    table.close()
    return _shares(ours, floor)


def _frames(watch: Watch, change: Callable[[], None]) -> Iterator[float]:
    """CPU of each round of the event loop that painted, until everything visible is there."""
    from tests.speed.our_window import is_complete

    view, give_up = _view(), time.monotonic() + PATIENCE
    yield _cpu(lambda: _change(change))
    while not is_complete(view) and time.monotonic() < give_up:
        time.sleep(0.001)
        painted = watch.paints
        seconds = _cpu(QApplication.processEvents)
        if watch.paints > painted:
            yield seconds
    painted = watch.paints
    seconds = _cpu(QApplication.processEvents)
    if watch.paints > painted:
        yield seconds


def _change(change: Callable[[], None]) -> None:
    change()
    QApplication.processEvents()


def _paint(table: QTableView, place: int) -> None:
    table.verticalScrollBar().setValue(place)
    QApplication.processEvents()


def drag(watch: Watch) -> dict[str, Any]:
    """A card is dragged to and fro over the three columns."""
    window = main_window()
    board, source = window.centre.board, _view()
    mime = source.cards.mimeData([source.cards.index(0, 0)])
    table = _empty_table(source)
    table.setAcceptDrops(True)
    table.setDragDropMode(QTableView.DragDropMode.DragDrop)
    ours: list[float] = []
    floor: list[float] = []
    for number in range(FRAMES):
        view = list(board.views.values())[number // 25 % 3]
        place = QPoint(40 + number % 25, 20 + number * 13 % (source.viewport().height() - 40))
        ours.append(_cpu(lambda: _drag_over(view, place, mime, enters=number % 25 == 0)))  # noqa: B023 - run at once
        floor.append(_cpu(lambda: _drag_over(table, place, mime, enters=number == 0)))  # noqa: B023 - run at once
    table.close()
    return _shares(ours, floor)


def _drag_over(view: QTableView, place: QPoint, mime: Any, *, enters: bool) -> None:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    if enters:
        QApplication.sendEvent(view.viewport(), QDragEnterEvent(place, Qt.DropAction.MoveAction, mime, buttons, keys))
    QApplication.sendEvent(
        view.viewport(), QDragMoveEvent(QPointF(place).toPoint(), Qt.DropAction.MoveAction, mime, buttons, keys)
    )
    QApplication.processEvents()


def moves(watch: Watch) -> dict[str, Any]:
    """Seconds until a move is committed, and until both columns show it; between them bare commits of one row."""
    times: dict[str, list[float]] = {"commit of one row": [], "committed": [], "repainted": []}
    with tempfile.TemporaryDirectory() as folder, bare_file(Path(folder)) as commit:
        for number in range(MOVES + 1):
            start = time.perf_counter()
            commit()
            bare = time.perf_counter() - start
            committed, repainted = _move_first(watch)
            if number:
                for name, seconds in zip(times, (bare, committed, repainted), strict=True):
                    times[name].append(seconds)
            idle(0.3)
    return times


def _move_first(watch: Watch) -> tuple[float, float]:
    from tests.speed.our_window import is_complete

    board = main_window().centre.board
    source, target = board.views[LONG], board.views[Column.ADVANCING]
    source.verticalScrollBar().setValue(0)
    target.verticalScrollBar().setValue(0)
    card = source.cards.card(0)
    committed: list[float] = []
    board.mover.moved.connect(lambda _: committed.append(time.perf_counter()))
    start = time.perf_counter()
    board.mover.move([card], Column.ADVANCING)
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        painted = watch.paints
        QApplication.processEvents()
        shown = target.cards.ids[:1] == [card] and source.cards.ids[:1] != [card]
        if committed and shown and watch.paints > painted and is_complete(target) and is_complete(source):
            break
        time.sleep(0.0005)
    repainted = time.perf_counter() - start
    board.mover.moved.disconnect()
    return committed[0] - start, repainted


# --- pieces


def main_window() -> MainWindow:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))


def _view() -> Any:
    return main_window().centre.board.views[LONG]


def _empty_table(view: QTableView) -> QTableView:
    """A plain table as large as the column, with as many rows, in a window of its own."""
    table = QTableView()
    table.setModel(EmptyModel(view.model().rowCount()))
    table.model().setParent(table)
    table.horizontalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(view.verticalHeader().defaultSectionSize())
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.resize(view.size())
    table.show()
    idle(0.3)
    return table


def _cpu(run: Callable[[], object]) -> float:
    start = time.thread_time()
    run()
    return time.thread_time() - start


def idle(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def _shares(ours: list[float], floor: list[float]) -> dict[str, Any]:
    return {
        name: {"p50": percentile(values, 0.5), "p99": percentile(values, 0.99)}
        for name, values in (("ours", ours), ("floor", floor))
    }


TASKS: dict[str, Callable[[Watch], dict[str, Any]]] = {
    task.__name__: task for task in (settle, steps, jumps, drag, moves)
}
