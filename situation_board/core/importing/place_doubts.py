"""What is doubtful about the places of a file, told in the report: spellings, namesakes, names on one point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from situation_board.core.importing.incoming import GivenPlace
from situation_board.core.importing.notes import Decision
from situation_board.core.importing.placing import Placed
from situation_board.core.names import normalise

DIGITS = 5
"""Of degrees: about a metre."""
SHOWN = 3
SPELLINGS = "places that the file spells in several ways: one place each, such as {0}"
NAMESAKES = "names that several places of the file share: kept apart, such as {0}"
ONE_POINT = "points on which the file puts several names: each a place of its own, such as {0}"


def place_doubts(places: Iterable[tuple[GivenPlace, Placed]]) -> tuple[Decision, ...]:
    """A decision for each kind of doubt that there is; its number counts places, names or points."""
    spellings: defaultdict[str, dict[str, None]] = defaultdict(dict)
    namesakes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    points: defaultdict[tuple[float, float], dict[str, str]] = defaultdict(dict)
    for given, placed in places:
        if given.name is None or placed.id is None:
            continue
        spellings[placed.id][given.name] = None
        namesakes[normalise(given.name)].setdefault(placed.id, given.name)
        if given.latitude is not None and given.longitude is not None:
            point = (round(given.latitude, DIGITS), round(given.longitude, DIGITS))
            points[point].setdefault(normalise(given.name), given.name)
    found = (
        (SPELLINGS, [list(names) for names in spellings.values() if len(names) > 1]),
        (NAMESAKES, [list(by_place.values())[:1] for by_place in namesakes.values() if len(by_place) > 1]),
        (ONE_POINT, [list(names.values()) for names in points.values() if len(names) > 1]),
    )
    return tuple(Decision(what.format(_example(groups)), len(groups)) for what, groups in found if groups)


def _example(groups: list[list[str]]) -> str:
    return ", ".join(f"“{name}”" for name in groups[0][:SHOWN])
