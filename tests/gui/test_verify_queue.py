"""The queue of what to verify again, worked through by keyboard, and the situation's settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from situation_board.core import times
from situation_board.core.actions.handing import ask_to_check
from situation_board.core.actions.records import strike
from situation_board.core.actions.situations import edit_situation
from situation_board.core.questions.reverify import reverify_queue
from situation_board.core.rows import Situation as SituationRow
from situation_board.core.rows import Task, Verification
from situation_board.core.store import Reading
from situation_board.core.times import HOUR
from situation_board.core.vocabulary import HandlingLabel
from situation_board.gui.background import Situation
from situation_board.gui.current_report import CurrentReport
from situation_board.gui.main_window import MainWindow
from situation_board.gui.situation_settings import SituationSettings
from situation_board.gui.verify.panel import QueuePanel
from situation_board.gui.verify.question import age_words
from tests.gui.fixtures import show_active
from tests.gui.panels import PATIENCE, answer, card_at, done, plain, thing_id

Key = Qt.Key
Control, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
REPORT = "Situation overnight, 7-8 December 2024"


@pytest.fixture
def panel(qtbot: QtBot, situation: Situation) -> Iterator[QueuePanel]:
    """Three days after the night of the sample: the board is stale, what is held is not."""
    now = answer(qtbot, situation, lambda reading: reading.now)
    done(qtbot, situation, edit_situation, closed_at=times.exactly(now + 80 * HOUR))
    panel = QueuePanel(situation)
    panel.resize(900, 300)
    show_active(qtbot, panel)
    qtbot.waitUntil(lambda: len(panel.model.ids) == 10 and panel.model.listed(0) is not None, timeout=PATIENCE)
    panel.take_focus()
    yield panel
    panel.close()
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, 52)


def cells(panel: QueuePanel, thing: str) -> list[str]:
    row = panel.model.listed(panel.model.row_of(thing))
    return [] if row is None else [plain(cell) for cell in row.cells]


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def test_it_says_what_is_stale_since_when_and_what_hangs_on_it(
    qtbot: QtBot, situation: Situation, panel: QueuePanel
) -> None:
    damascus = card_at(qtbot, situation, "Damascus")
    assert panel.model.ids[0] == damascus
    assert cells(panel, damascus) == ["Damascus", "Card", "past its shelf life", "2 d", "8 Dec 2024", "6", ""]
    assert plain(panel.count.text()) == "10 to look at, the most urgent first"


def test_the_order_is_that_of_the_core(qtbot: QtBot, situation: Situation, panel: QueuePanel) -> None:
    def things(reading: Reading) -> list[str]:
        return [line.thing for line in reverify_queue(reading).lines]

    assert panel.model.ids == answer(qtbot, situation, things)


def test_it_is_worked_through_by_keyboard_alone(qtbot: QtBot, situation: Situation, panel: QueuePanel) -> None:
    first, second = panel.model.ids[:2]
    assert panel.view.selected() == [first]
    press(Key.Key_V, Control | Shift)
    assert panel.asking.input.hasFocus()
    QTest.keyClicks(panel.asking.input, "the convoy desk")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: first not in panel.model.ids and panel.view.selected() == [second], timeout=PATIENCE)
    assert panel.view.hasFocus()

    def checked(reading: Reading) -> list[str | None]:
        return [each.checked_with for each in reading.rows(Verification, "thing = ?", first)]

    assert answer(qtbot, situation, checked) == ["the convoy desk"]


def test_verified_alone_says_nothing_and_is_refused_beside_the_line(qtbot: QtBot, panel: QueuePanel) -> None:
    press(Key.Key_V, Control | Shift)
    press(Key.Key_Return)
    qtbot.waitUntil(panel.asking.error.is_shown, timeout=PATIENCE)
    assert len(panel.model.ids) == 10
    press(Key.Key_Escape)


def test_several_are_verified_with_one_stated_source(qtbot: QtBot, panel: QueuePanel) -> None:
    press(Key.Key_Down, Shift)
    press(Key.Key_V, Control | Shift)
    assert plain(panel.asking.question.text()).startswith("2 things, unchanged.")
    QTest.keyClicks(panel.asking.input, "radio")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: len(panel.model.ids) == 8, timeout=PATIENCE)


def test_a_verification_rests_on_the_current_report(qtbot: QtBot, situation: Situation) -> None:
    report = thing_id(qtbot, situation, REPORT, "report")
    current = CurrentReport(situation)
    current.use(report)
    qtbot.waitUntil(lambda: current.in_hand is not None, timeout=PATIENCE)
    done(qtbot, situation, ask_to_check, [card_at(qtbot, situation, "Homs")], role="access officer")
    panel = QueuePanel(situation, current=current)
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.waitUntil(lambda: len(panel.model.ids) == 1, timeout=PATIENCE)
    panel.view.selectAll()
    panel.ask_verify()
    panel.asking.input.setText("as reported")
    QTest.keyClick(panel.asking.input, Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.model.ids, timeout=PATIENCE)
    [check] = answer(qtbot, situation, lambda reading: reading.rows(Verification))
    assert (check.report, check.checked_with) == (report, "as reported")
    panel.close()
    panel.deleteLater()
    current.deleteLater()
    QCoreApplication.sendPostedEvents(None, 52)


def test_a_thing_is_handed_to_a_named_role(qtbot: QtBot, situation: Situation, panel: QueuePanel) -> None:
    thing = panel.model.ids[0]
    press(Key.Key_L, Control | Shift)
    QTest.keyClicks(panel.asking.input, "access officer")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: cells(panel, thing)[-1:] == ["access officer"], timeout=PATIENCE)
    [task] = answer(qtbot, situation, lambda reading: reading.rows(Task))
    assert (task.about, task.role) == (thing, "access officer")


def test_cards_whose_only_report_was_struck_are_queued_with_the_reason(
    qtbot: QtBot, situation: Situation, panel: QueuePanel
) -> None:
    done(qtbot, situation, strike, thing_id(qtbot, situation, REPORT, "report"), why="a hoax")
    tartus = card_at(qtbot, situation, "Tartus")
    qtbot.waitUntil(lambda: tartus in panel.model.ids, timeout=PATIENCE)
    panel.model.listed(panel.model.row_of(tartus))
    qtbot.waitUntil(lambda: "its only report was struck" in "".join(cells(panel, tartus)), timeout=PATIENCE)


def test_an_empty_queue_says_so(qtbot: QtBot, situation: Situation, panel: QueuePanel) -> None:
    panel.view.selectAll()
    panel.ask_verify()
    panel.asking.input.setText("everybody")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: panel.empty.isVisible(), timeout=PATIENCE)


def test_ages_are_as_precise_as_what_they_are_counted_from() -> None:
    day = times.Time(0, times.DAY, times.Precision.DAY)
    assert plain(age_words(5 * HOUR, times.exactly(0))) == "5 h"
    assert plain(age_words(20 * times.MINUTE, times.exactly(0))) == "20 min"
    assert plain(age_words(5 * HOUR, day)) == "less than a day"
    assert plain(age_words(30 * HOUR, day)) == "1 d"
    assert plain(age_words(50 * HOUR, times.exactly(0))) == "2 d"


def test_the_window_shows_it_in_a_panel_and_the_inspector_follows(qtbot: QtBot, window: MainWindow) -> None:
    done(qtbot, window.situation, strike, thing_id(qtbot, window.situation, REPORT, "report"))
    window.certainty.show_queue()
    queue = window.certainty.queue
    qtbot.waitUntil(lambda: bool(queue.view.selected()), timeout=PATIENCE)
    assert window.docks.queue.isVisible()
    qtbot.waitUntil(lambda: window.inspector.ids() == queue.view.selected(), timeout=PATIENCE)


def test_the_settings_open_from_the_menu_and_the_header_follows(qtbot: QtBot, window: MainWindow) -> None:
    actions = [each for menu in window.menuBar().findChildren(QMenu) for each in menu.actions()]
    action = next(each for each in actions if "settings" in each.text().replace("&", ""))
    action.trigger()
    dialog = window.findChild(SituationSettings)
    assert isinstance(dialog, SituationSettings)
    qtbot.waitUntil(lambda: bool(dialog.lines["name"].text()), timeout=PATIENCE)
    dialog.lines["name"].setText("Winter")
    dialog.accept()
    qtbot.waitUntil(lambda: "Winter" in window.windowTitle(), timeout=PATIENCE)


class TestSettings:
    @pytest.fixture
    def dialog(self, qtbot: QtBot, situation: Situation) -> Iterator[SituationSettings]:
        dialog = SituationSettings(situation)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.open()
        qtbot.waitUntil(lambda: bool(dialog.lines["name"].text()), timeout=PATIENCE)
        yield dialog
        dialog.close()
        dialog.deleteLater()
        QCoreApplication.sendPostedEvents(None, 52)

    def row(self, qtbot: QtBot, situation: Situation) -> SituationRow:
        def question(reading: Reading) -> SituationRow:
            return reading.situation

        return answer(qtbot, situation, question)

    def test_everything_can_be_set_at_once(self, qtbot: QtBot, situation: Situation, dialog: SituationSettings) -> None:
        dialog.lines["name"].setText("Syria, winter")
        dialog.lines["shelf_life_contested"].setText("6")
        dialog.lines["shelf_life_route"].setText("3")
        dialog.lines["heading_fallen"].setText("Control changed")
        dialog.lines["closed_at"].setText("")
        dialog.label.setCurrentIndex(list(HandlingLabel).index(HandlingLabel.GREEN))
        dialog.exercise.setChecked(True)
        dialog.accept()
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
        row = self.row(qtbot, situation)
        assert (row.name, row.label, row.exercise, row.closed_at) == (
            "Syria, winter",
            HandlingLabel.GREEN,
            True,
            None,
        )
        assert (row.shelf_life_contested, row.shelf_life_route, row.heading_fallen) == (6, 3, "Control changed")

    def test_what_is_not_changed_stays(self, qtbot: QtBot, situation: Situation, dialog: SituationSettings) -> None:
        before = self.row(qtbot, situation)
        dialog.accept()
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENCE)
        assert self.row(qtbot, situation) == before

    @pytest.mark.parametrize(
        ("field", "typed"),
        [("name", ""), ("closed_at", "soon"), ("shelf_life_held", "many"), ("shelf_life_held", "0")],
    )
    def test_what_is_wrong_is_said_beside_its_field(
        self, qtbot: QtBot, situation: Situation, dialog: SituationSettings, field: str, typed: str
    ) -> None:
        before = self.row(qtbot, situation)
        dialog.lines[field].setText(typed)
        dialog.accept()
        qtbot.waitUntil(dialog.errors[field].is_shown, timeout=PATIENCE)
        assert dialog.isVisible() and self.row(qtbot, situation) == before
