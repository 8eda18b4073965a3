"""The command that prints sheets into files. Needs Qt, but no display."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Command

pytest.importorskip("PySide6")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "sheet.pdf"


def test_a_draft_is_written_and_has_no_number(command: Command, sample: Path, out: Path) -> None:
    ran = command("snapshot", sample, out, "--json")
    assert ran.code == 0
    assert out.read_bytes().startswith(b"%PDF-")
    told = ran.json
    assert (told["number"], told["state"], told["label"]) == (None, "draft", "TLP:AMBER")
    assert told["as_of"] == {"at": "2024-12-08", "precision": "day"}
    assert told["file_sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert "Notes on places, off sheets: 1 (Sweida (city))." in told["left_out"]
    assert command("info", sample, "--json").json["counts"]["snapshot"] == 0, "a draft changes nothing"


def test_the_json_is_what_the_help_says(command: Command, sample: Path, out: Path) -> None:
    from situation_board.cli.json_forms import FORMS

    told = command("snapshot", sample, out, "--json").json
    assert list(told) == re.findall(r'"(\w+)"', FORMS["snapshot"])


def test_an_issue_gets_a_number_and_a_reprint_its_very_bytes(command: Command, sample: Path, out: Path) -> None:
    issued = command("snapshot", sample, out, "--issue", "--cleared-by", "head of office", "--person", "desk", "--json")
    assert issued.code == 0
    number = issued.json["number"]
    assert re.fullmatch(r"\w{5}-1", number)
    for place in ("Homs", "Damascus", "Tartus"):
        command("move", sample, place, "fallen")
    again = out.with_name("again.pdf")
    reprinted = command("snapshot", sample, again, "--reprint", number.lower(), "--json")
    assert again.read_bytes() == out.read_bytes()
    assert {**reprinted.json, "left_out": None} == {**issued.json, "left_out": None}
    assert command("snapshot", sample, out, "--issue", "--json").json["number"] == number.replace("-1", "-2")


def test_on_other_paper_a_reprint_is_painted_again(command: Command, sample: Path, out: Path) -> None:
    issued = command("snapshot", sample, out, "--issue", "--json").json
    letter = out.with_name("letter.pdf")
    again = command("snapshot", sample, letter, "--reprint", issued["number"], "--paper", "letter", "--json").json
    assert again["content_sha256"] == issued["content_sha256"]
    assert again["file_sha256"] == hashlib.sha256(letter.read_bytes()).hexdigest() != issued["file_sha256"]


@pytest.mark.parametrize("other", [("--language", "ar"), ("--profile", "redacted"), ("--language", "en+ar")])
def test_in_another_language_or_profile_an_issue_is_told_again_and_says_so(
    command: Command, sample: Path, out: Path, other: tuple[str, str]
) -> None:
    from tests.gui.printed import pdf_texts

    issued = command("snapshot", sample, out, "--issue", "--json").json
    command("add", sample, "card", "location=Aleppo")
    again = out.with_name("again.pdf")
    ran = command("snapshot", sample, again, "--reprint", issued["number"], *other, "--json")
    assert ran.code == 0, ran.err
    assert (ran.json["number"], ran.json["state"]) == (issued["number"], "issued")
    assert ran.json["content_sha256"] != issued["content_sha256"]
    text = " ".join(pdf_texts(again.read_bytes()))
    assert issued["number"] in text
    notice = "إخراج آخر للإصدار" if other[1] == "ar" else "not the pages that were handed out"
    assert notice in text


def test_a_redacted_issue_is_never_told_in_full(command: Command, sample: Path, out: Path) -> None:
    number = command("snapshot", sample, out, "--issue", "--profile", "redacted", "--json").json["number"]
    again = out.with_name("again.pdf")
    ran = command("snapshot", sample, again, "--reprint", number, "--profile", "full")
    assert ran.code == 1
    assert "redacted" in ran.err
    assert not again.exists()


def test_another_content_is_no_reprint(command: Command, sample: Path, out: Path) -> None:
    number = command("snapshot", sample, out, "--issue", "--json").json["number"]
    again = out.with_name("again.pdf")
    ran = command("snapshot", sample, again, "--reprint", number, "--label", "TLP:CLEAR")
    assert ran.code == 1
    assert "--at #" in ran.err
    assert not again.exists()


def test_a_withdrawn_issue_is_reprinted_with_a_warning(command: Command, sample: Path, out: Path) -> None:
    number = command("snapshot", sample, out, "--issue", "--json").json["number"]
    command("undo", sample)
    ran = command("snapshot", sample, out, "--reprint", number, "--json")
    assert (ran.code, ran.json["state"]) == (0, "withdrawn")
    assert "was withdrawn: undone" in ran.err


def test_an_issue_under_a_weaker_label_tells_nothing_of_what_is_stricter(
    command: Command, sample: Path, out: Path
) -> None:
    ran = command("snapshot", sample, out, "--label", "TLP:GREEN", "--json")
    told = ran.json
    assert "which the sheet does not say: card 8, status 8, claim 8, event 17, route status 2." in ran.err
    assert told["label"] == "TLP:GREEN"
    assert told["left_out"] == ["Only what may be told under TLP:GREEN stands here."]


def test_before_handing_out_it_says_what_to_look_at(command: Command, sample: Path, out: Path) -> None:
    ran = command("snapshot", sample, out)
    assert "Look at it: 1 place contested: Homs.: rests on claims that nobody graded" in ran.err
    assert ran.out.strip() == str(out)


def test_pictures_are_one_for_each_page(command: Command, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    ran = command("snapshot", sample, out)
    paths = [Path(line) for line in ran.out.splitlines()]
    assert paths[0] == out
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in paths)


def test_the_past_is_told_as_it_was_known(command: Command, sample: Path, out: Path) -> None:
    before = command("info", sample, "--json").json["arrival"]
    first = command("snapshot", sample, out, "--at", f"#{before}", "--json").json["content_sha256"]
    command("move", sample, "Homs", "fallen")
    assert command("snapshot", sample, out, "--at", f"#{before}", "--json").json["content_sha256"] == first
    assert command("snapshot", sample, out, "--json").json["content_sha256"] != first


@pytest.mark.parametrize(
    "arguments",
    [
        ("--issue", "--reprint", "H2K7M-1"),
        ("--corrects", "H2K7M-1"),
        ("--paper", "a3"),
        ("--label", "TLP:BLUE"),
        ("--language", "fr"),
    ],
)
def test_what_makes_no_sense_is_refused(command: Command, sample: Path, out: Path, arguments: tuple[str, ...]) -> None:
    assert command("snapshot", sample, out, *arguments).code == 2
    assert not out.exists()


def test_another_ending_is_refused(command: Command, sample: Path, tmp_path: Path) -> None:
    assert command("snapshot", sample, tmp_path / "sheet.docx").code == 2


def test_an_unknown_number_is_a_mistake(command: Command, sample: Path, out: Path) -> None:
    assert command("snapshot", sample, out, "--reprint", "H2K7M-9").code == 1
    assert not out.exists()


def test_a_correction_replaces_an_issue_and_says_what_it_changes(command: Command, sample: Path, out: Path) -> None:
    number = command("snapshot", sample, out, "--issue", "--json").json["number"]
    correction = ("--issue", "--corrects", number, "--what", "Homs is named rightly")
    assert command("snapshot", sample, out, *correction, "--json").json["number"] == f"{number} rev 1"
    former = command("snapshot", sample, out, "--reprint", number, "--json")
    assert former.json["state"] == "corrected"
    assert f"was replaced by {number} rev 1" in former.err
    assert command("snapshot", sample, out, "--issue", "--corrects", number).code == 1, "what changed is missing"


def test_the_dossier_is_of_the_card_that_is_named(command: Command, sample: Path, out: Path) -> None:
    assert command("snapshot", sample, out, "--kind", "dossier", "--card", "حمص").code == 0
    assert command("snapshot", sample, out, "--kind", "dossier").code == 1


def test_each_capture_form_has_numbers_of_its_own(command: Command, sample: Path, out: Path) -> None:
    hashes = {
        command("snapshot", sample, out, "--kind", "capture", "--numbers", 3, "--json").json["content_sha256"]
        for _ in range(2)
    }
    assert len(hashes) == 2


@pytest.mark.parametrize(
    "moments",
    [
        ("--at", "2024-12-07", "--since", "#50"),
        ("--at", "#60", "--since", "2024-12-07"),
        ("--at", "#60", "--since", "#20", "--label", "TLP:CLEAR", "--profile", "redacted", "--language", "en+ar"),
        ("--at", "#0"),
        ("--at", "2010"),
    ],
)
def test_any_two_moments_make_a_sheet(command: Command, sample: Path, out: Path, moments: tuple[str, ...]) -> None:
    assert command("snapshot", sample, out, *moments).code == 0


def test_its_imprint_is_what_is_said(command: Command, sample: Path, out: Path) -> None:
    from situation_board.core.questions.snapshots import issue_numbered
    from situation_board.core.snapshot.issuing import stored_sheet
    from situation_board.core.store import Store

    imprint = (
        "--title",
        "Evening",
        "--contact",
        "duty phone",
        "--distribution",
        "cluster",
        "--next",
        "2024-12-09 17:00",
    )
    number = command("snapshot", sample, out, "--issue", "--json", *imprint, "--person", "desk").json["number"]
    with Store.open(sample) as store, store.reading() as reading:
        issue = issue_numbered(reading, number)
        sheet = stored_sheet(reading, issue)
    assert (issue.row.title, issue.row.distribution, issue.row.prepared_by) == ("Evening", "cluster", "desk")
    assert [line.text for line in sheet.imprint[:3]] == ["desk", "duty phone", "cluster"]
    assert "9 Dec 2024 17:00 (Asia/Damascus)" in [fact.text for fact in sheet.header.facts]
