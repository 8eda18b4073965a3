"""What an event must not say: times that run backwards, figures that contradict themselves."""

from __future__ import annotations

from situation_board.core.problems import Mistake
from situation_board.core.rows import Event, Figure, Report
from situation_board.core.series.bounds import MOST
from situation_board.core.store import Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import FigureUnit, Metric


def check_event(reading: Reading, event: Event) -> None:
    """Mistake, naming the field, where an event or one of its figures cannot be meant."""
    _check_order(event.starts, event.ends, "ends", "It ends before it begins.")
    _check_advisory(reading, event)
    for position, figure in enumerate(event.figures):
        _check_figure(reading, figure, position, len(event.figures))


def _check_order(first: Time | None, last: Time | None, field: str, words: str) -> None:
    if first is not None and last is not None and last.latest < first.earliest:
        raise Mistake(words, field=field, do="Give a later time, or leave it out.")


def _check_advisory(reading: Reading, event: Event) -> None:
    issued = event.issued or event.starts
    _check_order(issued, event.valid_until, "valid_until", "It runs out before it was issued.")
    _check_order(issued, event.lifted, "lifted", "It was lifted before it was issued.")
    for field, time in (("issued", event.issued), ("lifted", event.lifted)):
        if time is not None and time.earliest > reading.now:
            raise Mistake("That time is in the future.", field=field, do="Enter it when it has happened.")
    if event.supersedes is not None and reading.main(event.supersedes) == reading.main(event.thing):
        raise Mistake(
            "An advisory does not replace itself.", field="supersedes", do="Lift it, or give the earlier one."
        )


def _check_figure(reading: Reading, figure: Figure, position: int, count: int) -> None:
    low, high = figure.low, figure.high
    for number in (low, high):
        if number is not None and not 0 <= number <= MOST:
            raise _figure_mistake("A number of people lies between none and ten thousand million.")
    if low is not None and high is not None and low > high:
        raise _figure_mistake("A figure's low end is above its high end.")
    if figure.household_size is not None and (figure.unit != FigureUnit.HOUSEHOLD or figure.household_size <= 0):
        raise _figure_mistake("Only households have a size, and it is more than nobody.")
    if figure.subset_of is not None and (figure.subset_of == position or not 0 <= figure.subset_of < count):
        raise _figure_mistake("A figure is part of another figure of the same event, counted from 0.")
    _check_figure_times(figure)
    if figure.report is not None and reading.row(Report, figure.report) is None:
        raise _figure_mistake(f"There is no report {figure.report}.")


def _check_figure_times(figure: Figure) -> None:
    _check_order(figure.starts, figure.ends, "figures", "A figure's period ends before it begins.")
    if figure.expires is None:
        return
    if figure.metric != Metric.STOCK:
        raise _figure_mistake("Only a stock expires: it is at a date.")
    _check_order(figure.starts, figure.expires, "figures", "A figure expires before its date.")


def _figure_mistake(words: str) -> Mistake:
    return Mistake(words, field="figures", do="Correct the figure.")
