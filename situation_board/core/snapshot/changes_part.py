"""What is different since the previous issue, card by card and fact by fact."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from situation_board.core.history import Difference, differences
from situation_board.core.history.difference import Group
from situation_board.core.questions.cards import CardFace, card_faces
from situation_board.core.questions.moments import Moment
from situation_board.core.snapshot.board_part import HEADINGS, said_of
from situation_board.core.snapshot.labels import strictest_of
from situation_board.core.snapshot.language import Tongue
from situation_board.core.snapshot.sheet import ChangeLine
from situation_board.core.snapshot.view import View
from situation_board.core.vocabulary import HandlingLabel

CARD_KINDS = {
    "moved": "moved",
    "controller_changed": "controller changed",
    "changed": "changed",
    "new_card": "new on the board",
    "gone_card": "no longer on the board",
}
TOLD = (
    *(Group.MOVES, Group.CARDS, Group.CONFLICTS, Group.CLAIMS, Group.VERIFICATIONS, Group.EVENTS),
    *(Group.ROUTES, Group.RATINGS, Group.TASKS),
)
"""What sheets tell of; where our own people are and what came in stays off them."""
MOST = 300
"""Lines; the sheet says how many others there are."""


@dataclass(frozen=True)
class Changed:
    """The lines, how many others there are, and the cards that changed."""

    lines: tuple[ChangeLine, ...] = ()
    left_out: int = 0
    cards: frozenset[str] | None = None


def changes(view: View, since: Moment) -> Changed:
    """What is different at the view's moment."""
    found = [each for each in differences(view.reading, since, view.moment) if each.group in TOLD]
    by_card = _by_card(found)
    labels = _labels(view, found)
    lines = [*_card_lines(view, by_card, since, labels), *_fact_lines(view, found, labels)]
    return Changed(tuple(lines[:MOST]), max(0, len(lines) - MOST), frozenset(by_card))


def _by_card(found: Sequence[Difference]) -> dict[str, list[Difference]]:
    """Several changes of one card are one line."""
    by_card: dict[str, list[Difference]] = defaultdict(list)
    for difference in found:
        if difference.kind in CARD_KINDS:
            by_card[difference.thing].append(difference)
    return by_card


# --- labels


def _labels(view: View, found: Sequence[Difference]) -> dict[str, HandlingLabel]:
    """Thing -> the strictest label of what changed about it, whichever version."""
    things = {difference.thing for difference in found}
    labels: dict[str, HandlingLabel] = {}
    for table in ("card", "status", "verification", "claim", "event", "route_status", "rating", "task"):
        for thing, rows in _rows_about(view, table, things).items():
            known = [labels[thing]] if thing in labels else []
            labels[thing] = strictest_of([*known, *view.labels(table, rows).values()])
    return labels


def _rows_about(view: View, table: str, things: set[str]) -> dict[str, list[str]]:
    column = "id" if table in {"card", "task"} else "thing"
    lines = view.reading.all(
        f'SELECT {column}, id FROM "{table}" WHERE {column} IN (SELECT value FROM json_each(?))',
        json.dumps(sorted(things)),
    )
    found: dict[str, list[str]] = defaultdict(list)
    for thing, row in lines:
        found[thing].append(row)
    return found


# --- cards


def _card_lines(
    view: View, by_card: dict[str, list[Difference]], since: Moment, labels: dict[str, HandlingLabel]
) -> Iterator[ChangeLine]:
    ids = list(by_card)
    before = {face.id: face for face in card_faces(view.reading, ids, moment=since)}
    after = {face.id: face for face in card_faces(view.reading, ids, moment=view.moment)}
    for card, found in by_card.items():
        kind = next((each.kind for each in found if each.kind != "changed"), "changed")
        yield _card_line(view, kind, before.get(card), after.get(card), labels.get(card, view.usual))


def _card_line(
    view: View, kind: str, before: CardFace | None, after: CardFace | None, label: HandlingLabel
) -> ChangeLine:
    language = view.language
    face = after or before
    assert face is not None
    was = language.each(lambda tongue: _sentence(view, before, tongue)) if before else None
    now = language.each(lambda tongue: _sentence(view, after, tongue)) if after else None
    if was == now:  # a note, or the time of a status
        was, now = (view.free(each.note) if each else None for each in (before, after))
        was, now = (None, view.time(face.as_of)) if was == now else (was, now)
    return ChangeLine(
        kind=kind,
        kind_words=language.say(CARD_KINDS[kind]),
        name=view.place_name(face.location),
        said=language.each(lambda tongue: _arrow(tongue, was, now)),
        before=was,
        after=now,
        label=label,
    )


def _sentence(view: View, face: CardFace, tongue: Tongue) -> str:
    return f"{tongue.say(HEADINGS[face.column])}: {said_of(view, face, tongue)}"


def _arrow(tongue: Tongue, before: str | None, after: str | None) -> str:
    """Before and after, in the direction of reading."""
    if before is None or after is None:
        return after or before or ""
    return f"{before} {'←' if tongue.code == 'ar' else '→'} {after}"


# --- facts


def _fact_lines(view: View, found: Sequence[Difference], labels: dict[str, HandlingLabel]) -> Iterator[ChangeLine]:
    for difference in found:
        if difference.kind not in CARD_KINDS:
            yield _fact_line(view, difference, labels.get(difference.thing, view.usual))


def _fact_line(view: View, difference: Difference, label: HandlingLabel) -> ChangeLine:
    before, after = view.free(difference.before), view.free(difference.after)
    is_named = difference.group not in {Group.EVENTS, Group.TASKS}
    return ChangeLine(
        kind=difference.kind,
        kind_words=view.language.each(lambda tongue: _kind_in(difference.kind, tongue)),
        name=view.free(difference.name) or "" if is_named else "",
        said=view.language.each(lambda tongue: _fact_said(difference, before, after, tongue)),
        before=before,
        after=after,
        label=label,
    )


def _kind_in(kind: str, tongue: Tongue) -> str:
    """ "new claim", "struck event", "changed route status"."""
    what, _, table = kind.partition("_")
    return tongue.say("{what} {thing}", what=tongue.term(what), thing=tongue.term(table.replace("_", " ")))


def _fact_said(difference: Difference, before: str | None, after: str | None, tongue: Tongue) -> str:
    """What is said now; of what was struck, what it said."""
    if difference.is_new or difference.is_gone:
        return _with_term((after if difference.is_new else before) or "", tongue)
    return _arrow(tongue, before, after)


def _with_term(said: str, tongue: Tongue) -> str:
    """ "announced: ..." with its first word in the sheet's language."""
    head, colon, rest = said.partition(": ")
    return tongue.term(head.replace("_", " ")) + colon + rest
