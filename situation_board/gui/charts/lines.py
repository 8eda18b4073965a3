"""What is drawn as rows of words: for the table beside the chart and for whoever cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QCoreApplication

from situation_board.core.figures import figure_words
from situation_board.core.questions.charts import Crowd, Mark
from situation_board.core.series.building import Point
from situation_board.gui.charts.asking import Answer
from situation_board.gui.charts.drawing import Drawing, Drawn
from situation_board.gui.charts.words import (
    amount_words,
    as_of_words,
    crowd_lines,
    grade_words,
    kind_words,
    own_figure,
    span_words,
    subject_words,
    when_words,
    why_words,
)

translate = QCoreApplication.translate
MOST_SPOKEN = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One number or one event."""

    when: str
    amount: str
    what: str
    source: str
    note: str


def headings() -> tuple[str, ...]:
    return (
        translate("Chart", "When"),
        translate("Chart", "Number"),
        translate("Chart", "What"),
        translate("Chart", "Source"),
        translate("Chart", "Note"),
    )


def lines(answer: Answer, drawing: Drawing) -> Iterator[Line]:
    """All that is drawn, gaps too."""
    for drawn in drawing.series:
        for point in drawn.series.points:
            yield _point_line(answer, drawn, point)
    for mark in answer.chart.marks:
        yield _mark_line(answer, mark)
    for crowd in answer.chart.crowds:
        yield _crowd_line(answer, crowd)


def _point_line(answer: Answer, drawn: Drawn, point: Point) -> Line:
    figure = own_figure(answer, drawn, point)
    written = figure.number if figure is not None else None
    notes = [translate("Chart", "in its own words “%1”").replace("%1", written)] if written else []
    notes += [translate("Chart", "%1 more without a number").replace("%1", str(point.missing))] if point.missing else []
    notes += [translate("Chart", "clashes with another number")] if point.clashes else []
    return Line(
        when=when_words(drawn, point, answer.zone),
        amount=amount_words(point.bounds, point.quantifier),
        what=drawn.name,
        source=f"{answer.chart.known.source(drawn.key)}, {grade_words(answer, point.events)}",
        note="; ".join(notes),
    )


def _mark_line(answer: Answer, mark: Mark) -> Line:
    face = mark.face
    what = ", ".join(
        part for part in (kind_words(str(face.event.kind)), face.place or "", face.event.text or "") if part
    )
    source = face.source or translate("Chart", "source not stated")
    return Line(
        when=span_words(mark.starts, mark.ends, answer.zone),
        amount=figure_words(mark.figure, answer.zone) if mark.figure is not None else "",
        what=what,
        source=f"{source}, {grade_words(answer, (face.id,))}",
        note=why_words(mark.why),
    )


def _crowd_line(answer: Answer, crowd: Crowd) -> Line:
    what, when, note = crowd_lines(answer, crowd.kind, crowd.begin, crowd.end, crowd.count)
    return Line(when=when, amount="", what=what, source="", note=note)


def description(answer: Answer, drawing: Drawing) -> str:
    """The chart in sentences."""
    found = islice(lines(answer, drawing), MOST_SPOKEN)
    said = [", ".join(part for part in (line.what, line.amount, line.when) if part) + "." for line in found]
    points = sum(len(drawn.series.points) for drawn in drawing.series)
    more = points + len(answer.chart.marks) + len(answer.chart.crowds) - MOST_SPOKEN
    rest = translate("Chart", "And %1 more: see the table.").replace("%1", str(more)) if more > 0 else ""
    head = f"{subject_words(answer.subject.kind)}, {as_of_words(answer)}."
    return " ".join(part for part in (head, *said, rest) if part)
