"""The banner."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from situation_board.core.problems import Mistake, Trouble
from situation_board.gui.errors import Banner
from tests.gui.fixtures import press

FULL = Trouble("The disk is full.", kept="What was saved is untouched.", do="Make room and do it again.")
GONE = Trouble("The file is gone.", kept="It is on the stick.", do="Put it back.")


@pytest.fixture
def banner(qapp: QApplication) -> Iterator[Banner]:
    holder = QWidget()
    banner = Banner(holder)
    holder.show()
    yield banner
    holder.close()


def test_it_says_what_happened_what_was_kept_and_what_to_do(banner: Banner) -> None:
    banner.show_problem(FULL)
    assert banner.isVisible()
    assert banner.text == "The disk is full. What was saved is untouched. Make room and do it again."
    assert banner.accessibleName() == banner.text


def test_escape_closes_it(banner: Banner) -> None:
    banner.show_problem(Mistake("Not like that."))
    press(banner, Qt.Key.Key_Escape)
    assert not banner.isVisible()
    assert banner.text == ""


def test_what_lasts_stays_until_it_is_over(banner: Banner) -> None:
    banner.show_standing(GONE)
    banner.dismiss()
    assert banner.problem is GONE
    banner.show_problem(FULL)
    banner.dismiss()
    assert banner.problem is GONE
    banner.show_standing(None)
    assert not banner.isVisible()


def test_the_end_of_what_lasted_does_not_take_away_another_message(banner: Banner) -> None:
    banner.show_standing(GONE)
    banner.show_problem(FULL)
    banner.show_standing(None)
    assert banner.problem is FULL


def test_names_of_files_are_text_and_not_markup(banner: Banner) -> None:
    banner.show_problem(Mistake("<img src=x>.sitboard is no situation."))
    (words,) = (label for label in banner.findChildren(QLabel) if "sitboard" in label.text())
    assert "&lt;img" in words.text()
