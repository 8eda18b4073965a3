"""Two rows of headers, as spreadsheets with merged cells have them: the upper names groups, the lower their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from situation_board.core.importing.cells import Cell, plain, simple

LONGEST = 80
"""Characters of a header in such rows; a title is longer."""
PARTS = frozenset(
    {
        *("household", "households", "hh", "hhs", "families", "family", "individuals", "individual", "ind", "persons"),
        *("people", "total", "number", "no", "male", "female", "men", "women", "boys", "girls", "children", "m", "f"),
    }
)
"""Words that say nothing without their group."""
FORM = re.compile(r"[(\[]?[dmy]{1,4}([-/. ][dmy]{1,4}){1,2}[)\]]?", re.IGNORECASE)
"""How dates are written: "dd/mm/yyyy"."""
WORDS = re.compile(r"[^\W\d_]")


def are_two_rows(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether a row names groups of the columns of the next.

    At least one group spans several named columns. Where these are not called by words for people, a column outside of
    the groups is named in one of the rows only: a row of data would say something there.

    A row of units below the headers ("individuals", "dd/mm/yyyy") is one as well.
    """
    above = _texts(upper)
    below = _without_repeated(above, _texts(lower))
    if not _may_be_headers(above) or not _may_be_headers(below):
        return False
    if _are_units(above, below):
        return True
    starts = [at for at, text in enumerate(above) if text]
    spans = [(first, last) for first, last in pairwise([*starts, max(len(above), len(below))])]
    groups = [(first, last) for first, last in spans if sum(map(bool, below[first:last])) > 1]
    if not groups or (len(starts) < 2 and starts[:1] == [0]):
        return False
    in_groups = {at for first, last in groups for at in range(first, last)}
    if sum(map(_speaks_of_people, below)) > 1:
        return True
    alone = [at for at, text in enumerate(below) if text and at not in in_groups and at < len(above) and above[at]]
    return not alone and (
        _say_again(below) or all(not text for text in below[: starts[0]] + _outside(below, in_groups))
    )


def grouped(upper: Sequence[Cell], lower: Sequence[Cell], width: int) -> list[str]:
    """The headers of both rows in one: "IDPs Households", "IDPs Individuals"; what stands alone keeps its name."""
    above, below = (_texts([*cells, *[None] * (width - len(cells))]) for cells in (upper, lower))
    below = _without_repeated(above, below)
    times = Counter(text.casefold() for text in below)
    headers, group = [], ""
    for over, under in zip(above, below, strict=True):
        group = over or group
        says_enough = under and times[under.casefold()] == 1 and not (_speaks_of_people(under) or FORM.fullmatch(under))
        headers.append(under if says_enough else f"{group} {under}".strip() if under else over)
    return headers


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [plain(cell) for cell in cells]


def _are_units(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the lower row says nothing but how the columns of the upper count or are written."""
    said = [(at, text) for at, text in enumerate(below) if text]
    are_named = all(at < len(above) and above[at] for at, _ in said)
    units = [text for _, text in said if PARTS.issuperset(simple(text).split("_"))]
    return (
        len(said) > 1 and are_named and bool(units) and all(text in units or FORM.fullmatch(text) for _, text in said)
    )


def _speaks_of_people(text: str) -> bool:
    return bool(PARTS & set(simple(text).split("_")))


def _without_repeated(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """A header that spans both rows stands in both of them where a page was read."""
    return ["" if at < len(above) and text == above[at] else text for at, text in enumerate(below)]


def _may_be_headers(texts: Sequence[str]) -> bool:
    said = [text for text in texts if text]
    return bool(said) and all(len(text) <= LONGEST and WORDS.search(text) for text in said)


def _say_again(texts: Sequence[str]) -> bool:
    """Whether the same words name several columns: "Households, Individuals, Households, Individuals"."""
    said = [text.casefold() for text in texts if text]
    return len(set(said)) < len(said)


def _outside(texts: Sequence[str], inside: set[int]) -> list[str]:
    return [text for at, text in enumerate(texts) if at not in inside]
