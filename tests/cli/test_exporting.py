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
