"""Differences as a list that a person reads: group by group, one line for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from situation_board.core.history.difference import Difference, Group


@dataclass(frozen=True, slots=True)
class About:
    """All that is different about one thing, in one group."""

    thing: str
    table: str
    name: str
    differences: tuple[Difference, ...]

    @property
    def words(self) -> str:
        return f"{self.name}: {'; '.join(each.said for each in self.differences)}"


def grouped(found: Iterable[Difference]) -> list[tuple[Group, list[About]]]:
    """The groups that have something in them, in order."""
    return [(group, _by_thing(list(members))) for group, members in groupby(found, key=lambda each: each.group)]


def _by_thing(found: Sequence[Difference]) -> list[About]:
    things = [(key, list(members)) for key, members in groupby(found, key=lambda each: (each.thing, each.name))]
    return [About(thing, members[0].table, name, tuple(members)) for (thing, name), members in things]


def told(found: Iterable[Difference]) -> str:
    """As plain text; "" when nothing is different."""
    return "\n".join(
        "\n".join([f"{group.words.upper()}  {len(things)}", *(f"  {about.words}" for about in things)])
        for group, things in grouped(found)
    )
