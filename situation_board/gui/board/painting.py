"""Paints a card from its layout. Everything is painted directly: pictures of cards would cost memory and sharpness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from situation_board.core.questions.cards import ActorFace, CardFace
from situation_board.gui.board.fonts import Fonts
from situation_board.gui.board.layout import BETWEEN_CARDS, CardLayout, Piece, Tone, icon_size
from situation_board.gui.look import HALF, SPACE, Stripe, Tones, paint_icon, paint_stripes, stripe
from situation_board.gui.look.stripes import NOBODY_STRIPE, UNKNOWN_STRIPE

MOST_STRIPES = 4
RADIUS = 6.0
CORNER = 11.0
TEXT_FLAGS = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


@dataclass(frozen=True, slots=True)
class CardState:
    """What the view says of a card."""

    is_chosen: bool = False
    is_focused: bool = False
    is_hovered: bool = False
    is_lit: bool = False
    is_mirrored: bool = False


def card_area(row: QRectF) -> QRectF:
    """The card within its row, without the gap below it."""
    return row.adjusted(0, 0, 0, -BETWEEN_CARDS)


def paint_card(
    painter: QPainter, row: QRectF, face: CardFace, layout: CardLayout, *, fonts: Fonts, tones: Tones, state: CardState
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = card_area(row)
    _paint_ground(painter, area, tones, state)
    inverted = state.is_chosen and tones.high_contrast
    ink = tones.on_accent if inverted else None
    paint_stripes(painter, _placed(layout.stripe, row, state), stripes_of(face.actors), _ground(tones, state))
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if state.is_mirrored else Qt.LayoutDirection.LeftToRight)
    icon = icon_size(fonts)
    for piece in layout.pieces:
        _paint_piece(painter, piece, row, fonts, ink or _colour(piece.tone, tones), state, icon)
    if state.is_lit:
        _paint_light(painter, area, tones, state)
    if state.is_focused:
        _paint_focus(painter, area, tones)


def stripes_of(actors: tuple[ActorFace, ...] | None) -> Sequence[Stripe]:
    if actors is None:
        return (UNKNOWN_STRIPE,)
    return [stripe(actor.id, actor.colour) for actor in actors[:MOST_STRIPES]] or (NOBODY_STRIPE,)


def paint_placeholder(painter: QPainter, row: QRectF, tones: Tones, state: CardState) -> None:
    """A card that is not read yet: quiet bars where its words will be."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = card_area(row)
    _paint_ground(painter, area, tones, state)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tones.placeholder)
    for number, share in enumerate((0.45, 0.6)):
        bar = (3 * SPACE, SPACE + HALF + number * 2.5 * SPACE, (area.width() - 4 * SPACE) * share, SPACE + 2)
        painter.drawRoundedRect(_placed(bar, row, state), 3, 3)


def _ground(tones: Tones, state: CardState) -> QColor:
    if state.is_chosen:
        return tones.chosen
    return tones.hovered if state.is_hovered else tones.card


def _paint_ground(painter: QPainter, area: QRectF, tones: Tones, state: CardState) -> None:
    """Border and ground are two filled shapes: drawing the border as a line takes nine times as long."""
    border = 2.0 if state.is_chosen else 1.0
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tones.accent if state.is_chosen else tones.border)
    painter.drawRoundedRect(area, RADIUS, RADIUS)
    painter.setBrush(_ground(tones, state))
    painter.drawRoundedRect(area.adjusted(border, border, -border, -border), RADIUS - border, RADIUS - border)


def _paint_focus(painter: QPainter, area: QRectF, tones: Tones) -> None:
    """A second line inside the border: also seen on a chosen card, and without colour."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tones.text if tones.high_contrast else tones.accent, 2))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    painter.setPen(QPen(tones.on_accent if tones.high_contrast else tones.text, 1, Qt.PenStyle.DotLine))
    painter.drawRoundedRect(area.adjusted(3.5, 3.5, -3.5, -3.5), RADIUS - 2, RADIUS - 2)


def _paint_light(painter: QPainter, area: QRectF, tones: Tones, state: CardState) -> None:
    """A ring inside the border and a filled corner, where nothing else is painted: seen without colour, too."""
    colour = _light(tones, state)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2))
    painter.drawRoundedRect(area.adjusted(2, 2, -2, -2), RADIUS - 1, RADIUS - 1)
    edge, inwards = (area.left() + 3, 1) if state.is_mirrored else (area.right() - 3, -1)
    top = area.top() + 3
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    corner = (QPointF(edge, top), QPointF(edge + inwards * CORNER, top), QPointF(edge, top + CORNER))
    painter.drawPolygon(QPolygonF(corner))


def _light(tones: Tones, state: CardState) -> QColor:
    if not tones.high_contrast:
        return tones.attention
    return tones.on_accent if state.is_chosen else tones.text


def _paint_piece(
    painter: QPainter, piece: Piece, row: QRectF, fonts: Fonts, colour: QColor, state: CardState, icon: float
) -> None:
    x = piece.x
    if piece.icon:
        side = (x, piece.y + (piece.height - icon) / 2, icon, icon)
        area = _placed(side, row, state)
        paint_icon(painter, piece.icon, QRectF(round(area.x()), round(area.y()), icon, icon), colour)
        x += icon + HALF
    if piece.text:
        painter.setFont(fonts.fonts[piece.font])
        painter.setPen(colour)
        text = _placed((x, piece.y, piece.x + piece.width - x, piece.height), row, state)
        painter.drawText(text, TEXT_FLAGS, piece.text)


def _placed(box: tuple[float, float, float, float], row: QRectF, state: CardState) -> QRectF:
    """A box of the layout in the row, from its other side where reading begins there."""
    x, y, width, height = box
    left = row.width() - x - width if state.is_mirrored else x
    return QRectF(row.x() + left, row.y() + y, width, height)


def _colour(tone: Tone, tones: Tones) -> QColor:
    match tone:
        case Tone.MUTED:
            return tones.muted
        case Tone.ATTENTION:
            return tones.attention
        case Tone.ALARM:
            return tones.alarm
        case _:
            return tones.text
