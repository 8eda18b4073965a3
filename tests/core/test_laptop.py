"""The laptop's own name and who is on duty: kept between runs, and never in the way of work."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from situation_board.core import laptop
from situation_board.core.crash_report import write_report
from situation_board.core.laptop import (
    laptop_id,
    laptop_identity,
    laptop_name,
    person_on_duty,
    set_laptop_name,
    set_person,
    settings_folder,
)


def test_the_settings_lie_where_the_variable_says(own_settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_folder() == own_settings
    monkeypatch.delenv(laptop.FOLDER_VARIABLE)
    assert settings_folder().name == "situation-board"


def test_the_id_is_made_once_and_stays(own_settings: Path) -> None:
    made = laptop_id()
    assert laptop_id() == made
    assert (own_settings / laptop.ID_FILE).read_text() == made


def test_the_history_names_the_laptop_readably_and_keeps_two_of_one_name_apart(
    own_settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_laptop_name("Homs-2")
    first = laptop_identity().laptop
    monkeypatch.setenv(laptop.FOLDER_VARIABLE, str(tmp_path / "another laptop"))
    set_laptop_name("Homs-2")
    second = laptop_identity().laptop
    assert first.startswith("Homs-2 (") and second.startswith("Homs-2 (")
    assert first != second


def test_a_laptop_without_a_name_of_its_own_goes_by_its_hosts(own_settings: Path) -> None:
    host = laptop_name()
    set_laptop_name("  Field   laptop ")
    assert laptop_name() == "Field laptop"
    set_laptop_name(None)
    assert laptop_name() == host != ""


def test_the_person_on_duty_is_kept_and_one_given_counts_before(own_settings: Path) -> None:
    assert person_on_duty() is None
    set_person("field coord.")
    assert laptop_identity().person == "field coord."
    assert laptop_identity("night shift").person == "night shift"
    set_person(" ")
    assert laptop_identity().person is None


def test_settings_that_cannot_be_read_are_none(own_settings: Path) -> None:
    (own_settings / laptop.DUTY_FILE).write_bytes(b"\xff{")
    (own_settings / laptop.ID_FILE).write_text("no id")
    assert person_on_duty() is None
    assert laptop_id() == laptop_id() != "no id"


def test_a_folder_that_cannot_be_written_gives_an_id_for_this_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("")
    monkeypatch.setenv(laptop.FOLDER_VARIABLE, str(in_the_way / "settings"))
    assert laptop_id() == laptop_id()
    set_person("field coord.")
    assert person_on_duty() == "field coord."
    set_person(None)
    assert person_on_duty() is None
    assert write_report(ValueError("x")) is None


def test_programs_that_start_at_once_get_one_id(own_settings: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(4) as pool:
        ids = pool.map(_id_in, [str(own_settings)] * 8)
        pool.close()
        pool.join()
    assert len(set(ids)) == 1


def _id_in(folder: str) -> str:
    os.environ[laptop.FOLDER_VARIABLE] = folder
    return laptop_id()


def test_a_report_on_a_bug_names_places_in_the_code_and_no_values(own_settings: Path) -> None:
    try:
        raise KeyError("name of a person")
    except KeyError as error:
        report = write_report(error)
    assert report is not None and report.parent == own_settings / "reports"
    text = report.read_text(encoding="utf-8")
    assert "KeyError" in text and "test_laptop.py" in text
    assert "name of a person" not in text and str(Path(__file__).parent) not in text
