"""The MSI packages, really installed, upgraded, refused and removed in a Windows of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
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
from releases import BEFORE_NEWER, NEWER, OLDER, Release, make_release, put_documents
from windows_facts import OWN_KEY, PROG_ID, PUBLISHER, Scope, stable_id
from wine import Keys, Values, Wine, fresh_windows

DONE, FAILED = 0, 1603 % 256  # Linux keeps one byte of an exit code
SETUP_REFUSES = 7
LISTED = r"Software\Microsoft\Windows\CurrentVersion\Uninstall"
OTHER_FOLDER = "C:\\Büro im Feld\\مكتب ميداني\\Situation Board"
THEIRS = "_internal/notes of somebody.txt"
ROOTS: dict[Scope, str] = {"user": "HKCU", "machine": "HKLM"}


def faults(scope: Scope) -> Faults:
    releases = [make_release(version) for version in (OLDER, BEFORE_NEWER, NEWER)]
    with fresh_windows() as wine:
        trial = MsiTrial(wine, scope, *releases)
        kept = put_documents(wine)
        for story in trial.stories():
            yield from story
        yield from told("after all", contents_differ(kept))


for_one_person = partial(faults, "user")
for_everybody = partial(faults, "machine")


@dataclass(frozen=True)
class MsiTrial:
    wine: Wine
    scope: Scope
    older: Release
    before_newer: Release
    newer: Release

    def stories(self) -> Iterator[Faults]:
        yield told("installed", self.installed())
        yield told("upgraded", self.upgraded())
        yield told("from a pre-release to its release", self.released())
        yield told("downgrade", self.downgrade_refused())
        yield told("setup program beside it", self.setup_refused())
        yield told("removed", self.removed())
        yield told("in another folder", self.another_folder())
        if self.scope == "user":
            yield told("beside the setup program", self.refused_beside_setup())

    @property
    def folder(self) -> Path:
        home = self.wine.user / "AppData/Local/Programs" if self.scope == "user" else self.wine.drive / "Program Files"
        return home / TITLE

    @property
    def shortcut(self) -> Path:
        """Wine puts everybody's into the menu of who installs."""
        return self.wine.user / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs" / f"{TITLE}.lnk"

    def install(self, release: Release, *properties: str) -> int:
        return self.wine.run("msiexec", "/i", release.msi[self.scope], "/qn", *properties)

    def remove(self, release: Release) -> int:
        return self.wine.run("msiexec", "/x", stable_id("product", self.scope, release.version.text), "/qn")

    def keys(self) -> Keys:
        return self.wine.registry(f"{ROOTS[self.scope]}\\Software")

    def installed(self) -> Faults:
        yield from another_code(self.install(self.older), DONE)
        yield from self.is_there(self.older, self.folder)

    def is_there(self, release: Release, folder: Path, *, theirs: tuple[str, ...] = ()) -> Faults:
        yield from files_differ(release.payload, folder, besides=theirs)
        inside = self.wine.windows_path(folder)
        yield from no_way_to(inside, self.shortcut)
        keys = self.keys()
        remembered = {"InstallFolder": f"{inside}\\", "InstalledBy": "msi", "Version": release.version.text}
        yield from values_differ(keys, OWN_KEY, {**remembered, "VersionNumbers": release.version.dotted})
        yield from self.is_listed(release)
        yield from files_open_elsewhere(keys, inside)

    def is_listed(self, release: Release) -> Faults:
        """Alone: what it took the place of is listed no more. Wine keeps everybody's list with the machine."""
        products = self.wine.registry(rf"HKLM\{LISTED}")
        ours = stable_id("product", self.scope, release.version.text)
        wanted: Values = {"DisplayName": TITLE, "DisplayVersion": release.version.for_installer, "Publisher": PUBLISHER}
        yield from values_differ(products, rf"{LISTED}\{ours}", wanted)
        if sum(values.get("DisplayName") == TITLE for values in products.values()) > 1:
            yield "more than one version is listed"

    def upgraded(self) -> Faults:
        (self.folder / THEIRS).write_text("not ours")
        yield from another_code(self.install(self.before_newer), DONE)
        yield from self.is_there(self.before_newer, self.folder, theirs=(THEIRS,))

    def released(self) -> Faults:
        yield from another_code(self.install(self.newer), DONE)
        yield from self.is_there(self.newer, self.folder, theirs=(THEIRS,))

    def downgrade_refused(self) -> Faults:
        yield from another_code(self.install(self.older), FAILED)
        yield from self.is_there(self.newer, self.folder, theirs=(THEIRS,))

    def setup_refused(self) -> Faults:
        yield from another_code(self.wine.run(self.newer.setup, "/S"), SETUP_REFUSES)
        yield from self.is_there(self.newer, self.folder, theirs=(THEIRS,))

    def removed(self) -> Faults:
        yield from another_code(self.remove(self.newer), DONE)
        yield from anything_left(self.folder, besides=("_internal", THEIRS))
        yield from self.is_forgotten()
        (self.folder / THEIRS).unlink()
        (self.folder / "_internal").rmdir()
        self.folder.rmdir()

    def is_forgotten(self) -> Faults:
        yield from keys_left(self.keys(), PROG_ID, OWN_KEY)
        yield from keys_left(self.wine.registry(rf"HKLM\{LISTED}"), stable_id("product", self.scope, NEWER))
        if self.shortcut.exists():
            yield "the start menu still has it"

    def another_folder(self) -> Faults:
        """Chosen once, found again by the newer version."""
        chosen = self.wine.linux_path(OTHER_FOLDER)
        yield from another_code(self.install(self.older, f"INSTALLFOLDER={OTHER_FOLDER}"), DONE)
        yield from self.is_there(self.older, chosen)
        yield from another_code(self.install(self.newer), DONE)
        yield from self.is_there(self.newer, chosen)
        yield from another_code(self.remove(self.newer), DONE)
        yield from anything_left(chosen)
        yield from self.is_forgotten()

    def refused_beside_setup(self) -> Faults:
        yield from another_code(self.wine.run(self.older.setup, "/S"), DONE)
        yield from another_code(self.install(self.newer), FAILED)
        yield from anything_left(self.folder, besides=self.of_setup())

    def of_setup(self) -> list[str]:
        files = self.older.payload.files
        return [*map(str, files), *map(str, self.older.payload.folders), "uninstall.exe"]
