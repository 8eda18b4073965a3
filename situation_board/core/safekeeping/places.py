"""Places where an open situation is in danger: another computer's disk, or a folder that a program copies at will.

SQLite's locks and its -wal do not work across a network, and a sync program may carry off a half-written file. A copy
or a backup there is fine.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path, PurePath

REMOTE_DRIVE = 4
MOUNTS = Path("/proc/self/mounts")
NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone"}
)
SYNC_FOLDERS = ("dropbox", "onedrive", "google drive", "googledrive", "nextcloud", "owncloud", "icloud drive")
SYNC_FOLDERS_ELSEWHERE = ("mobile documents", "cloudstorage", "syncthing", "seafile", "pcloud", "mega")


class Danger(StrEnum):
    """What makes a place unfit for an open file."""

    NETWORK = "network"
    SYNC = "sync"


def danger_at(path: Path, mounts: str | None = None) -> Danger | None:
    """What is dangerous about where a file lies, as far as the path and the list of mounts tell."""
    path = path.absolute()
    if _is_remote_drive(path) or _is_on_other_computer(path, _mounts() if mounts is None else mounts):
        return Danger.NETWORK
    return Danger.SYNC if any(_is_synced(name) for name in path.parent.parts) else None


def _is_on_other_computer(path: PurePath, mounts: str) -> bool:
    if str(path).startswith(("\\\\", "//")):  # \\server\share
        return True
    best, kind = "", ""
    for line in mounts.splitlines():
        _, point, found, *_ = [*line.split(" "), "", "", ""]
        point = point.replace("\\040", " ")
        if len(point) >= len(best) and (path == PurePath(point) or PurePath(point) in path.parents):
            best, kind = point, found
    return kind in NETWORK_TYPES


def _is_remote_drive(path: Path) -> bool:
    """Windows knows of each letter whose disk it is."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == REMOTE_DRIVE)
    return False


def _is_synced(folder: str) -> bool:
    """ "OneDrive - Office" and "Dropbox (Team)" count as well."""
    name = folder.casefold()
    return name.startswith(SYNC_FOLDERS) or name in SYNC_FOLDERS_ELSEWHERE


def _mounts() -> str:
    if sys.platform != "linux":
        return ""
    try:
        return MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
