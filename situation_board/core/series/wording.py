"""A series in words, as a legend, a table or a list of reasons names it."""

from __future__ import annotations

from situation_board.core.series.building import Series
from situation_board.core.series.keys import SeriesKey
from situation_board.core.series.reasons import Known, is_whole, level_words
from situation_board.core.vocabulary import (
    CrossBorder,
    FigureCategory,
    FigureGroup,
    FigureRole,
    FigureUnit,
    Phase,
    Word,
)

BORDERS = {CrossBorder.YES.value: "across a border", CrossBorder.NO.value: "within the country"}


def series_name(series: Series, known: Known) -> str:
    """Such as "displaced people, cumulative since 1 Dec 2024, Syria (country), OCHA"."""
    key = series.key
    parts = [_people(key), _metric(key, known), *_more(key), _where(series, known), known.source(key)]
    return ", ".join(part for part in parts if part)


def _people(key: SeriesKey) -> str:
    size = f" of {key.household_size:g}" if key.household_size is not None else ""
    group = "" if key.group is None else f"{word(FigureGroup, key.group)} "
    return f"{word(FigureCategory, key.category)} {group}{word(FigureUnit, key.unit)}{size}"


def _metric(key: SeriesKey, known: Known) -> str:
    since = f" since {known.date(key.since)}" if key.since is not None else ""
    return f"{key.metric}{since}"


def _more(key: SeriesKey) -> list[str]:
    said = [word(Phase, key.phase)] if key.phase is not None else []
    said += [BORDERS[key.cross_border]] if key.cross_border in BORDERS else []
    said += [word(FigureRole, key.role)] if key.role != FigureRole.RECOMMENDED else []
    return said + (["part of another figure"] if key.is_part else [])


def _where(series: Series, known: Known) -> str:
    key = series.key
    if key.area is None:
        return "place not stated"
    places = series.places
    name = known.name(places[0] if len(places) == 1 else key.area)
    is_one = len(places) == 1 or key.level == "" or is_whole(key.area, key.level, known)
    within = name if is_one else f"{level_words(key.level)} in {name}"
    return f"to {within}" if key.arriving else within


def word(vocabulary: type[Word], code: str) -> str:
    """The words of a term; one that only a newer program knows as it is."""
    try:
        return vocabulary(code).words
    except ValueError:
        return code
