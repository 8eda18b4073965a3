"""A file on another computer's disk or in a folder that a sync program copies is in danger."""

from __future__ import annotations

from pathlib import Path

import pytest

from situation_board.core.safekeeping.places import Danger, danger_at

MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/data /mnt/office nfs4 rw 0 0
//server/share /mnt/our\\040share cifs rw 0 0
/dev/sdb1 /mnt/office/stick vfat rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "danger"),
    [
        ("/home/desk/winter.sitboard", None),
        ("/mnt/office/winter.sitboard", Danger.NETWORK),
        ("/mnt/our share/deep/winter.sitboard", Danger.NETWORK),
        ("/mnt/office/stick/winter.sitboard", None),
        ("/mnt/office2/winter.sitboard", None),
        ("//server/share/winter.sitboard", Danger.NETWORK),
        ("/home/desk/Dropbox/winter.sitboard", Danger.SYNC),
        ("/home/desk/OneDrive - Office/a/winter.sitboard", Danger.SYNC),
        ("/home/desk/Nextcloud/winter.sitboard", Danger.SYNC),
        ("/home/desk/dropbox.sitboard", None),
    ],
)
def test_where_a_file_is_in_danger(path: str, danger: Danger | None) -> None:
    assert danger_at(Path(path), MOUNTS) == danger


def test_an_ordinary_folder_is_in_none(tmp_path: Path) -> None:
    assert danger_at(tmp_path / "winter.sitboard") is None
