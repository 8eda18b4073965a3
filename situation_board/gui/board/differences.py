"""How a list became another: the fewest steps that a view has to be told of, or a new beginning when there are many."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MOST_STEPS = 64
LONGEST_TO_SORT = 5_000
"""Above these a view is quicker when it begins anew."""


@dataclass(frozen=True)
class Insert:
    """Rows that came, `first` being where they stand now."""

    first: int
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Remove:
    """Rows that went."""

    first: int
    count: int


@dataclass(frozen=True)
class Move:
    """Rows that went elsewhere; `to` is the row, before the move, in front of which they come to stand."""

    first: int
    count: int
    to: int


Step = Insert | Remove | Move


def steps_between(old: Sequence[str], new: Sequence[str]) -> list[Step] | None:
    """Steps to take one after the other, or None when there are too many. Ids occur once in a list."""
    start = _common_start(old, new)
    end = _common_end(old, new, start)
    before, after = list(old[start : len(old) - end]), list(new[start : len(new) - end])
    if not before or not after:
        return _only_one_side(start, before, after)
    if rotated := _rotation(start, before, after):
        return [rotated]
    return _general(start, before, after)


def apply_step(ids: list[Any], step: Step) -> None:
    """Take one step, in place."""
    match step:
        case Insert(first, new):
            ids[first:first] = new
        case Remove(first, count):
            del ids[first : first + count]
        case Move(first, count, to):
            moved = ids[first : first + count]
            del ids[first : first + count]
            target = to if to <= first else to - count
            ids[target:target] = moved


def _common_start(old: Sequence[str], new: Sequence[str]) -> int:
    """By whole slices, because comparing those is quick: most lists differ in one place of a hundred thousand."""
    length, block, start = min(len(old), len(new)), 1024, 0
    while start + block <= length and old[start : start + block] == new[start : start + block]:
        start += block
    while start < length and old[start] == new[start]:
        start += 1
    return start


def _common_end(old: Sequence[str], new: Sequence[str], start: int) -> int:
    length, block, end = min(len(old), len(new)) - start, 1024, 0
    while end + block <= length and _from_end(old, end, block) == _from_end(new, end, block):
        end += block
    while end < length and old[-1 - end] == new[-1 - end]:
        end += 1
    return end


def _from_end(ids: Sequence[str], end: int, block: int) -> Sequence[str]:
    last = len(ids) - end
    return ids[last - block : last]


def _only_one_side(start: int, before: list[str], after: list[str]) -> list[Step]:
    if before:
        return [Remove(start, len(before))]
    return [Insert(start, tuple(after))] if after else []


def _rotation(start: int, before: list[str], after: list[str]) -> Move | None:
    """A block that went elsewhere turns what lies between: then the smaller part is said to have moved."""
    if len(before) != len(after) or after[0] not in before:
        return None
    turn = before.index(after[0])
    if before[turn:] + before[:turn] != after:
        return None
    if turn <= len(before) - turn:
        return Move(start, turn, start + len(before))
    return Move(start + turn, len(before) - turn, start)


def _general(start: int, before: list[str], after: list[str]) -> list[Step] | None:
    kept = set(before) & set(after)
    removals = _blocks([row for row, card in enumerate(before) if card not in kept])
    if len(removals) > MOST_STEPS:
        return None
    steps: list[Step] = [Remove(start + first, count) for first, count in reversed(removals)]
    left = [card for card in before if card in kept]
    moves = _moves(start, left, [card for card in after if card in kept])
    if moves is None:
        return None
    inserts = _blocks([row for row, card in enumerate(after) if card not in kept])
    steps += moves
    steps += [Insert(start + first, tuple(after[first : first + count])) for first, count in inserts]
    return steps if len(steps) <= MOST_STEPS else None


def _blocks(rows: list[int]) -> list[tuple[int, int]]:
    """Neighbouring rows as (first, count); of more than can be told one by one only some."""
    blocks: list[tuple[int, int]] = []
    first = end = -1
    for row in rows:
        if row != end and end >= 0:
            blocks.append((first, end - first))
            if len(blocks) > MOST_STEPS:
                return blocks
        first, end = (first if row == end else row), row + 1
    return [*blocks, (first, end - first)] if rows else []


def _moves(start: int, before: list[str], after: list[str]) -> list[Step] | None:
    """Single moves that bring the same ids into another order: all but a longest rising part moves."""
    if before == after:
        return []
    if len(before) > LONGEST_TO_SORT:
        return None
    place = {card: row for row, card in enumerate(after)}
    staying = _longest_rising([place[card] for card in before])
    if len(before) - len(staying) > MOST_STEPS:
        return None
    steps: list[Step] = []
    current = list(before)
    for row, card in enumerate(after):
        if row in staying:
            continue
        at = current.index(card)
        to = current.index(after[row - 1]) + 1 if row else 0
        if to not in (at, at + 1):
            step = Move(at, 1, to)
            apply_step(current, step)
            steps.append(Move(start + at, 1, start + to))
    return steps


def _longest_rising(numbers: list[int]) -> set[int]:
    """The members of a longest rising subsequence (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    previous: dict[int, int | None] = {}
    for number in numbers:
        pile = bisect_left(tops, number)
        previous[number] = piles[pile - 1] if pile else None
        tops[pile : pile + 1] = [number]
        piles[pile : pile + 1] = [number]
    chain: set[int] = set()
    last = piles[-1] if piles else None
    while last is not None:
        chain.add(last)
        last = previous[last]
    return chain
