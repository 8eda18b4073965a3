"""How the table of events does with a million rows. Measured, not run by default: `pytest -m speed`."""

from __future__ import annotations

import statistics
import time
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from situation_board.core.sample import create_sample
from situation_board.core.store import Store
from situation_board.core.times import DAY
from situation_board.gui.events import EventsTable
from situation_board.gui.events.question import Listed
from tests.gui.fixtures import HERE, delete_later_now, open_situation

COUNT = 1_000_000
PATIENCE = 60_000
FILL = f"""
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO every_event (id, voided, thing, arrival, lamport, writer, seq, recorded_at, kind, text, location, source,
  starts_earliest, starts_latest, starts_precision, figures)
SELECT printf('%08x-0000-7000-8000-%012x', i, i), 0, printf('%08x-0000-7000-8000-%012x', i, i), 1, 1, 'speed', i, 0,
  CASE i % 4 WHEN 0 THEN 'displacement' WHEN 1 THEN 'return' WHEN 2 THEN 'incident' ELSE 'statement' END,
  'event number ' || i, (SELECT id FROM location WHERE key = 1 + i % 10), (SELECT id FROM source LIMIT 1),
  1600000000000 + (i % 1000) * {DAY}, 1600000000000 + (i % 1000 + 1) * {DAY}, 'day',
  CASE i % 2 WHEN 0 THEN '[{{"category":"displaced","low":' || i || ',"high":' || i || '}}]' END
FROM n
"""


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.sitboard"
    with create_sample(path, identity=HERE) as store:
        fill(store)
    return path


def fill(store: Store) -> None:
    """A million events, as an import writes them: rows without a line each in the log."""
    with store._transaction() as connection:
        connection.execute(FILL, (COUNT,))


@pytest.mark.speed
def test_a_million_events_scroll_smoothly(qtbot: QtBot, large_file: Path) -> None:
    situation = open_situation(large_file)
    table = EventsTable(situation)
    table.resize(1000, 400)
    table.show()
    started = time.perf_counter()
    qtbot.waitUntil(lambda: len(table.model.ids) > COUNT, timeout=PATIENCE)
    print(f"\nids: {time.perf_counter() - started:.2f} s")
    qtbot.waitUntil(lambda: table.model.known_row(table.model.ids[0]) is not None, timeout=PATIENCE)
    frames = [_frame(table, place) for place in range(0, COUNT, COUNT // 400)]
    frames += [_frame(table, 500_000 + place) for place in range(0, 400, 3)]
    print(f"frame: median {statistics.median(frames):.1f} ms, p99 {sorted(frames)[int(len(frames) * 0.99)]:.1f} ms")
    arrivals = [_time_to_rows(qtbot, table, place) for place in range(1000, COUNT, COUNT // 20)]
    print(f"rows there after: median {statistics.median(arrivals):.0f} ms, worst {max(arrivals):.0f} ms")
    for column, name in enumerate(("time", "kind", "place", "to", "actors", "figures", "source", "grade", "text")):
        print(f"sorted by {name}: {_time_to_sort(qtbot, table, column):.2f} s")
    print(f"while ids are asked for, the window waits at most {_latest(qtbot, table):.0f} ms")
    print(f"news while it is shown: window busy {_busy(table):.0f} ms")
    table.close()
    table.deleteLater()
    situation.close()
    delete_later_now()


def _frame(table: EventsTable, row: int) -> float:
    """CPU of the window for one jump and its painting."""
    started = time.thread_time()
    table.view.verticalScrollBar().setValue(row * table.view.verticalHeader().defaultSectionSize())
    table.view.viewport().repaint()
    return (time.thread_time() - started) * 1000


def _time_to_rows(qtbot: QtBot, table: EventsTable, row: int) -> float:
    started = time.perf_counter()
    table.view.verticalScrollBar().setValue(row * table.view.verticalHeader().defaultSectionSize())
    table.view.viewport().repaint()
    thing = table.model.ids[row]
    qtbot.waitUntil(lambda: table.model.known_row(thing) is not None, timeout=PATIENCE)
    return (time.perf_counter() - started) * 1000


def _time_to_sort(qtbot: QtBot, table: EventsTable, column: int) -> float:
    started = time.perf_counter()
    with qtbot.waitSignal(table.model.shown, timeout=PATIENCE):
        table.view.sortByColumn(column, table.view.horizontalHeader().sortIndicatorOrder().AscendingOrder)
    return time.perf_counter() - started


def _latest(qtbot: QtBot, table: EventsTable) -> float:
    """How late a timer of 5 ms comes while a million ids are read in the background."""
    ticks = [time.perf_counter()]
    timer = QTimer(table, interval=5)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    with qtbot.waitSignal(table.model.shown, timeout=PATIENCE):
        table.model.ask_again()
    timer.stop()
    gaps = sorted(after - before for before, after in pairwise(ticks))
    print(f"gaps: p50 {gaps[len(gaps) // 2] * 1000:.1f} p99 {gaps[int(len(gaps) * 0.99)] * 1000:.1f} ms")
    return gaps[-1] * 1000


def _busy(table: EventsTable) -> float:
    """CPU of the window for taking in one new event."""
    ids = list(table.model.ids)
    started = time.thread_time()
    table.model._show(Listed([*ids[:10], "new", *ids[10:]], 10, 0, 1))
    table.view.viewport().repaint()
    return (time.thread_time() - started) * 1000
