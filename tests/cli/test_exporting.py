"""The command that writes a file for others."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.cli.conftest import Command


def test_cards_are_written_and_the_path_is_printed(command: Command, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "cards.csv"
    assert command("export", sample, out).out.strip() == str(out)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert {"Homs", "Damascus"} <= {row["place"] for row in rows}
    assert {row["label"] for row in rows} == {"TLP:AMBER"}


def test_the_json_says_what_was_written(command: Command, sample: Path, tmp_path: Path) -> None:
    said = command("export", sample, tmp_path / "events.geojson", "--what", "events", "--json").json
    assert set(said) == {"format", "out", "what", "rows", "columns"} and said["rows"] > 10
    assert (tmp_path / "events.geojson").is_file()


def test_what_cannot_be_written_is_a_mistake(command: Command, sample: Path, tmp_path: Path) -> None:
    ran = command("export", sample, tmp_path / "cards.doc")
    assert ran.code == 1 and "cards.doc" in ran.err


def test_the_whole_situation_goes_into_json_and_becomes_a_file_again(
    command: Command, sample: Path, tmp_path: Path
) -> None:
    out, again = tmp_path / "all.json", tmp_path / "again.sitboard"
    said = command("export", sample, out, "--json").json
    assert set(said) == {"format", "out", "what", "rows", "columns", "changes", "contents", "left_out"}
    assert command("new", again, "--from-json", out).code == 0
    assert command("board", again, "--json").json == command("board", sample, "--json").json
    assert command("check", again).code == 0
    assert command("merge", sample, out, "--json").json["new"] == 0
    assert command("new", again, "--from-json", out).code == 1, "there is one of that name"


def test_what_json_cannot_do_is_said(command: Command, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    assert "extract" in command("export", sample, out, "--label", "TLP:GREEN").err
    assert command("export", sample, out, "--what", "events").code == 1
    assert command("new", tmp_path / "x.sitboard", "--from-json", out, "--name", "x").code == 2
    assert not out.exists()


def test_a_whole_situation_is_not_imported_but_merged(command: Command, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    command("export", sample, out, "--no-attachments")
    ran = command("import", sample, out)
    assert ran.code == 1 and "merge" in ran.err


def test_everything_is_a_workbook_with_a_sheet_a_kind(command: Command, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.xlsx"
    said = command("export", sample, out, "--what", "everything", "--hxl", "--json").json
    assert said["rows"] > 100 and said["columns"] == []
    ran = command("import", sample, out)
    assert ran.code == 1 and "nothing that is not known already" in ran.err


def test_parties_have_no_place_on_a_map(command: Command, sample: Path, tmp_path: Path) -> None:
    ran = command("export", sample, tmp_path / "x.kml", "--what", "actors")
    assert ran.code == 1 and "no place on a map" in ran.err
    assert command("export", sample, tmp_path / "x.kml", "--what", "routes").code == 0
    assert "LineString" in (tmp_path / "x.kml").read_text(encoding="utf-8")
