"""How the board went, as this file learnt of it: read once, then asked for any moment.

To fold ten thousand cards anew for each step of a slider would take a second. What was known at an arrival never
changes, so a course that was read stays right: what comes later only adds moments that it does not reach.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, cast

from situation_board.core.names import normalise
from situation_board.core.questions.disputes import disputed_cards
from situation_board.core.questions.record_courses import RecordCourse, record_courses, struck_spans
from situation_board.core.store import Reading
from situation_board.core.store.derived import same_cards, same_things


class Line(NamedTuple):
    """Where a card stood: lines sort as the asked order wants it; `own_life` is its own shelf life in hours."""

    order: str | int
    card: str
    column: str
    status: str
    as_of: int
    location: str | None
    own_life: int | None


PlainLine = tuple[str | int, str, str, str, int, str | None, int | None]
"""A Line without names: there are ten thousand in each step of a slider."""

Said = tuple[int, int, str, int, int, str, str]
"""A status: its time, lamport, writer and seq, by which the greatest one counts; its arrival, id and column.

Plain tuples of plain values, because Python's garbage collector then passes over them, and there are many.
"""


@dataclass(frozen=True, slots=True)
class CardSaid:
    """The statuses of a card.

    `known` are those that counted from each of `arrivals` on, were nothing in the future; `true` those that count as
    seen today from each of `times` on.
    """

    every: tuple[Said, ...]
    arrivals: tuple[int, ...]
    known: tuple[Said | None, ...]
    times: tuple[int, ...]
    true: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """`arrival` is how far it reaches: what is true as seen today it tells only while nothing came after."""

    arrival: int
    cards: Mapping[str, RecordCourse]
    places: Mapping[str, RecordCourse]
    same: Mapping[str, RecordCourse]
    said: Mapping[str, CardSaid]
    struck: Mapping[str, RecordCourse]
    disputed: frozenset[str]

    def known_status(self, card: str, arrival: int, now: int) -> str | None:
        """The status of a card that counted, as it was known after a change of that arrival."""
        found = self._known(self.said[card], arrival, now) if card in self.said else None
        return found[5] if found else None

    def _known(self, said: CardSaid, arrival: int, now: int) -> Said | None:
        position = bisect_right(said.arrivals, arrival)
        found = said.known[position - 1] if position else None
        if found is None or found[0] <= now:
            return found
        return _greatest([each for each in said.every if each[0] <= now], arrival, self.struck)

    def true_lines(self, time: int, sort: str) -> list[PlainLine]:
        """Every card that stood somewhere at a time, as seen today."""
        picked = {
            card: said.true[position - 1]
            for card, said in self.said.items()
            if (position := bisect_right(said.times, time))
        }
        return self._lines(self.arrival, sort, picked)

    def known_lines(self, arrival: int, now: int, sort: str) -> list[PlainLine]:
        """Every card that stood somewhere, as it was known after a change of that arrival."""
        found = ((card, self._known(said, arrival, now)) for card, said in self.said.items())
        return self._lines(arrival, sort, {card: said for card, said in found if said is not None})

    def _lines(self, arrival: int, sort: str, picked: dict[str, Said]) -> list[PlainLine]:
        mains = self._mains(arrival)
        if mains:
            picked = _by_main(picked, mains)
        by_rank, order = sort == "manual", self._order(arrival, sort)
        lines: list[PlainLine] = []
        for card, (as_of, _, _, _, _, status, column) in picked.items():
            course = self.cards.get(card)
            state = course.at(arrival) if course else None
            if state is not None:
                location, rank, own_life = state
                place = mains.get(location, location) if mains else location
                key = rank or "" if by_rank else order(place, as_of)
                lines.append((key, card, column, status, as_of, place, own_life))
        return lines

    def _order(self, arrival: int, sort: str) -> Callable[[str | None, int], str | int]:
        match sort:
            case "newest":
                return lambda place, as_of: -as_of
            case "oldest":
                return lambda place, as_of: as_of
        return lambda place, as_of: self._place_name(place, arrival)

    def _mains(self, arrival: int) -> dict[str, str]:
        """Thing -> the main id that stood for it."""
        links = [state for course in self.same.values() if (state := course.at(arrival)) is not None]
        same = same_things((a, b) for a, b in links if a and b)
        if not same:
            return {}
        states = ((card, course.at(arrival)) for card, course in self.cards.items())
        places = ((card, state[0]) for card, state in states if state is not None and state[0])
        return {**same, **same_cards(places, same)}

    def _place_name(self, place: str | None, arrival: int) -> str:
        course = self.places.get(place or "")
        state = course.at(arrival) if course else None
        return normalise(state[0] or "") if state else ""


def read_course(reading: Reading) -> Course:
    """Up to now. Takes a second with ten thousand cards and a hundred thousand statuses."""
    struck = struck_spans(reading, "status")
    return Course(
        arrival=reading.arrival,
        cards=record_courses(reading, "card", ("location", "rank", "shelf_life")),
        places=record_courses(reading, "location", ("name",), with_struck=True),
        same=record_courses(reading, "same_as", ("a", "b")),
        said=_said(reading, struck),
        struck=struck,
        disputed=disputed_cards(reading),
    )


def _said(reading: Reading, struck: Mapping[str, RecordCourse]) -> dict[str, CardSaid]:
    """Card -> its statuses. Those without a time are shown nowhere."""
    lines = reading.all(
        """SELECT thing, as_of_earliest, lamport, writer, seq, arrival, id, "column" FROM status
           WHERE as_of_earliest IS NOT NULL ORDER BY arrival"""
    )
    by_card: dict[str, list[Said]] = defaultdict(list)
    for card, *values in lines:
        by_card[card].append(cast(Said, tuple(values)))
    return {card: _card_said(every, struck) for card, every in by_card.items()}


def _card_said(every: list[Said], struck: Mapping[str, RecordCourse]) -> CardSaid:
    of_card = {status: struck[status] for *_, status, _ in every if status in struck} if struck else {}
    arrivals = [arrival for *_, arrival, _, _ in every]
    if of_card:
        arrivals = sorted({*arrivals, *(each for course in of_card.values() for each in course.arrivals)})
    known = [_greatest(every, arrival, of_card) for arrival in arrivals] if of_card else list(accumulate(every, max))
    true = sorted(said for said in every if said[5] not in of_card or of_card[said[5]].states[-1] is not None)
    return CardSaid(tuple(every), tuple(arrivals), tuple(known), tuple(said[0] for said in true), tuple(true))


def _greatest(every: Iterable[Said], arrival: int, struck: Mapping[str, RecordCourse]) -> Said | None:
    return max((said for said in every if _was_known(said, arrival, struck)), default=None)


def _was_known(said: Said, arrival: int, struck: Mapping[str, RecordCourse]) -> bool:
    *_, arrived, status, _ = said
    course = struck.get(status)
    return arrived <= arrival and (course is None or course.at(arrival) is not None)


def _by_main(picked: Mapping[str, Said], mains: Mapping[str, str]) -> dict[str, Said]:
    """The statuses of all ids of a card are its own."""
    found: dict[str, Said] = {}
    for card, said in picked.items():
        main = mains.get(card, card)
        found[main] = max(said, found.get(main, said))
    return found
