"""Key figures: each number in its own words, with a footnote that says what it does and does not mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from situation_board.core.questions.events import EventFace
from situation_board.core.rows import Figure
from situation_board.core.series.bounds import bounds_of
from situation_board.core.snapshot.language import Tongue
from situation_board.core.snapshot.sheet import Footnote, KeyFigure
from situation_board.core.snapshot.view import View
from situation_board.core.times import Time
from situation_board.core.vocabulary import (
    FigureCategory,
    FigureRole,
    FigureUnit,
    HandlingLabel,
    Metric,
    Phase,
    Quantifier,
)

MOST = 6
"""Key figures on a sheet; all others stand with their events."""
ORDER = tuple(FigureCategory)


@dataclass(frozen=True)
class Told:
    """A figure with the event that it stands in."""

    figure: Figure
    face: EventFace
    label: HandlingLabel

    @property
    def starts(self) -> Time | None:
        return self.figure.starts or self.face.event.starts

    @property
    def ends(self) -> Time | None:
        return self.figure.ends or self.face.event.ends


def key_figures(
    view: View, faces: Sequence[EventFace], labels: dict[str, HandlingLabel]
) -> tuple[tuple[KeyFigure, ...], tuple[Footnote, ...], int]:
    """The figures that lead the sheet, their footnotes, and how many others there are.

    Numbers that are recommended, are no part of another, and say how they count in time; of a stock or a cumulative
    count the latest of each source, category and place. Nothing is added up here.
    """
    told = list(_leading(view, faces, labels))
    chosen = sorted(told, key=_order)[:MOST]
    figures = tuple(_key_figure(view, one, number, told) for number, one in enumerate(chosen, start=1))
    notes = tuple(
        Footnote(number=number, text=view.language.each(lambda tongue, one=one: footnote(view, one, tongue)))  # type: ignore[misc]
        for number, one in enumerate(chosen, start=1)
    )
    return figures, notes, len(told) - len(chosen)


def _leading(view: View, faces: Sequence[EventFace], labels: dict[str, HandlingLabel]) -> Iterator[Told]:
    latest: dict[tuple[object, ...], Told] = {}
    for face in faces:
        for figure in face.figures:
            one = Told(figure, face, labels.get(face.event.id, view.usual))
            if not _leads(view, one):
                continue
            key = _key(view, one)
            if key not in latest or _stands(latest[key]) <= _stands(one):
                latest[key] = one
    yield from latest.values()


def _leads(view: View, one: Told) -> bool:
    figure = one.figure
    expired = figure.expires is not None and figure.expires.latest <= view.now
    return (
        not bounds_of(figure).missing
        and figure.metric != Metric.NOT_STATED
        and figure.role == FigureRole.RECOMMENDED
        and figure.subset_of is None
        and not expired
    )


def _key(view: View, one: Told) -> tuple[object, ...]:
    figure = one.figure
    place = one.face.event.location
    period = (one.starts, one.ends) if figure.metric == Metric.FLOW else ()
    return (
        *(figure.category, figure.group, figure.phase, figure.unit, figure.household_size, figure.cross_border),
        *(figure.metric, figure.source or one.face.event.source, place and view.main(place), *period),
    )


def _stands(one: Told) -> int:
    time = one.ends or one.starts
    return time.earliest if time else 0


def _order(one: Told) -> tuple[int, int, int]:
    """By category, the latest first, then the greatest."""
    bounds = bounds_of(one.figure)
    category = ORDER.index(one.figure.category) if one.figure.category in ORDER else len(ORDER)
    return (category, -_stands(one), -max(bounds.low or 0, bounds.high or 0))


def _key_figure(view: View, one: Told, number: int, told: Sequence[Told]) -> KeyFigure:
    figure, language = one.figure, view.language
    bounds = view.bounds(bounds_of(figure))
    return KeyFigure(
        amount=language.each(lambda tongue: amount_in(view, figure, tongue)),
        what=language.each(lambda tongue: what_in(view, one, tongue)),
        when=language.each(lambda tongue: span_in(view, one.starts, one.ends, tongue)),
        source=_source_words(view, one),
        metric=figure.metric,
        metric_words=language.term(metric_words(figure.metric)),
        quantifier=figure.quantifier,
        low=bounds.low,
        high=bounds.high,
        unit=figure.unit,
        clashes=any(_clash(view, one, other) for other in told),
        footnote=number,
        label=one.label,
    )


def _clash(view: View, one: Told, other: Told) -> bool:
    """Another source says something else of the same thing and time: both are shown, and nothing is chosen."""
    if other is one or _key(view, one)[:6] != _key(view, other)[:6] or one.figure.metric != other.figure.metric:
        return False
    places = {each and view.main(each) for each in (one.face.event.location, other.face.event.location)}
    return (
        len(places) == 1
        and (one.starts, one.ends) == (other.starts, other.ends)
        and bounds_of(one.figure) != bounds_of(other.figure)
    )


def amount_in(view: View, figure: Figure, tongue: Tongue) -> str:
    """ "more than 370,000"; where there is no number, the wording's own, and never zero."""
    bounds = view.bounds(bounds_of(figure))
    if bounds.missing:
        is_withheld = not bounds_of(figure).missing
        return tongue.say(
            "small number withheld" if is_withheld else "{number}", number=_own_words(view, figure, tongue)
        )
    low, high = bounds.low, bounds.high
    if low is not None and high is not None and low != high:
        return tongue.say("between {low} and {high}", low=tongue.number(low), high=tongue.number(high))
    number = tongue.number(low if low is not None else high or 0)
    if figure.quantifier in {Quantifier.EXACT, Quantifier.BETWEEN}:
        return number
    return tongue.say("{quantifier} {number}", quantifier=tongue.term(figure.quantifier), number=number)


def _own_words(view: View, figure: Figure, tongue: Tongue) -> str:
    return view.free(figure.number) or tongue.say("number not available")


def people_in(figure: Figure, tongue: Tongue) -> str:
    """What is counted: "people displaced", "households of 5 evacuated, done so far"."""
    unit = tongue.term(figure.unit)
    if figure.unit == FigureUnit.HOUSEHOLD and figure.household_size is not None:
        unit = tongue.say("households of {size}", size=tongue.numerals(f"{figure.household_size:g}"))
    if figure.category != FigureCategory.OTHER:
        unit = tongue.say("{unit} {category}", unit=unit, category=tongue.term(figure.category))
    more = [tongue.term(figure.group)] if figure.group is not None else []
    more += [tongue.term(figure.phase)] if figure.phase is not None else []
    return tongue.joined([unit, *more])


def what_in(view: View, one: Told, tongue: Tongue) -> str:
    where = view.place_in(one.face.event.location, tongue) or tongue.say("place not stated")
    return tongue.joined([people_in(one.figure, tongue), where])


def figure_in(view: View, figure: Figure, since: Time | None, tongue: Tongue) -> str:
    """A figure of an event in one line: "more than 370,000 people displaced, since 1 Dec 2024"."""
    phrase = "{amount}, {what}" if bounds_of(figure).missing else "{amount} {what}"
    amount = tongue.say(phrase, amount=amount_in(view, figure, tongue), what=people_in(figure, tongue))
    since = figure.starts or since
    if figure.metric == Metric.CUMULATIVE and since is not None:
        return tongue.joined([amount, tongue.say("since {when}", when=view.time_in(since, tongue))])
    return tongue.joined([amount, tongue.term(metric_words(figure.metric))])


def metric_words(metric: Metric) -> str:
    """What a number counts in time, as a reader understands it."""
    return {
        Metric.STOCK: "at a date",
        Metric.FLOW: "in a period",
        Metric.CUMULATIVE: "since a date",
    }.get(metric, "whether at a date or in a period is not stated")


def span_in(view: View, starts: Time | None, ends: Time | None, tongue: Tongue) -> str:
    if starts is None or ends is None or starts == ends:
        return view.time_in(starts or ends, tongue)
    return f"{view.time_in(starts, tongue)} – {view.time_in(ends, tongue)}"


def _source_words(view: View, one: Told) -> str:
    return (
        view.free(one.figure.source)
        or view.source_name(one.face.event.source)
        or view.language.say("source not stated")
    )


# --- footnotes


def footnote(view: View, one: Told, tongue: Tongue) -> str:
    """Source, the wording's own number, metric, and what the number does not mean."""
    figure = one.figure
    name = view.free(figure.source) or view.source_in(one.face.event.source, tongue) or tongue.say("not stated")
    parts = [tongue.say("Source: {source}.", source=name)]
    own = view.free(figure.number)
    if own and own != f"{figure.low or figure.high or 0:,}":
        parts.append(tongue.say("In its own words: “{number}”.", number=own))
    parts += [
        tongue.say(_METRIC_NOTES.get(figure.metric, "")),
        tongue.say(_QUANTIFIER_NOTES.get(figure.quantifier, "")),
    ]
    parts += [tongue.say(note) for note in _more_notes(figure)]
    return " ".join(part for part in parts if part)


_METRIC_NOTES = {
    Metric.STOCK: "People at that date; not to be added to the number of another date.",
    Metric.FLOW: "Movements in that period; one person may be counted more than once.",
    Metric.CUMULATIVE: "Counted since the first date; it does not mean that all are still away today.",
}
_QUANTIFIER_NOTES = {
    Quantifier.MORE_THAN: "A lower bound: how many more is not known.",
    Quantifier.AT_LEAST: "A lower bound: how many more is not known.",
    Quantifier.LESS_THAN: "An upper bound: how many fewer is not known.",
    Quantifier.UP_TO: "An upper bound: how many fewer is not known.",
    Quantifier.APPROXIMATELY: "Not an exact count.",
    Quantifier.NEARLY: "Not an exact count.",
}


def _more_notes(figure: Figure) -> Iterator[str]:
    if figure.unit == FigureUnit.HOUSEHOLD:
        yield "Households, not people."
    if figure.phase == Phase.PLANNED:
        yield "Planned: nobody has left yet by this number."
    if figure.phase == Phase.REMAINING:
        yield "Those who are still to leave."
    if figure.category == FigureCategory.DISPLACED and figure.cross_border is None:
        yield "Whether they stayed within the country is not stated."
