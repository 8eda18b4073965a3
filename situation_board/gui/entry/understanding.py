"""What a person typed, understood: names become ids, times become times, and what is new becomes a draft.

This runs where an action runs, so that a name which somebody else adds meanwhile is found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from situation_board.core.actions.drafting import new_record
from situation_board.core.actions.messages import report_of_message
from situation_board.core.entry import NOBODY, UNKNOWN, entry_field, locate, parse_values
from situation_board.core.ids import new_id
from situation_board.core.locating import gazetteer_id, place_drafts
from situation_board.core.problems import Mistake
from situation_board.core.questions.naming import find, preferred
from situation_board.core.rows import Actor, Field, Kind, Message, Record, Report, Source
from situation_board.core.store import Draft, Reading
from situation_board.gui.entry.suggesting import NEW, gazetteer

SEPARATORS = re.compile(r"[,;،؛\n]")
BETWEEN_PLACES = re.compile(r"[;؛\n]")
"""Where one of these stands, a comma belongs to a name: "Suran, Hama; Homs"."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in an input, and which of it was picked from suggestions: spelling and pick."""

    text: str
    picked: tuple[tuple[str, str], ...] = ()

    def pick_of(self, spelling: str) -> str | None:
        return next((pick for known, pick in self.picked if known == spelling), None)


@dataclass
class Understood:
    """The values of fields and the drafts of what they newly refer to."""

    values: dict[str, Any] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)

    @property
    def made(self) -> list[str]:
        return [draft.row for draft in self.drafts]

    def add(self, drafts: Sequence[Draft]) -> None:
        made = set(self.made)
        self.drafts += [draft for draft in drafts if draft.row not in made]


def understand(
    reading: Reading, table: str, typed: Mapping[str, object], understood: Understood | None = None
) -> Understood:
    """The values for fields of a table. Values that are none of `Typed` are taken as they are.

    Mistake, with its field, for what cannot be read or could mean several things. With `understood`, more of the
    same entry: what one part newly names is known to the next.
    """
    understood = understood or Understood()
    for name, what in typed.items():
        value = _value(reading, table, name, what, understood) if isinstance(what, Typed) else what
        understood.values[name] = value
    return understood


def _value(reading: Reading, table: str, name: str, typed: Typed, understood: Understood) -> Any:
    described = entry_field(table, name)
    text = typed.text.strip()
    if described.kind is Kind.THINGS:
        return _things(reading, described, typed, understood)
    if described.kind is Kind.THING:
        return _thing(reading, described, text, typed, understood) if _says_something(text) else None
    return parse_values(reading, table, {name: text}, gazetteer()).values[described.name]


def _says_something(text: str) -> bool:
    return bool(text) and text.lower() not in UNKNOWN


def _things(reading: Reading, described: Field, typed: Typed, understood: Understood) -> tuple[str, ...] | None:
    text = typed.text.strip()
    if not _says_something(text):
        return None
    if text.lower() in NOBODY:
        return ()
    return tuple(_thing(reading, described, part, typed, understood) for part, typed in _parts(typed))


def _parts(typed: Typed) -> list[tuple[str, Typed]]:
    """The names in a list, each with its pick. A picked name may have a comma in it, and two may be called alike."""
    text, left = typed.text, list(typed.picked)
    separators = BETWEEN_PLACES if BETWEEN_PLACES.search(text) else SEPARATORS
    whole = sorted({name for name, _ in left if SEPARATORS.search(name)}, key=len, reverse=True)
    for number, name in enumerate(whole):
        text = text.replace(name, f"\x00{number}\x00")
    parts = [part.strip() for part in separators.split(text)]
    names = [whole[int(part.strip("\x00"))] if "\x00" in part else part for part in parts if part]
    return [(name, Typed(name, _taken(left, name))) for name in names]


def _taken(left: list[tuple[str, str]], name: str) -> tuple[tuple[str, str], ...]:
    """The next pick of that name; the last one serves for all that follow."""
    mine = [pick for pick in left if pick[0] == name]
    if len(mine) > 1:
        left.remove(mine[0])
    return tuple(mine[:1])


def _thing(reading: Reading, described: Field, name: str, typed: Typed, understood: Understood) -> str:
    """The id of a thing: what was picked, else the only one of that name, else a Mistake that says what to do."""
    pick = typed.pick_of(name)
    if described.things[0] == "location":
        return _place(reading, described, name, pick, understood)
    if pick == NEW:
        return _added(reading, described.things[0], name, understood)
    if pick is not None:
        return report_behind(reading, pick, understood) if described.things[0] == "report" else pick
    found = find(reading, name, described.things)
    likely = preferred(reading, found)
    if likely is not None:
        return likely.id
    raise _not_clear(described, name, is_known=bool(found))


def report_behind(reading: Reading, thing: str, understood: Understood) -> str:
    """A message stands for the report that it comes to be, which is made where it is not there yet."""
    if reading.row(Message, thing) is None:
        return thing
    report, drafts = report_of_message(reading, thing)
    understood.add(drafts)
    return report


def _not_clear(described: Field, name: str, *, is_known: bool) -> Mistake:
    if is_known:
        return Mistake(f"“{name}” may mean several.", field=described.name, do="Choose one from the list.")
    return Mistake(
        f"“{name}” is not known here.",
        field=described.name,
        do="Choose one from the list, or Enter to add it, Escape not to.",
    )


def _place(reading: Reading, described: Field, name: str, pick: str | None, understood: Understood) -> str:
    """A place that was picked, or one of that name; an unknown name becomes a place that is not located."""
    place = gazetteer().place(pick) if pick and ":" in pick else None
    if place is not None:
        understood.add(place_drafts(reading, gazetteer(), place))
        return reading.main(gazetteer_id(place.code))
    if pick is not None and pick != NEW:
        return pick
    same = next((draft.row for draft in understood.drafts if draft.fields.get("name") == name), None)
    if same is not None:
        return same
    located = locate(reading, gazetteer(), name, field=described.name)
    understood.add(located.drafts)
    return located.id


def _added(reading: Reading, table: str, name: str, understood: Understood) -> str:
    """A new actor, source or report of that name; two fields that name it mean one."""
    for draft in understood.drafts:
        if draft.table == table and name in (draft.fields.get("name"), draft.fields.get("title")):
            return draft.row
    row = _new_row(table, name)
    understood.drafts.append(new_record(reading, row, beside=understood.made))
    return row.id


def _new_row(table: str, name: str) -> Record:
    match table:
        case "actor":
            return Actor(id=new_id(), name=name)
        case "source":
            return Source(id=new_id(), name=name)
        case "report":
            return Report(id=new_id(), title=name)
    raise Mistake(f"“{name}” is not known here.", do="Choose one from the list.")
