"""What is different on the board between two moments: cards that came, went or moved, and what they say."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from situation_board.core.history.between import Touched
from situation_board.core.history.difference import Difference, Group
from situation_board.core.history.wording import field_words, name_of, names_of
from situation_board.core.questions.cards import status_order, who_and_from
from situation_board.core.questions.moments import Moment, counts
from situation_board.core.questions.records import records
from situation_board.core.questions.sameness import ids_by_main
from situation_board.core.rows import Card, Row, Status
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Column

STATUS_FIELDS = ("basis", "as_of", "flags", "besieged_by", "assessed_by", "confidence", "reasoning")
PARTIES = frozenset({"besieged_by"})


@dataclass(frozen=True)
class _Stood:
    """A card and the status that counted."""

    card: Card
    status: Status

    @property
    def note(self) -> str | None:
        return " · ".join(note for note in (self.status.note, self.card.note) if note) or None


def card_differences(reading: Reading, touched: Touched, first: Moment, last: Moment) -> Iterator[Difference]:
    """Of the cards that were touched. Places and actors go by their names of today."""
    cards = touched.cards
    before = _stood(reading, cards, touched.mains_first, first)
    after = _stood(reading, cards, touched.mains_last, last)
    for card in sorted(before.keys() | after.keys()):
        yield from _difference(reading, card, before.get(card), after.get(card), touched.mains_last)


def _stood(reading: Reading, cards: Collection[str], mains: Mapping[str, str], moment: Moment) -> dict[str, _Stood]:
    shown = sorted(card for card in cards if card not in mains)
    others = ids_by_main(dict(mains))
    group = {thing: card for card in shown for thing in (card, *others.get(card, ()))}
    statuses = _current_statuses(reading, group, moment)
    known = records(reading, Card, shown, moment)
    return {
        card: _Stood(known[card], statuses[card])
        for card in shown
        if card in statuses and card in known and not known[card].voided
    }


def _current_statuses(reading: Reading, group: dict[str, str], moment: Moment) -> dict[str, Status]:
    """Card -> the status that counts at the moment, where its column is one that this program knows."""
    condition, parameters = counts(reading, moment, "status", "f", "as_of_earliest")
    chosen = f"""SELECT (SELECT f.id FROM status f WHERE f.thing = c.value AND {condition}
        ORDER BY f.as_of_earliest DESC, f.lamport DESC, f.writer DESC, f.seq DESC LIMIT 1) FROM json_each(?) c"""
    found = reading.all(chosen, *parameters, json.dumps(list(group)))
    latest: dict[str, Status] = {}
    for status in reading.rows_by_id(Status, [row for (row,) in found if row is not None]).values():
        main = group[status.thing]
        if main not in latest or status_order(latest[main]) < status_order(status):
            latest[main] = status
    return {card: status for card, status in latest.items() if isinstance(status.column, Column)}


def _difference(
    reading: Reading, card: str, before: _Stood | None, after: _Stood | None, mains: Mapping[str, str]
) -> list[Difference]:
    name = name_of(reading, card)
    if before is None and after is not None:
        column = field_words(reading, after.status, "column")
        return [Difference("new_card", card, name, "column", None, column, detail=_parties(reading, after))]
    if after is None and before is not None:
        why = reading.value("SELECT voided_why FROM card WHERE id = ? AND voided = 1", card)
        column, parties = field_words(reading, before.status, "column"), _parties(reading, before)
        return [Difference("gone_card", card, name, "column", column, None, why=why, detail=parties)]
    assert before is not None and after is not None
    found = [*_status_differences(reading, card, name, before.status, after.status, mains)]
    found += _said_of_card(reading, card, name, before, after)
    is_move = bool(found) and found[0].kind in {"moved", "controller_changed"}
    return [dataclasses.replace(each, group=Group.MOVES) for each in found] if is_move else found


def _parties(reading: Reading, stood: _Stood) -> str | None:
    """ "HTS, from government"."""
    who, from_whom = who_and_from(stood.status)
    said = [names_of(reading, who) if who else None, f"from {names_of(reading, from_whom)}" if from_whom else None]
    return ", ".join(each for each in said if each) or None


def _status_differences(
    reading: Reading, card: str, name: str, before: Status, after: Status, mains: Mapping[str, str]
) -> Iterator[Difference]:
    if before.id == after.id:
        return
    is_move = before.column != after.column
    if is_move:
        yield Difference("moved", card, name, "column", *_both(reading, before, after, "column"))
    yield from _party_differences(reading, card, name, before, after, mains, is_move=is_move)
    for field in STATUS_FIELDS:
        old, new = getattr(before, field), getattr(after, field)
        if _same_things(old, mains) != _same_things(new, mains) if field in PARTIES else old != new:
            yield Difference("changed", card, name, field, *_both(reading, before, after, field))


def _party_differences(
    reading: Reading,
    card: str,
    name: str,
    before: Status,
    after: Status,
    mains: Mapping[str, str],
    *,
    is_move: bool,
) -> Iterator[Difference]:
    """Who and from whom, as the columns read. Within one column another holder is a change of control.

    What the former column said of its parties and the new one leaves open is no news.
    """
    changes_control = not is_move and _same_things(before.controllers, mains) != _same_things(after.controllers, mains)
    if changes_control:
        words = names_of(reading, before.controllers), names_of(reading, after.controllers)
        yield Difference("controller_changed", card, name, "controllers", *words)
    for field, old, new in zip(("actors", "from_actors"), who_and_from(before), who_and_from(after), strict=True):
        if _same_things(old, mains) == _same_things(new, mains):
            continue
        if (is_move and new is None) or (changes_control and _goes_without_saying(field, before, after, mains)):
            continue
        yield Difference("changed", card, name, field, names_of(reading, old), names_of(reading, new))


def _goes_without_saying(field: str, before: Status, after: Status, mains: Mapping[str, str]) -> bool:
    """Whether a change of control says it already: who holds the place, and that who held it has lost it."""
    if field == ("actors" if after.column in {Column.FALLEN, Column.HELD} else "from_actors"):
        return True
    lost = _same_things(after.former, mains)
    return after.column is Column.FALLEN and lost == _same_things(before.controllers, mains)


def _same_things(things: tuple[str, ...] | None, mains: Mapping[str, str]) -> frozenset[str] | None:
    return None if things is None else frozenset(mains.get(thing, thing) for thing in things)


def _said_of_card(reading: Reading, card: str, name: str, before: _Stood, after: _Stood) -> Iterator[Difference]:
    if before.note != after.note:
        yield Difference("changed", card, name, "note", before.note, after.note)
    for field in ("label", "shelf_life"):
        if getattr(before.card, field) != getattr(after.card, field):
            yield Difference("changed", card, name, field, *_both(reading, before.card, after.card, field))


def _both(reading: Reading, before: Row, after: Row, field: str) -> tuple[str | None, str | None]:
    return field_words(reading, before, field), field_words(reading, after, field)
