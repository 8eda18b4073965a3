"""Where everything on a card goes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from situation_board.core.questions.cards import CardFace
from situation_board.gui.board.fonts import Fonts
from situation_board.gui.board.layout import CardLayout, Density, Font, Piece, icon_size, lay_out, row_height
from situation_board.gui.board.words import card_words, plain
from situation_board.gui.look import BASIS_ICONS
from tests.gui.boards import FACES, ZONE

NARROW, USUAL, WIDE = 200.0, 300.0, 1100.0
KINDS = sorted(FACES)


class EvenLetters:
    """Fonts in which each letter is 7 wide, so that layouts can be reckoned."""

    def width(self, text: str, font: Font) -> float:
        return 7.0 * len(text)

    def elided(self, text: str, font: Font, width: float) -> str:
        room = int(width / 7.0)
        return text if len(text) <= room else text[: max(0, room - 1)] + "…"

    def height(self, font: Font) -> float:
        return 16.0


def laid_out(face: CardFace, width: float, density: Density) -> CardLayout:
    return lay_out(face, card_words(face, ZONE), width=width, density=density, measure=EvenLetters())


@given(st.sampled_from(KINDS), st.floats(40, 1400), st.sampled_from(Density))
def test_nothing_overlaps_and_nothing_leaves_the_card(kind: str, width: float, density: Density) -> None:
    layout = laid_out(FACES[kind], width, density)
    for line in lines(layout):
        for left, right in pairwise(line):
            assert left.x + left.width <= right.x + 0.01, (left.full, right.full)
    if width > 60:
        assert all(piece.x >= 0 and piece.x + piece.width <= width + 0.01 for piece in layout.pieces)
    height = row_height(density, EvenLetters())
    assert all(piece.y >= 0 and piece.y + piece.height <= height for piece in layout.pieces)


def lines(layout: CardLayout) -> list[list[Piece]]:
    heights = sorted({piece.y for piece in layout.pieces})
    return [sorted((p for p in layout.pieces if p.y == y), key=lambda piece: piece.x) for y in heights]


@given(st.sampled_from(KINDS), st.floats(NARROW, 1400), st.sampled_from(Density))
def test_place_basis_and_age_are_always_seen(kind: str, width: float, density: Density) -> None:
    face, words = FACES[kind], card_words(FACES[kind], ZONE)
    pieces = laid_out(face, width, density).pieces
    assert any(piece.full == words.place and piece.text for piece in pieces)
    assert any(piece.icon == BASIS_ICONS[face.basis] for piece in pieces)
    assert any(piece.full == words.age and not piece.is_shortened for piece in pieces)


@pytest.mark.parametrize("density", Density)
@pytest.mark.parametrize("mark", ["stale", "no-source", "conflict"])
def test_a_mark_never_goes_away_where_a_column_is_of_usual_width(mark: str, density: Density) -> None:
    icons = {"stale": "clock-stale", "no-source": "no-source", "conflict": "conflict"}
    shown = {piece.icon for piece in laid_out(FACES["conflict"], USUAL, density).pieces}
    assert icons[mark] in shown


def test_with_room_nothing_is_shortened() -> None:
    for kind in FACES:
        pieces = laid_out(FACES[kind], WIDE, Density.COMFORTABLE).pieces
        shortened = [piece.full for piece in pieces if piece.is_shortened]
        assert not shortened or kind in ("long", "joint"), (kind, shortened)


def test_a_long_name_is_shortened_before_its_admin_level() -> None:
    pieces = {plain(piece.full): piece for piece in laid_out(FACES["long"], USUAL, Density.COMFORTABLE).pieces}
    assert pieces[FACES["long"].place].is_shortened
    assert not pieces["sub-district"].is_shortened


def test_a_mark_without_room_for_its_word_keeps_its_icon() -> None:
    pieces = laid_out(FACES["conflict"], 240.0, Density.COMFORTABLE).pieces
    mark = next(piece for piece in pieces if piece.icon == "no-source")
    assert mark.text == "" and mark.width == icon_size(EvenLetters())


@pytest.mark.parametrize("density", Density)
def test_real_fonts_fit_what_was_measured(qtbot: QtBot, density: Density) -> None:
    fonts = Fonts(QFont())
    for face in FACES.values():
        layout = lay_out(face, card_words(face, ZONE), width=USUAL, density=density, measure=fonts)
        for piece in layout.pieces:
            room = piece.width - (icon_size(fonts) if piece.icon else 0)
            assert fonts.width(piece.text, piece.font) <= room + 1.5, piece


def test_dense_cards_are_half_as_high() -> None:
    comfortable, dense = (row_height(density, EvenLetters()) for density in Density)
    assert dense < 0.65 * comfortable


def test_a_dense_card_shows_its_note_only_where_there_is_room_to_read_it() -> None:
    def shows_note(width: float) -> bool:
        return any("celebrate" in piece.text for piece in laid_out(FACES["plain"], width, Density.DENSE).pieces)

    assert shows_note(WIDE) and not shows_note(USUAL)


@given(st.sampled_from(["figure", "figures"]), st.floats(40, 1400), st.sampled_from(Density))
def test_a_number_of_people_is_never_cut(kind: str, width: float, density: Density) -> None:
    shown = [piece for piece in laid_out(FACES[kind], width, density).pieces if piece.icon == "figure"]
    assert all(piece.text in ("", piece.full) for piece in shown)
    if width >= USUAL and density is Density.COMFORTABLE:
        assert shown


def test_the_note_and_the_date_give_way_to_the_number() -> None:
    def said(width: float) -> set[str]:
        return {plain(piece.text) for piece in laid_out(FACES["figure"], width, Density.COMFORTABLE).pieces}

    number, date, note = "more than 370,000 displaced", "7 Dec", "Residents celebrate"
    assert {number, date, note} <= said(WIDE)
    narrower = [said(width) for width in range(300, 900, 10)]
    assert any(number in words and not words & {date, note} for words in narrower)
    is_said = [number in words for words in narrower]
    assert is_said == sorted(is_said), "with more room it goes away again"


def test_a_dense_card_says_the_number_where_there_is_room() -> None:
    pieces = laid_out(FACES["figure"], WIDE, Density.DENSE).pieces
    assert "more than 370,000 displaced" in {plain(piece.text) for piece in pieces}


def test_the_claims_go_one_line_up_where_only_so_the_number_can_be_read() -> None:
    claimed = FACES["figure"]
    words = card_words(claimed, ZONE)

    def line_of(text: str, width: float) -> int | None:
        layout = laid_out(claimed, width, Density.COMFORTABLE)
        return next((number for number, line in enumerate(lines(layout)) for each in line if each.text == text), None)

    assert line_of(words.claims, WIDE) == line_of(words.figure, WIDE) == 3
    widths = [width for width in range(200, 1100, 10) if line_of(words.claims, width) == 2]
    assert widths and all(line_of(words.figure, width) == 3 for width in widths)
    assert all(line_of(words.claims, width) is not None for width in widths)
