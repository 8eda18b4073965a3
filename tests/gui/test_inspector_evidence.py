"""How sure we are, in the inspector: grades of claims, the basis they bear, ratings, attachments, striking reports."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from situation_board.core.actions.attachments import attach_prepared
from situation_board.core.actions.drafting import latest_version
from situation_board.core.actions.facts import add_claim
from situation_board.core.actions.records import edit_thing
from situation_board.core.actions.sources import rate_source
from situation_board.core.pictures.cleaning import prepare
from situation_board.core.questions.cards import card_faces
from situation_board.core.questions.grades import ratings_in_force
from situation_board.core.questions.moments import KnownThen
from situation_board.core.rows import Attachment, Claim, Event
from situation_board.core.store import Reading
from situation_board.core.vocabulary import Basis, ClaimVerb, Credibility, Reliability, Stance
from situation_board.gui.attachments.viewing import Viewer
from situation_board.gui.background import Situation
from situation_board.gui.entry.understanding import Typed
from situation_board.gui.inspector import Inspector
from situation_board.gui.inspector.card_pane import CardPane
from situation_board.gui.inspector.thing_pane import ThingPane
from tests.gui.panels import PATIENCE, answer, arrival, card_at, done, plain, row_of, show, status_of, thing_id
from tests.gui.test_inspector_panes import said, texts

Key = Qt.Key
REPORT = "Situation overnight, 7-8 December 2024"


def card_pane(inspector: Inspector) -> CardPane:
    pane = inspector.pane()
    assert isinstance(pane, CardPane)
    return pane


def thing_pane(inspector: Inspector) -> ThingPane:
    pane = inspector.pane()
    assert isinstance(pane, ThingPane)
    return pane


@pytest.fixture
def homs(qtbot: QtBot, situation: Situation, inspector: Inspector) -> str:
    card = card_at(qtbot, situation, "Homs")
    show(qtbot, inspector, card, "Homs")
    return card


@pytest.fixture
def report(qtbot: QtBot, situation: Situation, inspector: Inspector) -> str:
    thing = thing_id(qtbot, situation, REPORT, "report")
    show(qtbot, inspector, thing, REPORT)
    return thing


def jpeg() -> bytes:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", (8, 8)).save(file, "JPEG", exif=exif)
    return file.getvalue()


class TestClaims:
    def test_a_claim_tells_the_originator_s_grade_and_apart_from_it_who_carries_it(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
    ) -> None:
        hts = thing_id(qtbot, situation, "HTS statements", "source")
        news = thing_id(qtbot, situation, "News report, publisher not named", "source")
        done(qtbot, situation, rate_source, hts, Reliability.C, why="often early")
        done(qtbot, situation, rate_source, news, Reliability.B, why="compared")
        side = card_pane(inspector).claims.sides[Stance.SUPPORTS]
        wanted = "C-: Fairly reliable (what is said is unrated)"
        qtbot.waitUntil(lambda: wanted in texts(side)[0], timeout=PATIENCE)
        carried = "carried by News report, publisher not named (B Usually reliable)"
        qtbot.waitUntil(lambda: carried in texts(side)[0], timeout=PATIENCE)
        assert "B-: Usually reliable" in texts(side)[1], "without a speaker the publisher speaks for itself"

    def test_the_basis_that_the_claims_bear_is_proposed_and_set_by_a_person(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
    ) -> None:
        claims = card_pane(inspector).claims
        assert "The claims bear the basis: reported." in plain(claims.proposal.text())
        assert "no party to the conflict" in plain(claims.proposal.text())
        assert status_of(qtbot, situation, homs).basis == Basis.CLAIMED
        claims.basis_button.click()
        qtbot.waitUntil(lambda: status_of(qtbot, situation, homs).basis == Basis.REPORTED, timeout=PATIENCE)
        qtbot.waitUntil(lambda: not claims.basis_button.isVisible(), timeout=PATIENCE)

    def test_where_person_and_claims_agree_nothing_is_to_be_set(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector
    ) -> None:
        show(qtbot, inspector, card_at(qtbot, situation, "Damascus"), "Damascus")
        claims = card_pane(inspector).claims
        assert "Denies it: Syrian state media." in plain(claims.proposal.text())
        assert not claims.basis_button.isVisible()

    def test_confirmed_by_others_without_another_is_doubted_beside_the_claim(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector
    ) -> None:
        card = card_at(qtbot, situation, "Sweida")
        show(qtbot, inspector, card, "Sweida")
        speaker = thing_id(qtbot, situation, "OCHA", "actor")
        claim = Claim(
            id="",
            thing="",
            about=card,
            speaker=speaker,
            verb=ClaimVerb.REPORTED,
            stance=Stance.SUPPORTS,
            text="It has fallen.",
            credibility=Credibility.ONE,
        )
        saved = done(qtbot, situation, add_claim, claim)
        side = card_pane(inspector).claims.sides[Stance.SUPPORTS]
        qtbot.waitUntil(lambda: bool(side.entries()), timeout=PATIENCE)
        assert "no independent source says the same" in said(side.entries()[0])
        done(qtbot, situation, edit_thing, saved.ids[0], {"credibility": Credibility.TWO})
        qtbot.waitUntil(lambda: "no independent source" not in said(side.entries()[0]), timeout=PATIENCE)

    def test_assessed_asks_for_what_it_needs_where_it_is_set(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
    ) -> None:
        rows = card_pane(inspector).rows.rows
        assert not rows["reasoning"].isVisible()
        basis = rows["basis"]
        basis.open_editor()
        assert basis.editor is not None
        basis.editor.set_typed(Basis.ASSESSED)
        basis.wanted.emit("basis", Basis.ASSESSED)
        qtbot.waitUntil(rows["reasoning"].isVisible, timeout=PATIENCE)
        assert rows["assessed_by"].isVisible() and rows["confidence"].isVisible()
        assert status_of(qtbot, situation, homs).basis == Basis.CLAIMED
        basis.discard()


class TestRatings:
    def test_a_source_is_rated_with_a_reason_and_earlier_ratings_stay(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector
    ) -> None:
        afp = thing_id(qtbot, situation, "AFP", "source")
        show(qtbot, inspector, afp, "AFP")
        pane = thing_pane(inspector)
        assert pane.ratings.isVisible() and not pane.attachments.isVisible()
        pane.ratings.add_button.click()
        form = inspector.form()
        assert form is not None
        qtbot.waitUntil(lambda: "why" in form.editors, timeout=PATIENCE)
        form.editors["reliability"].set_typed(Reliability.B)
        form.save()
        qtbot.waitUntil(form.errors["why"].is_shown, timeout=PATIENCE)
        form.editors["why"].set_typed(Typed("compared over a month"))
        form.save()
        qtbot.waitUntil(lambda: len(pane.ratings.entries()) == 1, timeout=PATIENCE)
        assert texts(pane.ratings)[0].startswith("B Usually reliable | compared over a month | since ")
        done(qtbot, situation, rate_source, afp, Reliability.D, why="a correction never came")
        qtbot.waitUntil(lambda: len(pane.ratings.entries()) == 2, timeout=PATIENCE)
        assert [text.split(" | ")[0] for text in texts(pane.ratings)] == [
            "D Not usually reliable",
            "B Usually reliable",
        ]
        assert [("in force" in text) for text in texts(pane.ratings)] == [True, False]

    def test_a_rating_that_is_struck_stays_in_view_and_does_not_hold(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector
    ) -> None:
        afp = thing_id(qtbot, situation, "AFP", "source")
        done(qtbot, situation, rate_source, afp, Reliability.B, why="compared")
        show(qtbot, inspector, afp, "AFP")
        pane = thing_pane(inspector)
        [entry] = pane.ratings.entries()
        QTest.keyClick(entry, Key.Key_Delete)
        inspector.asking.input.setText("the wrong source")
        QTest.keyClick(inspector.asking.input, Key.Key_Return)
        qtbot.waitUntil(lambda: "struck: the wrong source" in texts(pane.ratings)[0], timeout=PATIENCE)

        def rated(reading: Reading) -> bool:
            return bool(ratings_in_force(reading, [afp]))

        assert not answer(qtbot, situation, rated)


class TestEvents:
    def test_the_basis_of_an_event_is_proposed_from_its_claims_too(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector
    ) -> None:
        event = thing_id(qtbot, situation, "Thousands celebrate in the streets of Homs.", "event")
        show(qtbot, inspector, event, "Thousands celebrate in the streets of Homs.")
        claims = thing_pane(inspector).claims
        assert not claims.proposal.isVisible()
        army = thing_id(qtbot, situation, "Syrian army", "actor")
        claim = Claim(
            id="",
            thing="",
            about=event,
            speaker=army,
            verb=ClaimVerb.SAID,
            stance=Stance.SUPPORTS,
            text="There were crowds.",
        )
        done(qtbot, situation, add_claim, claim)
        qtbot.waitUntil(claims.basis_button.isVisible, timeout=PATIENCE)
        claims.basis_button.click()

        def basis(reading: Reading) -> object:
            row = latest_version(reading, Event, event)
            return row.basis if isinstance(row, Event) else None

        qtbot.waitUntil(lambda: answer(qtbot, situation, basis) == Basis.CLAIMED, timeout=PATIENCE)


class TestThePast:
    def test_it_shows_what_was_thought_of_sources_then(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
    ) -> None:
        before = KnownThen(arrival(qtbot, situation))
        hts = thing_id(qtbot, situation, "HTS statements", "source")
        done(qtbot, situation, rate_source, hts, Reliability.C, why="often early")
        side = card_pane(inspector).claims.sides[Stance.SUPPORTS]
        qtbot.waitUntil(lambda: "C-" in texts(side)[0], timeout=PATIENCE)
        inspector.set_moment(before)
        qtbot.waitUntil(lambda: "unrated" in texts(side)[0], timeout=PATIENCE)
        show(qtbot, inspector, hts, "HTS statements")
        assert thing_pane(inspector).ratings.entries() == []
        inspector.set_moment(None)
        qtbot.waitUntil(lambda: len(thing_pane(inspector).ratings.entries()) == 1, timeout=PATIENCE)


class TestStrikingAReport:
    def test_what_rests_on_it_is_told_before_and_what_is_left_behind_after(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector, report: str
    ) -> None:
        thing_pane(inspector).strike_button.click()
        asked = inspector.asking.question
        qtbot.waitUntil(lambda: "On this report alone rest: 8 cards, 2 routes" in plain(asked.text()), timeout=PATIENCE)
        inspector.asking.input.setText("a hoax")
        QTest.keyClick(inspector.asking.input, Key.Key_Return)
        qtbot.waitUntil(inspector.error.is_shown, timeout=PATIENCE)
        assert "has no source now" in plain(inspector.error.text())
        card = card_at(qtbot, situation, "Homs")
        assert not answer(qtbot, situation, card_faces, [card])[0].has_source

    def test_of_anything_else_only_the_reason_is_asked(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector, homs: str
    ) -> None:
        inspector.ask_strike(homs, "Homs")
        qtbot.waitUntil(lambda: situation.is_quiet, timeout=PATIENCE)
        assert plain(inspector.asking.question.text()) == "Strike Homs? Say why."


class TestAttachments:
    def attached(self, reading: Reading) -> list[Attachment]:
        return reading.rows(Attachment, "1 ORDER BY key")

    def test_a_dropped_picture_is_kept_without_camera_data(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector, report: str, tmp_path: Path
    ) -> None:
        path = tmp_path / "bridge.jpg"
        path.write_bytes(jpeg())
        section = thing_pane(inspector).attachments
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, modifiers)
        section.dragEnterEvent(entering)
        assert entering.isAccepted()
        section.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, modifiers))
        qtbot.waitUntil(lambda: len(section.list.entries()) == 1, timeout=PATIENCE)
        assert said(section.list.entries()[0]) == "bridge.jpg | JPEG picture, 1 KB, camera data and position taken out"
        [row] = answer(qtbot, situation, self.attached)
        assert (row.report, row.cleaned) == (report, True)
        assert b"SecretCamera" in path.read_bytes(), "the file on the disk stays as it is"

    def test_camera_data_are_kept_when_the_box_is_unticked(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector, report: str, tmp_path: Path
    ) -> None:
        path = tmp_path / "bridge.jpg"
        path.write_bytes(jpeg())
        section = thing_pane(inspector).attachments
        section.clean.setChecked(False)
        section.attach_files([path])
        qtbot.waitUntil(lambda: len(section.list.entries()) == 1, timeout=PATIENCE)
        assert "with camera data as it came" in said(section.list.entries()[0])

    def test_what_cannot_be_attached_is_said_and_the_rest_is_attached(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector, report: str, tmp_path: Path
    ) -> None:
        program, document = tmp_path / "tool.pdf", tmp_path / "note.pdf"
        program.write_bytes(b"MZ\x90 a program")
        document.write_bytes(b"%PDF-1.7 a note")
        section = thing_pane(inspector).attachments
        section.attach_files([program, document])
        qtbot.waitUntil(lambda: len(section.list.entries()) == 1 and section.error.is_shown(), timeout=PATIENCE)
        assert "tool.pdf" in plain(section.error.text())
        assert "kept as it is, with whatever is written in it" in said(section.list.entries()[0])

    def test_an_attachment_is_struck_with_a_reason_and_stays(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector, report: str
    ) -> None:
        done(qtbot, situation, attach_prepared, report, prepare("note.pdf", b"%PDF-1.7 a note"))
        section = thing_pane(inspector).attachments.list
        qtbot.waitUntil(lambda: len(section.entries()) == 1, timeout=PATIENCE)
        QTest.keyClick(section.entries()[0], Key.Key_Delete)
        inspector.asking.input.setText("another town")
        QTest.keyClick(inspector.asking.input, Key.Key_Return)
        qtbot.waitUntil(lambda: "struck: another town" in texts(section)[0], timeout=PATIENCE)

    def test_it_is_looked_at_only_on_request_in_a_folder_that_goes(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector, report: str
    ) -> None:
        opened: list[Path] = []

        def note(url: QUrl) -> bool:
            opened.append(Path(url.toLocalFile()))
            return True

        row = done(qtbot, situation, attach_prepared, report, prepare("../note.pdf", b"%PDF-1.7 a note")).ids[0]
        viewer = Viewer(situation, inspector, open_file=note)
        assert not opened
        viewer.view(row)
        qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE)
        folder = viewer.folder
        assert folder is not None and opened[0].is_relative_to(folder)
        assert (opened[0].name, opened[0].read_bytes()) == ("note.pdf", b"%PDF-1.7 a note")
        viewer.close()
        assert not folder.exists()

    def test_that_no_program_opens_it_is_told(
        self, qtbot: QtBot, situation: Situation, inspector: Inspector, report: str
    ) -> None:
        row = done(qtbot, situation, attach_prepared, report, prepare("note.pdf", b"%PDF-1.7 a note")).ids[0]
        viewer = Viewer(situation, inspector, open_file=lambda url: False)
        with qtbot.waitSignal(situation.failed, timeout=PATIENCE) as told:
            viewer.view(row)
        assert "note.pdf" in told.args[0].happened
        viewer.close()


def test_the_report_s_rows_are_still_there(inspector: Inspector, report: str) -> None:
    assert {"source", "published", "received", "reference", "excerpt", "label"} <= set(thing_pane(inspector).rows.rows)
    assert row_of(inspector, "title").isVisible()
