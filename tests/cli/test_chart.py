"""The command that draws a chart into a file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.test_processes import started


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_csv_of_the_sample_has_one_series_open_above_and_marks(
    command: Command, sample: Path, tmp_path: Path
) -> None:
    out = tmp_path / "chart.csv"
    ran = command("chart", sample, out)
    assert (ran.code, ran.out.strip()) == (0, str(out))
    points = [row for row in rows(out) if row["what"] == "point"]
    assert [(row["low"], row["high"], row["quantifier"], row["source"]) for row in points] == [
        ("370000", "", "more_than", "OCHA")
    ]
    marks = [row for row in rows(out) if row["what"] == "mark"]
    assert len(marks) == 8
    assert {(row["low"], row["high"]) for row in marks} == {("", "")}, "no figure is not zero"
    assert {(row["label"], row["time_zone"], row["as_of"]) for row in rows(out)} == {
        ("TLP:AMBER", "Asia/Damascus", "2024-12-08")
    }


def test_it_agrees_with_what_series_tells(command: Command, sample: Path, tmp_path: Path) -> None:
    command("chart", sample, tmp_path / "chart.csv")
    (series,) = command("series", sample, "--json").json["series"]
    (point,) = series["points"]
    (row,) = (row for row in rows(tmp_path / "chart.csv") if row["what"] == "point")
    assert (row["series"], row["from"], row["to"]) == (series["name"], point["from"]["at"], point["to"]["at"])


def test_the_chart_of_evacuation_has_no_displaced_people(command: Command, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "chart.csv"
    assert command("chart", sample, out, "--kind", "evacuation").code == 0
    assert {row["what"] for row in rows(out)} == {"mark"}


def test_the_past_has_what_was_known_then(command: Command, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "chart.csv"
    assert command("chart", sample, out, "--at", "#1").code == 0
    assert rows(out) == []


@pytest.mark.parametrize("platform", ["", "xcb"])
def test_pictures_are_written_without_a_display(sample: Path, tmp_path: Path, platform: str) -> None:
    pytest.importorskip("PySide6")
    for name in ("chart.png", "chart.SVG"):
        ran = started(["chart", sample, tmp_path / name], DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM=platform)
        assert (ran.returncode, ran.stdout.decode().strip()) == (0, str(tmp_path / name))
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert b"OCHA" in (tmp_path / "chart.SVG").read_bytes()


def test_another_ending_is_refused_and_nothing_is_written(command: Command, sample: Path, tmp_path: Path) -> None:
    ran = command("chart", sample, tmp_path / "chart.doc")
    assert ran.code == 2
    assert ".png, .svg or .csv" in ran.err
    assert not (tmp_path / "chart.doc").exists()


def test_a_folder_that_is_not_there_is_said(command: Command, sample: Path, tmp_path: Path) -> None:
    ran = command("chart", sample, tmp_path / "nowhere" / "chart.csv")
    assert ran.code == 3
    assert "chart.csv" in ran.err
