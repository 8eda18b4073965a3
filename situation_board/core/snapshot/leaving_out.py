"""What a sheet does not say, counted and named, so that nothing is silently cut.

A count is itself told under the strictest label of what it counts. So of what the label forbids a sheet says nothing,
not even how much it is: for every sheet of that label the sentence is the same. Who issues it is told, by
`labels.withheld`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from situation_board.core.questions.cards import CardFace
from situation_board.core.questions.records import all_records
from situation_board.core.rows import Actor, Link, Location
from situation_board.core.snapshot.board_part import level_words
from situation_board.core.snapshot.sheet import LeftOut
from situation_board.core.snapshot.view import SMALL, View
from situation_board.core.snapshot.wanted import Wanted
from situation_board.core.vocabulary import SheetPart

MOST_NAMES = 30


ROOM = {
    SheetPart.EVENTS: "Earlier events: {count}, for want of room.",
    SheetPart.CHARTS: "Series with fewer numbers: {count}, for want of room.",
    SheetPart.CHANGES: "Further changes: {count}, for want of room.",
    SheetPart.KEY_FIGURES: "Further figures: {count}; they stand with their events.",
}


def left_out(
    view: View,
    wanted: Wanted,
    *,
    room: dict[SheetPart, int],
    faces: Sequence[CardFace] | None = None,
    named: Sequence[str] = (),
) -> tuple[LeftOut, ...]:
    """`faces` are the cards of a status sheet, which is about all of them; `named` the parties that it names."""
    lines = [*_for_room(view, room)]
    if view.redacts:
        lines += _redacted(view)
    if wanted.label is not None:
        lines.append(_line(view, None, "label", "Only what may be told under {label} stands here.", label=wanted.label))
    elif faces is not None and not view.redacts:
        lines += _not_printed(view, faces, named)
    return tuple(lines)


def _line(view: View, part: SheetPart | None, why: str, phrase: str, count: int = 0, **values: str) -> LeftOut:
    text = view.language.each(lambda tongue: tongue.say(phrase, **{"count": tongue.numerals(str(count)), **values}))
    return LeftOut(part=part, why=why, count=count, names=(), text=text)


def _for_room(view: View, room: dict[SheetPart, int]) -> Iterator[LeftOut]:
    for part, count in room.items():
        if count:
            yield _line(view, part, "room", ROOM[part], count)


def _redacted(view: View) -> Iterator[LeftOut]:
    """What the profile withheld; the label permits it, so that it was withheld may be told."""
    withheld = view.withheld
    counts = {
        "Places told by their (sub-)district or a wider area only: {count}.": len(withheld.places),
        "Times told by their day only: {count}.": len(withheld.times),
        "Texts, notes and excerpts withheld: {count}.": len(withheld.texts),
        "Sources told by their kind only: {count}.": len(withheld.sources),
    }
    for phrase, count in counts.items():
        if count:
            yield _line(view, None, "redacted", phrase, count)
    if withheld.numbers:
        small = "Numbers of people below {small} are withheld."
        yield _line(view, None, "redacted", small, small=str(SMALL))


# --- deliberately not printed


def _not_printed(view: View, faces: Sequence[CardFace], named: Sequence[str]) -> Iterator[LeftOut]:
    """What no status sheet shows: it is for the inspector, or is about nothing on the board."""
    noted = [place for place in _places(view) if place.note]
    yield from _named(view, "Notes on places, off sheets: {count} ({names}).", [_name(view, place) for place in noted])
    yield from _named(view, "Notes on parties, off sheets: {count} ({names}).", _noted_actors(view))
    yield from _named(view, "Parties that nothing on this sheet names: {count} ({names}).", _unnamed(view, named))
    links = len(all_records(view.reading, Link, view.moment))
    if links:
        yield _line(view, None, "not_printed", "What parties are to each other, off sheets: {count}.", links)
    shown = {face.location for face in faces}
    others = [_name(view, place) for place in _places(view) if view.main(place.id) not in shown]
    yield from _named(view, "Places without a card: {count} ({names}).", others)


def _places(view: View) -> list[Location]:
    found = all_records(view.reading, Location, view.moment).values()
    own = (place for place in found if place.id not in view.mains)
    return sorted(own, key=lambda place: (place.name or "", place.id))


def _name(view: View, place: Location) -> str:
    """With the admin level: Homs, city, is not Homs, governorate."""
    name, level = view.place_name(place.id), level_words(view, place.kind)
    return view.language.each(
        lambda tongue: " ".join(
            part for part in (view.language.line(name, tongue), _in_brackets(view.language.line(level, tongue))) if part
        )
    )


def _in_brackets(words: str) -> str:
    return f"({words})" if words else ""


def _actors(view: View) -> list[Actor]:
    found = all_records(view.reading, Actor, view.moment).values()
    own = (actor for actor in found if actor.id not in view.mains)
    return sorted(own, key=lambda actor: (actor.name or "", actor.id))


def _noted_actors(view: View) -> list[str]:
    return [view.actor_name(actor.id) or "" for actor in _actors(view) if actor.note]


def _unnamed(view: View, named: Sequence[str]) -> list[str]:
    known = {view.main(actor) for actor in named}
    return [view.actor_name(actor.id) or "" for actor in _actors(view) if actor.id not in known]


def _named(view: View, phrase: str, names: list[str]) -> Iterator[LeftOut]:
    """Names stand once; of very many only the first."""
    if not names:
        return
    shown = [*names[:MOST_NAMES], "…"] if len(names) > MOST_NAMES else names
    text = view.language.each(
        lambda tongue: tongue.say(
            phrase,
            count=tongue.numerals(str(len(names))),
            names=tongue.joined(view.language.line(name, tongue) for name in shown),
        )
    )
    yield LeftOut(part=None, why="not_printed", count=len(names), names=tuple(shown), text=text)
