"""From blocks to pages: what stands where. Nothing is cut, nothing overlaps, no heading stands alone.

A *band* takes the width of the page and fills the room that is left of it: blocks one below the other, lanes beside
each other (the board), or one text in even columns like a newspaper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QRectF

from situation_board.gui.printing.blocks import Block, Space
from situation_board.gui.printing.paper import POINT

GUTTER = 12 * POINT
BAND_GAP = 7 * POINT
ROUNDING = 0.5
"""Units by which sums of heights may differ."""


@dataclass(frozen=True)
class Placed:
    """A block in its place. In a band the place is counted from the band's corner, on a page from the page's."""

    block: Block
    area: QRectF

    def moved(self, x: float, y: float) -> Placed:
        return Placed(self.block, self.area.translated(x, y))


@dataclass(frozen=True)
class Filled:
    """What a band put on a page, how high that is, and what remains for the next one."""

    placed: tuple[Placed, ...]
    height: float
    rest: Band | None


class Band(Protocol):
    def fill(self, width: float, room: float, *, fresh: bool) -> Filled:
        """Fill the room. On a `fresh` page something must be placed, or the band would never end."""
        ...


@dataclass(frozen=True)
class Column:
    """What fits into one column, and what does not."""

    placed: tuple[Placed, ...]
    height: float
    rest: tuple[Block, ...]


def fill_column(blocks: Sequence[Block], width: float, room: float, *, fresh: bool) -> Column:
    """Blocks from the top down. One that is higher than a fresh page is divided, at worst placed as it is."""
    placed: list[Placed] = []
    y, at = 0.0, _after_air(blocks)
    while at < len(blocks):
        group = _kept_together(blocks, at)
        height = sum(block.height(width) for block in group)
        if y + height > room + ROUNDING:
            break
        for block in group:
            placed.append(Placed(block, QRectF(0, y, width, block.height(width))))
            y += block.height(width)
        at += len(group)
    if at < len(blocks) and not placed and fresh:
        return _divided(blocks[at:], width, room)
    return Column(tuple(placed), y, tuple(blocks[at:]))


def _after_air(blocks: Sequence[Block]) -> int:
    """A column does not begin with the air that ended the part before."""
    return next((number for number, block in enumerate(blocks) if not isinstance(block, Space)), len(blocks))


def _kept_together(blocks: Sequence[Block], start: int) -> Sequence[Block]:
    """A block with all that it must not be parted from."""
    end = start
    while end < len(blocks) - 1 and blocks[end].keeps:
        end += 1
    return blocks[start : end + 1]


def _divided(blocks: Sequence[Block], width: float, room: float) -> Column:
    """Headings, and as much of what follows them as fits."""
    placed: list[Placed] = []
    y = 0.0
    group = _kept_together(blocks, 0)
    for block in group[:-1]:
        placed.append(Placed(block, QRectF(0, y, width, block.height(width))))
        y += block.height(width)
    last, others = group[-1], tuple(blocks[len(group) :])
    first, *more = last.split(width, room - y) or (last,)
    placed.append(Placed(first, QRectF(0, y, width, first.height(width))))
    return Column(tuple(placed), y + first.height(width), (*more, *others))


# --- bands


@dataclass(frozen=True)
class Stack:
    """Blocks over the whole width."""

    blocks: tuple[Block, ...]

    def fill(self, width: float, room: float, *, fresh: bool) -> Filled:
        column = fill_column(self.blocks, width, room, fresh=fresh)
        return Filled(column.placed, column.height, Stack(column.rest) if column.rest else None)


@dataclass(frozen=True)
class Lane:
    """A column with blocks of its own. `again` heads what is left of it on the next page."""

    head: tuple[Block, ...]
    blocks: tuple[Block, ...]
    again: tuple[Block, ...] = ()
    share: float = 1.0


@dataclass(frozen=True)
class Lanes:
    """Columns beside each other, each with its own text. What remains of few of them is spread over all.

    `tail` comes below: under the shortest lane where there is room beside the longest, else over the whole width.
    """

    lanes: tuple[Lane, ...]
    rtl: bool = False
    tracks: int = 0
    """In how many columns the rest is set; 0 keeps every lane in its own."""
    tail: Lane | None = None

    def fill(self, width: float, room: float, *, fresh: bool) -> Filled:
        places = _columns(width, [lane.share for lane in self.lanes], rtl=self.rtl)
        columns = [
            column
            for lane, area in zip(self.lanes, places, strict=True)
            if (column := _filled(lane, area[1], room, fresh=fresh)) is not None
        ]
        if len(columns) < len(self.lanes):
            return Filled((), 0.0, self)
        placed = [each.moved(x, 0) for column, (x, _) in zip(columns, places, strict=True) for each in column.placed]
        rests = [
            Lane(lane.again or lane.head, column.rest, lane.again, lane.share)
            for lane, column in zip(self.lanes, columns, strict=True)
            if column.rest
        ]
        if rests or self.tail is None:
            height = max(column.height for column in columns)
            return Filled(tuple(placed), height, self._rest(rests))
        return self._with_tail(self.tail, placed, columns, places, width, room)

    def _with_tail(
        self,
        tail: Lane,
        placed: list[Placed],
        columns: Sequence[Column],
        places: Sequence[tuple[float, float]],
        width: float,
        room: float,
    ) -> Filled:
        height = max(column.height for column in columns)
        below = self._over(tail).fill(width, room - height - BAND_GAP, fresh=False)
        shortest = min(range(len(columns)), key=lambda number: columns[number].height)
        x, part = places[shortest]
        top = columns[shortest].height + BAND_GAP
        under = _filled(tail, part, room - top, fresh=False)
        is_lower = not below.placed or top + (under.height if under else 0) <= height + BAND_GAP + below.height
        if under is not None and not under.rest and is_lower:
            moved = [each.moved(x, top) for each in under.placed]
            return Filled((*placed, *moved), max(height, top + under.height), None)
        if not below.placed:
            return Filled(tuple(placed), height, self._over(tail))
        moved = [each.moved(0, height + BAND_GAP) for each in below.placed]
        return Filled((*placed, *moved), height + BAND_GAP + below.height, below.rest)

    def _over(self, tail: Lane) -> Even:
        return Even(tail.blocks, self.tracks or len(self.lanes), tail.head, tail.again, rtl=self.rtl)

    def _rest(self, lanes: Sequence[Lane]) -> Band | None:
        if not lanes:
            return None
        if not self.tracks or len(lanes) >= self.tracks:
            return Lanes(tuple(lanes), self.rtl, self.tracks, self.tail)
        return Spread(tuple(lanes), self.tracks, self.rtl, self.tail)


def _filled(lane: Lane, width: float, room: float, *, fresh: bool) -> Column | None:
    """None when there is no room for the head and the first of what it heads."""
    head = fill_column(lane.head, width, room, fresh=True)
    body = fill_column(lane.blocks, width, room - head.height, fresh=fresh)
    if lane.blocks and not body.placed:
        return None
    moved = tuple(each.moved(0, head.height) for each in body.placed)
    return Column((*head.placed, *moved), head.height + body.height, body.rest)


@dataclass(frozen=True)
class Spread:
    """Lanes over more columns than there are lanes: the one with the most left takes what is free."""

    lanes: tuple[Lane, ...]
    tracks: int
    rtl: bool
    tail: Lane | None = None

    def fill(self, width: float, room: float, *, fresh: bool) -> Filled:
        track = (width - GUTTER * (self.tracks - 1)) / self.tracks
        counts = self._tracks_of(track)
        placed: list[Placed] = []
        rests: list[Lane] = []
        at, height = 0, 0.0
        for lane, count in zip(self.lanes, counts, strict=True):
            part = count * track + (count - 1) * GUTTER
            band = Even(lane.blocks, count, head=lane.head, again=lane.again, rtl=self.rtl)
            filled = band.fill(part, room, fresh=fresh)
            if not filled.placed:
                return Filled((), 0.0, self)
            x = at * (track + GUTTER)
            left = width - x - part if self.rtl else x
            placed += [each.moved(left, 0) for each in filled.placed]
            at, height = at + count, max(height, filled.height)
            if isinstance(filled.rest, Even):
                rests.append(Lane(lane.again, filled.rest.blocks, lane.again))
        if rests:
            return Filled(tuple(placed), height, Spread(tuple(rests), self.tracks, self.rtl, self.tail))
        return self._with_tail(placed, height, width, room)

    def _with_tail(self, placed: list[Placed], height: float, width: float, room: float) -> Filled:
        if self.tail is None:
            return Filled(tuple(placed), height, None)
        band = Even(self.tail.blocks, self.tracks, self.tail.head, self.tail.again, rtl=self.rtl)
        below = band.fill(width, room - height - BAND_GAP, fresh=False)
        moved = [each.moved(0, height + BAND_GAP) for each in below.placed]
        added = BAND_GAP + below.height if moved else 0.0
        return Filled((*placed, *moved), height + added, below.rest)

    def _tracks_of(self, width: float) -> list[int]:
        counts = [1] * len(self.lanes)
        heights = [sum(block.height(width) for block in lane.blocks) for lane in self.lanes]
        for _ in range(self.tracks - len(self.lanes)):
            neediest = max(range(len(counts)), key=lambda lane: heights[lane] / counts[lane])
            counts[neediest] += 1
        return counts


@dataclass(frozen=True)
class Even:
    """One text in columns of about the same height, under a head that goes over all of them."""

    blocks: tuple[Block, ...]
    columns: int
    head: tuple[Block, ...] = ()
    again: tuple[Block, ...] = ()
    rtl: bool = False
    gutter: float = field(default=GUTTER)

    def fill(self, width: float, room: float, *, fresh: bool) -> Filled:
        head = fill_column(self.head, width, room, fresh=True)
        places = _columns(width, [1.0] * self.columns, rtl=self.rtl, gutter=self.gutter)
        left = room - head.height
        filled, rest = self._spread(places[0][1], left, fresh=fresh)
        if self.blocks and not any(column.placed for column in filled):
            return Filled((), 0.0, self)
        if not rest:
            filled = self._balanced(places[0][1], left, filled, fresh=fresh)
        placed = [
            each.moved(x, head.height) for column, (x, _) in zip(filled, places, strict=False) for each in column.placed
        ]
        height = head.height + max((column.height for column in filled), default=0.0)
        more = Even(rest, self.columns, self.again, self.again, self.rtl, self.gutter) if rest else None
        return Filled((*head.placed, *placed), height, more)

    def _spread(self, width: float, room: float, *, fresh: bool) -> tuple[list[Column], tuple[Block, ...]]:
        rest = self.blocks
        filled = []
        for _ in range(self.columns):
            column = fill_column(rest, width, room, fresh=fresh)
            filled.append(column)
            rest = column.rest
            if not rest:
                break
        return filled, rest

    def _balanced(self, width: float, room: float, filled: list[Column], *, fresh: bool) -> list[Column]:
        """The lowest columns in which everything still stands."""
        heights = [column.height for column in filled]
        low, high = sum(heights) / self.columns, room
        best = filled
        while high - low > POINT:
            middle = (low + high) / 2
            tried, rest = self._spread(width, middle, fresh=False)
            if rest:
                low = middle
            else:
                best, high = tried, middle
        return best


def _columns(width: float, shares: Sequence[float], *, rtl: bool, gutter: float = GUTTER) -> list[tuple[float, float]]:
    """Where each column begins and how wide it is."""
    left = width - gutter * (len(shares) - 1)
    places, x = [], 0.0
    for share in shares:
        part = left * share / sum(shares)
        places.append((width - x - part if rtl else x, part))
        x += part + gutter
    return places


# --- pages


@dataclass(frozen=True)
class Page:
    placed: tuple[Placed, ...]


Room = Callable[[int], QRectF]
"""The area that a page has for its bands, by its number from 0."""


def paginate(bands: Sequence[Band], room: Room, *, gap: float = BAND_GAP, most: int | None = None) -> list[Page]:
    """Bands one below the other, over as many pages as they need; with `most`, no more than one page too many."""
    pages: list[list[Placed]] = [[]]
    area = room(0)
    y = area.top()
    for band in bands:
        rest: Band | None = band
        while rest is not None:
            fresh = not pages[-1]
            start = y if fresh else y + gap
            filled = rest.fill(area.width(), area.bottom() - start, fresh=fresh)
            if filled.placed:
                pages[-1] += [each.moved(area.left(), start) for each in filled.placed]
                y = start + filled.height
            rest = filled.rest
            if rest is not None:
                if most is not None and len(pages) > most:
                    return [Page(tuple(page)) for page in pages]
                pages.append([])
                area = room(len(pages) - 1)
                y = area.top()
    return [Page(tuple(page)) for page in pages]
