"""A chart as a picture, painted for its size: with its title, legend, label, as-of and why nothing is added up."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPainter, QPalette
from PySide6.QtSvg import QSvgGenerator

from situation_board.core.questions.origins import BY_HAND
from situation_board.gui.charts.asking import Answer
from situation_board.gui.charts.axes import (
    left_width,
    months,
    paint_lane_axis,
    paint_number_axis,
    paint_time_axis,
    time_axis_height,
)
from situation_board.gui.charts.drawing import Drawing, Range
from situation_board.gui.charts.frames import Frame, top_of
from situation_board.gui.charts.labels import paint_labels
from situation_board.gui.charts.marks import LANE_HEIGHT, paint_lanes
from situation_board.gui.charts.painting import paint_grid, paint_sample, paint_series
from situation_board.gui.charts.styles import Ink
from situation_board.gui.charts.ticks import number_ticks, time_ticks
from situation_board.gui.charts.words import as_of_words, subject_words
from situation_board.gui.header import LABEL_COLOURS

translate = QCoreApplication.translate
SIZE = QSize(1280, 760)
SHARPNESS = 2.0
EDGE = 20.0
GAP = 10.0
SAMPLE_WIDTH = 28.0
LEAST_PANE = 80.0
MOST_LEGEND = 14
LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True)
class Layout:
    """Where things are in a picture. Below the panes lies the timeline, below that the axis of time."""

    title: QRectF
    legend: QRectF
    left: float
    panes: tuple[Frame, ...]
    timeline: Frame
    axis: QRectF
    foot: QRectF


def png_bytes(
    answer: Answer, drawing: Drawing, palette: QPalette, *, size: QSize = SIZE, window: Range | None = None
) -> bytes:
    """A PNG at twice the size, which is sharp on paper and on every screen."""
    image = picture(answer, drawing, palette, size=size, window=window)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"PNG"))
    writer.setText("Title", f"{subject_words(answer.subject.kind)}: {answer.title}")
    writer.setText("Description", " ".join(foot_lines(answer, drawing)))
    assert writer.write(image), writer.errorString()
    return bytes(buffer.data().data())


def svg_bytes(
    answer: Answer, drawing: Drawing, palette: QPalette, *, size: QSize = SIZE, window: Range | None = None
) -> bytes:
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(f"{subject_words(answer.subject.kind)}: {answer.title}")
    generator.setDescription(" ".join(foot_lines(answer, drawing)))
    painter = QPainter(generator)
    paint_chart(painter, QSizeF(size), answer, drawing, palette, window=window)
    painter.end()
    return bytes(buffer.data().data())


def picture(
    answer: Answer,
    drawing: Drawing,
    palette: QPalette,
    *,
    size: QSize = SIZE,
    sharpness: float = SHARPNESS,
    window: Range | None = None,
) -> QImage:
    image = QImage(size * sharpness, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(sharpness)
    image.setDotsPerMeterX(round(96 * sharpness / 0.0254))
    image.setDotsPerMeterY(round(96 * sharpness / 0.0254))
    painter = QPainter(image)
    paint_chart(painter, QSizeF(size), answer, drawing, palette, window=window)
    painter.end()
    return image


def paint_chart(
    painter: QPainter, size: QSizeF, answer: Answer, drawing: Drawing, palette: QPalette, *, window: Range | None = None
) -> None:
    """The whole chart, from the title to the foot."""
    ink = Ink.of(palette)
    layout = layout_of(size, answer, drawing, window)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), ink.ground)
    _paint_title(painter, layout.title, answer, ink)
    _paint_legend(painter, layout.legend, drawing, ink)
    _paint_plot(painter, layout, answer, drawing, ink)
    painter.setFont(small_font())
    painter.setPen(ink.muted)
    painter.drawText(layout.foot, int(WRAPPED), "\n".join(foot_lines(answer, drawing)))


def layout_of(size: QSizeF, answer: Answer, drawing: Drawing, window: Range | None = None) -> Layout:
    metrics, small = QFontMetricsF(text_font()), QFontMetricsF(small_font())
    width = size.width() - 2 * EDGE
    title = QRectF(EDGE, EDGE, width, QFontMetricsF(title_font()).height() + metrics.height() + 4)
    shown = min(len(drawing.series), MOST_LEGEND) + (len(drawing.series) > MOST_LEGEND)
    legend = QRectF(EDGE, title.bottom() + GAP, width, shown * (metrics.height() + 4))
    room = QRectF(0, 0, width, 1000)
    foot_height = small.boundingRect(room, int(WRAPPED), "\n".join(foot_lines(answer, drawing))).height()
    foot = QRectF(EDGE, size.height() - EDGE - foot_height, width, foot_height + 2)
    left = EDGE + left_width(drawing, text_font())
    plot = QRectF(left, legend.bottom() + GAP, size.width() - EDGE - left, 0)
    axis_height = time_axis_height(text_font())
    axis = QRectF(EDGE, foot.top() - GAP - axis_height, width, axis_height)
    plot.setBottom(axis.top())
    return _with_panes(Layout(title, legend, left, (), Frame(plot, window or drawing.whole), axis, foot), drawing)


def _with_panes(layout: Layout, drawing: Drawing) -> Layout:
    plot, times = layout.timeline.area, layout.timeline.times
    lanes = len(drawing.lanes) * LANE_HEIGHT
    count = max(len(drawing.units), 1)
    gap = GAP if drawing.lanes else 0.0
    height = max((plot.height() - lanes - gap) / count - (count - 1) * GAP, LEAST_PANE)
    areas = [QRectF(plot.left(), plot.top() + n * (height + GAP), plot.width(), height) for n in range(count)]
    tops = [top_of(drawing.top(unit), height) for unit in drawing.units]
    panes = tuple(Frame(area, times, top) for area, top in zip(areas, tops, strict=False))
    timeline = Frame(QRectF(plot.left(), plot.bottom() - lanes, plot.width(), lanes), times)
    return Layout(layout.title, layout.legend, layout.left, panes, timeline, layout.axis, layout.foot)


# --- fonts


def text_font() -> QFont:
    font = QFont()
    font.setPixelSize(13)
    return font


def small_font() -> QFont:
    font = QFont()
    font.setPixelSize(12)
    return font


def title_font() -> QFont:
    font = QFont()
    font.setPixelSize(19)
    font.setBold(True)
    return font


# --- parts


def _paint_title(painter: QPainter, area: QRectF, answer: Answer, ink: Ink) -> None:
    right = _paint_chip(painter, area, answer.label.value, LABEL_COLOURS[answer.label])
    if answer.is_exercise:
        right = _paint_chip(
            painter, QRectF(area.left(), area.top(), right - 8 - area.left(), 20), exercise_words(), "#FFFFFF"
        )
    painter.setFont(title_font())
    painter.setPen(ink.text)
    title = f"{subject_words(answer.subject.kind)}: {answer.title}"
    shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, int(right - GAP - area.left()))
    height = QFontMetricsF(title_font()).height()
    painter.drawText(QRectF(area.left(), area.top(), right - area.left(), height), LEADING, shown)
    painter.setFont(text_font())
    painter.setPen(ink.muted)
    painter.drawText(
        QRectF(area.left(), area.top() + height + 2, area.width(), 22), LEADING, " · ".join(_about(answer))
    )


def exercise_words() -> str:
    return translate("Chart", "EXERCISE")


def _about(answer: Answer) -> list[str]:
    said = [as_of_words(answer)]
    said += [translate("Chart", "only in %1").replace("%1", answer.area)] if answer.area else []
    said += [translate("Chart", "only by %1").replace("%1", answer.source)] if answer.source else []
    said += [_origin_words(answer.origin)] if answer.origin else []
    return said


def _paint_chip(painter: QPainter, area: QRectF, words: str, colour: str) -> float:
    """Words on black at the right end; returns where it begins."""
    font = text_font()
    font.setBold(True)
    width = QFontMetricsF(font).horizontalAdvance(words) + 16
    place = QRectF(area.right() - width, area.top(), width, QFontMetricsF(font).height() + 6)
    painter.fillRect(place, Qt.GlobalColor.black)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
    return place.left()


def _paint_legend(painter: QPainter, area: QRectF, drawing: Drawing, ink: Ink) -> None:
    painter.setFont(text_font())
    line = QFontMetricsF(text_font()).height() + 4
    for number, drawn in enumerate(drawing.series[:MOST_LEGEND]):
        top = area.top() + number * line
        sample = QRectF(area.left(), top + line / 2 - 8, SAMPLE_WIDTH, 16)
        paint_sample(painter, sample, drawn.form, ink.style(drawn.number))
        painter.setPen(ink.text)
        place = QRectF(area.left() + SAMPLE_WIDTH + 8, top, area.width() - SAMPLE_WIDTH - 8, line)
        painter.drawText(place, LEADING, drawn.name)
    more = len(drawing.series) - MOST_LEGEND
    if more > 0:
        painter.setPen(ink.muted)
        words = translate("Chart", "and %1 more series").replace("%1", str(more))
        painter.drawText(QRectF(area.left(), area.bottom() - line, area.width(), line), LEADING, words)


def _paint_plot(painter: QPainter, layout: Layout, answer: Answer, drawing: Drawing, ink: Ink) -> None:
    font, timeline = text_font(), layout.timeline
    ticks = time_ticks(*timeline.times, timeline.area.width(), answer.zone, months())
    for frame, unit in zip(layout.panes, drawing.units, strict=True):
        paint_grid(painter, frame, ticks, number_ticks(frame.top, frame.area.height()), ink)
        paint_series(painter, frame, drawing.pane(unit), ink)
        paint_labels(painter, frame, drawing.pane(unit), ink, small_font())
        side = QRectF(EDGE, frame.area.top(), layout.left - EDGE, frame.area.height())
        paint_number_axis(painter, side, frame, unit, ink, font)
    paint_grid(painter, timeline, ticks, (), ink)
    paint_lanes(painter, timeline, drawing.lanes, ink, font)
    side = QRectF(EDGE, timeline.area.top(), layout.left - EDGE, timeline.area.height())
    paint_lane_axis(painter, side, drawing.lanes, ink, font)
    paint_time_axis(painter, layout.axis, timeline, ticks, ink, font)


def foot_lines(answer: Answer, drawing: Drawing) -> list[str]:
    """What a reader must know who has only the picture."""
    said = [
        translate(
            "Chart", "Each series is one source's; nothing is added across sources. Ranges are bands, arrows open ends."
        )
    ]
    left_out = answer.chart.left_out
    shown, total = len(drawing.series), len(answer.chart.series) + left_out.series
    if shown < total:
        counts = translate("Chart", "%1 of %2 series are drawn.").replace("%1", f"{shown:,}")
        said.append(counts.replace("%2", f"{total:,}"))
    if left_out.crowded or left_out.untimed:
        words = translate("Chart", "Of %1 marks only the number is drawn, by day.")
        said.append(words.replace("%1", f"{left_out.crowded + left_out.untimed:,}"))
    if answer.reasons:
        first = answer.reasons[0]
        more = len(answer.reasons) - 1
        words = translate("Chart", "Not added: %1").replace("%1", first.why)
        said.append(words + (f" (+{more}{'+' if answer.has_more_reasons else ''})" if more else ""))
    head = [answer.label.value, *([exercise_words()] if answer.is_exercise else []), as_of_words(answer)]
    time = translate("Chart", "Time: %1").replace("%1", answer.zone.key)
    return [*said, " · ".join([*head, time])]


def _origin_words(origin: str) -> str:
    if origin == BY_HAND:
        return translate("Chart", "only what was entered by hand")
    return translate("Chart", "only from %1").replace("%1", origin)
