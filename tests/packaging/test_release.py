"""What a release needs beside its files: a tag that is the version, words for people, sums that are right."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import release
from places import version
from processes import Failure

CHANGELOG = f"""# Changelog

## [Unreleased]

- Later.

## [{version()}] - 2026-12-01

### Added

- A board.

## [0.0.1] - 2026-01-01

- Long ago.
"""


def test_the_words_of_a_release_are_its_section_of_the_changelog() -> None:
    assert release.notes(CHANGELOG) == "### Added\n\n- A board.\n"


@pytest.mark.parametrize(
    "text", ["", "## [Unreleased]\n\n- Later.\n", f"## [{version()}] - 2026-12-01\n\n## [0.0.1]\n"]
)
def test_a_release_of_which_nothing_is_said_is_none(text: str) -> None:
    with pytest.raises(Failure, match="no section"):
        release.notes(text)


def test_a_tag_that_is_not_the_version_is_none() -> None:
    with pytest.raises(Failure, match=r"the tag is v9\.9\.9"):
        release.check("v9.9.9")


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """Files of two machines, each with its sums."""
    for name in ("a-linux.tar.xz", "a-windows.msi"):
        (tmp_path / name).write_text(name)
        digest = hashlib.sha256(name.encode()).hexdigest()
        (tmp_path / f"{name.partition('.')[0]}.sha256").write_text(f"{digest}  {name}\n")
    (tmp_path / "wheels.tar").write_text("wheels")
    return tmp_path


def test_the_sums_of_all_files_are_in_one(released: Path) -> None:
    lines = release.sums(released).read_text().splitlines()
    assert [line.partition("  ")[2] for line in lines] == ["a-linux.tar.xz", "a-windows.msi", "wheels.tar"]
    assert lines[0].startswith(hashlib.sha256(b"a-linux.tar.xz").hexdigest())
    assert release.sums(released).read_text().splitlines() == lines


@pytest.mark.parametrize("damage", ["changed", "lost", "elsewhere"])
def test_a_file_that_is_not_what_its_machine_said_ends_it(released: Path, damage: str) -> None:
    match damage:
        case "changed":
            (released / "a-windows.msi").write_text("something else")
        case "lost":
            (released / "a-windows.msi").unlink()
        case _:
            (released / "a-windows.sha256").write_text(f"{'0' * 64}  ../a-windows.msi\n")
    with pytest.raises(Failure):
        release.sums(released)
    assert not (released / release.ALL_SUMS).exists()


def test_nothing_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="there is nothing"):
        release.sums(tmp_path)
