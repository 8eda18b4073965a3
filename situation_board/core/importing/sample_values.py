"""What the values of a column say against what its header makes it look like."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from situation_board.core.importing.cells import Cell, FractionError, is_missing, plain, read_coordinate, read_number
from situation_board.core.importing.columns import is_pair
from situation_board.core.importing.counted_columns import is_part, named_in
from situation_board.core.importing.dates import FIRST_YEAR, LAST_YEAR, MONTHS, DateReader, are_serials
from situation_board.core.importing.header_words import bare, vocabulary, words_of
from situation_board.core.importing.options import DateOrder

ALWAYS = frozenset({"people", "sex", "age", "month", "admin1"})
"""Fields for which one value is enough to decide."""
NAMES = frozenset({"place", "destination", "origin", "text", *(f"admin{level}" for level in range(5))})
STATES = frozenset({"open", "closed", "active", "inactive", "yes", "no", "ok", "true", "false", "partial"})
DATES = frozenset({"date", "starts", "ends"})
CONTINENTS = vocabulary("africa asia europe america americas oceania mediterranean caribbean mena pacific")
PARTS_OF_THE_WORLD = CONTINENTS | vocabulary(
    "north northern south southern east eastern west western central middle near southeastern southeast northeast "
    "northwest southwest latin sub saharan subsaharan arab states great lakes horn of the and sahel"
)
LIMITS = {"latitude": 90, "longitude": 180}
VAGUE = frozenset({"category"})
"""Headers of columns that may tell anything apart: codes in them are of something else than the people."""
FEWEST = 3
ANYWHERE = ZoneInfo("UTC")


def against(field: str, cells: Sequence[Cell], *, header: str = "", counts: bool = False) -> str | None:
    """Why a column is not what its header says; None where nothing speaks against it. `counts` for numbers of people.

    A few values that cannot be read are faults of their rows, and are told there.
    """
    said = [cell for cell in cells if not is_missing(cell)]
    if not said or (len(said) < FEWEST and field not in NAMES | ALWAYS):
        return None
    if counts:
        return None if any(_is_number(cell) for cell in said) else "its values are no numbers of people"
    if field in NAMES and all(_is_figure(cell) for cell in said):
        return "its values are numbers"
    if field in NAMES and STATES.issuperset(plain(cell).casefold() for cell in said):
        return "its values are no names"
    if field in DATES and not (are_serials(said) or any(_is_date(cell) for cell in said)):
        return "its values are no dates"
    if field == "admin1" and all(is_region_of_the_world(plain(cell)) for cell in said):
        return "its values are regions of the world"
    if field == "point" and not any(is_pair(cell) for cell in said):
        return "its values are no coordinates"
    if field in LIMITS and not any(_is_degree(cell, LIMITS[field]) for cell in said):
        return "its values are no coordinates"
    if field == "people" and not any(named_in(plain(cell)) for cell in said):
        return "its values name no people"
    if field in {"sex", "age"} and not all(is_part(plain(cell)) for cell in said):
        return "its values name no part of the people"
    if bare(header) in VAGUE and all(plain(cell).isdecimal() for cell in said):
        return "its values are mere numbers"
    if field == "year" and not any(_is_year(cell) for cell in said):
        return "its values are no years"
    if field == "month" and not any(_is_month(cell) for cell in said):
        return "its values are no months"
    return None


def is_region_of_the_world(text: str) -> bool:
    """ "South-eastern Asia", "Middle East": no first level of a country."""
    words = set(words_of(text))
    is_named = bool(words & CONTINENTS) or words == {"middle", "east"}
    return is_named and words <= PARTS_OF_THE_WORLD


def _is_number(cell: Cell) -> bool:
    """Thousands with a point count as well: how a column writes its decimals is decided later."""
    for has_comma in (False, True):
        try:
            read_number(cell, decimal_comma=has_comma)
        except FractionError:
            return True
        except ValueError:
            continue
        return True
    return False


def _is_figure(cell: Cell) -> bool:
    return isinstance(cell, int | float) or plain(cell).replace(".", "").replace(",", "").isdecimal()


def _is_date(cell: Cell) -> bool:
    for order in DateOrder:
        try:
            DateReader(ANYWHERE, order).read(cell)
        except ValueError:
            continue
        return True
    return False


def _is_degree(cell: Cell, limit: int) -> bool:
    try:
        return read_coordinate(cell, limit=limit) is not None
    except ValueError:
        return False


def _is_year(cell: Cell) -> bool:
    text = plain(cell)
    return text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR


def _is_month(cell: Cell) -> bool:
    text = plain(cell).casefold()
    return text in MONTHS or (text.isdecimal() and len(text) < 3 and 1 <= int(text) <= 12)
