"""The setup program, really run: installed, upgraded, refused and removed in a Windows of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from comparing import (
    Faults,
    another_code,
    anything_left,
    contents_differ,
    files_differ,
    files_open_elsewhere,
    keys_left,
    no_way_to,
    told,
    values_differ,
)
from places import TITLE
from releases import NEWER, OLDER, Release, make_release, put_documents
from windows_facts import CLASSES_KEY, EXTENSION, OWN_KEY, PROG_ID, PROGRAM, PUBLISHER, UNINSTALL_KEY
from wine import Keys, Values, Wine, fresh_windows, running, unquoted

DONE, NOT_WRITTEN, RUNS, NEWER_IS_THERE, TOO_OLD, IS_MSI = 0, 2, 3, 4, 6, 7
UNINSTALLER = "uninstall.exe"
OTHER_FOLDER = "C:\\Büro im Feld\\مكتب ميداني\\Situation Board"
THEIRS = "notes of somebody.txt"


def faults() -> Faults:
    with fresh_windows() as wine:
        trial = SetupTrial(wine, make_release(OLDER), make_release(NEWER))
        kept = put_documents(wine)
        for story in trial.stories():
            yield from story
        yield from told("after all", contents_differ(kept))


@dataclass(frozen=True)
class SetupTrial:
    wine: Wine
    older: Release
    newer: Release

    def stories(self) -> Iterator[Faults]:
        """One after the other in one Windows: each begins where the former ends."""
        yield told("on Windows 7", self.old_windows())
        yield told("installed", self.installed())
        yield told("while the program runs", self.refused_while_running())
        yield told("upgraded", self.upgraded())
        yield told("downgrade", self.downgrade_refused())
        yield told("removed", self.removed())
        yield told("in another folder", self.another_folder())
        yield told("a file in the way", self.stopped_halfway())
        yield told("beside an MSI package", self.refused_beside_msi())

    @property
    def folder(self) -> Path:
        return self.wine.user / "AppData/Local/Programs" / TITLE

    @property
    def shortcut(self) -> Path:
        return self.wine.user / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs" / f"{TITLE}.lnk"

    def install(self, release: Release, into: str | None = None) -> int:
        return self.wine.run(release.setup, "/S", *unquoted(f"/D={into}" if into else ""))

    def remove(self, folder: Path) -> None:
        """As Windows does it: the uninstaller goes on in the background."""
        self.wine.run(folder / UNINSTALLER, "/S")
        self.wine.settle()

    def remove_waiting(self, folder: Path) -> int:
        """Its code is told only so; then it cannot remove itself."""
        return self.wine.run(folder / UNINSTALLER, "/S", *unquoted(f"_?={self.wine.windows_path(folder)}"))

    def old_windows(self) -> Faults:
        self.wine.be("win7")
        yield from another_code(self.install(self.older), TOO_OLD)
        yield from anything_left(self.folder)
        self.wine.be("win10")

    def installed(self) -> Faults:
        yield from another_code(self.install(self.older), DONE)
        yield from self.is_there(self.older, self.folder)

    def is_there(self, release: Release, folder: Path, *, theirs: tuple[str, ...] = ()) -> Faults:
        yield from files_differ(release.payload, folder, besides=(UNINSTALLER, *theirs))
        inside = self.wine.windows_path(folder)
        yield from no_way_to(inside, self.shortcut)
        keys = self.keys()
        yield from values_differ(keys, OWN_KEY, self.remembered(release, inside))
        yield from values_differ(keys, UNINSTALL_KEY, self.listed(release, inside))
        yield from files_open_elsewhere(keys, inside)

    def keys(self) -> Keys:
        return self.wine.registry("HKCU\\Software")

    def remembered(self, release: Release, inside: str) -> Values:
        return {"InstallFolder": inside, "InstalledBy": "setup", "Version": release.version.text}

    def listed(self, release: Release, inside: str) -> Values:
        return {
            "DisplayName": TITLE,
            "DisplayVersion": release.version.text,
            "Publisher": PUBLISHER,
            "InstallLocation": inside,
            "UninstallString": f'"{inside}\\{UNINSTALLER}"',
            "QuietUninstallString": f'"{inside}\\{UNINSTALLER}" /S',
            "EstimatedSize": -(-release.payload.size // 1024),
        }

    def refused_while_running(self) -> Faults:
        with running(self.wine, self.wine.windows_path(self.folder / PROGRAM)):
            yield from another_code(self.install(self.newer), RUNS)
            yield from self.is_there(self.older, self.folder)
            yield from another_code(self.remove_waiting(self.folder), RUNS)
            yield from self.is_there(self.older, self.folder)

    def upgraded(self) -> Faults:
        (self.folder / THEIRS).write_text("not ours")
        yield from another_code(self.install(self.newer), DONE)
        yield from self.is_there(self.newer, self.folder, theirs=(THEIRS,))

    def downgrade_refused(self) -> Faults:
        yield from another_code(self.install(self.older), NEWER_IS_THERE)
        yield from self.is_there(self.newer, self.folder, theirs=(THEIRS,))

    def removed(self) -> Faults:
        """Somebody chose another program for such files meanwhile, and keeps a file of theirs beside ours."""
        self.wine.run("reg", "add", f"HKCU\\{CLASSES_KEY}\\{EXTENSION}", "/ve", "/d", "Other.Program", "/f")
        self.remove(self.folder)
        yield from anything_left(self.folder, besides=(THEIRS,))
        yield from values_differ(self.keys(), rf"{CLASSES_KEY}\{EXTENSION}", {"": "Other.Program"})
        yield from self.is_forgotten()
        (self.folder / THEIRS).unlink()
        self.folder.rmdir()

    def is_forgotten(self) -> Faults:
        yield from keys_left(self.keys(), PROG_ID, OWN_KEY, UNINSTALL_KEY)
        if self.shortcut.exists():
            yield "the start menu still has it"

    def another_folder(self) -> Faults:
        """Chosen once, found again; and left for another one."""
        chosen = self.wine.linux_path(OTHER_FOLDER)
        yield from another_code(self.install(self.older, OTHER_FOLDER), DONE)
        yield from self.is_there(self.older, chosen)
        yield from another_code(self.install(self.newer), DONE)
        yield from self.is_there(self.newer, chosen)
        yield from another_code(self.install(self.newer, self.wine.windows_path(self.folder)), DONE)
        yield from self.is_there(self.newer, self.folder)
        yield from anything_left(chosen)
        self.remove(self.folder)
        yield from anything_left(self.folder)
        yield from self.is_forgotten()

    def stopped_halfway(self) -> Faults:
        """Nothing that is half there can be started, and doing it again mends it."""
        in_the_way = self.folder / "_internal" / "base_library.zip"
        in_the_way.mkdir(parents=True)
        yield from another_code(self.install(self.older), NOT_WRITTEN)
        if (self.folder / PROGRAM).exists():
            yield "the program is there although its files are not"
        in_the_way.rmdir()
        yield from another_code(self.install(self.older), DONE)
        yield from self.is_there(self.older, self.folder)
        self.remove(self.folder)
        yield from anything_left(self.folder)

    def refused_beside_msi(self) -> Faults:
        self.wine.run("reg", "add", f"HKCU\\{OWN_KEY}", "/v", "InstalledBy", "/d", "msi", "/f")
        yield from another_code(self.install(self.newer), IS_MSI)
        yield from anything_left(self.folder)
        self.wine.run("reg", "delete", f"HKCU\\{OWN_KEY}", "/f")
