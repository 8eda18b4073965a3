"""The archive is unpacked and really installed, upgraded and removed for a person who has no rights."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path

import smoke
from places import DIST, NAME, stem, version
from processes import quietly
from reproducing import content
from stage import Fault, scratch, stage

DIFFICULT = 'O\'Brien & 50% "$HOME" `x` \\ محمد'
"""A home whose name has all that shells, sed and desktop entries give a meaning to."""


def install_and_remove() -> None:
    with scratch() as folder:
        unpacked = _unpacked(folder)
        for number, name in enumerate(("person", DIFFICULT)):
            _go_through(unpacked, folder / str(number) / name)


def _unpacked(folder: Path) -> Path:
    with tarfile.open(DIST / f"{stem()}.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return folder / f"{NAME}-{version()}"


def _go_through(unpacked: Path, home: Path) -> None:
    home.mkdir(parents=True)
    own = {
        home / ".config" / "situation-board" / "window.ini": "[look]\ntheme=dark\n",
        home / "Documents" / "mine.sitboard": "mine",
    }
    for file, text in own.items():
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    before = content(home)
    variables = smoke.empty_environment(home) | {"PATH": os.environ["PATH"]}
    program = home / ".local" / "opt" / "situation-board"

    for _ in range(2):  # installing again is an upgrade
        _run([unpacked / "install.sh"], variables)
        if content(program) != content(unpacked):
            raise Fault("what is installed is not what was unpacked")
    _expect_desktop(home, program, variables)
    if faults := smoke.faults(program):
        raise Fault(faults)
    _expect_refusal_while_running(unpacked, program, home, variables)
    _run([program / "install.sh", "--uninstall"], variables)
    left = {name for name in content(home) if name not in before and not _is_of_desktop(name)}
    if left or any(content(home).get(name) != told for name, told in before.items()):
        raise Fault(f"after removing: {sorted(left)} are left, or files of the person changed")


def _expect_desktop(home: Path, program: Path, variables: Mapping[str, str]) -> None:
    data = home / ".local" / "share"
    entry = data / "applications" / "situation-board.desktop"
    if told := quietly(["desktop-file-validate", entry]).stdout.strip():
        raise Fault(told)
    if _program_of(entry) != str(program / NAME):
        raise Fault(f"the desktop entry starts {_program_of(entry)}")
    if "*.sitboard" not in (data / "mime" / "globs2").read_text(encoding="utf-8"):
        raise Fault("the desktop does not know .sitboard files")
    asked = _run([home / ".local" / "bin" / NAME, "--version"], variables)
    if version() not in asked:
        raise Fault(f"the command says {asked}")


def _program_of(entry: Path) -> str:
    """As a desktop reads it: once as a value of the file, once as a quoted argument."""
    line = next(line for line in entry.read_text(encoding="utf-8").splitlines() if line.startswith("Exec="))
    quoted = _without_escapes(line.removeprefix("Exec="), ["s", "n", "t", "r", "\\"])
    argument = quoted[1 : quoted.rindex('"')]
    return _without_escapes(argument, [*'"`$\\']).replace("%%", "%")


def _without_escapes(text: str, signs: list[str]) -> str:
    read, rest = "", text
    while rest:
        if rest[0] == "\\" and rest[1:2] in signs:
            rest = rest[1:]
        read, rest = read + rest[0], rest[1:]
    return read


def _expect_refusal_while_running(unpacked: Path, program: Path, home: Path, variables: Mapping[str, str]) -> None:
    with stage(program, home) as started, started.opened():
        tried = subprocess.run(
            [unpacked / "install.sh"], env=dict(variables), capture_output=True, text=True, check=False
        )
        if tried.returncode != 1 or "is running" not in tried.stderr:
            raise Fault(f"installed although the program runs: {tried.returncode} {tried.stderr}")


def _run(command: list[str | Path], variables: Mapping[str, str]) -> str:
    done = subprocess.run(command, env=dict(variables), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Fault(f"{command}: exit code {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def _is_of_desktop(name: str) -> bool:
    """Lists that the desktop makes of what is installed, caches, and what the program keeps."""
    return name.startswith((".local/share/mime/", ".local/share/applications/mimeinfo.cache", ".cache/", ".config/"))


def entries_are_sound() -> str:
    """Without any tool: the parts of the archive that are written by hand."""
    from xml.etree import ElementTree

    from linux_package import FILES

    entry = (FILES / "situation-board.desktop").read_text(encoding="utf-8")
    kinds = ElementTree.parse(FILES / "situation-board-mime.xml").getroot()
    names = [found.get("type") for found in kinds.iter() if found.tag.endswith("mime-type")]
    faults = [] if f"MimeType={names[0]};" in entry else [f"the desktop entry does not open {names[0]}"]
    if shutil.which("sh"):
        faults += quietly(["sh", "-n", FILES / "install.sh"]).stdout.splitlines()
    return "\n".join(faults)
