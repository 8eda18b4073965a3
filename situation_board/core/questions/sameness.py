"""Which ids are one thing, now or as it was known."""

from __future__ import annotations

from collections import defaultdict

from situation_board.core.questions.moments import KnownThen, Moment
from situation_board.core.questions.records import all_records
from situation_board.core.rows import Card, SameAs
from situation_board.core.store import Reading
from situation_board.core.store.derived import same_cards, same_things


def mains_at(reading: Reading, moment: Moment) -> dict[str, str]:
    """Thing -> the main id that stands for it; things with one id are left out."""
    if not isinstance(moment, KnownThen):
        return dict(reading.all("SELECT thing, main FROM alias"))
    links = all_records(reading, SameAs, moment).values()
    same = same_things((link.a, link.b) for link in links if link.a and link.b)
    if not same:
        return {}
    cards = all_records(reading, Card, moment).values()
    return {**same, **same_cards(((card.id, card.location) for card in cards if card.location), same)}


def ids_by_main(mains: dict[str, str]) -> dict[str, list[str]]:
    """Main id -> its other ids in order."""
    others: dict[str, list[str]] = defaultdict(list)
    for thing, main in sorted(mains.items()):
        others[main].append(thing)
    return others
