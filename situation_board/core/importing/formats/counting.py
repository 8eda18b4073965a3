"""What the numbers of an unknown table count: as a person, the header or the cell itself says; nothing is guessed."""

from __future__ import annotations

from situation_board.core.importing.cells import Number
from situation_board.core.importing.notes import Notes
from situation_board.core.importing.options import Options
from situation_board.core.problems import Mistake
from situation_board.core.vocabulary import FigureUnit, Metric, Quantifier


def metric_of(options: Options) -> Metric | None:
    """As a person said ("metric" = "=stock") for all numbers of the table."""
    said = options.columns.get("metric", "").removeprefix("=")
    if said and said not in set(Metric):
        raise Mistake(f"“{said}” is no metric.", field="map", do=f"One of: {', '.join(Metric)}.")
    return Metric(said) if said else None


def unit_of(number: Number, unit: FigureUnit, notes: Notes) -> FigureUnit:
    """A cell that says what it counts is believed before the header of its column."""
    if number.counts is None or number.counts is unit:
        return unit
    notes.decide(f"cells that count {number.counts.words} in a column of {unit.words}: taken as they say")
    return number.counts


def quantifier_of(number: Number, low: int | None, high: int | None) -> Quantifier:
    if low is not None and high is not None and low != high:
        return Quantifier.BETWEEN
    return number.quantifier
