"""Status cards: add, move, change hands, order, verify."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from situation_board.core import ranks, times
from situation_board.core.actions.drafting import (
    edit_record,
    get_row,
    new_fact,
    new_or_restored,
    not_in_future,
    strike_row,
)
from situation_board.core.actions.handing import checks_done
from situation_board.core.evidence.assessing import ASKED, check_assessed
from situation_board.core.ids import card_id, new_id
from situation_board.core.problems import Mistake
from situation_board.core.questions.cards import status_order
from situation_board.core.questions.order import gap_beside, gap_on_top
from situation_board.core.rows import Card, Location, Status, Verification
from situation_board.core.store import Changes, Draft, Reading
from situation_board.core.times import Time
from situation_board.core.vocabulary import Basis, Column


class Keep(Enum):
    """Says that a part of a status follows from the former one, where None would say that it is not known."""

    AS_IT_FOLLOWS = "as it follows"


AS_IT_FOLLOWS = Keep.AS_IT_FOLLOWS
Actors = tuple[str, ...] | None | Keep


def add_card(
    reading: Reading,
    *,
    location: str,
    status: Status,
    place_drafts: Sequence[Draft] = (),
    note: str | None = None,
    label: Any = None,
    shelf_life: int | None = None,
) -> Changes:
    """A card with its first status. `place_drafts` make the location where it is new; a place has one card.

    The status's id and thing are set here when they are empty; without a time it is "now, not stated".
    """
    location = reading.main(location)
    known = _card_of_place(reading, location)
    if known is not None and not known.voided:
        raise Mistake("This place has a card already.", field="location", candidates=[known.id])
    made = [draft.row for draft in place_drafts]
    card = Card(
        id=card_id(location),
        location=location,
        number=_next_number(reading),
        rank=_top_rank(reading, status.column),
        note=note,
        label=label,
        shelf_life=shelf_life,
    )
    first = dataclasses.replace(
        status,
        id=status.id or new_id(),
        thing=card.id,
        as_of=status.as_of or times.not_stated(reading.now),
    )
    not_in_future(reading, first.as_of)
    check_assessed(first)
    drafts = [*place_drafts, *new_or_restored(reading, card, beside=made)]
    drafts.append(new_fact(reading, first, beside=[card.id, *made]))
    return Changes("add_card", drafts, (card.id,))


def _card_of_place(reading: Reading, location: str) -> Card | None:
    """The live card of a place, else a struck one that can be taken up again."""
    for place in reading.aliases(location):
        found = reading.rows(Card, "location = ? ORDER BY voided LIMIT 1", place)
        if found and (not found[0].voided or found[0].id == card_id(location)):
            return found[0]
    return None


def _next_number(reading: Reading) -> int:
    return int(reading.value("SELECT max(number) FROM card") or 0) + 1


def _top_rank(reading: Reading, column: Column | None) -> str:
    first = reading.value('SELECT rank FROM board WHERE "column" = ? ORDER BY rank LIMIT 1', column and column.value)
    return ranks.between(None, first or None)


def move_cards(
    reading: Reading,
    cards: Sequence[str],
    column: Column,
    *,
    before: str | None = None,
    after: str | None = None,
    as_of: Time | None = None,
    basis: Basis | None = None,
    actors: Actors = AS_IT_FOLLOWS,
    from_actors: Actors = AS_IT_FOLLOWS,
    report: str | None = None,
    note: str | None = None,
    beside: Sequence[Draft] = (),
) -> Changes:
    """Move cards to a column, in front of `before`, behind `after`, or to its top. Each gets a new status.

    Who holds and who lost the place follows from the former status unless it is said. The basis is kept: a move
    manufactures no evidence. Without a time it is "now, not stated". A card that is in the column already is
    only put in order, unless something of its status is given. `beside` are drafts of what it newly refers to, such
    as its report.
    """
    if not cards:
        raise Mistake("No card is selected.")
    time = as_of or times.not_stated(reading.now)
    not_in_future(reading, time)
    drafts: list[Draft] = [*beside]
    made = [draft.row for draft in beside]
    notes: set[str] = set()
    says_more = bool(as_of or basis or report or note) or Keep.AS_IT_FOLLOWS not in (actors, from_actors)
    for card in cards:
        current = current_status(reading, card)
        if current.column != column or says_more:
            status = _moved(current, column, time, basis, actors, from_actors, report, note)
            drafts.append(new_fact(reading, status, beside=made))
            if status_order(current)[0] > time.earliest:
                notes.add("not_current")
    drafts += _order_drafts(reading, cards, column, before, after)
    return Changes("move_card", drafts, tuple(cards), notes=tuple(sorted(notes)))


def _moved(
    current: Status,
    column: Column,
    as_of: Time,
    basis: Basis | None,
    actors: Actors,
    from_actors: Actors,
    report: str | None,
    note: str | None,
) -> Status:
    controllers, former, moving = parties_after(current, column)
    if actors is not Keep.AS_IT_FOLLOWS:
        if column in {Column.FALLEN, Column.HELD}:
            controllers = actors
        else:
            moving = actors
    if from_actors is not Keep.AS_IT_FOLLOWS:
        if column is Column.FALLEN:
            former = from_actors
        elif column is not Column.HELD:
            controllers = from_actors
    assessment = {name: getattr(current, name) for name in ASKED} if column == current.column else {}
    moved = Status(
        id=new_id(),
        thing=current.thing,
        column=column,
        controllers=controllers,
        former=former,
        moving=moving,
        basis=basis or current.basis,
        as_of=as_of,
        flags=current.flags if column == current.column else (),
        besieged_by=current.besieged_by if column == current.column else None,
        report=report,
        note=note,
        **assessment,
    )
    if basis is not None:
        check_assessed(moved)
    return moved


Parties = tuple[tuple[str, ...] | None, tuple[str, ...] | None, tuple[str, ...] | None]


def parties_after(current: Status, column: Column) -> Parties:
    """(controllers, former, moving) as they follow from a move, when nobody says otherwise.

    On falling, who moved on the place holds it and who held it lost it. Nobody is invented: what does not follow
    is None, unknown.
    """
    if column == current.column:
        return current.controllers, current.former, current.moving
    if column is Column.FALLEN:
        return current.moving, current.controllers, None
    if column is Column.HELD:
        return current.controllers, current.former, None
    keeps_moving = current.column in {Column.ADVANCING, Column.CONTESTED}
    return current.controllers, current.former, current.moving if keeps_moving else None


def change_controller(
    reading: Reading,
    card: str,
    *,
    to: tuple[str, ...] | Keep | None = AS_IT_FOLLOWS,
    as_of: Time | None = None,
    basis: Basis | None = None,
    report: str | None = None,
    beside: Sequence[Draft] = (),
) -> Changes:
    """The place changed hands again: without `to`, who lost it has retaken it. It stays, or comes to be, fallen.

    `beside` as for `move_cards`.
    """
    current = current_status(reading, card)
    if current.column is Column.FALLEN:
        new, former = current.former, current.controllers
    else:
        new, former = current.moving, current.controllers
    if to is not Keep.AS_IT_FOLLOWS:
        new = to
    if new is None and to is Keep.AS_IT_FOLLOWS:
        raise Mistake("It is not known who took it.", field="controllers", do="Say who holds it now.")
    changes = move_cards(
        reading,
        [card],
        Column.FALLEN,
        as_of=as_of or times.not_stated(reading.now),
        basis=basis,
        actors=new,
        from_actors=former,
        report=report,
        beside=beside,
    )
    return dataclasses.replace(changes, label="change_controller")


def swap_parties(reading: Reading, card: str) -> Changes:
    """Who holds and who lost were the wrong way round: a corrected status at the same time."""
    current = current_status(reading, card)
    if current.column in {Column.FALLEN}:
        swapped = {"controllers": current.former, "former": current.controllers}
    else:
        swapped = {"controllers": current.moving, "moving": current.controllers}
    return edit_status(reading, card, swapped)


def edit_status(reading: Reading, card: str, values: Mapping[str, Any], *, beside: Sequence[Draft] = ()) -> Changes:
    """A further status that says the same but for `values`, as of the same time unless that is given too.

    `beside` are drafts of what the values newly refer to, such as an actor.
    """
    current = current_status(reading, card)
    edited = dataclasses.replace(current, **values)
    if edited == current:
        return Changes("edit_status", [], (card,))
    not_in_future(reading, edited.as_of)
    check_assessed(edited, values)
    status = dataclasses.replace(edited, id=new_id(), voided=False, voided_why=None)
    drafts = [*beside, new_fact(reading, status, beside=[draft.row for draft in beside])]
    if edited.as_of != current.as_of:
        drafts.append(strike_row(current, "time corrected"))
    return Changes("edit_status", drafts, (card,))


def edit_card(reading: Reading, card: str, values: Mapping[str, Any], *, beside: Sequence[Draft] = ()) -> Changes:
    """Change fields of a card and of its status in one action. `beside` as for `edit_status`."""
    own = {name: value for name, value in values.items() if name in {"shelf_life", "label", "note", "rank"}}
    of_status = {name: value for name, value in values.items() if name not in own}
    record = get_card(reading, card)
    drafts = [*edit_record(reading, record, own)]
    if of_status:
        drafts += edit_status(reading, card, of_status, beside=beside).drafts
    return Changes("edit_card", drafts, (card,))


def order_cards(
    reading: Reading, cards: Sequence[str], *, before: str | None = None, after: str | None = None
) -> Changes:
    """Put cards of one column in front of another, behind another, or on top."""
    if not cards:
        raise Mistake("No card is selected.")
    column = current_status(reading, cards[0]).column
    if column is None:
        raise Mistake("This card has no column.")
    return Changes("order_card", _order_drafts(reading, cards, column, before, after), tuple(cards))


def _order_drafts(
    reading: Reading, cards: Sequence[str], column: Column, before: str | None, after: str | None
) -> list[Draft]:
    """Ranks for the cards, in their given order, between their new neighbours."""
    low, high = _neighbours(reading, set(cards), column, before, after)
    drafts = []
    for card in cards:
        low = ranks.between(low, high)
        drafts += edit_record(reading, get_card(reading, card), {"rank": low})
    return drafts


def _neighbours(
    reading: Reading, moved: set[str], column: Column, before: str | None, after: str | None
) -> tuple[str | None, str | None]:
    anchor = before or after
    if anchor is None:
        return gap_on_top(reading, column, without=moved)
    gap = gap_beside(reading, column, anchor, above=bool(before), without=moved)
    if gap is None:
        raise Mistake("The card to put it beside is not in that column.", field="before")
    low, high = gap
    return (low, high) if high is None or low is None or low < high else (low, None)


def verify(
    reading: Reading,
    things: Sequence[str],
    *,
    checked_with: str,
    as_of: Time | None = None,
    report: str | None = None,
    beside: Sequence[Draft] = (),
) -> Changes:
    """Looked at again and unchanged: "checked with whom, or how" is asked for; in bulk with one stated source.

    Whoever was asked to look at them again has done so. `beside` as for `move_cards`.
    """
    if not things:
        raise Mistake("Nothing is selected.")
    for thing in things:
        get_row(reading, thing)
    time = as_of or times.exactly(reading.now)
    not_in_future(reading, time)
    facts = [
        Verification(id=new_id(), thing=thing, as_of=time, checked_with=checked_with, report=report) for thing in things
    ]
    made = [draft.row for draft in beside]
    drafts = [*beside, *(new_fact(reading, fact, beside=made) for fact in facts)]
    return Changes("verify", [*drafts, *checks_done(reading, things, checked_with)], tuple(things))


def get_card(reading: Reading, card: str) -> Card:
    found = reading.row(Card, reading.main(card))
    if found is None or found.voided:
        raise Mistake("There is no such card.", field="card")
    return found


def current_status(reading: Reading, card: str) -> Status:
    """The status that counts now; Mistake when there is no such card."""
    get_card(reading, card)
    marks = ", ".join("?" * len(reading.aliases(card)))
    found = reading.rows(
        Status,
        f"thing IN ({marks}) AND voided = 0 AND as_of_earliest <= ?"
        " ORDER BY as_of_earliest DESC, lamport DESC, writer DESC, seq DESC LIMIT 1",
        *reading.aliases(card),
        reading.now,
    )
    if not found:
        raise Mistake("This card has no status.", field="card")
    return found[0]


def location_name(reading: Reading, card: str) -> str:
    location = reading.row(Location, get_card(reading, card).location)
    return (location.name if location else None) or ""
