"""How much hangs on a thing: what would be wrong if it were."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from situation_board.core.store import Reading

_COUNTED = """SELECT m.thing, count(DISTINCT coalesce(c.thing, e.thing, m."row")) FROM mention m
    LEFT JOIN claim c ON m."table" = 'claim' AND c.id = m."row"
    LEFT JOIN event e ON m."table" = 'event' AND e.id = m."row"
    LEFT JOIN route r ON m."table" = 'route' AND r.id = m."row"
    LEFT JOIN presence p ON m."table" = 'presence' AND p.id = m."row"
    WHERE m.thing IN (SELECT value FROM json_each(?)) AND m."table" IN ('claim', 'event', 'route', 'presence')
      AND coalesce(c.voided, e.voided, r.voided, p.voided) = 0
    GROUP BY 1"""


def hanging_counts(reading: Reading, things: Mapping[str, str | None]) -> dict[str, int]:
    """Thing -> how many claims, events, routes and presences speak of it or of its place, each once.

    `things` names the place of each card.
    """
    wanted = {each for pair in things.items() for each in pair if each is not None}
    main_of = {each: each for each in wanted}
    for other, main in reading.all("SELECT thing, main FROM alias"):
        if main in wanted:
            main_of[other] = main
    counted: Counter[str] = Counter()
    for thing, count in reading.all(_COUNTED, json.dumps(sorted(main_of))):
        counted[main_of[thing]] += count
    return {thing: counted[thing] + (counted[place] if place else 0) for thing, place in things.items()}
