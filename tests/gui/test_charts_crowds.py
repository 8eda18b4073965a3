"""Charts of very many events: what is too many to be told is counted and said so, and told when one zooms in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from situation_board.core.store import Store
from situation_board.core.times import DAY
from situation_board.gui.background import Errands, Situation
from situation_board.gui.charts.asking import Answer, chart_answer
from situation_board.gui.charts.drawing import Lane, drawing_of
from situation_board.gui.charts.finding import events_near
from situation_board.gui.charts.frames import Frame
from situation_board.gui.charts.lines import lines
from situation_board.gui.charts.marks import lane_middle
from situation_board.gui.charts.panel import ChartPanel
from situation_board.gui.charts.picture import foot_lines
from situation_board.gui.charts.table import rows
from situation_board.gui.charts.words import spots_lines
from situation_board.gui.look import Theme, apply_theme
from tests.gui.fixtures import HERE, delete_later_now, open_situation
from tests.speed.generated import NOW
from tests.speed.generated_events import make_events

PATIENCE = 20_000
EVENTS = 4_000
MARKS = EVENTS // 16 * 2
"""One of sixteen has no metric, and one no figure."""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "many.sitboard"
    make_events(path, EVENTS)
    return path


@pytest.fixture
def answer(many: Path) -> Answer:
    with Store.open(many, identity=HERE, now=lambda: NOW) as store, store.reading() as reading:
        return chart_answer(reading)


@pytest.fixture
def panel(qapp: QApplication, qtbot: QtBot, errands: Errands, many: Path) -> Iterator[ChartPanel]:
    apply_theme(Theme.LIGHT)
    situation: Situation = open_situation(many)
    shown = ChartPanel(situation, errands)
    shown.resize(1000, 480)
    with qtbot.waitSignal(shown.shown, timeout=PATIENCE):
        shown.show()
    qtbot.waitUntil(lambda: situation.is_quiet, timeout=PATIENCE)
    yield shown
    situation.close()
    shown.close()
    shown.deleteLater()
    delete_later_now()


def crowded(panel: ChartPanel) -> list[Lane]:
    return [lane for lane in panel.drawing.lanes if lane.crowds]


def test_every_mark_is_told_or_counted(answer: Answer) -> None:
    chart = answer.chart
    assert chart.left_out.crowded > 0
    assert len(chart.marks) + chart.left_out.crowded == MARKS
    assert sum(crowd.count for crowd in chart.crowds) == chart.left_out.crowded


def test_the_picture_the_table_and_the_file_say_what_is_left_out(answer: Answer) -> None:
    drawing, left_out = drawing_of(answer), answer.chart.left_out
    foot = " ".join(foot_lines(answer, drawing))
    assert f"of {len(drawing.series) + left_out.series:,} series are drawn" in foot
    assert f"Of {left_out.crowded:,} marks only the number is drawn" in foot
    assert sum("too many to be told one by one" in line.note for line in lines(answer, drawing)) == len(
        answer.chart.crowds
    )
    written = list(rows(answer, drawing))
    assert sum(row["figures"] for row in written if row["what"] == "crowd") == left_out.crowded
    assert [row["figures"] for row in written if row["what"] == "left out"] == [left_out.series]


def test_pointing_at_a_crowd_says_how_many_and_never_adds_them_up(answer: Answer) -> None:
    drawing = drawing_of(answer)
    number, lane = next((n, lane) for n, lane in enumerate(drawing.lanes) if lane.crowds)
    frame = Frame(panel_area(), drawing.whole)
    crowd = lane.crowds[len(lane.crowds) // 2]
    found = events_near(frame, drawing, QPointF(frame.x(crowd.middle), lane_middle(frame.area, number)))
    assert found is not None and found.spots == (crowd,)
    said = spots_lines(answer, found.spots)
    assert said[0] == f"{lane.kind}: {crowd.crowd:,} marks"
    assert said[-1] == "too many to be told one by one, never added up: zoom in"


def panel_area() -> QRectF:
    return QRectF(0, 0, 900, 200)


def test_the_line_below_says_how_much_is_not_told(panel: ChartPanel) -> None:
    assert panel.answer is not None
    left_out = panel.answer.chart.left_out
    said = panel.why.label.toolTip()
    assert f"{left_out.crowded:,} marks only counted: zoom in" in said
    assert f"{left_out.series:,} more series: choose an area or a source" in said


def test_zooming_in_tells_the_marks_in_sight_and_keeps_the_window_of_time(panel: ChartPanel, qtbot: QtBot) -> None:
    [lane] = crowded(panel)
    middle = lane.crowds[len(lane.crowds) // 2].begin
    window = (float(middle - 10 * DAY), float(middle + 10 * DAY))
    series = [drawn.key for drawn in panel.drawing.series]
    with qtbot.waitSignal(panel.shown, timeout=PATIENCE):
        panel.view.set_window(window)
    [nearer] = crowded(panel)
    told = [spot for spot in nearer.spots if not spot.crowd]
    assert told and all(spot.crowd == 0 for spot in nearer.spots if window[0] + DAY < spot.middle < window[1] - DAY)
    assert panel.view.window_of_time == pytest.approx(window)
    assert [drawn.key for drawn in panel.drawing.series] == series
    assert panel.answer is not None
    assert len(panel.answer.chart.marks) + panel.answer.chart.left_out.crowded == MARKS


def test_seeing_the_whole_again_counts_them_again(panel: ChartPanel, qtbot: QtBot) -> None:
    [lane] = crowded(panel)
    middle = lane.crowds[0].end
    with qtbot.waitSignal(panel.shown, timeout=PATIENCE):
        panel.view.set_window((float(middle - 10 * DAY), float(middle + 10 * DAY)))
    with qtbot.waitSignal(panel.shown, timeout=PATIENCE):
        panel.view.show_whole()
    [again] = crowded(panel)
    assert [spot.crowd for spot in again.crowds] == [spot.crowd for spot in lane.crowds]
