"""From text to values: what people type for a field becomes what a row holds.

    parse_values(reading, "card", {"location": "Homs", "column": "contested", "moving": "HTS"}, gazetteer)

Choices are taken by code or words, actors by name ("nobody" is an empty set, "unknown" or "?" is not known), places
as in `locating`, times as in `times.parse`, other names as "ar:دمشق; en:Damascus", flags as yes or no, figures as in
`figures`. An empty text clears the field.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from situation_board.core import times
from situation_board.core.actions.messages import report_of_message
from situation_board.core.due import parse_due
from situation_board.core.figures import parse_figures
from situation_board.core.gazetteer import Gazetteer
from situation_board.core.locating import Located, locate
from situation_board.core.names import normalise
from situation_board.core.problems import Mistake
from situation_board.core.questions.naming import find, find_one, nothing_called
from situation_board.core.rows import Field, Kind, Name, fields_of
from situation_board.core.store import Draft, Reading
from situation_board.core.vocabulary import Word

__all__ = ["Located", "Parsed", "entry_field", "entry_fields", "locate", "parse_values"]

UNKNOWN = frozenset({"?", "unknown", "not known"})
NOBODY = frozenset({"nobody", "none"})
YES = frozenset({"yes", "y", "true", "1", "on"})
NO = frozenset({"no", "n", "false", "0", "off", ""})
LISTED = re.compile(r"[,;،؛]")
LANGUAGE = re.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*:\s*(.+)")
NOT_ENTERED = {"card": frozenset({"rank", "number"}), "message": frozenset({"number"})}
"""Made by the program: the order by moving, the number by adding."""
WITH_STATUS = {"card": "status", "route": "route_status", "presence": "presence_status"}
"""A card, a route and a presence are entered together with what holds there now."""
NOT_NEEDED = {
    "card": frozenset({"as_of"}),
    "route": frozenset({"use", "direction", "state", "as_of"}),
    "message": frozenset({"received", "state"}),
    "task": frozenset({"kind", "state"}),
    "presence": frozenset({"kind", "as_of"}),
    "rating": frozenset({"as_of"}),
}
"""Required of the row, but set by the program when nobody says it; a route or presence may have no status at all."""
WHOSE = {"rating": (Field("source", Kind.THING, "which source is rated", required=True, things=("source",)),)}
"""What a fact about another thing is entered with."""
TO_ADD_FIRST = {"actor": "name", "source": "name", "report": "title"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """Values by field, and the drafts that make the places that are new. `notes` are for the person to read."""

    values: dict[str, Any]
    drafts: tuple[Draft, ...] = ()
    notes: tuple[str, ...] = ()


def entry_fields(table: str) -> tuple[Field, ...]:
    """The fields that can be entered for a table; a card's and a route's status among them."""
    own = [each for each in fields_of(table) if each.name not in NOT_ENTERED.get(table, ())]
    known = {each.name for each in own}
    status = fields_of(WITH_STATUS[table]) if table in WITH_STATUS else ()
    every = (*WHOSE.get(table, ()), *own, *(each for each in status if each.name not in known))
    free = NOT_NEEDED.get(table, frozenset())
    return tuple(dataclasses.replace(each, required=each.required and each.name not in free) for each in every)


def entry_field(table: str, name: str) -> Field:
    """The field of that name, hyphens allowed. Mistake listing the fields when there is none."""
    wanted = name.strip().lower().replace("-", "_")
    for each in entry_fields(table):
        if each.name == wanted:
            return each
    listed = [f"{each.name}: {each.help}" for each in entry_fields(table)]
    raise Mistake(f"{_article(table)} has no field “{name}”.", field=name, candidates=listed, do="Its fields are:")


def parse_values(reading: Reading, table: str, texts: Mapping[str, str], gazetteer: Gazetteer) -> Parsed:
    """The values that texts mean for the fields of a table. Mistake, naming the field, for what cannot be read."""
    parser = _Parser(reading, gazetteer)
    values = {}
    for name, text in texts.items():
        described = entry_field(table, name)
        values[described.name] = parser.value(described, text.strip())
    return Parsed(values, tuple(parser.drafts), tuple(parser.notes))


def _article(table: str) -> str:
    words = table.replace("_", " ")
    return f"{'An' if words[0] in 'aeiou' else 'A'} {words}"


@dataclass
class _Parser:
    """Reads texts for one entry; places made for one field are known to the next."""

    reading: Reading
    gazetteer: Gazetteer
    drafts: list[Draft] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _places: dict[str, str] = field(default_factory=dict)

    def value(self, described: Field, text: str) -> Any:
        try:
            return _READERS[described.kind](self, described, text)
        except Mistake as mistake:
            mistake.field = described.name
            raise

    def text(self, described: Field, text: str) -> str | None:
        return text or None

    def integer(self, described: Field, text: str) -> int | None:
        digits = re.sub(r"[\s,_]", "", text.translate(times.ARABIC_DIGITS))
        if not digits:
            return None
        if not re.fullmatch(r"[+-]?\d{1,15}", digits):
            raise Mistake(f"“{text}” is not a whole number.")
        return int(digits)

    def real(self, described: Field, text: str) -> float | None:
        digits = text.translate(times.ARABIC_DIGITS).replace("٫", ".")
        if not digits:
            return None
        if not re.fullmatch(r"[+-]?\d{1,9}(\.\d+)?", digits):
            raise Mistake(f"“{text}” is not a number.", do="Write it as 33.5102.")
        return float(digits)

    def flag(self, described: Field, text: str) -> bool:
        said = text.lower()
        if said not in YES | NO:
            raise Mistake(f"“{text}” is neither yes nor no.")
        return said in YES

    def time(self, described: Field, text: str) -> times.Time | None:
        if not text or text.lower() in UNKNOWN:
            return None
        read = parse_due if described.name == "due" else times.parse
        return read(text, zone=self.reading.zone, now=self.reading.now)

    def choice(self, described: Field, text: str) -> Word | None:
        assert described.choices is not None
        return _chosen(described.choices, text) if text and text != "?" else None

    def choices(self, described: Field, text: str) -> tuple[Word, ...]:
        assert described.choices is not None
        parts = [part.strip() for part in LISTED.split(text)]
        return tuple(_chosen(described.choices, part) for part in parts if part)

    def thing(self, described: Field, text: str) -> str | None:
        if not text or text.lower() in UNKNOWN:
            return None
        return self._thing(described, text)

    def things(self, described: Field, text: str) -> tuple[str, ...] | None:
        said = text.lower()
        if not said or said in UNKNOWN:
            return None
        if said in NOBODY:
            return ()
        return tuple(self._thing(described, part) for part in self._listed(described, text))

    def _listed(self, described: Field, text: str) -> list[str]:
        """The names of a list. A semicolon separates first, so that "Suran, Hama; Homs" is two places."""
        if not re.search("[;؛]", text) and find(self.reading, text, described.things):
            return [text]
        separators = re.compile("[;؛]") if re.search("[;؛]", text) else LISTED
        return [part.strip() for part in separators.split(text) if part.strip()]

    def names(self, described: Field, text: str) -> tuple[Name, ...]:
        return tuple(_name(part.strip()) for part in re.split(r"[;؛]", text) if part.strip())

    def figures(self, described: Field, text: str) -> Any:
        return parse_figures(text, self.reading.zone)

    def _thing(self, described: Field, text: str) -> str:
        if described.things == ("location",):
            return self._place(text)
        if described.things == ("report",):
            return self._report(described, text)
        if described.things[0] in TO_ADD_FIRST and not find(self.reading, text, described.things):
            raise _to_add_first(self.reading, described, text)
        return find_one(self.reading, text, described.things, field=described.name).id

    def _report(self, described: Field, text: str) -> str:
        """A report by its title, or a message such as M12: the report that it comes to be is made where it is new."""
        found = find(self.reading, text, ["report", "message"])
        if not found:
            raise _to_add_first(self.reading, described, text)
        thing = find_one(self.reading, text, ["report", "message"], field=described.name)
        if thing.table == "report":
            return thing.id
        report, drafts = report_of_message(self.reading, thing.id)
        made = {draft.row for draft in self.drafts}
        self.drafts += [draft for draft in drafts if draft.row not in made]
        return report

    def _place(self, text: str) -> str:
        if normalise(text) in self._places:
            return self._places[normalise(text)]
        located = locate(self.reading, self.gazetteer, text)
        made = {draft.row for draft in self.drafts}
        self.drafts += [draft for draft in located.drafts if draft.row not in made]
        self._places[normalise(text)] = located.id
        self.notes += place_notes(located)
        return located.id


_READERS: dict[Kind, Callable[[_Parser, Field, str], Any]] = {
    Kind.TEXT: _Parser.text,
    Kind.INTEGER: _Parser.integer,
    Kind.REAL: _Parser.real,
    Kind.FLAG: _Parser.flag,
    Kind.TIME: _Parser.time,
    Kind.CHOICE: _Parser.choice,
    Kind.CHOICES: _Parser.choices,
    Kind.THING: _Parser.thing,
    Kind.THINGS: _Parser.things,
    Kind.NAMES: _Parser.names,
    Kind.FIGURES: _Parser.figures,
}


def _chosen(choices: type[Word], text: str) -> Word:
    """A term by its code or its words, however cased and joined; a handling label also without its TLP."""
    wanted = _loose(text)
    for choice in choices:
        if wanted in {_loose(choice.value), _loose(choice.words), _loose(choice.value.removeprefix("TLP:"))}:
            return choice
    listed = ", ".join(
        choice.value if _loose(choice.value) == _loose(choice.words) else f"{choice.value} ({choice.words})"
        for choice in choices
    )
    raise Mistake(f"“{text}” is not one of the choices.", do=f"One of: {listed}.")


def _loose(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.translate(times.ARABIC_DIGITS).strip()).casefold()


def _name(text: str) -> Name:
    found = LANGUAGE.fullmatch(text)
    return Name(name=found[2].strip(), language=found[1].lower()) if found else Name(name=text)


def _to_add_first(reading: Reading, described: Field, text: str) -> Mistake:
    """An unknown actor or source is not made by the way: a typing error would become a party to the conflict."""
    table = described.things[0]
    unknown = nothing_called(reading, text, described.things, field=described.name)
    do = "Did you mean one of these? Else add it first" if unknown.candidates else "Add it first"
    do += f": add FILE {table} {TO_ADD_FIRST[table]}=“{text}”."
    return Mistake(unknown.happened, field=described.name, candidates=unknown.candidates, do=do)


def place_notes(located: Located) -> tuple[str, ...]:
    """What a person should know of a place that was not known."""
    if not located.suggestions:
        return (f"“{located.name}” is new here and not located.",) if located.is_new and not located.located else ()
    near = ", ".join(located.suggestions)
    return (f"“{located.name}” is not in the list of places and is new here, not located. Similar: {near}.",)
