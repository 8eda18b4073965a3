"""What a chart says: amounts in their own wording, who says so, when."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from situation_board.core import times
from situation_board.core.figures import figure_words
from situation_board.core.questions.charts import NO_FIGURE, NO_METRIC, NO_TIME, Mark
from situation_board.core.rows import Figure
from situation_board.core.series.bounds import Bounds, bounds_of
from situation_board.core.series.building import Point
from situation_board.core.times import Time
from situation_board.core.vocabulary import EventKind, FigureUnit, Metric, Quantifier, Word
from situation_board.gui.charts.asking import Answer, ChartKind
from situation_board.gui.charts.drawing import Drawn, Piece, Spot

translate = QCoreApplication.translate


def isolated(text: str) -> str:
    return f"\u2068{text}\u2069" if text else ""


def term_words(vocabulary: type[Word], code: str | None) -> str:
    """The words of a term; one that only a newer program knows as it is."""
    known = next((each for each in vocabulary if each == code), None)
    return translate("Vocabulary", known.words) if known is not None else str(code or "")


def kind_words(kind: str) -> str:
    return term_words(EventKind, kind)


def unit_words(unit: str) -> str:
    return term_words(FigureUnit, unit)


def subject_words(kind: ChartKind) -> str:
    return {
        ChartKind.DISPLACEMENT: translate("Chart", "Displacement and return"),
        ChartKind.EVACUATION: translate("Chart", "Evacuation"),
        ChartKind.CASUALTIES: translate("Chart", "Killed, injured, missing"),
        ChartKind.ALL: translate("Chart", "All figures"),
    }[kind]


def why_words(why: str) -> str:
    return {
        NO_FIGURE: translate("Chart", "no figure is given; that is not zero"),
        NO_METRIC: translate("Chart", "stands alone: whether it is a stock, a flow or cumulative is not stated"),
        NO_TIME: translate("Chart", "its time is not stated"),
    }.get(why, why)


def amount_words(bounds: Bounds, quantifier: str | None) -> str:
    """A number as it may be said."""
    low, high = bounds.low, bounds.high
    if low is None and high is None:
        return translate("Chart", "no number given")
    if low is not None and high is not None and low != high:
        return translate("Chart", "between %1 and %2").replace("%1", f"{low:,}").replace("%2", f"{high:,}")
    number = f"{low if low is not None else high:,}"
    is_plain = quantifier in {None, Quantifier.EXACT, Quantifier.BETWEEN}
    return number if is_plain else f"{term_words(Quantifier, quantifier)} {number}"


def span_words(starts: Time | None, ends: Time | None, zone: ZoneInfo) -> str:
    if starts is None or ends is None or starts == ends:
        return times.in_words(starts or ends, zone)
    return f"{times.in_words(starts, zone)} – {times.in_words(ends, zone)}"


def when_words(drawn: Drawn, point: Point, zone: ZoneInfo) -> str:
    """Of a stock its date and when it expires; of anything else its period."""
    if drawn.key.metric != Metric.STOCK:
        return span_words(point.starts, point.ends, zone)
    starts = times.in_words(point.starts, zone)
    if point.ends is None:
        return starts
    return translate("Chart", "%1, expires %2").replace("%1", starts).replace("%2", times.in_words(point.ends, zone))


def own_figure(answer: Answer, drawn: Drawn, point: Point) -> Figure | None:
    """The figure that a point was made of, where it is one only."""
    if len(point.events) != 1 or point.figures + point.missing != 1:
        return None
    face = answer.faces.get(point.events[0])
    key = drawn.key
    alike = (
        figure
        for figure in (face.figures if face else ())
        if bounds_of(figure) == point.bounds and figure.category == key.category and figure.metric == key.metric
    )
    return next(alike, None)


def source_words(answer: Answer, source: str, events: tuple[str, ...]) -> str:
    """Who says so, and how it is graded."""
    said = translate("Chart", "Source: %1, %2").replace("%1", isolated(source))
    return said.replace("%2", grade_words(answer, events))


def grade_words(answer: Answer, events: tuple[str, ...]) -> str:
    """Its own grade and the best for and against, never one composite.

    Unrated is its own state, also of a sum of several.
    """
    grades = answer.grades.get(events[0]) if len(events) == 1 else None
    if grades is None:
        return translate("Chart", "unrated")
    sides = [translate("Chart", "graded %1").replace("%1", isolated(grades.own))] if grades.own else []
    if grades.supporting:
        sides.append(translate("Chart", "graded %1 for").replace("%1", isolated(grades.supporting)))
    if grades.denying:
        sides.append(translate("Chart", "graded %1 against").replace("%1", isolated(grades.denying)))
    return " / ".join(sides)


def as_of_words(answer: Answer) -> str:
    when = f"{times.in_words(answer.as_of, answer.zone)} ({answer.zone.key})"
    return translate("Chart", "as of %1").replace("%1", isolated(when))


def piece_lines(answer: Answer, drawn: Drawn, piece: Piece) -> list[str]:
    """What is read out of one number, the amount first."""
    point = piece.point
    figure = own_figure(answer, drawn, point)
    lines = [figure_words(figure, answer.zone) if figure else amount_words(point.bounds, point.quantifier)]
    if figure is not None and figure.number and figure.number not in lines[0]:
        lines.append(translate("Chart", "In its own words: “%1”").replace("%1", isolated(figure.number)))
    lines += [drawn.name, when_words(drawn, point, answer.zone)]
    lines += _counting_lines(point)
    lines += [source_words(answer, answer.chart.known.source(drawn.key), point.events), as_of_words(answer)]
    return [*lines, *_event_text(answer, point.events)]


def _counting_lines(point: Point) -> list[str]:
    lines = []
    if point.figures > 1:
        lines.append(translate("Chart", "%1 figures that may be summed").replace("%1", str(point.figures)))
    if point.missing:
        lines.append(translate("Chart", "%1 more without a number").replace("%1", str(point.missing)))
    if point.clashes:
        lines.append(translate("Chart", "Clashes with another number for the same place and time: both are drawn"))
    return lines


def _event_text(answer: Answer, events: tuple[str, ...]) -> list[str]:
    texts = [answer.faces[event].event.text for event in events[:2] if event in answer.faces]
    return [isolated(text) for text in texts if text]


def spots_lines(answer: Answer, spots: tuple[Spot, ...], *, most: int = 4) -> list[str]:
    """What is read out of events that stand together."""
    lines: list[str] = []
    for spot in spots[:most]:
        lines += spot_lines(answer, spot)
    if len(spots) > most:
        lines.append(
            translate("Chart", "and %1 more: zoom in, or look into the table").replace("%1", str(len(spots) - most))
        )
    return lines


def spot_lines(answer: Answer, spot: Spot) -> list[str]:
    if spot.crowd:
        return crowd_lines(answer, spot.kind, spot.begin, spot.end, spot.crowd)
    mark = spot.marks[0]
    return [
        mark_words(answer, mark),
        *(figure_words(each.figure, answer.zone) for each in spot.marks if each.figure is not None),
        mark_detail(answer, mark),
    ]


def crowd_lines(answer: Answer, kind: str, begin: int, end: int, count: int) -> list[str]:
    """How many, of what, when; and how to see them one by one."""
    said = translate("Chart", "%1: %2 marks").replace("%1", kind_words(kind)).replace("%2", f"{count:,}")
    return [said, isolated(crowd_time(answer, begin, end)), too_many_words()]


def crowd_time(answer: Answer, begin: int, end: int) -> str:
    """From the first to the last day."""
    first, last = (times.day(times.at(each, answer.zone).date(), answer.zone) for each in (begin, end - 1))
    return span_words(first, last, answer.zone)


def too_many_words() -> str:
    return translate("Chart", "too many to be told one by one, never added up: zoom in")


def mark_words(answer: Answer, mark: Mark) -> str:
    """ "evacuation, under way, Syria: Iran is taking its staff out"."""
    face = mark.face
    state = str(getattr(face.state, "words", face.state or ""))
    head = ", ".join(part for part in (kind_words(str(face.event.kind)), state, isolated(face.place or "")) if part)
    return f"{head}: {isolated(face.event.text)}" if face.event.text else head


def mark_detail(answer: Answer, mark: Mark) -> str:
    source = mark.face.source or translate("Chart", "not stated")
    said = source_words(answer, source, (mark.face.id,))
    when = span_words(mark.starts, mark.ends, answer.zone)
    return " · ".join((isolated(when), said, why_words(mark.why)))
