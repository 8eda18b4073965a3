"""Where everything on a card goes: a pure function of words, width and fonts, so that it can be tested without pixels.

Positions are as read: x grows from where reading begins. Painting mirrors them for languages that run right to left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from situation_board.core.questions.cards import CardFace
from situation_board.core.vocabulary import StatusFlag
from situation_board.gui.board.words import CardWords
from situation_board.gui.look import BASIS_ICONS, HALF, SPACE


class Density(Enum):
    """How much room a card has."""

    COMFORTABLE = "comfortable"
    DENSE = "dense"


class Font(Enum):
    PLACE = "place"
    BODY = "body"
    STRONG = "strong"
    SMALL = "small"


class Tone(Enum):
    TEXT = "text"
    MUTED = "muted"
    ATTENTION = "attention"
    ALARM = "alarm"


class Measure(Protocol):
    """What the layout has to know of fonts."""

    def width(self, text: str, font: Font) -> float: ...

    def elided(self, text: str, font: Font, width: float) -> str: ...

    def height(self, font: Font) -> float: ...


@dataclass(frozen=True, slots=True)
class Piece:
    """An icon, a text, or both side by side, in a box. `full` is the text before it was shortened."""

    x: float
    y: float
    width: float
    height: float
    text: str
    full: str
    font: Font
    tone: Tone
    icon: str = ""

    @property
    def is_shortened(self) -> bool:
        return self.text != self.full


@dataclass(frozen=True, slots=True)
class CardLayout:
    pieces: tuple[Piece, ...]
    stripe: tuple[float, float, float, float]


STRIPE = 6
ICON_GAP = 4
BETWEEN_CARDS = 6
"""The gap belongs to the row, so that rows are of one height."""

FLAG_ICONS = {
    StatusFlag.BESIEGED: "flag-besieged",
    StatusFlag.CEASEFIRE: "flag-ceasefire",
    StatusFlag.HANDED_OVER: "flag-handed-over",
    StatusFlag.PUSH_HALTED: "flag-push-halted",
}


def row_height(density: Density, measure: Measure) -> int:
    """The height of each row, the gap below the card included."""
    lines = _line_heights(density, measure)
    return round(sum(lines) + HALF * (len(lines) - 1) * _looseness(density) + 2 * _padding(density)) + BETWEEN_CARDS


def _looseness(density: Density) -> float:
    return 0.75 if density is Density.COMFORTABLE else 0.5


def _padding(density: Density) -> int:
    return SPACE + 2 if density is Density.COMFORTABLE else SPACE - 2


def _line_heights(density: Density, measure: Measure) -> list[float]:
    body = measure.height(Font.BODY)
    return [measure.height(Font.PLACE), *([body] * (3 if density is Density.COMFORTABLE else 1))]


@dataclass(frozen=True, slots=True)
class _Wish:
    """A piece that wants a place in a line. Of two, the one with less `weight` yields first.

    `is_number`: it is read whole or not at all, as part of a number would be another number.
    """

    text: str
    weight: int
    font: Font = Font.BODY
    tone: Tone = Tone.TEXT
    icon: str = ""
    least: float = 0
    at_end: bool = False
    gap: float = SPACE
    is_number: bool = False


def lay_out(face: CardFace, words: CardWords, *, width: float, density: Density, measure: Measure) -> CardLayout:
    """Place everything of a card of that width; the height follows from the density."""
    padding = _padding(density)
    left, right = padding + STRIPE + SPACE + 2, width - SPACE - 2
    lines = _lines(face, words, density=density, room=right - left, measure=measure)
    pieces: list[Piece] = []
    y = float(padding)
    for wishes, height in zip(lines, _line_heights(density, measure), strict=True):
        pieces += _line(wishes, left, right, y, height, measure)
        y += height + HALF * _looseness(density)
    card_height = row_height(density, measure) - BETWEEN_CARDS
    return CardLayout(tuple(pieces), (padding, padding, STRIPE, card_height - 2 * padding))


def _lines(face: CardFace, words: CardWords, *, density: Density, room: float, measure: Measure) -> list[list[_Wish]]:
    """Claims go one line up where only so the figure has room beside the rest."""
    if density is Density.DENSE:
        return _said(_dense(face, words))
    usual = _said(_comfortable(face, words, claims_above=False))
    if not words.figure or _has_room_for_number(usual[3], room, measure):
        return usual
    other = _said(_comfortable(face, words, claims_above=True))
    fits = _has_room(other[2], room, measure) and _has_room_for_number(other[3], room, measure)
    return other if fits else usual


def _said(lines: list[list[_Wish]]) -> list[list[_Wish]]:
    return [[wish for wish in wishes if wish.text or wish.icon] for wishes in lines]


def _comfortable(face: CardFace, words: CardWords, *, claims_above: bool) -> list[list[_Wish]]:
    claims = _Wish(words.claims, 5, tone=Tone.TEXT)
    return [
        [*_place(words), _Wish(words.number, 9, tone=Tone.MUTED, at_end=True)],
        [_Wish(words.who, 5, least=72), _Wish(words.from_whom, 4, tone=Tone.MUTED, least=72)],
        [
            _basis(face, words),
            _Wish(words.age, 8, tone=Tone.MUTED),
            _mark("clock-stale", words.stale, 6),
            _verified(words),
            *([claims] if claims_above else []),
            _mark("no-source", words.no_source, 5, Tone.MUTED, at_end=not words.conflict),
            _mark("conflict", words.conflict, 7, Tone.ALARM, at_end=True),
        ],
        [
            *([] if claims_above else [claims]),
            *_flags(words),
            _figure(words, 4),
            _Wish(words.figure_age, 3, tone=Tone.MUTED, gap=HALF),
            _Wish(words.note, 2, tone=Tone.MUTED, least=56),
        ],
    ]


def _dense(face: CardFace, words: CardWords) -> list[list[_Wish]]:
    return [
        [
            *_place(words),
            _mark("conflict", words.conflict, 7, Tone.ALARM, at_end=True),
            _Wish(words.number, 9, tone=Tone.MUTED, at_end=True),
        ],
        [
            _basis(face, words),
            _Wish(words.who, 6, least=64),
            _Wish(words.from_whom, 3, tone=Tone.MUTED, least=72),
            _Wish(words.claims, 1, tone=Tone.MUTED, least=72),
            *_flags(words),
            _figure(words, 2),
            _Wish(words.note, 0, tone=Tone.MUTED, least=160),
            _mark("no-source", words.no_source, 2, Tone.MUTED, at_end=True),
            _mark("clock-stale", words.stale, 4, at_end=True),
            _Wish(words.age, 8, tone=Tone.MUTED, at_end=True),
        ],
    ]


def _place(words: CardWords) -> list[_Wish]:
    return [
        _Wish(words.place, 7, font=Font.PLACE, least=48),
        _Wish(words.level, 7, tone=Tone.MUTED),
        _Wish(words.area, 4, tone=Tone.MUTED, least=48, gap=HALF),
    ]


def _basis(face: CardFace, words: CardWords) -> _Wish:
    return _Wish(words.basis, 7, icon=BASIS_ICONS[face.basis])


def _verified(words: CardWords) -> _Wish:
    return _mark("verify", words.verified, 3, Tone.MUTED) if words.verified else _Wish("", 0)


def _mark(icon: str, text: str, weight: int, tone: Tone = Tone.ATTENTION, *, at_end: bool = False) -> _Wish:
    """Shows at least its icon."""
    return _Wish(text, weight, tone=tone, icon=icon if text else "", at_end=at_end)


def _flags(words: CardWords) -> list[_Wish]:
    return [_mark(FLAG_ICONS[flag], text, 4, Tone.TEXT) for flag, text in words.flags]


def _figure(words: CardWords, weight: int) -> _Wish:
    icon = "figure" if words.figure else ""
    return _Wish(words.figure, weight, icon=icon, is_number=True)


def _line(wishes: Sequence[_Wish], left: float, right: float, y: float, height: float, measure: Measure) -> list[Piece]:
    widths = _fitted(wishes, right - left, measure)
    placed = [(wish, width) for wish, width in zip(wishes, widths, strict=True) if width > 0]
    pieces: list[Piece] = []
    x = left
    for wish, width in placed:
        if not wish.at_end:
            x += wish.gap if pieces else 0
            pieces.append(_piece(wish, x, y, width, height, measure))
            x += width
    x = right
    for wish, width in reversed(placed):
        if wish.at_end:
            x -= width
            pieces.append(_piece(wish, x, y, width, height, measure))
            x -= SPACE
    return pieces


def _fitted(wishes: Sequence[_Wish], room: float, measure: Measure) -> list[float]:
    """A width for each wish, nothing for those that find no room. The least weighty yield first."""
    widths = [_natural(wish, measure) for wish in wishes]

    def excess() -> float:
        shown = [(wish, width) for wish, width in zip(wishes, widths, strict=True) if width > 0]
        return sum(width + wish.gap for wish, width in shown) - SPACE - room

    order = sorted(range(len(wishes)), key=lambda position: wishes[position].weight)
    keeps_number = _has_room_for_number(wishes, room, measure)
    for position in order:
        if (over := excess()) <= 0:
            break
        if not (keeps_number and wishes[position].is_number):
            widths[position] = _yielded(wishes[position], widths[position], over, measure)
    for position in order:
        if excess() <= 0:
            return _grown(wishes, widths, order, -excess(), measure)
        widths[position] = 0 if wishes[position].weight < 7 else widths[position]
    return _squeezed(widths, order, excess())


def _has_room_for_number(wishes: Sequence[_Wish], room: float, measure: Measure) -> bool:
    """Whether a number can be read when all that weighs less gives way, and the rest is as short as it can be."""
    weight = min((wish.weight for wish in wishes if wish.is_number), default=None)
    if weight is None:
        return False
    return _has_room([wish for wish in wishes if wish.weight >= weight], room, measure)


def _has_room(wishes: Sequence[_Wish], room: float, measure: Measure) -> bool:
    return sum(_shortest(wish, measure) + wish.gap for wish in wishes) - SPACE <= room


def _shortest(wish: _Wish, measure: Measure) -> float:
    natural = _natural(wish, measure)
    return natural if wish.is_number else _yielded(wish, natural, natural, measure)


def _grown(
    wishes: Sequence[_Wish], widths: list[float], order: list[int], spare: float, measure: Measure
) -> list[float]:
    """What dropping a piece left over goes to the weightiest that were shortened; a mark's word comes back whole."""
    for position in reversed(order):
        missing = _natural(wishes[position], measure) - widths[position]
        if widths[position] <= 0 or missing <= 0 or (wishes[position].icon and missing > spare):
            continue
        gained = min(missing, spare)
        widths[position] += gained
        spare -= gained
    return widths


def _squeezed(widths: list[float], order: list[int], over: float) -> list[float]:
    """Too narrow for anything sensible: the weighty ones are cut too, so that nothing overlaps."""
    for position in order:
        cut = min(widths[position], max(0.0, over))
        widths[position] -= cut
        over -= cut
    return widths


def _natural(wish: _Wish, measure: Measure) -> float:
    text = measure.width(wish.text, wish.font) if wish.text else 0
    if not wish.icon:
        return text
    return icon_size(measure) + (ICON_GAP + text if wish.text else 0)


def icon_size(measure: Measure) -> float:
    return float(round(measure.height(Font.BODY) * 0.95))


def _yielded(wish: _Wish, width: float, over: float, measure: Measure) -> float:
    """What is left when a piece yields: texts are shortened down to their least, marks become their icon."""
    if wish.icon:
        return min(width, icon_size(measure))
    if not wish.least:
        return width
    return max(min(wish.least, width), width - over)


def _piece(wish: _Wish, x: float, y: float, width: float, height: float, measure: Measure) -> Piece:
    room = width - (icon_size(measure) + ICON_GAP if wish.icon else 0)
    text = measure.elided(wish.text, wish.font, room) if room > 0 else ""
    return Piece(x, y, width, height, text, wish.text, wish.font, wish.tone, wish.icon)
