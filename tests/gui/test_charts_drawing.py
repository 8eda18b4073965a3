"""What a chart draws of what the series question returns, to the pixel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from situation_board.core import times
from situation_board.core.actions.situations import edit_situation
from situation_board.core.events_json import series_json
from situation_board.core.store import Store
from situation_board.core.vocabulary import EventKind, HandlingLabel
from situation_board.gui.charts.asking import Answer, ChartKind, Subject
from situation_board.gui.charts.drawing import MOST_AT_FIRST, Drawing, Drawn, Form, drawing_of, most_told
from situation_board.gui.charts.lines import description, lines
from situation_board.gui.charts.marks import lane_middle
from situation_board.gui.charts.picture import SIZE, foot_lines, layout_of, picture, svg_bytes
from situation_board.gui.charts.saving import save_chart
from situation_board.gui.charts.styles import Ink
from situation_board.gui.charts.table import COLUMNS, csv_text, rows, safe_cell
from situation_board.gui.charts.ticks import number_ticks, time_ticks
from situation_board.gui.charts.tracks import to_pixels, track_of
from situation_board.gui.look import palette
from tests.gui.charting import DISPLACEMENT, ZONE, Scribe, answer_of, day, empty_file, middle_of, published_case
from tests.gui.fixtures import HERE

SHARPNESS = 2.0


@pytest.fixture
def published(tmp_path: Path) -> Answer:
    return answer_of(published_case(tmp_path / "published.sitboard"))


@pytest.fixture
def scribe(tmp_path: Path) -> Any:
    with Store.open(empty_file(tmp_path / "figures.sitboard"), identity=HERE) as store:
        yield Scribe(store)


def drawn_of(scribe: Scribe, subject: Subject = DISPLACEMENT) -> tuple[Answer, Drawing]:
    answer = answer_of(scribe.store.path, subject)
    return answer, drawing_of(answer)


def only(drawing: Drawing) -> Drawn:
    (drawn,) = drawing.series
    return drawn


# --- what is drawn


def test_the_sample_draws_one_series_open_above_over_a_week_and_marks(filled_file: Path) -> None:
    drawing = drawing_of(answer_of(filled_file))
    drawn = only(drawing)
    (piece,) = drawn.pieces
    assert (drawn.form, piece.bounds.low, piece.bounds.high) == (Form.LINE, 370_000, None)
    assert (piece.since, piece.begin) == (day("2024-12-01").earliest, day("2024-12-08").earliest)
    kinds = {lane.kind: len(lane.spots) for lane in drawing.lanes}
    assert kinds == {"evacuation": 1, "withdrawal": 2, "surrender": 1, "defection": 1, "release": 1, "advisory": 2}


def test_two_agencies_are_a_band_a_peak_and_a_return_series_and_never_a_sum(published: Answer) -> None:
    drawing = drawing_of(published)
    said = {drawn.name.rpartition(", ")[2] + " " + drawn.key.category: drawn for drawn in drawing.series}
    assert {name: [(p.bounds.low, p.bounds.high) for p in drawn.pieces] for name, drawn in said.items()} == {
        "UNHCR displaced": [(800_000, 1_000_000), (1_100_000, 1_100_000)],
        "OCHA displaced": [(664_000, 664_000)],
        "OCHA returned": [(486_000, 486_000)],
    }
    assert any("UNHCR" in reason.why and "OCHA" in reason.why for reason in published.reasons)


def test_a_flow_is_a_bar_over_its_period_and_a_missing_number_is_a_gap(scribe: Scribe) -> None:
    scribe.event("100 displaced people, flow", on="2024-12-01")
    scribe.event("not available displaced people, flow", on="2024-12-02")
    scribe.event("0 displaced people, flow", on="2024-12-03")
    drawn = only(drawn_of(scribe)[1])
    assert drawn.form is Form.BARS
    assert [(p.begin, p.end, p.bounds.low) for p in drawn.pieces] == [
        (day("2024-12-01").earliest, day("2024-12-01").latest, 100),
        (day("2024-12-03").earliest, day("2024-12-03").latest, 0),
    ]


def test_a_stock_holds_until_it_expires_and_then_there_is_a_gap(scribe: Scribe) -> None:
    scribe.event("100 displaced people, stock, expires 2024-12-04", on="2024-12-01")
    scribe.event("80 displaced people, stock", on="2024-12-06")
    scribe.event("70 displaced people, stock", on="2024-12-07")
    answer, drawing = drawn_of(scribe)
    first, second, third = only(drawing).pieces
    assert (first.begin, first.end) == (day("2024-12-01").earliest, day("2024-12-04").earliest)
    assert (second.joined, third.joined) == (False, True)
    assert third.end == answer.now
    assert drawing.whole[1] < day("2025-01-01").earliest, "that nobody said more does not make the axis longer"


def test_a_missing_number_ends_the_line(scribe: Scribe) -> None:
    for on, number in (("02", "100"), ("03", "200"), ("04", "not available"), ("05", "400")):
        until = f"2024-12-{on}"
        scribe.event(f"{number} displaced people, cumulative, since 2024-12-01, until {until}", on=until)
    assert [piece.joined for piece in only(drawn_of(scribe)[1]).pieces] == [False, True, False]


def test_people_and_households_have_scales_of_their_own(scribe: Scribe) -> None:
    scribe.event("100 displaced people, flow", on="2024-12-01")
    scribe.event("20 displaced households, flow", on="2024-12-01")
    assert drawn_of(scribe)[1].units == ("person", "household")


def test_evacuated_people_are_in_the_chart_of_evacuation_only(scribe: Scribe) -> None:
    scribe.event("50 evacuated people, flow", on="2024-12-01", kind=EventKind.EVACUATION)
    assert drawn_of(scribe)[1].series == ()
    assert only(drawn_of(scribe, Subject(ChartKind.EVACUATION))[1]).pieces[0].bounds.low == 50


# --- to the pixel


def frame_and_picture(answer: Answer) -> tuple[Any, QImage, Drawing]:
    drawing = drawing_of(answer)
    layout = layout_of(QSizeF(SIZE), answer, drawing)
    return layout, picture(answer, drawing, palette(dark=False), sharpness=SHARPNESS), drawing


def test_known_points_are_at_the_right_pixel_of_the_picture(qapp: QApplication, published: Answer) -> None:
    layout, image, drawing = frame_and_picture(published)
    (frame,) = layout.panes
    ink = Ink.of(palette(dark=False))
    for drawn in drawing.series:
        for piece in drawn.pieces:
            for number in {piece.bounds.low, piece.bounds.high}:
                assert number is not None
                width = frame.area.width()
                first, last = drawing.whole
                x = frame.area.left() + (piece.middle - first) / (last - first) * width
                y = frame.area.bottom() - number / frame.top * frame.area.height()
                middle = middle_of(image, ink.style(drawn.number).colour, x * SHARPNESS, y * SHARPNESS, reach=7)
                assert middle is not None, (drawn.name, number)
                assert middle[1] == pytest.approx(y * SHARPNESS, abs=1 * SHARPNESS)


def test_a_lone_mark_is_centred_on_its_point_within_a_pixel(qapp: QApplication, published: Answer) -> None:
    layout, image, drawing = frame_and_picture(published)
    (frame,) = layout.panes
    (drawn,) = (each for each in drawing.series if each.key.category == "returned")
    (piece,) = drawn.pieces
    first, last = drawing.whole
    x = frame.area.left() + (piece.middle - first) / (last - first) * frame.area.width()
    y = frame.area.bottom() - 486_000 / frame.top * frame.area.height()
    colour = Ink.of(palette(dark=False)).style(drawn.number).colour
    column = [row for row in range(image.height()) if image.pixelColor(round(x * 2), row).rgb() == colour.rgb()]
    near = [row for row in column if abs(row - y * 2) < 14]
    assert (min(near) + max(near) + 1) / 2 == pytest.approx(y * 2, abs=1.5)


def test_the_picture_alone_tells_number_and_day(qapp: QApplication, published: Answer) -> None:
    """Read like a person does: the mark between the lines of the scale, whose numbers and days stand beside them."""
    layout, image, drawing = frame_and_picture(published)
    (frame,) = layout.panes
    ink = Ink.of(palette(dark=False))
    (ocha,) = (each for each in drawing.series if "OCHA" in each.name and each.key.category == "displaced")
    left, bottom = round(frame.area.left() + 3) * 2, round(frame.area.bottom() - 3) * 2
    rows = runs(row for row in range(image.height()) if image.pixelColor(left, row).rgb() == ink.grid.rgb())
    columns = runs(
        column for column in range(left, image.width()) if image.pixelColor(column, bottom).rgb() == ink.grid.rgb()
    )
    numbers = [tick.at for tick in number_ticks(frame.top, frame.area.height())]
    first, last = frame.times
    days = [tick.at for tick in time_ticks(first, last, frame.area.width(), ZONE, MONTHS)]
    highest, lowest = rows[0], rows[-1]
    assert len(rows) in (len(numbers), len(numbers) - 1) and len(columns) == len(days), "zero may be the axis itself"
    a_person = (lowest - highest) / (numbers[-1] - numbers[-len(rows)])
    a_moment = (columns[-1] - columns[0]) / (days[-1] - days[0])

    noon = day("2024-12-31").earliest + times.DAY // 2
    x = columns[0] + (noon - days[0]) * a_moment
    y = highest + (numbers[-1] - 664_000) * a_person
    mark = ink.style(ocha.number).colour
    found = [
        (across, down)
        for across in range(round(x) - 30, round(x) + 31)
        for down in range(round(y) - 30, round(y) + 31)
        if image.pixelColor(across, down).rgb() == mark.rgb()
    ]
    downs = [down for _, down in found]
    below = [across for across, down in found if down == max(downs) - 2]  # within the square, off its lines
    assert (min(downs) + max(downs) + 1) / 2 == pytest.approx(y, abs=SHARPNESS)
    assert (min(below) + max(below) + 1) / 2 == pytest.approx(x, abs=SHARPNESS)


def runs(places: Iterable[int]) -> list[float]:
    """The middle of each line of pixels."""
    found: list[list[int]] = []
    for place in places:
        if found and place == found[-1][-1] + 1:
            found[-1].append(place)
        else:
            found.append([place])
    return [(line[0] + line[-1] + 1) / 2 for line in found]


def test_bars_end_at_their_numbers(qapp: QApplication, scribe: Scribe) -> None:
    for on, number in (("01", 1000), ("02", 400), ("04", 700)):
        scribe.event(f"{number} displaced people, flow", on=f"2024-12-{on}")
    answer, _ = drawn_of(scribe)
    layout, image, drawing = frame_and_picture(answer)
    (frame,) = layout.panes
    colour = Ink.of(palette(dark=False)).style(0).colour
    for piece in only(drawing).pieces:
        x = round(frame.x(piece.begin + (piece.end - piece.begin) * 0.3) * SHARPNESS)
        column = [row for row in range(image.height()) if image.pixelColor(x, row).rgb() == colour.rgb()]
        inside = [row for row in column if frame.area.top() * 2 <= row <= frame.area.bottom() * 2]
        wanted = frame.area.bottom() - (piece.bounds.low or 0) / frame.top * frame.area.height()
        assert min(inside) == pytest.approx(wanted * SHARPNESS, abs=1 * SHARPNESS)


def test_many_numbers_are_mapped_to_the_same_pixels_as_few(scribe: Scribe) -> None:
    for on, number in (("01", 1000), ("02", 400)):
        scribe.event(f"{number} displaced people, flow", on=f"2024-12-{on}")
    answer, drawing = drawn_of(scribe)
    (frame,) = layout_of(QSizeF(SIZE), answer, drawing).panes
    mapped = to_pixels(frame).map(track_of(only(drawing)).sure)
    for position, piece in enumerate(only(drawing).pieces):
        tip = mapped.toSubpathPolygons()[position].last()
        assert (tip.x(), tip.y()) == pytest.approx((frame.x(piece.middle), frame.y(piece.level)), abs=0.01)


def test_marks_stand_in_their_lanes_at_their_time(qapp: QApplication, filled_file: Path) -> None:
    layout, image, drawing = frame_and_picture(answer_of(filled_file))
    ground = palette(dark=False).base().color()
    x = layout.timeline.x((day("2024-12-08").earliest + day("2024-12-08").latest) / 2)
    for number in range(len(drawing.lanes)):
        y = lane_middle(layout.timeline.area, number)
        near = [(round(x * 2) + across, round(y * 2) + down) for across in range(-10, 11) for down in range(-10, 11)]
        colours = {image.pixelColor(*pixel).name() for pixel in near}
        assert len(colours - {ground.name()}) > 1


@pytest.mark.parametrize("dark", [False, True])
def test_a_picture_is_painted_the_same_way_round_in_every_language(
    qapp: QApplication, published: Answer, dark: bool
) -> None:
    drawing = drawing_of(published)
    left_to_right = picture(published, drawing, palette(dark=dark))
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert picture(published, drawing, palette(dark=dark)) == left_to_right
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    assert left_to_right.pixelColor(2, 2) == palette(dark=dark).base().color()


def test_the_svg_shows_what_the_png_shows(qapp: QApplication, published: Answer) -> None:
    drawing = drawing_of(published)
    content = svg_bytes(published, drawing, palette(dark=False))
    image = QImage(SIZE * SHARPNESS, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    QSvgRenderer(content).render(painter, QRectF(image.rect()))
    painter.end()
    (frame,) = layout_of(QSizeF(SIZE), published, drawing).panes
    for drawn in drawing.series:
        at = QPointF(frame.x(drawn.pieces[0].middle), frame.y(drawn.pieces[0].level)) * SHARPNESS
        colour: QColor = Ink.of(palette(dark=False)).style(drawn.number).colour
        assert image.pixelColor(at.toPoint()) == colour
    assert b"TLP:AMBER" in content


# --- as a table


def test_the_csv_is_what_the_series_question_returns(published: Answer) -> None:
    drawing = drawing_of(published)
    found = list(csv.DictReader(io.StringIO(csv_text(published, drawing))))
    told = series_json(published.chart, ZONE)
    points = [
        (series["name"], str(point["low"]), str(point["high"]), point["from"]["at"], point["to"]["at"])
        for series in told["series"]
        for point in series["points"]
    ]
    assert [(r["series"], r["low"], r["high"], r["from"], r["to"]) for r in found if r["what"] == "point"] == points
    assert len([row for row in found if row["what"] == "mark"]) == len(told["marks"])
    assert tuple(found[0]) == COLUMNS
    assert {row["label"] for row in found} == {"TLP:AMBER"}
    assert {row["source"] for row in found} == {"UNHCR", "OCHA"}


def test_what_is_unknown_is_empty_and_zero_is_zero(scribe: Scribe) -> None:
    scribe.event("not available displaced people, flow", on="2024-12-01")
    scribe.event("0 displaced people, flow", on="2024-12-02")
    scribe.event("more than 5 displaced people, flow", on="2024-12-03")
    found = list(csv.DictReader(io.StringIO(csv_text(*drawn_of(scribe)))))
    assert [(row["low"], row["high"]) for row in found] == [("", ""), ("0", "0"), ("5", "")]


def test_the_csv_holds_only_what_is_drawn(published: Answer) -> None:
    drawing = drawing_of(published)
    shown = drawing.only([drawn.key for drawn in drawing.series if drawn.key.category == "returned"])
    assert [row["low"] for row in rows(published, shown)] == [486_000]
    window = (float(day("2024-12-12").earliest), float(day("2024-12-14").earliest))
    peaks = [row["low"] for row in rows(published, drawing, window) if "UNHCR" in row["series"]]
    assert 1_100_000 in peaks


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u2068=1", "＝1", "\u3000=1"])
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert safe_cell(text) == "'" + text


def test_a_hostile_text_is_harmless_in_the_file(scribe: Scribe) -> None:
    scribe.event("5 displaced people", on="2024-12-01", text='=HYPERLINK("http://x")', source="=cmd()")
    found = list(csv.DictReader(io.StringIO(csv_text(*drawn_of(scribe)))))
    assert (found[0]["text"], found[0]["source"]) == ('\'=HYPERLINK("http://x")', "'=cmd()")


def test_an_exercise_and_the_label_are_in_every_output(qapp: QApplication, scribe: Scribe, tmp_path: Path) -> None:
    scribe.event("5 displaced people, flow", on="2024-12-01")
    scribe.store.do(lambda reading: edit_situation(reading, exercise=True, label=HandlingLabel.RED))
    answer, drawing = drawn_of(scribe)
    save_chart(tmp_path / "chart.svg", answer, drawing)
    save_chart(tmp_path / "chart.csv", answer, drawing)
    save_chart(tmp_path / "chart.png", answer, drawing)
    drawn = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert "EXERCISE" in drawn and "TLP:RED" in drawn
    assert "TLP:RED,EXERCISE" in (tmp_path / "chart.csv").read_text(encoding="utf-8-sig")
    assert "TLP:RED" in QImage(str(tmp_path / "chart.png")).text("Description")
    assert [path.name for path in tmp_path.glob(".*")] == [], "nothing unfinished is left"


def test_the_description_says_the_same_numbers(published: Answer) -> None:
    said = description(published, drawing_of(published))
    assert all(number in said for number in ("between 800,000 and 1,000,000", "1,100,000", "664,000", "486,000"))
    assert len(list(lines(published, drawing_of(published)))) == 4


# --- ticks

MONTHS = list(times.MONTH_WORDS)


def test_ticks_are_at_local_midnights_also_where_the_clocks_change() -> None:
    first, last = day("2022-03-23").earliest, day("2022-03-29").earliest
    ticks = time_ticks(first, last, 700, ZONE, MONTHS)
    assert [times.at(int(tick.at), ZONE).hour for tick in ticks[:2]] == [0, 0]
    assert [tick.above for tick in ticks] == ["23 Mar", "24 Mar", "25 Mar", "26 Mar", "27 Mar", "28 Mar", "29 Mar"]
    assert [tick.below for tick in ticks] == ["2022", "", "", "", "", "", ""]


@pytest.mark.parametrize(
    ("until", "words"),
    [("2024-12-02", "00:00"), ("2024-12-20", "3 Dec"), ("2026-01-01", "Jan"), ("2080-01-01", "2030")],
)
def test_ticks_suit_the_time_in_sight(until: str, words: str) -> None:
    ticks = time_ticks(day("2024-12-01").earliest, day(until).earliest, 800, ZONE, MONTHS)
    assert 2 < len(ticks) < 14
    assert words in [tick.above for tick in ticks]


def test_numbers_begin_at_zero_and_are_round() -> None:
    assert [tick.above for tick in number_ticks(430_000, 170)] == ["0", "100,000", "200,000", "300,000"]
    assert [tick.above for tick in number_ticks(1.2, 300)] == ["0", "1"]


def test_of_very_many_series_those_told_most_are_drawn_and_the_picture_says_so(scribe: Scribe) -> None:
    for number in range(MOST_AT_FIRST + 2):
        scribe.event("10 displaced people, flow", on="2024-12-01", source=f"Source {number}")
    scribe.event("10 displaced people, flow", on="2024-12-02", source=f"Source {MOST_AT_FIRST + 1}")
    answer, drawing = drawn_of(scribe)
    shown = drawing.only(most_told(drawing.series))
    assert len(shown.series) == MOST_AT_FIRST
    assert any(f"Source {MOST_AT_FIRST + 1}" in drawn.name for drawn in shown.series)
    assert "8 of 10 series are drawn." in foot_lines(answer, shown)
    assert len({drawn.number for drawn in shown.series}) == MOST_AT_FIRST
