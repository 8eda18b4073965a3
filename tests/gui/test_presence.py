"""Our own people: the list, a headcount from it, and what the inspector of their place shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from situation_board.core import times
from situation_board.core.actions.presence import add_presence
from situation_board.core.rows import Presence, PresenceStatus
from situation_board.core.vocabulary import Posture
from situation_board.gui.background import Situation
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.inspector import Inspector
from situation_board.gui.inspector.card_pane import CardPane
from situation_board.gui.inspector.thing_pane import ThingPane
from situation_board.gui.lists import ListWindow, open_list
from tests.gui.panels import PATIENCE, answer, card_at, done, plain, thing_id

HTS = "Hayat Tahrir al-Sham"


@pytest.fixture
def office(situation: Situation, qtbot: QtBot) -> str:
    """An office in Homs, counted two days ago. (The sample has no organisation of ours; any actor will do.)"""
    now = answer(qtbot, situation, lambda reading: reading.now)
    new = Presence(
        id="",
        organisation=thing_id(qtbot, situation, HTS, "actor"),
        location=thing_id(qtbot, situation, "Homs", "location"),
        name="Depot",
    )
    counted = PresenceStatus(
        id="", thing="", headcount=12, posture=Posture.RESTRICTED, as_of=times.exactly(now - 2 * times.DAY)
    )
    return done(qtbot, situation, add_presence, new, status=counted).ids[0]


@pytest.fixture
def people(situation: Situation, qtbot: QtBot) -> Iterator[ListWindow]:
    window = open_list(situation, "presence")
    yield window
    window.close()


def line(window: ListWindow) -> list[str]:
    row = window.model.listed(0) if window.model.ids else None
    return [plain(cell) for cell in row.cells] if row is not None else []


def test_the_list_says_how_many_how_they_work_since_when_and_how_strict(
    office: str, people: ListWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(line(people)), timeout=PATIENCE)
    organisation, place, headcount, posture, as_of, label, kind, name, _ = line(people)
    assert (organisation, place, kind, name) == ("HTS", "Homs", "office", "Depot")
    assert (headcount, posture, label) == ("12", "restricted", "TLP:AMBER+STRICT")
    assert as_of.endswith("stale")


def test_an_empty_list_says_that_names_are_never_kept_and_what_stays_off_sheets(
    people: ListWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "never names" in people.empty.text(), timeout=PATIENCE)
    assert "shared sheets" in people.empty.text()


def test_a_headcount_is_added_from_the_list(
    office: str, people: ListWindow, situation: Situation, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(line(people)), timeout=PATIENCE)
    people.select([office])
    people.set_status()
    form = people.inspector.form()
    assert form is not None
    qtbot.waitUntil(lambda: bool(form.editors), timeout=PATIENCE)
    form.editors["headcount"].set_typed(Typed("0"))
    form.editors["posture"].set_typed(Posture.EVACUATED)
    form.save()
    qtbot.waitUntil(lambda: line(people)[2:4] == ["0", "evacuated"], timeout=PATIENCE)


def test_a_convoy_is_added_with_its_headcount_in_one_form(people: ListWindow, qtbot: QtBot) -> None:
    people.add()
    form = people.inspector.form()
    assert form is not None
    qtbot.waitUntil(lambda: bool(form.editors), timeout=PATIENCE)
    assert list(form.editors)[:4] == ["organisation", "location", "headcount", "posture"]
    for name, text in (("organisation", HTS), ("location", "Homs"), ("headcount", "7")):
        form.editors[name].set_typed(Typed(text))
    form.save()
    qtbot.waitUntil(lambda: bool(line(people)), timeout=PATIENCE)
    assert line(people)[2] == "7"


def test_the_card_of_their_place_shows_them_and_that_they_stay_off_shared_sheets(
    office: str, inspector: Inspector, situation: Situation, qtbot: QtBot
) -> None:
    inspector.show_things([card_at(qtbot, situation, "Homs")])
    qtbot.waitUntil(lambda: isinstance(inspector.pane(), CardPane), timeout=PATIENCE)
    pane = inspector.pane()
    assert isinstance(pane, CardPane)
    qtbot.waitUntil(lambda: len(pane.around.people.entries()) == 1, timeout=PATIENCE)
    entry = pane.around.people.entries()[0].text
    assert "12 people, restricted" in plain(entry.text)
    assert "stale" in entry.aside and "off shared sheets" in entry.aside


def test_a_presence_shows_its_headcounts(office: str, inspector: Inspector, situation: Situation, qtbot: QtBot) -> None:
    inspector.show_things([office])
    qtbot.waitUntil(lambda: isinstance(inspector.pane(), ThingPane), timeout=PATIENCE)
    pane = inspector.pane()
    assert isinstance(pane, ThingPane)
    qtbot.waitUntil(lambda: len(pane.around.headcounts.entries()) == 1, timeout=PATIENCE)
    assert plain(pane.title.name.text()) == "Depot"
    assert "off shared sheets" in plain(pane.rows.rows["label"].value.text())
