"""Cards are painted: every kind, in light, dark and high contrast, at 100 and 200 %, from either side."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPalette
from pytestqt.qtbot import QtBot

from situation_board.core.questions.cards import CardFace
from situation_board.gui import look
from situation_board.gui.board.fonts import Fonts
from situation_board.gui.board.layout import Density, lay_out, row_height
from situation_board.gui.board.painting import CardState, paint_card, paint_placeholder
from situation_board.gui.board.words import card_words
from situation_board.gui.look.palettes import Role
from tests.gui.boards import FACES, HTS, PLAIN, ZONE, face

WIDTH = 300


def high_contrast() -> QPalette:
    palette = QPalette(QColor("black"))
    for role, colour in ((Role.Base, "black"), (Role.Text, "white"), (Role.Highlight, "yellow")):
        palette.setColor(role, QColor(colour))
    palette.setColor(Role.HighlightedText, QColor("black"))
    return palette


PALETTES = {"light": look.palette(dark=False), "dark": look.palette(dark=True), "high contrast": high_contrast()}
USUAL = CardState()


def painted(
    card: CardFace | None,
    *,
    palette: QPalette = PALETTES["light"],
    state: CardState = USUAL,
    ratio: float = 1.0,
    density: Density = Density.COMFORTABLE,
) -> QImage:
    fonts = Fonts(QFont())
    tones = look.tones(palette)
    row = QRectF(0, 0, WIDTH, row_height(density, fonts))
    image = QImage(round(row.width() * ratio), round(row.height() * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(tones.ground)
    painter = QPainter(image)
    if card is None:
        paint_placeholder(painter, row, tones, state)
    else:
        layout = lay_out(card, card_words(card, ZONE), width=WIDTH, density=density, measure=fonts)
        paint_card(painter, row, card, layout, fonts=fonts, tones=tones, state=state)
    painter.end()
    return image


@pytest.mark.parametrize("kind", FACES)
@pytest.mark.parametrize("theme", PALETTES)
def test_every_kind_of_card_is_painted(qtbot: QtBot, kind: str, theme: str) -> None:
    for density, ratio, mirrored in product(Density, (1.0, 2.0), (False, True)):
        state = CardState(is_mirrored=mirrored)
        image = painted(FACES[kind], palette=PALETTES[theme], state=state, ratio=ratio, density=density)
        assert is_written_on(image)


def is_written_on(image: QImage) -> bool:
    """More than border and ground is on it."""
    colours = {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    return len(colours) > 8


@pytest.mark.parametrize("theme", PALETTES)
def test_chosen_and_focused_cards_are_told_apart(qtbot: QtBot, theme: str) -> None:
    states = [
        CardState(),
        CardState(is_chosen=True),
        CardState(is_focused=True),
        CardState(is_chosen=True, is_focused=True),
    ]
    pictures = [painted(PLAIN, palette=PALETTES[theme], state=state) for state in states]
    assert all(a != b for position, a in enumerate(pictures) for b in pictures[:position])


def test_without_colour_a_chosen_card_is_still_told_apart(qtbot: QtBot) -> None:
    grey = QImage.Format.Format_Grayscale8
    plain, chosen = (
        painted(PLAIN, state=CardState(is_chosen=chosen)).convertToFormat(grey) for chosen in (False, True)
    )
    middle = plain.height() // 2
    assert abs(QColor(plain.pixel(0, middle)).lightness() - QColor(chosen.pixel(0, middle)).lightness()) > 60


def test_reading_from_the_right_the_stripe_is_on_the_right(qtbot: QtBot) -> None:
    card = face(actors=(HTS,))
    stripe = QColor(look.stripe("hts", "#1f7a4d").colour)
    from_left, from_right = (painted(card, state=CardState(is_mirrored=mirrored)) for mirrored in (False, True))
    assert columns_with(from_left, stripe) and max(columns_with(from_left, stripe)) < WIDTH / 4
    assert columns_with(from_right, stripe) and min(columns_with(from_right, stripe)) > WIDTH * 3 / 4


def columns_with(image: QImage, colour: QColor) -> list[int]:
    return [x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) == colour]


def test_at_200_percent_everything_is_as_large_and_sharper(qtbot: QtBot) -> None:
    once, twice = painted(PLAIN), painted(PLAIN, ratio=2.0)
    assert (twice.width(), twice.height()) == (2 * once.width(), 2 * once.height())
    doubled = once.scaled(twice.width(), twice.height(), Qt.AspectRatioMode.IgnoreAspectRatio)
    assert doubled.convertToFormat(twice.format()) != twice


def test_a_card_that_is_not_read_yet_is_quiet(qtbot: QtBot) -> None:
    image = painted(None)
    texts = [QColor(image.pixel(x, y)).lightness() for x in range(image.width()) for y in range(image.height())]
    assert min(texts) > 150


@pytest.mark.parametrize("theme", PALETTES)
def test_a_card_that_is_pointed_out_is_told_apart_also_when_chosen_or_focused(qtbot: QtBot, theme: str) -> None:
    for chosen, focused, mirrored in product((False, True), repeat=3):
        plain, lit = (
            painted(
                PLAIN,
                palette=PALETTES[theme],
                state=CardState(is_chosen=chosen, is_focused=focused, is_mirrored=mirrored, is_lit=is_lit),
            )
            for is_lit in (False, True)
        )
        x = 6 if mirrored else WIDTH - 7
        before, after = (QColor(image.pixel(x, 7)).lightness() for image in (plain, lit))
        assert abs(before - after) > 60, "its corner is filled, which is seen without colour"
