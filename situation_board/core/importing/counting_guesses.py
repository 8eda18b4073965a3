"""Which columns of a table count people, each as its own figure: what the tags and headers say of all of them together.

A column that counts people without saying what of them ("Individuals") is taken for what the other columns, else the
titles and names around the table, speak of, where these speak of one thing only.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from situation_board.core.importing.counted_columns import IN_NEED, Counting, Meaning, counting_of_header, named_in
from situation_board.core.importing.guess import Guess
from situation_board.core.importing.header_words import vocabulary, words_of
from situation_board.core.importing.hxl import counting_of_tag
from situation_board.core.importing.tables import Table
from situation_board.core.vocabulary import FigureCategory, FigureGroup, FigureUnit

Found = tuple[str, Counting, str]
"""A column, what it counts, and why that is thought."""
PLAIN = vocabulary("total number numbers value values count counts figure figures sum amount estimate n no")
UNSURE = frozenset({"population", "pop", "figure", "people", "value"})
"""Words that may count all who live somewhere."""


def counting_guesses(
    table: Table,
    headers: Sequence[str],
    said: Sequence[Counting],
    *,
    is_by_row: bool = False,
    is_of_days: bool = False,
) -> list[Guess]:
    """A guess for each of the columns that counts people; the whole that a person said is not guessed again.

    `is_by_row` says that another column tells in each row whom the numbers count, `is_of_days` that one says when.
    """
    found = [(header, counting, why) for header in headers for counting, why in _counting(table, header)]
    found = [each for each in found if each[1].part or each[1].base not in {one.base for one in said if not one.part}]
    found = _with_remarks(found)
    if is_by_row and not found:
        bare = [(header, counting) for header in headers if (counting := counting_of_header(header)) is not None]
        bare = bare or [(header, Counting(None)) for header in _plain_numbers(headers)]
        found = [(header, counting, "it counts people, and another column says of whom") for header, counting in bare]
    found += _bare_columns(table, headers, found, said)
    if not found and not said and is_of_days:
        found = _of_whom_nobody_says(table, headers)
    return [Guess(field, header, why, counting) for field, (header, counting, why) in _named(found)]


def _plain_numbers(headers: Sequence[str]) -> list[str]:
    """The one column that is called a number and nothing else, where there is one."""
    named = [header for header in headers if (words := words_of(header)) and PLAIN.issuperset(words)]
    return named if len(named) == 1 else []


def with_time_of(counting: Counting, header: str, tag: str) -> Counting:
    """What a person says that a column counts, with what its header and tag say of time and of thousands."""
    own = counting_of_header(header) or counting_of_tag(tag)
    if own is None:
        return counting
    metric = counting.metric or own.metric
    group = counting.group or (own.group if own.category is counting.category else None)
    return dataclasses.replace(
        counting, metric=metric, group=group, scale=own.scale, days=own.days, since=own.since, when=own.when
    )


def _counting(table: Table, header: str) -> Iterator[tuple[Counting, str]]:
    tag = table.tags[table.headers.index(header)]
    by_tag, by_header = counting_of_tag(tag), counting_of_header(header)
    if by_tag is not None:
        if by_header is not None:
            time = {name: getattr(by_header, name) for name in ("scale", "days", "since", "when", "copy")}
            by_tag = dataclasses.replace(by_tag, metric=by_tag.metric or by_header.metric, **time)
        yield by_tag, f"its HXL tag is {tag}"
    elif by_header is not None and by_header.category is not None and not tag:
        yield by_header, f"its header “{header}” speaks of {by_header.words}"


def _with_remarks(found: Sequence[Found]) -> list[Found]:
    """What may be a mere remark narrows nothing where no column beside counts all: an attribute that nobody knows, or
    "in need" where everybody is.
    """
    wholes = {counting.series for _, counting, _ in found if not counting.part}
    remarks: dict[tuple[object, ...], int] = {}
    for _, counting, _ in found:
        remarks[counting.series] = remarks.get(counting.series, 0) + counting.is_remark
    told = []
    for header, counting, why in found:
        if counting.series not in wholes:
            part = counting.part.removesuffix(IN_NEED).strip()
            part = "" if counting.is_remark and remarks[counting.series] == 1 else part
            counting = dataclasses.replace(counting, part=part)
        told.append((header, counting, why))
    return told


def _bare_columns(
    table: Table, headers: Sequence[str], found: Sequence[Found], said: Sequence[Counting]
) -> list[Found]:
    """The columns that count people or households and leave open what of them."""
    beside = [counting for _, counting, _ in found] + list(said)
    around = set() if found else _spoken_of(table)
    if _is_unclear(headers, found, around):
        return []
    spoken = {(each.category, each.group) for each in beside if each.category is not None and not each.part}
    taken = {header for header, *_ in found}
    more: list[Found] = []
    for header in headers:
        counting = counting_of_header(header) if header not in taken else None
        if counting is None or counting.category is not None or table.tags[table.headers.index(header)]:
            continue
        if any(one.unit is counting.unit and not one.part for one in beside):
            continue
        meant, why = _meant(header, spoken, around)
        if meant is not None:
            more.append((header, dataclasses.replace(counting, category=meant[0], group=meant[1]), why))
    return more


def _spoken_of(table: Table) -> set[Meaning]:
    """What the names, titles and headers speak of; "displaced" beside "IDPs" is no second thing."""
    named = set().union(*(named_in(text) for text in (table.name, *table.about, *table.headers)))
    grouped = {category for category, group in named if group is not None}
    return {(category, group) for category, group in named if group is not None or category not in grouped}


def _of_whom_nobody_says(table: Table, headers: Sequence[str]) -> list[Found]:
    """The first column that counts people in a table of days, where nothing says of whom: others, never a guess."""
    for header in headers:
        counting = counting_of_header(header)
        is_bare = counting is not None and counting.category is None and counting.unit is FigureUnit.PERSON
        if counting is None or not is_bare or counting.part or UNSURE.intersection(words_of(header)):
            continue
        if not table.tags[table.headers.index(header)]:
            why = f"“{header}” counts people, and nothing says of whom"
            return [(header, dataclasses.replace(counting, category=FigureCategory.OTHER), why)]
    return []


def _is_unclear(headers: Sequence[str], found: Sequence[Found], around: set[Meaning]) -> bool:
    """Whether columns that are not taken speak of people too: then nobody knows whose households are counted."""
    taken = {header for header, *_ in found}
    left = [header for header in headers if header not in taken]
    meant = {(one.category, one.group) for _, one, _ in found}
    if not found and len(around) == 1:
        return any(named_in(header) - around for header in left if counting_of_header(header) is None)
    return any(_speaks_of_others(header, meant) for header in left)


def _speaks_of_others(header: str, meant: set[tuple[FigureCategory | None, FigureGroup | None]]) -> bool:
    counting = counting_of_header(header)
    if counting is None:
        return bool(named_in(header) - meant)
    is_bare = counting.category is None and counting.unit is FigureUnit.PERSON
    return is_bare and bool(meant) and not UNSURE.intersection(words_of(header))


def _meant(header: str, spoken: set[Meaning], around: set[Meaning]) -> tuple[Meaning | None, str]:
    """What a bare column counts, and why."""
    if len(spoken) == 1 and not UNSURE.intersection(words_of(header)):
        return next(iter(spoken)), f"“{header}” counts people, and the other columns speak of one thing only"
    if not spoken and len(around) == 1:
        return next(iter(around)), f"“{header}” counts people, and what stands around the table says of whom"
    return None, ""


def _named(found: Sequence[Found]) -> Iterator[tuple[str, Found]]:
    """Each with a field of its own: the plain one for the plainest column of all of them."""
    taken: set[str] = set()
    plainest = sorted(found, key=lambda each: _narrowings(each[1]))
    for header, counting, why in plainest:
        field = counting.field if counting.part or counting.base in taken else counting.base
        while field in taken:
            number = int(counting.copy or 1) + 1
            counting = dataclasses.replace(counting, copy=str(number))
            field = counting.field
        taken.add(field)
        yield field, (header, counting, why)


def _narrowings(counting: Counting) -> tuple[bool, int, bool]:
    more = (counting.metric, counting.days, counting.since, counting.when, counting.bound)
    return (bool(counting.part or counting.copy), sum(map(bool, more)), counting.group is not None)
