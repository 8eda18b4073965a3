"""What stands in the inputs of a figure, and the figure that it means."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from situation_board.core import times
from situation_board.core.problems import Mistake
from situation_board.core.rows import Figure
from situation_board.core.times import ARABIC_DIGITS, Time
from situation_board.core.vocabulary import FigureUnit, Metric, Quantifier
from situation_board.gui.entry.clock import Clock, time_text

BELOW = frozenset({Quantifier.LESS_THAN, Quantifier.UP_TO})
ABOVE = frozenset({Quantifier.MORE_THAN, Quantifier.AT_LEAST})


@dataclass(frozen=True)
class FigureTyped:
    """`chosen` is the figure with its terms; the texts are what has yet to be read."""

    chosen: Figure
    low: str = ""
    high: str = ""
    size: str = ""
    starts: str = ""
    ends: str = ""
    expires: str = ""
    report: str = ""


def typed_figure(figure: Figure, clock: Clock) -> FigureTyped:
    """A figure as its inputs show it: an open or equal end is empty."""
    first, second = (figure.high, None) if figure.low is None else (figure.low, figure.high)
    return FigureTyped(
        figure,
        low=number_text(first),
        high=number_text(second if second != first else None),
        size=f"{figure.household_size:g}" if figure.household_size is not None else "",
        starts=time_text(figure.starts, clock.zone),
        ends=time_text(figure.ends, clock.zone),
        expires=time_text(figure.expires, clock.zone),
    )


def number_text(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def read_figure(typed: FigureTyped, clock: Clock) -> Figure:
    """The figure that is meant. Mistake, naming the input, for what cannot be read."""
    chosen = typed.chosen
    if typed.report and chosen.report is None:
        raise Mistake(f"“{typed.report}” is not known as a report.", field="report", do="Choose it from the list.")
    low, high = _bounds(chosen.quantifier, _whole(typed.low, "low"), _whole(typed.high, "high"))
    of_household = chosen.unit is FigureUnit.HOUSEHOLD
    return dataclasses.replace(
        chosen,
        low=low,
        high=high,
        household_size=_size(typed.size) if of_household else None,
        starts=_time(typed.starts, "starts", chosen.starts, clock),
        ends=_time(typed.ends, "ends", chosen.ends, clock),
        expires=_time(typed.expires, "expires", chosen.expires, clock) if chosen.metric is Metric.STOCK else None,
    )


def _bounds(quantifier: Quantifier, first: int | None, second: int | None) -> tuple[int | None, int | None]:
    if first is not None and second is not None and first > second:
        raise Mistake("The low end is above the high end.", field="high")
    if quantifier in ABOVE:
        return first, second
    if quantifier in BELOW:
        return (None, first) if second is None else (first, second)
    if quantifier is Quantifier.BETWEEN and (first is None) != (second is None):
        raise Mistake("Between which two numbers?", field="high" if second is None else "low")
    return first, first if second is None else second


def _whole(text: str, field: str) -> int | None:
    """A whole number; nothing is missing, which is not zero."""
    digits = text.translate(ARABIC_DIGITS).strip()
    for separator in (",", "\u00a0", "\u202f", "٬", " ", "'"):
        digits = digits.replace(separator, "")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit()):
        raise Mistake(f"“{text}” is not a whole number.", field=field, do="Leave it empty where none is given.")
    return int(digits)


def _size(text: str) -> float | None:
    said = text.translate(ARABIC_DIGITS).replace("٫", ".").replace(",", ".").strip()
    if not said:
        return None
    try:
        size = float(said)
    except ValueError as error:
        raise Mistake(f"“{text}” is not a number.", field="size") from error
    if not 0 < size < 1_000:
        raise Mistake("A household has more than nobody in it.", field="size")
    return size


def _time(text: str, field: str, before: Time | None, clock: Clock) -> Time | None:
    """What was not touched stays as precise as it was."""
    if text == time_text(before, clock.zone):
        return before
    if not text.strip():
        return None
    try:
        return times.parse(text, zone=clock.zone, now=clock.now)
    except Mistake as mistake:
        mistake.field = field
        raise
