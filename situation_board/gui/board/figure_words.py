"""The latest figures of a card's place in words: in short for the card, in full for tooltips and screen readers."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from situation_board.core.questions.place_figures import PlaceFigure, PlaceFigures
from situation_board.core.rows import Figure
from situation_board.core.vocabulary import FigureUnit, Metric, Phase, Quantifier
from situation_board.gui.board import ages
from situation_board.gui.board.isolating import isolated

translate = QCoreApplication.translate


def short_figure(figures: PlaceFigures) -> str:
    """ "more than 370,000 displaced", and how many figures of that date there are beside it. Never their sum."""
    if not figures.told:
        return ""
    figure = figures.told[0].figure
    said = _said(amount_words(figure), _unit(figure), _category(figure), _phase(figure))
    others = figures.count - 1
    return f"{isolated(said)} {isolated(f'+{others}')}" if others else isolated(said)


def figure_age(figures: PlaceFigures, *, now: int, zone: ZoneInfo) -> str:
    """Of when it is, as precisely as that is known."""
    stands = figures.told[0].stands if figures.told else None
    return isolated(ages.age(stands, now=now, zone=zone)) if stands else ""


def figures_sentence(figures: PlaceFigures, zone: ZoneInfo) -> str:
    """Each figure with its source and date, side by side."""
    if not figures.told:
        return ""
    each = "; ".join(isolated(_in_full(told, zone)) for told in figures.told)
    if figures.count == 1:
        return translate("Figure", "latest figure: %1").replace("%1", each)
    more = figures.count - len(figures.told)
    if more:
        each += "; " + translate("Figure", "and %1 more").replace("%1", isolated(str(more)))
    return translate("Figure", "latest figures, side by side: %1").replace("%1", each)


def amount_words(figure: Figure) -> str:
    """The number as it may be said; one that was only given in words in these."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        return isolated(figure.number or translate("Figure", "no number given"))
    if low is not None and high is not None and low != high:
        words = translate("Figure", "between %1 and %2")
        return words.replace("%1", isolated(f"{low:,}")).replace("%2", isolated(f"{high:,}"))
    number = isolated(f"{low if low is not None else high:,}")
    if figure.quantifier in {Quantifier.EXACT, Quantifier.BETWEEN}:
        return number
    return _said(_term(figure.quantifier), number)


def _in_full(told: PlaceFigure, zone: ZoneInfo) -> str:
    figure = told.figure
    counted = translate("Vocabulary", FigureUnit.PERSON.words) if figure.unit == FigureUnit.PERSON else ""
    said = _said(amount_words(figure), _unit(figure), _category(figure), _group(figure), counted)
    more = [_term(figure.metric)] if figure.metric != Metric.NOT_STATED else []
    more += [_term(figure.phase)] if figure.phase is not None else []
    more.append(isolated(told.source) if told.source else translate("Figure", "source not stated"))
    more.append(isolated(ages.full(told.stands, zone)) if told.stands else translate("Figure", "time not stated"))
    return ", ".join([said, *more])


def _said(*words: str) -> str:
    return " ".join(word for word in words if word)


def _unit(figure: Figure) -> str:
    return "" if figure.unit == FigureUnit.PERSON else _term(figure.unit)


def _category(figure: Figure) -> str:
    return _term(figure.category)


def _group(figure: Figure) -> str:
    return _term(figure.group) if figure.group is not None else ""


def _phase(figure: Figure) -> str:
    """What is planned or remains is not yet done, so it is always said."""
    return f"({_term(figure.phase)})" if figure.phase in {Phase.PLANNED, Phase.REMAINING} else ""


def _term(word: object) -> str:
    """A term of the vocabulary; one that only a newer program knows as it is."""
    return translate("Vocabulary", str(getattr(word, "words", word)))
