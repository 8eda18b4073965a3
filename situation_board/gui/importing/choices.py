"""What a person says about a file, as it stands in the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from situation_board.core import times
from situation_board.core.importing.options import DateOrder, Options
from situation_board.core.problems import Mistake
from situation_board.core.questions.naming import find_one
from situation_board.core.store import Reading
from situation_board.gui.entry.understanding import Typed


@dataclass(frozen=True)
class Choices:
    """Everything may be left open. `columns` are fields with headers of the file, `holders` names with actors."""

    format: str | None = None
    sheet: str | None = None
    source: str = ""
    date_order: DateOrder | None = None
    as_of: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    holders: Mapping[str, Typed] = field(default_factory=dict)
    keeps_personal_data: bool = False

    @property
    def to_look_with(self) -> Choices:
        """Only what the report depends on: other changes need no second look at the file."""
        return Choices(
            format=self.format,
            sheet=self.sheet,
            date_order=self.date_order,
            as_of=self.as_of,
            columns=self.columns,
            keeps_personal_data=self.keeps_personal_data,
        )


def options_of(reading: Reading, choices: Choices) -> Options:
    """As the core wants them. Mistake beside the field that cannot be understood."""
    return Options(
        zone=reading.zone,
        now=reading.now,
        date_order=choices.date_order,
        columns=dict(choices.columns),
        sheet=choices.sheet,
        source=choices.source.strip() or None,
        as_of=_as_of(reading, choices.as_of.strip()),
        actors={name: _actor(reading, typed) for name, typed in choices.holders.items() if typed.text.strip()},
        keeps_personal_data=choices.keeps_personal_data,
    )


def _as_of(reading: Reading, text: str) -> times.Time | None:
    try:
        return times.parse(text, zone=reading.zone, now=reading.now) if text else None
    except Mistake as mistake:
        raise Mistake(mistake.happened, field="as_of", do=mistake.do) from mistake


def _actor(reading: Reading, typed: Typed) -> str:
    picked = typed.pick_of(typed.text.strip())
    try:
        return find_one(reading, picked or typed.text.strip(), ["actor"]).id
    except Mistake as mistake:
        raise Mistake(mistake.happened, field="holders", do=mistake.do, candidates=mistake.candidates) from mistake
