"""Which cards of the board tell of the places of events."""

from __future__ import annotations

import json
from collections.abc import Iterable

from situation_board.core.questions.events import EventFilter, event_places
from situation_board.core.questions.moments import Moment
from situation_board.core.questions.sameness import ids_by_main, mains_at
from situation_board.core.series.counting import MOST_AREAS
from situation_board.core.store import Reading


def cards_with_events(reading: Reading, filter: EventFilter, moment: Moment = None) -> list[str]:
    """The cards of the places that those events lie in, lead from or lead to.

    An event in a place without a card of its own belongs to the card of the nearest area around it that has one: what
    happens in a town is seen at its governorate. Never the other way: what is told of a governorate may have happened
    anywhere in it.
    """
    return sorted(_nearest_cards(reading, event_places(reading, filter=filter, moment=moment)))


def _nearest_cards(reading: Reading, places: Iterable[str]) -> set[str]:
    others = ids_by_main(mains_at(reading, None))
    found: set[str] = set()
    edge = set(places)
    for _ in range(MOST_AREAS):
        if not edge:
            break
        ids = {each: place for place in edge for each in (place, *others.get(place, ()))}
        cards = _cards_at(reading, ids)
        found.update(card for _, card in cards)
        edge = _areas_around(reading, edge - {ids[place] for place, _ in cards})
    return found


def _cards_at(reading: Reading, places: Iterable[str]) -> list[tuple[str, str]]:
    return reading.all(
        """SELECT k.location, b.card FROM card k
           LEFT JOIN alias a ON a.thing = k.id
           JOIN board b ON b.card = coalesce(a.main, k.id)
           WHERE k.voided = 0 AND k.location IN (SELECT value FROM json_each(?))""",
        json.dumps(sorted(places)),
    )


def _areas_around(reading: Reading, places: Iterable[str]) -> set[str]:
    lines = reading.all(
        """SELECT DISTINCT coalesce(a.main, l.parent) FROM location l LEFT JOIN alias a ON a.thing = l.parent
           WHERE l.parent IS NOT NULL AND l.id IN (SELECT value FROM json_each(?))""",
        json.dumps(sorted(places)),
    )
    return {area for (area,) in lines}
