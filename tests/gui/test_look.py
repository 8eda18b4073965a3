"""How everything looks: icons, palettes, stripes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from situation_board.core.resources import resource_path
from situation_board.core.vocabulary import Basis, Column
from situation_board.gui import look
from situation_board.gui.look.palettes import Role, contrast
from situation_board.gui.look.stripes import ACTOR_PATTERNS, COLOURS, NOBODY_STRIPE, UNKNOWN_STRIPE, Pattern, Stripe

PALETTES = [look.palette(dark=False), look.palette(dark=True)]


@pytest.mark.parametrize("name", look.icon_names())
def test_every_icon_is_of_the_family_and_can_be_read_by_qt(qtbot: QtBot, name: str) -> None:
    drawing = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in drawing and 'stroke-width="1.75"' in drawing
    assert "currentColor" in drawing and "#" not in drawing
    assert QSvgRenderer(drawing.replace("currentColor", "#000000").encode()).isValid()


def test_the_icons_that_the_program_names_are_there(qtbot: QtBot) -> None:
    named = {*look.BASIS_ICONS.values(), *(column.value for column in Column)}
    assert named <= set(look.icon_names())
    assert len({look.BASIS_ICONS[basis] for basis in Basis}) == len(Basis)


def test_an_icon_that_does_not_exist_is_said_at_once(qtbot: QtBot) -> None:
    with pytest.raises(Exception, match="missing"):
        look.icon("no such icon")


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0, 3.0])
def test_an_icon_is_drawn_with_as_many_pixels_as_the_screen_has(qtbot: QtBot, ratio: float) -> None:
    pixmap = look.icon("undo").pixmap(QSize(16, 16), ratio)
    assert pixmap.size() == QSize(round(16 * ratio), round(16 * ratio))
    assert pixmap.devicePixelRatio() == ratio


def test_an_icon_follows_the_palette(qtbot: QtBot) -> None:
    before = QApplication.palette()
    try:
        inks = []
        for palette in PALETTES:
            QApplication.setPalette(palette)
            inks.append(darkest_or_lightest(look.icon("undo"), palette))
        assert inks == [palette.color(Role.Text).name() for palette in PALETTES]
    finally:
        QApplication.setPalette(before)


def darkest_or_lightest(icon: QIcon, palette: QPalette) -> str:
    """The colour of the pixel that is covered most."""
    image = icon.pixmap(QSize(48, 48), 1.0).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda pixel: pixel.alpha()).name()


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark"])
def test_every_text_can_be_read_on_its_ground(palette: QPalette) -> None:
    tones = look.tones(palette)
    for ground in (tones.card, tones.hovered, tones.chosen):
        for ink in (tones.text, tones.muted, tones.attention, tones.alarm):
            assert contrast(ink, ground) >= 4.5, (ink.name(), ground.name())
    for ground in (tones.ground, tones.past):
        assert contrast(tones.text, ground) >= 7
        assert contrast(tones.muted, ground) >= 4
    assert contrast(tones.on_accent, tones.accent) >= 4.5
    assert contrast(palette.color(Role.WindowText), palette.color(Role.Window)) >= 7
    assert contrast(palette.color(Role.ToolTipText), palette.color(Role.ToolTipBase)) >= 7


def test_a_high_contrast_palette_is_recognised_and_keeps_its_own_colours() -> None:
    palette = QPalette(QColor("black"))
    palette.setColor(Role.Base, QColor("black"))
    palette.setColor(Role.Text, QColor("white"))
    tones = look.tones(palette)
    assert tones.high_contrast
    assert tones.muted == tones.text == QColor("white")


def test_a_theme_sets_the_palette(qtbot: QtBot) -> None:
    before = QApplication.palette()
    try:
        look.apply_theme(look.Theme.DARK)
        assert look.is_dark(QApplication.palette())
        look.apply_theme(look.Theme.LIGHT)
        assert not look.is_dark(QApplication.palette())
    finally:
        QApplication.setPalette(before)


def test_a_box_to_tick_can_be_seen_in_the_dark(qtbot: QtBot) -> None:
    before = QApplication.palette()
    try:
        look.apply_theme(look.Theme.DARK)
        box, window = QCheckBox("Keep"), QApplication.palette().color(Role.Window)
        qtbot.addWidget(box)
        box.ensurePolished()
        assert contrast(box.palette().color(Role.Base), window) >= 3
        assert contrast(box.palette().color(Role.Text), box.palette().color(Role.Base)) >= 3
        look.apply_theme(look.Theme.LIGHT)
        QApplication.processEvents()
        assert box.palette().color(Role.Base) == QApplication.palette().color(Role.Base)
    finally:
        look.apply_theme(look.Theme.LIGHT)
        QApplication.setPalette(before)


def test_a_stripe_follows_from_the_actors_id() -> None:
    assert look.stripe("actor-1") == look.stripe("actor-1")
    assert look.stripe("actor-1", "#112233").colour == "#112233"
    assert look.stripe("actor-1", "#112233").pattern == look.stripe("actor-1").pattern
    assert look.stripe("actor-1", "not a colour").colour in COLOURS


def test_every_pattern_and_colour_comes_up() -> None:
    stripes = {look.stripe(f"actor-{number}") for number in range(2_000)}
    assert {stripe.pattern for stripe in stripes} == set(ACTOR_PATTERNS)
    assert {stripe.colour for stripe in stripes} == set(COLOURS)


def test_each_pattern_looks_different_without_colour(qtbot: QtBot) -> None:
    stripes = [Stripe("#555555", pattern) for pattern in ACTOR_PATTERNS] + [UNKNOWN_STRIPE, NOBODY_STRIPE]
    pictures = [painted([stripe]) for stripe in stripes]
    assert all(a != b for position, a in enumerate(pictures) for b in pictures[:position])


def test_a_pattern_stays_within_its_stripe(qtbot: QtBot) -> None:
    for pattern in Pattern:
        image = painted([Stripe("#555555", pattern), Stripe("#555555", pattern)])
        outside = [image.pixelColor(x, y) for x in (*range(10), *range(30, 40)) for y in range(image.height())]
        assert {colour.name() for colour in outside} == {"#ffffff"}, pattern


def painted(stripes: list[Stripe]) -> QImage:
    image = QImage(40, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    look.paint_stripes(painter, QRectF(12, 10, 6, 60), stripes, QColor("white"))
    painter.end()
    return image
