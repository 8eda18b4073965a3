"""What the search panel asks: the results, and what there is to narrow them by."""

from __future__ import annotations

from dataclasses import dataclass

from situation_board.core.problems import Mistake
from situation_board.core.questions.origins import ImportedFile, imported_files
from situation_board.core.questions.search import Order, Results, look_for
from situation_board.core.questions.search_filter import Criteria, criteria_from_json
from situation_board.core.rows import SavedSearch
from situation_board.core.store import Reading


@dataclass(frozen=True)
class Kept:
    """A saved search; `criteria` is None where this program cannot read it."""

    id: str
    name: str
    criteria: Criteria | None


@dataclass(frozen=True)
class Choices:
    """The searches that are kept, and the sources there are, as id and name."""

    kept: tuple[Kept, ...]
    sources: tuple[tuple[str, str], ...]
    actors: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]
    files: tuple[ImportedFile, ...]


MOST_CHOICES = 500


def found(reading: Reading, criteria: Criteria, *, limit: int) -> Results:
    order = Order.NEWEST if criteria.newest_first else Order.BEST
    return look_for(reading, criteria.text, filter=criteria.filter, order=order, limit=limit)


def choices(reading: Reading) -> Choices:
    """In alphabetical order; areas are what something lies in."""
    kept = reading.rows(SavedSearch, "voided = 0 ORDER BY name COLLATE NOCASE")
    return Choices(
        kept=tuple(Kept(row.id, row.name or "", _criteria(row)) for row in kept),
        sources=_named(reading, "SELECT id, name FROM source WHERE voided = 0"),
        actors=_named(reading, "SELECT id, coalesce(short_name, name) AS name FROM actor WHERE voided = 0"),
        areas=_named(
            reading,
            """SELECT id, name FROM location l WHERE voided = 0
               AND EXISTS (SELECT 1 FROM location c WHERE c.parent = l.id AND c.voided = 0)""",
        ),
        files=tuple(imported_files(reading)),
    )


def _named(reading: Reading, sql: str) -> tuple[tuple[str, str], ...]:
    lines = reading.all(
        f"""SELECT id, name FROM ({sql}) WHERE name IS NOT NULL AND id NOT IN (SELECT thing FROM alias)
            ORDER BY name COLLATE NOCASE LIMIT ?""",
        MOST_CHOICES,
    )
    return tuple((thing, name) for thing, name in lines)


def _criteria(row: SavedSearch) -> Criteria | None:
    try:
        return criteria_from_json(row.criteria or "")
    except Mistake:
        return None
